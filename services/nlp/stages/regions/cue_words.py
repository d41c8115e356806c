"""The words that stand before a region's name, by what they make of it."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a list; a hyphen joins the two of one entry."""
    return frozenset(text.split())


KABUPATEN = words(
    "kabupaten kabupatén kab pemkab pemda-kabupaten bupati wabup sekkab setkab pemerintah-kabupaten regency"
)
KOTA = words(
    "kota pemkot pemko wali-kota walikota wawali wawako wako sekkot setko kotamadya kota-madya wawalkot "
    "pak-wali kodya walkot"
)
PROVINCE = words(
    "provinsi prov propinsi pemprov pemdaprov gubernur wagub kapolda polda kejati pergub sekprov "
    "setdaprov sekdaprov kakanwil kanwil provincial"
)
DISTRICT = words(
    "kecamatan kacamatan kec distrik kapanewon kemantren camat polsek koramil kapolsek danramil panewu "
    "sekcam kua"
)
VILLAGE = words(
    "desa kelurahan kel kampung kampong dusun nagari gampong kalurahan pekon jorong blok ohoi negeri "
    "tiyuh lembang dsn ds korong"
)
# Heads of villages: their village or their own name follows, so neither is read.
VILLAGE_HEAD = words("lurah kades kepala-desa rt rw dukuh kuwu keuchik perbekel petinggi pambakal hukum-tua")
# An organisation whose seat or jurisdiction is the region that follows.
OFFICE = words(
    "dinas dprd dprk dprp sekda setda badan bpbd bappeda bappelitbangda diskominfo dinkominfo kominfo "
    "dinkes disdik rsud satpol kpu bawaslu panwaslu bps polres polresta polrestabes kapolres kapolresta "
    "kapolrestabes satreskrim satlantas satresnarkoba kejari kejaksaan kajari kodim dandim pengadilan "
    "pn lapas rutan kemenag baznas bkpsdm bkd dpupr pupr dlh disdukcapil dukcapil disperindag disdag "
    "dishub dinsos disnaker disnakertrans dispora dispar disbudpar perumda pdam perumdam forkopimda "
    "apbd perda perbup perwal mui pmi fkub koni pkk dekranasda kadis kadinkes kadisdik inspektorat "
    "bapenda bpkad bpkpd dpmptsp dpmd dkp dinperkim perkim perkimtan dpkp damkar kesbangpol tagana "
    "basarnas kadin hkti knpi kppn kantah bpn imigrasi loka bbpom pemda pemdes kontingen sekretariat "
    "sekretaris-daerah bpjs samsat pelni bkad disbun distan dispertan dkpp dp3a lpse mapolres "
    "mapolresta makodim sudin sudinhub bea-cukai kantor-wilayah dekot dikbud dispendik rsup rsu rs bumd "
    "pemda-kota sdabmbk dinkop diskop bkpsdmd disparpora dispusip dinpar dikpora"
)
PLACE = words(
    "pasar stasiun terminal bandara pelabuhan rumah-sakit alun-alun simpang tugu puskesmas pantai pulau "
    "kantor gor stadion taman masjid gereja sma smp sd smk sdn smpn sman man mtsn mts kampus pesantren "
    "kawasan perairan pesisir lapangan gedung gudang candi bendungan waduk"
)
# Dishes and wares that carry a region's name: they speak of it only beside another sign of it.
PRODUCT = words(
    "semen gudeg soto sate kopi batik pempek rendang jeruk salak duku durian ikan sambal bubur kerupuk "
    "dodol bika coto mi mie nasi masakan tahu lumpia bakso tenun songket wingko getuk serabi asinan "
    "talas ubi nanas apel sapi kambing domba beras bandeng telur bawang tape brem kain keris tari ayam "
    "mebel ukiran madu"
)
# After these a name is a street, a river, a people, a language, a club, a university: no region.
NOT_A_REGION = words(
    "jalan jl jln gang gg sungai kali gunung danau selat laut suku etnis mama bahasa logat universitas "
    "univ institut politeknik stikes stie iain uin unimal persib persija persebaya psis psm persik "
    "persis arema persela persipura persita persiraja psps pss psim persiba persipal persikabo persijap "
    "persekat persibat pspp psds"
)
# Capitalised, these make it a business or part of another place's name; as ordinary words
# ("tarif tol Surabaya", "pipa air Kudus") they make it nothing.
NAME_PARTS = words(
    "jembatan tol ruas bank kapal km kmp kri ka hotel harian koran radio tribun antara piala cup pt cv "
    "toko warung rm resto kafe perumahan bukit lembah teluk muara lubuk tanjung kuala rantau padang "
    "batu tebing parit ujung labuhan air sei way situ ranu simpang"
)
# Given names: "Bambang Pacitan", "Siti Bima" are people.
GIVEN_NAMES = words(
    "abdul achmad adi agung agus ahmad aji ali amir andi andri anton ari arif aris asep ayu bagus "
    "bambang bayu budi cahyo candra dani dede dedi dedy dewi dian didik dimas dodi doni dwi dyah edi "
    "edy eka eko endang erni fajar fitri gilang guntur hadi hani hendra heri herman heru hesti ida ika "
    "indra irfan irwan iwan jaka joko kartika kurnia lestari lina lukman maria maya mohammad muhammad "
    "mulyadi nanang nani ningsih novi nur nurul putri rahmat rani ratna reni retno rina rini rizal "
    "rizki rudi rudy rusdi siti slamet sri sugeng sugiarto suharto sulastri sumarni supri suryadi susi "
    "sutrisno suwarno teguh titin tono toni tri tuti umar wahyu wati wawan wayan widodo wiwik yanti "
    "yanto yati yayan yudi yuli yuni yusuf"
)
BEFORE_PEOPLE = words("pak bu bang mas mbak kang mang h hj ustaz ustadz kiai")
# Behind a name these make it a club: "Bali United", "Barito Putera".
CLUB_BEHIND = words("united fc putera putra")
# "asal Medan", "warga Bogor", "kelahiran Solo": a person's origin, not the subject.
ORIGIN = words(
    "asal dari ke kelahiran ber-ktp perantau seperti misalnya dibanding menuju tujuan jurusan via lewat"
)
# The government itself, as opposed to an office of it.
GOVERNMENT = words(
    "pemkab bupati wabup pemkot pemko wali walikota wawali pemprov gubernur wagub pemerintah sekda pj plt"
)
