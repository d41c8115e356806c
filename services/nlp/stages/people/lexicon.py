"""The words around people's names: titles, degrees, offices, organisations, verbs of saying."""

from __future__ import annotations

import re

from services.nlp.stages.words import is_common


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


# Stripped from a name wherever they stand before it.
TITLES = words(
    "h hj hja dr drs dra drg drh ir prof k kh kyai kiai nyai ust ustaz ustadz ustadzah pdt pendeta "
    "pastor romo rm tgk teungku tuanku pak bu bapak ibu bang kak kang teh mas mbak mbah cak ning mang "
    "uda uni mamak nenek kakek wak uwak om tante abah ajengan haji hajah sdr sdri saudara saudari ny "
    "nyonya tn tuan nn nona aiptu aipda bripka brigadir brigpol bripda briptu ipda iptu akp kompol "
    "akbp kombes irjen brigjen komjen letda lettu kapten mayor letkol kolonel letjen mayjen serda "
    "sertu serka serma peltu pelda kopral kopda praka pratu prada datuk dato rr almarhum "
    "almarhumah alm ns apt amang men coach inisial bernama cik pakde bude paklik bulik eyang simbah "
    "mama bapa oma opa koh engkoh encik mak nek nenek dek mpok emak ema uma mbok bik bibi paman lek paklek "
    "bulek bunda bhikkhu bhante suster bruder jaro purn tb gus buya habib ustadzah "
    "inf cpm kav arh czi cke chb caj pol "
    "letnan sersan brigjenpol irjenpol k.h jro nyi inaq amaq ina acil"
)
# "Pak Budi" and its kin may introduce a single name.
INTRODUCING = TITLES - words("k rm rr tb inisial dr prof ir purn")
# Capitalised words that are no part of a name: days, months, feasts, greetings, buttons.
NO_NAMES = words(
    "januari februari maret april mei juni juli agustus september oktober november desember senin "
    "selasa rabu kamis jumat sabtu minggu ahad ramadan ramadhan idulfitri lebaran natal imlek nyepi "
    "jum'at wib wita wit rp monday tuesday wednesday thursday friday saturday sunday anda saudara swastyastu "
    "copyright unduh wage kliwon legi pahing pon adipura paskibraka jubata sopo kaula kulo kula "
    "abdi ulun tiang utara selatan barat tengah tenggara tuhan assalamualaikum adapun"
)
DEGREE = re.compile(
    r"(?:,\s{0,2}|\s{1,2})(?:[SM]\.?\s?(?:H|E|T|P|Si|Pd|Sos|IP|Ag|I?\.?Kom|Hum|H?\.?Kes|Kep|Farm|Psi|Hut|Pt|St|Sn|"
    r"STP|TP|AP|K\.?M|M|Sc|A|Ak|Th|Gz|Keb|Ars|Stat|Pi|Tr|I|Kn|Eng|Div|Ling|Ec|Ds|Han|Fil|Med|App|BA|AB|"
    r"A\.?P|E\.?I|E\.?Sy|I\.?K|P\.?H|Pd\.?I|SiT|Ked|Par|PWK|Mn)(?:\.\w+)*\.?|Ph\.?D\.?|"
    r"Sp\.?\s?[A-Z][A-Za-z]*(?:\([A-Z]\))?\.?|A\.?Md\.?(?:\.?\w+)*\.?|Apt\.?|Ak\.?|CA\.?|CPA\.?|QIA\.?|"
    r"B\.?(?:Sc|A|Eng|Bus)\.?|Lc\.?|Ners|Amd\.?\w*|MBA|SH|SE|ST|MM|MT|MH|MAP|MKM|MSi|MPd|MKes|MIKom|"
    r"SPd|SSos|SIP|SKM|SSTP|SKep|SIK|SPt|SAg|SKom|SPsi|SSiT|STP)\.?(?=[\s,.;:)]|$)"
)
# What a person may be. The first word of an office, a trade or a role in the story.
ROLE_HEADS = words(
    "kepala kadis kabid kasi kasubbag kasubag kabag kasat kasatreskrim kasatlantas kanit kapolres "
    "kapolresta kapolrestabes kapolsek kapolda wakapolres dandim danramil danrem pangdam kajari kajati "
    "kalapas karutan kadinkes kadisdik kadishub kadispora kadinsos kadisnaker kadispar kalaksa kabais "
    "plt plt. plh pj pj. pjs penjabat pelaksana ketua wakil bupati wabup gubernur wagub wali walikota "
    "wawali camat lurah kades keuchik kuwu perbekel panewu bendesa petinggi sekretaris sekda sekdis "
    "sekjen sekcam asisten staf direktur dirut dirjen deputi menteri wamen mendagri presiden rektor "
    "dekan dosen guru pengajar pengamat peneliti ekonom akademisi pakar ahli direksi manajer general "
    "koordinator komisioner anggota legislator fraksi juru jubir humas inspektur penyidik jaksa hakim "
    "kuasa pengacara advokat mediator komandan pimpinan pemimpin pengurus penasihat pembina pengelola "
    "pemilik pendiri perwakilan utusan tokoh tetua sesepuh pemangku imam takmir pastor bendahara bidan "
    "perawat dokter apoteker kader penyuluh pendamping relawan petugas operator teknisi mandor "
    "pengawas penjaga satpam sopir supir pengemudi pramudi kurir kondektur masinis nakhoda nahkoda "
    "jurumudi abk nelayan petani peternak pekebun petambak pedagang penjual pembeli pelanggan perajin "
    "pengrajin penjahit penenun pembatik buruh pekerja karyawan karyawati pegawai honorer pensiunan "
    "mantan eks bekas calon warga penduduk penghuni tetangga korban saksi pelaku tersangka terdakwa "
    "terpidana pelapor keluarga orang anak ayah ibu bapak istri suami adik kakak nenek kakek cucu wali "
    "murid siswa siswi pelajar mahasiswa mahasiswi alumnus alumni lulusan santri peserta penerima "
    "pasien penyandang penyintas pengungsi perantau pemudik wisatawan turis penumpang pengunjung atlet "
    "pelatih pemain kapten pesilat lifter suaminya istrinya anaknya ayahnya ibunya kakaknya adiknya "
    "putranya putrinya peraih juara penari seniman seniwati budayawan sastrawan penulis penyair "
    "pelukis musisi dalang pegiat aktivis pemerhati pemuda pemudi duta admin narasumber instruktur "
    "arsiparis pustakawan kontraktor pengusaha pengembang eksportir penambang pemulung tukang montir "
    "nasabah pemohon pengadu perangkat kaur kasun kadus rt rw lansia balita bayi janda jero penggerak "
    "pencari pengumpul pemetik pengepul penggarap penyapu komisaris sekretariat protokol analis "
    "auditor konsultan fasilitator penghulu kyai kiai ustaz pendeta uskup bhikkhu pedanda mangku ajudan "
    "tenaga kelian raja remaja dukun tabib wartawan jurnalis reporter kepalo sekdes deputi imigran rektor "
    "dokter mantri muazin khatib da'i mubalig suster petambang terduga napi narapidana tahanan ketum "
    "waketum sekjen bendum gembala jemaat vikaris ondoafi kontributor waka wakapolda wakasat danki danton "
    "unsur paniradya karateka peselancar pedayung petinju katekis juri imum pemanen terduga kiper wasit joki "
    "pemandu penabuh dirigen kurator jukir pesapon montir penyelam guide barista pramusaji penggiat"
)
_OFFICE_PREFIX = re.compile(
    r"^(?:kadis|kadin|kabag|kasub|kabid|kasat|kapus|kapol|wakapol|kanit|kasi)[a-z]{2,}$"
)
# Who does something: "pembuat tolangga", "pendengar asal Subah".
_AGENT = re.compile(r"^pe[a-z]{5,}(?<!an)$")
_NO_AGENTS = words(
    "pemerintah pertama perkara percaya pernah pertanda permata periode perihal pelosok peristiwa pesisir "
    "pedesaan perintah petunjuk persen penting peluang pendopo penuh perempuan pekarangan perbup perwal "
    "pergub perpres pertamina pertalite pelaminan perumda perumdam peringkat pejabat"
)


def is_role_head(word: str) -> bool:
    """Whether a lower-case word may open an office, a trade or a role: "camat", "pembuat", "ketuanya"."""
    bare = word.removesuffix("nya")
    if bare in ROLE_HEADS or is_short_office(bare):
        return True
    return bool(_AGENT.match(bare)) and bare not in _NO_AGENTS and is_common(bare)


def is_short_office(word: str) -> bool:
    """Whether a lower-case word is a head and his unit in one: "kadisnakertrans"."""
    return bool(_OFFICE_PREFIX.match(word))


ORG_HEADS = words(
    "dinas badan dprd dprk dpr dpd mpr kementerian kantor sekretariat setda inspektorat satpol bpbd "
    "bappeda kpu bawaslu bps bmkg bnpb basarnas polres polresta polrestabes polsek polda polri kodim "
    "koramil korem kejaksaan kejari kejati pengadilan lapas rutan rsud rumah puskesmas universitas "
    "institut politeknik sekolah sd sdn smp smpn sma sman smk smkn man mtsn madrasah pt cv perumda "
    "pdam bumdes bumd bank koperasi yayasan lembaga lbh lsm asosiasi persatuan perkumpulan paguyuban "
    "serikat federasi komunitas forum aliansi ikatan himpunan majelis mui pmi koni knpi pkk fraksi "
    "komisi partai dlh dpupr pupr dinkes disdik dishub dinsos disnaker dispora disdukcapil diskominfo "
    "dpmptsp bkpsdm bpkad bapenda bkd balai unit upt uptd komite panitia dewan ombudsman bpjs kemenag "
    "kelompok gapoktan karang pemkab pemkot pemko pemprov bappedalitbang bappelitbangda pemerintah "
    "perum perumdam perhutani pln masjid gereja pondok pesantren stasiun bandara baznas kadin hipmi apindo "
    "spbu pasar damkar"
)
# Between these a phrase about somebody ends and the sentence goes on.
SAYING = (
    "kata ujar tutur ucap jelas terang tegas tambah imbuh lanjut ungkap papar sebut beber pungkas "
    "tandas cetus keluh sahut sambung aku klaim kilah pesan harap cerita kenang timpal jawab tulis "
    "terangnya seloroh kelakar gumam nilai urai tukas ajak imbau pinta simpul sergah sanggah bantah "
    "celetuk gerutu protes tanya seru puji kisah curhat"
)
REPORTING = (
    "mengatakan menyebut menyebutkan menyatakan menjelaskan menuturkan menerangkan menambahkan "
    "menyampaikan mengaku mengakui menegaskan menilai membenarkan mengungkapkan memaparkan "
    "menceritakan bercerita mengimbau mengingatkan mengeluhkan mengeluh meminta berharap mengharapkan "
    "berpesan membantah menduga menjanjikan berjanji menuding memastikan menyayangkan menyoroti "
    "mempertanyakan melaporkan menanggapi mengusulkan menyarankan menekankan mengapresiasi mengklaim "
    "menampik mengucapkan menolak menambah melanjutkan menyampaikan merinci mencontohkan meyakini "
    "menyadari mencatat memuji mengajak mendesak menuntut menulis bertanya membeberkan menyangkal "
    "menimpali"
)

# Units of government, peoples, greetings and the like: capitalised beside a name they are no part of it.
UNITS = words(
    "perhubungan informatika komunikasi persandian kesra penaatan penataan kependudukan pencatatan "
    "disdikbud dikbud distan distannak disnakkeswan disnakertrans disnakerkop disperindag "
    "disperindagkop dispertan disbun dispar disparpora disporapar dispusip dislutkan diskan "
    "disketapang diskominfos perkimtan perkim setdakab setdaprov paskibraka pemdes perikanan kelautan "
    "peternakan perkebunan hortikultura penempatan perluasan perindustrian bina cipta marga pamong "
    "bulog organda pertamina bapemperda klasis forkopimda bumdes persib persija nindya madya pramuka "
    "dukcapil dispendukcapil bakesbangpol geofisika perindag allah idul iduladha ulun ane kulo "
    "abdi ambo enyong nyong aku jenenge ngarannya wassalam maturnuwun nuwun suwun matur coach "
    "subbagian pemadaman keasistenan prolanis otsus kemensos ketenagaan kepeloporan bapperida mts capil "
    "kominfo ops humas perdagangan penanaman perpustakaan kearsipan kesbangpol ketahanan pertanahan "
    "pemberdayaan perlindungan pengendalian penegakan linmas perpajakan pendapatan kepegawaian "
    "pemasyarakatan intelijen pidum pidsus datun reskrim lantas resnarkoba binmas intelkam sumda "
    "samapta provinsi kabupaten sekretariat hindu muslim kristen katolik buddha islam whatsapp "
    "facebook instagram tiktok google indonesia jepang korea prancis inggris belanda australia "
    "malaysia singapura amerika arab tiongkok cina jawa sunda madura melayu batak minang bugis banjar "
    "dayak"
)
_UNIT_PREFIX = re.compile(
    r"^(?:dis|din)(?:dik|hub|nak|kom|duk|per|par|bud|kan|tan|put|dag|sos|pora|bun|lut|kes|ket|arp)"
)


def is_unit(word: str) -> bool:
    """Whether a lower-case word names a unit of government, such as "perhubungan" or "disparpora"."""
    return word in UNITS or bool(_UNIT_PREFIX.match(word))
