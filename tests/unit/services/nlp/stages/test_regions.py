"""Which regions a text is about: names, short forms, kota or kabupaten, and all that is no region."""

from __future__ import annotations

import csv
from pathlib import Path
from time import process_time

import pytest

from services.nlp.stages.document import read_document
from services.nlp.stages.regions import find_regions
from shared.contracts.enrichment import RegionMention

# Short made-up items as the press, offices and citizens write them: title, text, codes it is about, codes it
# also mentions, the outlet's home.
CASES = list(csv.DictReader(Path(__file__).with_name("region_cases.csv").open(encoding="utf-8")))


def regions(title: str, text: str, home: str | None = None) -> list[RegionMention]:
    return find_regions(read_document(title, text), home)


def about(title: str, text: str, home: str | None = None) -> set[str]:
    return {region.code for region in regions(title, text, home) if region.about}


def mentioned(title: str, text: str) -> set[str]:
    return {region.code for region in regions(title, text)}


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_case(case: dict[str, str]) -> None:
    found = regions(case["title"], case["text"], case["home"] or None)
    subject = set(case["about"].split())
    assert {region.code for region in found if region.about} == subject
    assert {region.code for region in found} == subject | set(case["also_mentioned"].split())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Pemkab Kutim menyalurkan bantuan kepada warga.", "64.08"),
        ("Pemerintah Kabupaten PPU menambah dua bus sekolah.", "64.09"),
        ("Dinas Kesehatan Muba membuka posko.", "16.06"),
        ("Warga Kec. Adiwerna mengeluhkan sampah di sungai.", "33.28"),
        ("RSUD di Sangatta kekurangan dokter, kata warga Sangatta.", "64.08"),
        ("Diskominfo Kabupaten Toli-Toli memasang jaringan.", "72.04"),
    ],
)
def test_one_region_by_any_of_its_names(text: str, code: str) -> None:
    assert about("Kabar daerah", text) == {code}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Wali Kota Bogor meninjau pasar. Warga Bogor senang.", "32.71"),
        ("Bupati Bogor meninjau pasar. Warga Bogor senang.", "32.01"),
        ("Pemkot Tegal memperbaiki trotoar di Tegal.", "33.76"),
        ("Pemkab Tegal memperbaiki jalan di Tegal.", "33.28"),
        ("DPRD Kota Madiun membahas anggaran.", "35.77"),
        ("Kabupaten Semarang panen kopi.", "33.22"),
        ("Warga Bandung mengeluh. Pak Bupati diminta turun, kata kades.", "32.04"),
    ],
)
def test_city_or_regency_by_context(text: str, code: str) -> None:
    assert about("Kabar daerah", text) == {code}


def test_district_decides_between_city_and_regency() -> None:
    text = "Air merendam Kecamatan Winongan. Warga Pasuruan menunggu bantuan."
    assert about("Banjir di Pasuruan", text) == {"35.14"}


def test_dateline_is_not_the_subject() -> None:
    text = "MATARAM – Bupati Kutai Timur memaparkan rencana Kabupaten Kutai Timur di depan peserta."
    assert about("Kutai Timur Paparkan Rencana", text) == {"64.08"}
    assert "52.71" in mentioned("Kutai Timur Paparkan Rencana", text)


@pytest.mark.parametrize(
    "text",
    [
        "Kecelakaan terjadi di Jalan Bogor, tidak ada korban.",
        "Persib Bandung menang tiga gol.",
        "Warung itu menjual gudeg Jogja dan soto Lamongan.",
        "Mereka meneliti bahasa Bali dan suku Aceh.",
        "Batu besar menutup jalan. Metro baru dibangun.",
        "Pekerja memecah batu di sumber air; negara membayar.",
    ],
)
def test_what_only_sounds_like_a_region(text: str) -> None:
    assert about("Kabar", text) == set()


def test_city_of_an_ordinary_word_with_its_kind() -> None:
    assert about("Kabar", "Pemerintah Kota Batu menata kebun apel di Kota Batu.") == {"35.79"}


def test_province_when_it_is_the_subject_itself() -> None:
    text = "Gubernur Jawa Barat mengatakan Pemprov Jawa Barat menambah anggaran. Provinsi itu menunggu DPRD."
    assert about("Pemprov Jawa Barat Tambah Anggaran", text) == {"32"}


def test_province_behind_a_regency_is_only_mentioned() -> None:
    text = "Jembatan di Kabupaten Landak, Kalimantan Barat, putus. Pemkab Landak memasang jembatan darurat."
    assert about("Jembatan di Landak Putus", text) == {"61.08"}
    assert "61" in mentioned("Jembatan di Landak Putus", text)


def test_origin_is_no_subject() -> None:
    text = "Pemkab Kebumen menggelar pameran. Pengunjung asal Surabaya dan dari Medan ikut datang ke Kebumen."
    assert about("Pameran di Kebumen", text) == {"33.05"}


def test_national_news_is_about_no_region() -> None:
    text = (
        "JAKARTA – Presiden dan Menteri Keuangan mengumumkan anggaran nasional. Kementerian menyatakan "
        "pemerintah pusat menanggung beban itu, kata menteri di Jakarta, Selasa (3/3/2026)."
    )
    assert about("Anggaran Nasional Diumumkan", text) == set()


def test_home_region_tips_the_balance_and_proves_nothing() -> None:
    assert about("Kabar", "Harga cabai turun di pasar.", home="64.08") == set()
    near = "Warga Tanjung mengeluhkan sampah."
    scores = {r.code: r.score for r in regions("Kabar", near)}
    with_home = {r.code: r.score for r in regions("Kabar", near, home="63.09")}
    assert with_home.get("63.09", 0) >= scores.get("63.09", 0)


def test_regions_named_alike_are_subjects_alike() -> None:
    text = "Bupati Garut, Bupati Tasikmalaya, dan Bupati Ciamis menandatangani kerja sama."
    assert about("Tiga Kabupaten Bekerja Sama", text) == {"32.05", "32.06", "32.07"}


def test_evidence_is_the_sentence_that_names_it() -> None:
    text = "Hujan turun sejak pagi. Tiga desa di Kabupaten Demak terendam. Warga mengungsi."
    (region,) = regions("Banjir", text)
    assert region.evidence == "Tiga desa di Kabupaten Demak terendam."
    assert region.name == "Kabupaten Demak"
    assert region.score > 0.5


def test_an_unknown_home_code_is_ignored() -> None:
    assert about("Kabar", "Bupati Blora hadir di Kabupaten Blora.", home="99.99") == {"33.16"}


def test_empty_text() -> None:
    assert regions("", "") == []


def test_a_village_names_its_regency_only_where_nothing_says_it_better() -> None:
    assert about("Kabar", "Air mati di Kelurahan Semolowaru sejak Jumat.") == {"35.78"}
    text = "Pemkab Sidoarjo membantu warga. Relawan dari Kelurahan Semolowaru ikut ke Sidoarjo."
    assert mentioned("Kabar", text) == {"35.15"}


def test_a_village_keeps_the_region_in_its_name_from_being_read() -> None:
    assert mentioned("Lift rusun hidup lagi", "Penghuni rusun Tegal Alur, Jakarta Barat, lega.") == {"31.73"}


def test_a_doubtful_short_form_needs_its_region_elsewhere() -> None:
    assert mentioned("Kabar", "Aparat mengejar anggota KSB di hutan.") == set()
    assert about("Kabar", "Petani KSB panen. Pemkab Sumbawa Barat membeli jagung.") == {"52.07"}


def test_a_name_in_the_title_counts_as_the_body_has_it() -> None:
    assert about("Festival Reog Ponorogo", "Pemkab Ponorogo membuka festival.") == {"35.02"}
    assert about("Bima Sakti Melatih", "Pelatih Bima Sakti tiba.") == set()


def test_the_home_answers_where_no_region_is_named() -> None:
    plea = "Lampu mati sebulan. Pak Bupati, tolong diperbaiki."
    (region,) = regions("Lampu jalan", plea, home="33.26")
    assert (region.code, region.about) == ("33.26", True)
    assert region.evidence == "Pak Bupati, tolong diperbaiki."
    assert regions("Lampu jalan", plea) == []
    assert regions("Lampu jalan", plea, home="33.75") == []
    assert regions("Lampu jalan", f"{plea} Menteri sudah tahu.", home="33.26") == []


def test_long_evidence_is_cut() -> None:
    (region,) = regions("Kabar", "Bupati Blora bicara " + "panjang " * 100 + "sekali.")
    assert len(region.evidence) == 400
    assert region.evidence.endswith("…")


@pytest.mark.parametrize("piece", ["Kota Bandung ", "Garut, ", "BATU MURA KSB ", "Toli-", "(BPBD) Kota "])
def test_hostile_text_takes_bounded_time(piece: str) -> None:
    text = piece * (2_000_000 // len(piece))
    document = read_document("Kabar", text)
    start = process_time()
    find_regions(document)
    assert process_time() - start < 10
