"""Masking: no planted datum survives wherever it stands, and ordinary news is left alone."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.crawler.masking import mask
from services.crawler.masking.identity import is_nik

ROOT = Path(__file__).parents[5]
NEWS = [
    *sorted((ROOT / "services/standalone/demo").glob("articles-*.jsonl")),
    *sorted((ROOT / "services/nlp/training/articles").glob("*.jsonl")),
]

PHONES = [
    "0812-3456-7890",
    "08123456789",
    "0812 3456 7890",
    "0812.3456.7890",
    "+62 812-3456-7890",
    "+62 (0) 812 3456 7890",
    "6281234567890",
    "(0812) 3456 7890",
    "o812-3456-7890",
    "0 8 1 2 3 4 5 6 7 8 9 0",
    "081 2 3456 789 0",
    "０８１２３４５６７８９０",
    "0812–3456–7890",
    "0812\u00a03456\u00a07890",
    "0812\u200b3456\u200b7890",
    "0️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣",
    "0549-21234",
    "(0541) 743210",
    "021-5551234",
    "+60 12-345 6789",
    "81234567890",
    "hp 81234567890",
    "WA.081234567890",
    "HP081234567890",
    "wa0812-3456-7890",
    "0812 - 3456 - 7890",
    "0812/3456/7890",
    "(+62)81234567890",
    "+62.812.3456.7890",
    "tel:+6281234567890",
    "Telp. 0541-743.210",
    "https://wa.me/6281234567890",
    "nol delapan satu dua tiga empat lima enam tujuh delapan sembilan",
    "nol lapan satu dua tiga empat lima enam tujuh lapan sembilan nol",
    "kosong, lapan, satu, dua, tiga, empat, lima, enam, tujuh",
    "nol delapan sebelas dua tiga empat lima enam tujuh",
    "enam dua delapan satu dua tiga empat lima enam tujuh",
    "Hp_081234567890",
    "a081234567890",
    "0812,3456,7890",
    "0812*3456*7890",
    "0812~3456~7890",
    "0812:3456:7890",
    "081234\n567890",
    "0812-3456-\n7890",
    "+62 810.000.000",
]
NUMBERS = [
    "6408051201900003",
    "640805 520190 0003",
    "6408.0512.0190.0003",
    "6408-0552-0190-0003",
    "NIK: 6408051201900003",
    "No KK 6408051201900003",
    "KTP no. 9908 9912 9990 0003",
    "NIP 19700101 199003 1 001",
    "NPWP 09.254.294.3-407.000",
    "rekening BRI 0123-01-012345-50-9",
    "BPJS 0001234567891",
    "rek BRI 1234-01-012345-53-9",
    "BCA 1234567890 an Siti",
    "Mandiri: 1480012345678",
    "paspor A1234567",
    "No. Paspor: C 123 4567",
    "passport x1234567",
    "nomor paspornya XE123456",
]
MAILS = [
    "budi.santoso@contoh.example",
    "budi_s [at] contoh [dot] co.id",
    "budi (at) contoh.com",
    "budi @gmail.com",
    "budi at gmail dot com",
    "budi.contoh @ pemda.go.id",
    "budi @ contoh.example",
    "budi@ contoh.example",
    "budi.contoh @pemda.go.id",
    "contoh_s [@] yahoo.com",
    "contoh(a)gmail.com",
    "contoh (a) pemda.go.id",
    "contoh at pemkab dot go dot id",
    "CONTOH AT PEMKAB TITIK GO TITIK ID",
    "contoh @ pemkab . go . id",
    "contoh[dot]contoh[at]gmail[dot]com",
    "contoh dot contoh at gmail dot com",
]
ADDRESSES = [
    "Jl. Merdeka No. 12 RT 03/RW 05",
    "Jalan Merdeka No.12",
    "jl merdeka no 12 rt 3 rw 5",
    "Jl. Ahmad Yani, No. 7A",
    "Jln Poros Kudungga Gg. Mawar No 8",
    "Gang Buntu no 4",
    "Perumahan Griya Indah Blok C No. 7",
    "Perum Bukit Pelangi No. 21",
    "Komplek PNS Blok A2/15",
    "blok F-12",
    "Jl. Yos Sudarso II RT 12/RW 03",
    "Jl.Merdeka No.12",
    "Jl. A.W. Syahranie No. 12B",
    "Jl Gajah Mada gang 3 no 5",
    "Jl. Sultan Hasanuddin, RT. 10, No. 5",
    "RT 05 No. 12",
    "Jl. Pendidikan 45, Sangatta",
    "rumah saya di RT 03/RW 05",
    "Jl. Mawar 12 Sangatta",
    "Jl. Ahmad Yani 45 Muara Badak",
    "Jalan Mawar 112B Kec. Sangatta Utara",
    "Jl Mawar 7 RT 3",
    "jl mawar 7, rt. 03 rw 1",
    "alamat jl mawar 12 sangatta utara",
    "alamatku jl. dr soetomo 3",
    "Alamat: Sangatta Utara, Jl mawar kecil no 12",
    "Alamat: Kec. Sangatta Utara. jl mawar 7",
    "alamat jl raya bontang 12",
    "alamat jalan poros dan jl mawar 7",
    "rumah saya jl. melati 5b rt 3",
    "Rumah kami di gang Buntu 4",
    "saya tinggal di jalan mawar 7",
    "domisili komplek pns 12",
    "warga tinggal di jalan poros, rumah saya jl mawar 7",
    "rumah nomor 7 jalan mawar",
    "rumah saya no. 7 RT tiga",
    "no rumah 15 jalan mawar",
    "nomor rumah 15",
    "Jl. Mawar rumah no 7",
    "Perumahan Bukit Indah B3/12",
    "perumahan bukit indah, b3/12",
    "Perum Griya Asri C-4/7A",
    "Perumahan Bukit Indah D-12",
    "perumahan bukit indah B3 no 12",
    "tinggal di perum korpri d12",
    "rumahnya di jalan kenanga 9",
    "jl mawar 12 sangatta",
]
PLATES = [
    "KT 1234 AB",
    "B 1234 XYZ",
    "KT1234AB",
    "KT-1234-AB",
    "KT.1234.AB",
    "milik Suwarno KT 1234 AB",
    "DA 88 KZ",
    "L 123 A",
    "KT\u00a01234\u00a0AB",
    "ＫＴ １２３４ ＡＢ",
    "PY 4567 Q",
    "plat KT 5 A",
    "pelat nomor b 1 cd",
    "nopol kt 1234 ab",
    "nopol: KT 1234",
    "No. Pol. KT 1234 KM",
    "nomor polisi N 777 RW",
    "berpelat merah KT 9 C",
    "plat nomor kendaraan ad 6666 xy",
    "truk biru kt 8123 mn",
    "motor b 3456 tuv",
    "mobil dinas KT 1001 R",
]
PUBLIC = [
    "RT 04 gelap, RT 12 RW 03 banjir, RW 07 gelap",
    "SK 123 AB, SK Bupati Nomor 23, UU 23 Tahun 2014, Pasal 5 ayat 3, No 4, PP 12, PB 1",
    "DP3A, DP2KBP3A, BP2MI, BP3MI, PB1, P3K, P5M, B20, B2SA, KTP, K3LH, D3, S1, PT 7",
    "Jalan A 100 rusak, jalur B 101 KA, kelas A 120 AB, Gedung D 300 X, rute T 120 K, kode B 188 HK",
    "DD 2026 DAN ADD, H 17 AGU, A 400 KG beras, KB 200 RB, BB 120 KG, D 150 CC, E 5 KK, PA 12 SD",
    "surat B/123/HK, 800/KT-1234/2026, laporan KT/1234/AB, TK-0826-AB, B-188-HK/2026, KT 1234 ABCD",
    "mobil tangki air B 3 hari sekali, truk 100 ton, motor 2 unit, bus 41 A, plat merah 3 unit, plat 10 mm",
    "pesawat B 737 MAX, nomor polisi 110, plat nomor ganjil 1 sampai 9, KT 0123 AB, Q 1234 AB, XX 1234 AB",
    "anggaran Rp 1.500.000.000 dan Rp1,5 miliar pada 2024",
    "anggaran 1.250.000.000.000 rupiah untuk 2.345.678 jiwa",
    "Perda Nomor 12 Tahun 2020, Pasal 28 ayat 3 UUD 1945",
    "perkara nomor 12/Pid.B/2024/PN Sgt, surat 800/123/BKPP/2024",
    "08-11-2024 10.30; 2024-05-14T18:19:00+07:00; 14/05/2024 18:19 WIB",
    "call center 112, polisi 110, PSC 119, atau 0800-1-234567",
    "Jalan Bogor, jalan poros Sangatta–Bengalon, Jalan Poros Sangatta Kilometer 12, rusak",
    "Jalan Soekarno Hatta KM 4. Jalan 17 Agustus, Jalan Pramuka 6.",
    "Jalan Yos Sudarso II RT 12 rusak, Jl. Pelita rusak sejak 2 bulan",
    "jalan rusak di desa nomor 5, jalan nasional nomor 3",
    "Blok Mahakam, Blok M, Pasar Blok A",
    "RT 12 dan RT 13 kebanjiran, begitu pula RT 03/RW 05 Kelurahan Teluk Lingga",
    "tiket 20240513000731, nomor tracking TK-0826-118240, laporan KU/09/2026/0117",
    "skor 21-15, 18-21, 21-19, pukul 08.00-16.00 WITA",
    "tahun 2019, 2020, 2021, 2022 dan 2023",
    "1.234 ha 5.678 ha 9.012 ha 3.456 ha di -0.502106, 117.153709",
    "https://kabar.example/berita/2024/05/14/1234567890",
    "akun @budi.santoso menulis di @diskominfo",
    "Bank BRI 2023-2024, desa mandiri 2023 2024 2025, KUR BNI 1500000000 rupiah",
    "awalan 0812, 0813, 0821, 0822 atau 0812,0813,0821,0822",
    "Kode 0812:\n2024",
    "ayo rek 2023-2024",
    "Jalan Poros Sangatta-Bengalon km 12 rusak, Jl. Soekarno Hatta berlubang, jalan mawar 12 meter digali",
    "Jalan Soekarno Hatta 45 titik lubang, Jalan Sudirman 12 Desa Terendam, Jalan Merdeka 30 Unit Lampu",
    "Perbaikan Jalan Sudirman 12 Kilometer Selesai, Jalan Ahmad Yani 30 Persen",
    "Rumah warga di Jalan Pramuka 6 terendam, 50 rumah di Jalan Pramuka 6 rusak, ratusan rumah di Jalan Kenanga 4",
    "Rumah sakit di Jalan Soekarno Hatta 12 penuh, rumah makan di Jalan Melati 3 ditutup",
    "warga yang tinggal di Jalan Pramuka 6 mengeluh, pekerjaan tinggal Jalan Pramuka 6 saja",
    "Rumah saya kebanjiran. Jalan Pramuka 6 tidak bisa dilewati",
    "rumah saya dekat jalan poros 12 km dari kota, tinggal 3 titik jalan rusak 2 km, alamat kantor di Jalan 17 Agustus",
    "alamat: jalan letjen 17 agustus",
    "Jalan Ahmad Yani 12 Anak Terluka, jalan merdeka 45 tiang listrik, Jalan Merdeka 12 Juli ditutup",
    "alamat proyek: Jalan Pelita 3, dari rumah ke jalan Pramuka 6, alamat jl soekarno hatta km4",
    "rumah nomor 1 di Indonesia",
    "rumah di jalan desa 3 tahun rusak",
    "Perumahan Korpri K3/2026, Perumahan Bukit Indah tahap 2, perumahan 12/24 unit, kompleks SMPN 1",
    "akun @info.sangatta dan cek @infokutim.id, kumpul @ aula.Besok pagi, @ Rp.5000, live at kabar.com",
    "huruf (a) pasal.ini, ayat 2 (a) dan (b), 5 @ 3",
    "biaya paspor Rp 350.000 atau Rp650000, paspor 2024, kuota paspor 1000 per 14-05-2024, paspor tahun 2025",
    "nol satu dua, kosong sudah tiga hari, delapan lapan",
]


@pytest.mark.parametrize("datum", [*PHONES, *NUMBERS, *MAILS, *ADDRESSES, *PLATES])
@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        "Tolong hubungi saya {} ya pak.",
        "Saya warga, {}. Sudah lapor 12/05/2024 10.30.",
        "({})",
        "a\n{}\nb",
    ],
)
def test_a_datum_goes_wherever_it_stands(datum: str, frame: str) -> None:
    masked = mask(frame.format(datum))
    around = re.sub(r"12/05/2024 10\.30", "", masked.text)
    assert not re.search(r"\d", around), masked.text
    assert "lapan satu" not in around
    assert "contoh" not in around.lower()
    assert "gmail" not in around
    assert sum(masked.found.values()) >= 1
    if "12/05/2024" in frame:
        assert "12/05/2024 10.30" in masked.text
    assert mask(masked.text).text == masked.text


@pytest.mark.parametrize("text", PUBLIC)
def test_what_is_public_stays(text: str) -> None:
    masked = mask(text)
    assert (masked.text, masked.found) == (text, {})


SECONDS = ["081345678901", "0813-4567-8901", "0813456789", "0549-21234", "+62 813 4567 8901"]


@pytest.mark.parametrize("first", ["081234567890", "0812-3456-7890", "0549-21234", "6408051201900003"])
@pytest.mark.parametrize("between", ["/", ",", " ", " / ", "-", ", ", "; ", " atau ", "\n"])
@pytest.mark.parametrize("second", SECONDS)
def test_neither_of_two_numbers_stays(first: str, between: str, second: str) -> None:
    masked = mask(f"Mohon hubungi {first}{between}{second} soal jalan")
    assert not re.search(r"\d", masked.text), masked.text
    assert masked.text.endswith("soal jalan")


@pytest.mark.parametrize("between", ["/", ",", " ", "-"])
@pytest.mark.parametrize("first", ["WA 81234567890", "RT tujuh 0812 3456 7890"])
def test_none_of_many_numbers_stays(first: str, between: str) -> None:
    listed = between.join([first, *(f"08134567{at}" for at in range(1000, 1400))])
    assert not re.search(r"\d", mask(listed).text)


def test_none_of_several_plates_stays_and_the_words_around_them_do() -> None:
    said = "Truk nopol kt 8123 mn dan kt 8124 mn, lalu B 1234 XYZ/KT 99 AB, plat KT 1234 km 5 dari simpang."
    assert mask(said).text == (
        "Truk nopol [pelat nomor] dan [pelat nomor], lalu [pelat nomor]/[pelat nomor], plat [pelat nomor] km 5"
        " dari simpang."
    )


def test_a_small_number_before_it_shields_none() -> None:
    assert mask("RT 07 081234567890, ke 2 081234567890").text == (
        "RT 07 [nomor telepon], ke 2 [nomor telepon]"
    )


def test_every_kind_has_its_name() -> None:
    masked = mask(
        "Saya di Jl. Merdeka No. 12, HP 0812-3456-7890, NIK 6408051201900003, KK 6408051201900004, a@b.example"
    )
    assert masked.text == ("Saya di [alamat], HP [nomor telepon], NIK [NIK], KK [nomor KK], [surel]")
    assert masked.found == {
        "[alamat]": 1, "[nomor telepon]": 1, "[NIK]": 1, "[nomor KK]": 1, "[surel]": 1,
    }  # fmt: skip


GAPS = st.sampled_from(["", "-", " ", ".", " - "])


@st.composite
def mobile_numbers(draw: st.DrawFn) -> str:
    """A mobile number of 10 to 13 digits, its digits parted regularly."""
    digits = "8" + draw(st.sampled_from("123456789")) + draw(st.text("0123456789", min_size=7, max_size=10))
    lead, gap = draw(st.sampled_from(["0", "+62", "62", "+62 "])), draw(GAPS)
    size = draw(st.sampled_from([3, 4]))
    whole = ("0" + digits) if lead == "0" else digits
    groups = [whole[at : at + size] for at in range(0, len(whole), size)]
    if len(groups) > 1 and len(groups[-1]) < 2:
        groups[-2:] = ["".join(groups[-2:])]
    return ("" if lead == "0" else lead) + gap.join(groups)


@st.composite
def niks(draw: st.DrawFn) -> str:
    """An NIK of Kutai Timur in one of its writings."""
    day = draw(st.integers(1, 31)) + draw(st.sampled_from([0, 40]))
    birth = f"{day:02}{draw(st.integers(1, 12)):02}{draw(st.integers(0, 99)):02}"
    serial = f"{draw(st.integers(1, 9999)):04}"
    gap = draw(st.sampled_from(["", " ", ".", "-"]))
    return gap.join([f"6408{draw(st.integers(1, 18)):02}", birth, serial])


WORDS = st.lists(
    st.sampled_from("mohon segera diperbaiki jalan rusak di Sangatta warga kami sudah lapor camat".split()),
    max_size=6,
).map(" ".join)


@given(before=WORDS, datum=mobile_numbers() | niks(), after=WORDS)
@settings(max_examples=600, deadline=None)
def test_no_number_survives_in_any_writing(before: str, datum: str, after: str) -> None:
    masked = mask(f"{before} {datum} {after}".strip())
    assert not re.search(r"\d{3}", masked.text), masked.text
    assert mask(masked.text).text == masked.text


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_masked_once_and_for_all(text: str) -> None:
    once = mask(text).text
    assert mask(once).text == once


@pytest.mark.parametrize(
    ("digits", "is_one"),
    [
        ("6408051201900003", True),
        ("6408055201900003", True),
        ("6408057201900003", False),
        ("6408051213900003", False),
        ("6408051201900000", False),
        ("0008051201900003", False),
        ("9908051201900003", False),
    ],
)
def test_how_an_nik_is_built(digits: str, is_one: bool) -> None:
    assert is_nik(digits) is is_one


def test_ordinary_news_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """A million characters of fictional news: what is masked in it is contact data, read and counted here."""
    contacts = {"[surel]": 1, "[nomor telepon]": 1}
    found: Counter[str] = Counter()
    articles = characters = 0
    for file in NEWS:
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            text = f"{row.get('title') or ''}\n\n{row.get('text') or ''}"
            articles, characters = articles + 1, characters + len(text)
            found.update(mask(text).found)
    with capsys.disabled():
        print(f"\nmasked in {articles} articles of {characters} characters: {dict(found)}")
    assert articles > 1000
    assert found == contacts
