"""Reads bylines: which lines name nobody but the people behind a text, and who of them wrote it."""

from __future__ import annotations

import re

from services.crawler.furniture.words import AUTHOR_ROLE, DATE, DESK, ROLE
from shared.regions.table import load_regions

# "Editor: Zulfan H", "Penulis: Kurnia | Editor: Dahlia", "Kontributor Larantuka: Ebed".
ROLE_LABEL = re.compile(rf"(?:^|[\s|/·•,;&.-]+){ROLE}(?: [A-Z][\w-]{{2,20}})?\s*[:：]\s*", re.IGNORECASE)
# "Penulis Sandi; Penyunting Reny": two roles in a row need no colon.
_UNMARKED = rf"(?i:{ROLE}) [A-Z][\w.'’]*(?: [A-Z][\w.'’]*){{0,3}}"
UNMARKED = re.compile(rf"{_UNMARKED}(?:\s*[;|/,&]\s*{_UNMARKED})+")
RIGHTS = re.compile(r"\s*(?:copyright|©|\(c\)).{0,60}$", re.IGNORECASE)
# A name of a person or a desk; a longer one is a sentence.
LONGEST_NAME = 5
# These are things as well ("Sumber: APBD", "Laporan: Lampu Jalan Mati"): a name has to follow.
THING_OR_ROLE = re.compile(
    r"\W*(?:laporan|sumber|foto|photo|te[kx][st]t?|desain)\b"
    r"(?! (?:berita|foto|gambar|artikel|tulisan|wartawan|jurnalis|reporter)\b)",
    re.IGNORECASE,
)
LONGEST_PERSON = 3
PERSON_WORD = re.compile(r"[A-Z](?:[\w'’-]*|\.)(?:\.[A-Z])*\.?,?")
AGENCY = re.compile(
    rf"(?:{DESK}|tim|(?:hasil )?liputan|rilis|siaran pers|wawancara"
    r"|dinas|din(?:kes|sos)|dis(?:hub|dik\w*|budpar|perindag|nakertrans|dukcapil|kes|par)|badan|balai"
    r"|kantor|kemen(?:terian|kes|dagri|pupr|sos|ag|hub|keu|kominfo)|pol(?:res\w*|da|sek|ri)"
    r"|kodim|pem(?:kab|kot|prov|des)|bappe\w+|bpbd|bps|bmkg|basarnas|rsud|satpol|setda|sekretariat|dprd|kpu|bawaslu"
    r"|kejaksaan|kejari|pengadilan|antara|rri|tvri|ist(?:imewa)?|net|internet|pixabay|freepik|unsplash|google"
    r"|berbagai sumber|[\w-]+\.(?:com|id|co\.id|go\.id|net|org|news|example))\b",
    re.IGNORECASE,
)
# What complaints and reports are about: no name of a person has these in it.
THINGS = frozenset(
    """
    jalan jembatan lampu air listrik banjir longsor sampah drainase selokan parit sungai irigasi saluran
    gorong-gorong got pasar sekolah puskesmas rumah gedung kantor tower sinyal internet jaringan pipa bak
    sumur mata pompa tiang kabel trotoar aspal lubang pagar parkir terminal pelabuhan dermaga kapal bus
    angkot bbm solar pupuk gas elpiji beras harga pajak retribusi pungli pungutan korupsi dana anggaran apbd
    apbn apbdes dak dau dbh pad add csr bos bpjs bansos pkh blt bantuan hibah utang modal pendapatan keluhan
    aduan pengaduan laporan informasi data survei rusak mati padam macet bocor putus roboh tumbang retak
    amblas kering keruh bau kotor hilang bising parah total kebakaran kecelakaan pencurian penipuan
    kekerasan narkoba judi tambang sawit hutan kebun sawah laut pantai ikan ternak sapi anjing hama polusi
    asap debu limbah warga masyarakat siswa guru dokter perawat pasien nelayan petani desa kelurahan
    kecamatan kabupaten kota provinsi dusun rt rw kampung gang simpang depan samping dekat belum tidak tanpa
    sudah masih perlu kurang minta mohon pelayanan layanan ktp kk akta e-ktp antrean antrian berita cerita
    foto gambar video utama lengkap bulanan tahunan keuangan kinerja daya cahaya api bunyi suara
    """.split()
)
NO_NAME = re.compile(r"[!?:\"“”]|\.\s+[a-z]|\.{2}")
# "Laporan Wartawan Mimbar Deli, Poltak S": the name is what follows the outlet.
CORRESPONDENT = re.compile(
    r"^\W*laporan(?: khusus| langsung)?\s*:?\s*(?:wartawan|jurnalis|reporter|kontributor|koresponden)\s+"
    r"(?:[^,]{2,40},\s*)?(?P<name>[^,|]{2,40})$",
    re.IGNORECASE,
)
_NAME = r"(?P<name>[^|/·•:;\n()]{2,60})"
AUTHORS = (
    re.compile(rf"(?:^|[\s|/·•(*-]){AUTHOR_ROLE}(?: [\w-]{{3,20}})?\s*[:：]\s*{_NAME}", re.IGNORECASE),
    re.compile(rf"(?:^|[|/·•(*-])\s*{AUTHOR_ROLE}\s+{_NAME}", re.IGNORECASE),
)
OFFICE_WORDS = frozenset(
    """
    bupati wakil wabup gubernur wagub wali kota walikota wawali camat lurah kades kepala sekda sekretaris
    asisten staf ahli ketua anggota pimpinan penjabat pj plt plh presiden menteri kapolres kapolda kapolsek
    dandim kajari desa kelurahan kampung nagari kecamatan distrik kabupaten kab provinsi prov daerah dinas
    badan bagian bidang kadis kabag kabid dprd pemerintah pemkab pemkot pemprov polres polda polsek warga
    masyarakat pihak dan
    """.split()
)
NEXT_ROLE = re.compile(rf"[\s,.-]+(?:{ROLE}\s*(?:[:：]|$)|{DATE}|copyright|©).*$", re.IGNORECASE)
NOBODY = re.compile(
    rf"(?:{DESK}|admin\w*|super ?user|istimewa|redaksi|tim)(?: redaksi| liputan| media)?", re.IGNORECASE
)


def is_byline(line: str) -> bool:
    """Whether a line consists of roles with names: at least one, and nothing else."""
    if UNMARKED.fullmatch(line):
        return True
    if ":" not in line and "：" not in line:
        return False
    line = RIGHTS.sub("", line).strip("()[]*- ")
    if not ROLE_LABEL.match(line):
        return False
    labels = list(ROLE_LABEL.finditer(line))
    ends = [*(label.start() for label in labels[1:]), len(line)]
    names = [line[label.end() : end].strip(" |/,;.-") for label, end in zip(labels, ends, strict=True)]
    # Behind a thing nobody names who edited it.
    alone = all(THING_OR_ROLE.match(label[0]) for label in labels)
    return all(
        _may_be_name(name) and (not alone or _is_named(label[0], name))
        for label, name in zip(labels, names, strict=True)
    )


def _may_be_name(text: str) -> bool:
    words = text.split()
    if not 0 < len(words) <= LONGEST_NAME or NO_NAME.search(text):
        return False
    # "Penulis: bukan pekerjaan mudah" is a sentence; "admin forum" and "tim MC Siak" are desks.
    return len(words) <= 2 or any(word[0].isupper() for word in words)


def _is_named(label: str, name: str) -> bool:
    """Whether a person, an agency or a desk follows a label that may be that of a thing."""
    if THINGS.intersection(re.findall(r"[\w-]+", label.lower())[1:]):
        return False
    if AGENCY.match(name):
        return True
    words = name.split()
    return (
        len(words) <= LONGEST_PERSON
        and all(PERSON_WORD.fullmatch(word) for word in words)
        and not THINGS.intersection(word.lower().strip(".,") for word in words)
    )


def author_in(line: str) -> str | None:
    """The person or desk that wrote the text, as a byline names it; None for editors and photographers.

    An office is nobody's name: "Oleh Bupati Kutai Timur" says who did something, or is cut off.
    """
    if match := CORRESPONDENT.match(line):
        name = match["name"].strip(" .")
        return None if _is_office(name) else name
    match = next((found for pattern in AUTHORS if (found := pattern.search(line))), None)
    if match is None:
        return None
    name = NEXT_ROLE.sub("", match["name"]).split(",")[0].strip(" .-–—*")
    if len(name) < 2 or not name[0].isalpha() or len(name.split()) > LONGEST_NAME + 1:
        return None
    return None if NOBODY.fullmatch(name) or _is_office(name) else name


def _is_office(name: str) -> bool:
    """Whether a name is made of the words of an office and of a region, and of no others."""
    words = name.split()
    first = 0
    while first < len(words) and words[first].lower().strip(".,") in OFFICE_WORDS:
        first += 1
    if first == len(words):
        return True
    # Districts bear the names of people too: they count behind an office only.
    found = load_regions().named(" ".join(words[first:]))
    return any(first > 0 or entry.source == "name" for entry in found)
