"""Tells whether two offices are the same, however shortened or cut into role and organisation."""

from __future__ import annotations

import re

SHARE = 2 / 3
"""Of the shorter office's words: a village or a region more does no harm, another bureau does."""

_UNITS = {
    "hub": "perhubungan",
    "kes": "kesehatan",
    "dik": "pendidikan",
    "dikbud": "pendidikan kebudayaan",
    "dikpora": "pendidikan pemuda olahraga",
    "sos": "sosial",
    "naker": "tenaga kerja",
    "nakertrans": "tenaga kerja transmigrasi",
    "par": "pariwisata",
    "parbud": "pariwisata kebudayaan",
    "pora": "pemuda olahraga",
    "tan": "pertanian",
    "pertan": "pertanian",
    "kan": "perikanan",
    "nak": "peternakan",
    "kop": "koperasi",
    "dag": "perdagangan",
    "perindag": "perindustrian perdagangan",
    "perindagkop": "perindustrian perdagangan koperasi",
    "kominfo": "komunikasi informatika",
    "dukcapil": "kependudukan pencatatan sipil",
    "perkim": "perumahan permukiman",
    "ketapang": "ketahanan pangan",
    "pusip": "perpustakaan kearsipan",
    "bun": "perkebunan",
    "hut": "kehutanan",
    "lh": "lingkungan hidup",
}
_SHORT = {
    "kadis": "kepala dinas",
    "kadin": "kepala dinas",
    "kaban": "kepala badan",
    "kabid": "kepala bidang",
    "kabag": "kepala bagian",
    "kasubag": "kepala subbagian",
    "kasubbag": "kepala subbagian",
    "kasi": "kepala seksi",
    "kasie": "kepala seksi",
    "kaur": "kepala urusan",
    "kadus": "kepala dusun",
    "kades": "kepala desa",
    "kapus": "kepala puskesmas",
    "kalaksa": "kepala pelaksana",
    "kasat": "kepala satuan",
    "kasatreskrim": "kepala satuan reskrim",
    "kasatlantas": "kepala satuan lantas",
    "kasatresnarkoba": "kepala satuan resnarkoba",
    "kasatpol": "kepala satpol",
    "kanit": "kepala unit",
    "kapolres": "kepala polres",
    "kapolresta": "kepala polresta",
    "kapolrestabes": "kepala polrestabes",
    "kapolsek": "kepala polsek",
    "kapolda": "kepala polda",
    "wakapolres": "wakil kepala polres",
    "dandim": "komandan kodim",
    "danramil": "komandan koramil",
    "kajari": "kepala kejari",
    "kajati": "kepala kejati",
    "kalapas": "kepala lapas",
    "karutan": "kepala rutan",
    "sekda": "sekretaris daerah",
    "setda": "sekretariat daerah",
    "sekdis": "sekretaris dinas",
    "sekcam": "sekretaris camat",
    "sekdes": "sekretaris desa",
    "wabup": "wakil bupati",
    "wagub": "wakil gubernur",
    "wawali": "wakil wali",
    "wawalkot": "wakil wali",
    "walikota": "wali",
    "walkot": "wali",
    "waket": "wakil ketua",
    "dirut": "direktur utama",
    "dirjen": "direktur jenderal",
    "jpu": "jaksa penuntut umum",
    "pemkab": "pemerintah",
    "pemkot": "pemerintah",
    "pemko": "pemerintah",
    "pemprov": "pemerintah",
    "pemdes": "pemerintah desa",
    "dlh": "dinas lingkungan hidup",
    "dpupr": "dinas pekerjaan umum penataan ruang",
    "pupr": "pekerjaan umum penataan ruang",
    "pu": "pekerjaan umum",
    "pmd": "pemberdayaan masyarakat desa",
    "dpmd": "dinas pemberdayaan masyarakat desa",
    "bpbd": "badan penanggulangan bencana daerah",
    "bpkad": "badan pengelolaan keuangan aset daerah",
    "bkpsdm": "badan kepegawaian pengembangan sumber daya manusia",
    "bkd": "badan kepegawaian daerah",
    "bapenda": "badan pendapatan daerah",
    "bappeda": "badan perencanaan pembangunan daerah",
    "bps": "badan pusat statistik",
    "dpmptsp": "dinas penanaman modal pelayanan terpadu satu pintu",
    "ukm": "usaha kecil menengah",
    "sd": "sekolah dasar",
    "kpu": "komisi pemilihan umum",
    "pn": "pengadilan negeri",
    "pln": "perusahaan listrik negara",
}
_LONG = {
    "rumah sakit umum daerah": "rsud",
    "kepolisian resor": "polres",
    "kepolisian sektor": "polsek",
    "kejaksaan negeri": "kejari",
    "kejaksaan tinggi": "kejati",
    "satuan polisi pamong praja": "satpol",
    "satpol pp": "satpol",
    "rukun tetangga": "rt",
    "rukun warga": "rw",
    "reserse kriminal": "reskrim",
    "lalu lintas": "lantas",
    "wali kota": "wali",
    "dewan perwakilan rakyat daerah": "dprd",
    "lembaga pemasyarakatan": "lapas",
}
# What an office is called by without meaning another one: the acting, the rank of the region, small words.
_EMPTY = frozenset(
    "plt plh pj pjs pjb penjabat pelaksana tugas harian sementara kabupaten kab kota provinsi prov kecamatan "
    "kec dan di pada dari yang serta untuk bidang atau the of s seorang salah satu selaku sebagai".split()
)
# What heads and houses share tells nothing: "Kepala Dinas Sosial" is no "Kepala Dinas Kesehatan".
_HOUSES = frozenset("dinas badan kantor bidang bagian seksi satuan unit office".split())
_HEADS_ALONE = frozenset("kepala ketua wakil sekretaris direktur anggota head".split())
_WRITTEN_OUT = re.compile("|".join(rf"\b{long}\b" for long in _LONG))
_DISTRICT = re.compile(r"^(?P<head>ka)?(?P<house>dis|din)(?P<unit>[a-z]+)$")


def _long_form(word: str) -> str:
    if word in _SHORT:
        return _SHORT[word]
    match = _DISTRICT.match(word)
    if match is None or match.group("unit") not in _UNITS:
        return word
    return f"{'kepala ' if match.group('head') else ''}dinas {_UNITS[match.group('unit')]}"


def _words(text: str | None) -> list[str]:
    """The words of an office in order, abbreviations written out, without those that mean nothing alone."""
    plain = _WRITTEN_OUT.sub(lambda match: _LONG[match.group()], (text or "").lower())
    long = " ".join(_long_form(word) for word in re.findall(r"\w+", plain))
    return [word for word in long.split() if word not in _EMPTY]


def _heads(role: str | None) -> set[str]:
    """The first word of every role that a comma sets apart."""
    return {words[0] for part in (role or "").split(",") if (words := _words(part))}


def offices_agree(want: tuple[str | None, str | None], got: tuple[str | None, str | None]) -> bool:
    """Whether two pairs of role and organisation mean one office.

    The words of role and organisation are compared together: who is "Camat Seririt" is "Camat" of "Seririt".
    The first word of the role ("kepala", "camat", "warga"), or of one of several roles, has to be the same,
    and of the other words of the shorter office SHARE have to be in the longer one. Where the label has no
    office none may be found.
    """
    wanted, found = ([*_words(role), *_words(org)] for role, org in (want, got))
    if not wanted or not found:
        return wanted == found
    if want[0] and _heads(want[0]).isdisjoint(_heads(got[0]) or found[:1]):
        return False
    heads = _heads(want[0]) | _heads(got[0])
    smaller, larger = sorted((set(words) - heads - _HOUSES for words in (wanted, found)), key=len)
    if not smaller:
        return not larger or heads.isdisjoint(_HEADS_ALONE)
    return len(smaller & larger) >= SHARE * len(smaller)
