"""The words around a name that tell what kind of place it is, and whether it is a region at all."""

from __future__ import annotations

import re
from typing import Literal

Cue = Literal[
    "kabupaten", "kota", "province", "office", "district", "village", "place", "product", "no", "origin", ""
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KABUPATEN = _words(
    "kabupaten kabupatén kab pemkab pemda-kabupaten bupati wabup sekkab setkab pemerintah-kabupaten regency"
)
KOTA = _words(
    "kota pemkot pemko wali-kota walikota wawali wawako wako sekkot setko kotamadya kota-madya "
    "wawalkot pak-wali kodya walkot"
)
PROVINCE = _words(
    "provinsi prov propinsi pemprov pemdaprov gubernur wagub kapolda polda kejati pergub sekprov setdaprov "
    "sekdaprov kakanwil kanwil provincial"
)
DISTRICT = _words(
    "kecamatan kacamatan kec distrik kapanewon kemantren camat polsek koramil kapolsek danramil panewu "
    "sekcam kua"
)
VILLAGE = _words(
    "desa kelurahan kel kampung kampong dusun nagari gampong kalurahan pekon jorong blok ohoi negeri tiyuh "
    "lembang dsn ds korong"
)
# Heads of villages: their village or their own name follows, so neither is read.
VILLAGE_HEAD = _words("lurah kades kepala-desa rt rw dukuh kuwu keuchik perbekel petinggi pambakal hukum-tua")
# An organisation whose seat or jurisdiction is the region that follows.
OFFICE = _words(
    "dinas dprd dprk dprp sekda setda badan bpbd bappeda bappelitbangda diskominfo dinkominfo kominfo "
    "dinkes disdik rsud satpol kpu bawaslu panwaslu bps polres polresta polrestabes kapolres "
    "kapolresta kapolrestabes satreskrim satlantas satresnarkoba kejari kejaksaan kajari kodim dandim "
    "pengadilan pn lapas rutan kemenag baznas bkpsdm bkd dpupr pupr dlh disdukcapil dukcapil "
    "disperindag disdag dishub dinsos disnaker disnakertrans dispora dispar disbudpar dispora perumda "
    "pdam perumdam forkopimda apbd perda perbup perwal mui pmi fkub koni pkk dekranasda kadis kadinkes "
    "kadisdik inspektorat bapenda bpkad bpkpd dpmptsp dpmd dkp dinperkim perkim perkimtan dpkp damkar "
    "kesbangpol tagana basarnas kadin hkti knpi kppn kantah bpn imigrasi loka bbpom pemda pemdes "
    "kontingen sekretariat sekretaris-daerah bpjs samsat pelni perumdam bkad disbun distan dispertan "
    "dkpp dp3a lpse"
)
PLACE = _words(
    "pasar stasiun terminal bandara pelabuhan rumah-sakit alun-alun simpang tugu puskesmas pantai "
    "pulau kantor gor stadion taman masjid gereja sma smp sd smk sdn smpn sman man mtsn mts "
    "kampus pesantren kawasan perairan pesisir lapangan gedung gudang candi bendungan waduk"
)
# Fruits, dishes and wares that carry a region's name: they speak of the region only beside another sign of it.
PRODUCT = _words(
    "semen gudeg soto sate kopi batik pempek rendang jeruk salak duku durian ikan sambal bubur kerupuk dodol "
    "bika coto mi mie nasi masakan tahu lumpia bakso tenun songket wingko getuk serabi asinan talas ubi nanas "
    "apel sapi kambing domba beras bandeng telur bawang tape brem kain keris tari ayam mebel ukiran madu"
)
# After these a name is a street, a river, a club, a language, part of another place's name: no region.
NOT_A_REGION = _words(
    "jalan jl jln gang gg jembatan sungai kali gunung danau selat laut tol ruas suku etnis bahasa logat bank "
    "kapal km kmp kri ka hotel harian koran radio tribun antara piala cup pt cv toko warung rm resto kafe "
    "perumahan bukit lembah teluk muara lubuk tanjung kuala rantau padang batu tebing parit ujung labuhan air "
    "sei way situ ranu simpang universitas univ institut politeknik stikes stie iain uin unimal "
    "persib persija persebaya psis psm persik persis arema persela persipura persita persiraja psps pss psim "
    "persiba persipal persikabo persijap persekat persibat pspp psds"
)
# Behind a name these make it a club: "Bali United", "Barito Putera".
CLUB_BEHIND = _words("united fc putera putra")
# "asal Medan", "warga Bogor", "kelahiran Solo": a person's origin, not the subject.
ORIGIN = _words(
    "asal dari kelahiran ber-ktp perantau seperti misalnya dibanding menuju tujuan jurusan via lewat"
)

_TWO_WORDS = frozenset(
    word for group in (KABUPATEN, KOTA, VILLAGE, VILLAGE_HEAD, OFFICE, PLACE) for word in group if "-" in word
)
# In order of strength: a word of two groups gives the cue of the later one.
_GROUPS: tuple[tuple[frozenset[str], Cue], ...] = (
    (ORIGIN, "origin"),
    (NOT_A_REGION, "no"),
    (VILLAGE_HEAD, "no"),
    (PLACE, "place"),
    (PRODUCT, "product"),
    (OFFICE, "office"),
    (VILLAGE, "village"),
    (DISTRICT, "district"),
    (PROVINCE, "province"),
    (KOTA, "kota"),
    (KABUPATEN, "kabupaten"),
)
_CUES: dict[str, Cue] = {word: cue for group, cue in _GROUPS for word in group}


def cue_before(words: list[str]) -> Cue:
    """The cue in the words (as written) that stand directly before a name; "" when there is none.

    An office may stand farther off, behind its own name: "Dinas Pekerjaan Umum dan Penataan Ruang Tegal".
    """
    if not words:
        return ""
    last = words[-1].lower()
    if len(words) > 1 and f"{words[-2].lower()}-{last}" in _TWO_WORDS:
        return _CUES[f"{words[-2].lower()}-{last}"]
    if last in _CUES:
        return _CUES[last]
    for distance, word in enumerate(reversed(words[-8:])):
        if not (word[0].isupper() or word in {"dan", "&"}):
            break
        cue = _CUES.get(word.lower(), "")
        if cue == "office" or (cue == "no" and distance < 2):
            return cue
    return ""


def both_kinds(words: list[str]) -> bool:
    """Whether a name stands behind both kinds: "Kabupaten dan Kota Bogor", "Bupati dan Wali Kota Bogor"."""
    tail = " ".join(words[-6:]).lower()
    return bool(_BOTH.search(tail))


_BOTH = re.compile(
    r"(?:kabupaten|kab|pemkab|bupati) (?:dan |maupun |serta |& )?(?:wali ?kota|kota|pemkot)$"
    r"|(?:wali ?kota|kota|pemkot) (?:dan |maupun |serta |& )?(?:kabupaten|kab|pemkab|bupati)$"
)


def is_office(words: list[str]) -> bool:
    """Whether a government office or title stands among the capitalised words before a name."""
    for word in reversed(words[-10:]):
        if not (word[0].isupper() or word in {"dan", "&"}):
            return False
        if word.lower() in OFFICE or word.lower() in _GOVERNMENT:
            return True
    return False


_GOVERNMENT = _words(
    "pemkab bupati wabup pemkot pemko wali walikota wawali pemprov gubernur wagub pemerintah sekda pj plt"
)
