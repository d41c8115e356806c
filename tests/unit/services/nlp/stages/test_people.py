"""People with the office each holds, in both orders, joined over the article."""

from __future__ import annotations

import time

import pytest

from services.nlp.stages.document import read_document
from services.nlp.stages.people import Someone, find_people


def people(text: str) -> list[Someone]:
    return find_people(read_document("Judul", text))


@pytest.mark.parametrize(
    ("text", "name", "role", "org"),
    [
        (
            "Kepala Dinas Sosial Kabupaten Tegal, Sugeng Hartadi, mengatakan bantuan sudah tiba.",
            "Sugeng Hartadi",
            "Kepala Dinas Sosial",
            "Dinas Sosial Kabupaten Tegal",
        ),
        (
            "Kepala Bidang Bina Marga Dinas PUPR Muara Enim Sofyan Edi membenarkan hal itu.",
            "Sofyan Edi",
            "Kepala Bidang Bina Marga",
            "Dinas PUPR Muara Enim",
        ),
        (
            "Pj Wali Kota Pangkalpinang, Lusia Tabalong, membuka rapat itu.",
            "Lusia Tabalong",
            "Pj Wali Kota Pangkalpinang",
            None,
        ),
        ("Repa Oktarina, wali kelas IV, mengatakan murid absen.", "Repa Oktarina", "wali kelas IV", None),
        ("Sarmani (45), petani Desa Bakung, menunggu air.", "Sarmani", "petani Desa Bakung", None),
        (
            "kata Ketua DPRD Kota Madiun Hermawan Yudistira.",
            "Hermawan Yudistira",
            "Ketua DPRD",
            "DPRD Kota Madiun",
        ),
    ],
)
def test_name_and_office(text: str, name: str, role: str, org: str | None) -> None:
    (person,) = people(text)
    assert (person.name, person.role, person.org) == (name, role, org)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kepala Dinas Kesehatan dr. Hj. Meriana Zubaidah, M.Kes. menjelaskan data itu.", "Meriana Zubaidah"),
        ("Kadis PUPR Ir. Bahrul Anwari, S.T., M.T. menyampaikan hasilnya.", "Bahrul Anwari"),
        ("Bupati Drs. H. Arman Gunadi, M.Si. membuka acara.", "Arman Gunadi"),
    ],
)
def test_titles_and_degrees_are_no_part_of_the_name(text: str, name: str) -> None:
    assert [person.name for person in people(text)] == [name]


@pytest.mark.parametrize("name", ["Anak Agung Gde Putrawan", "I Komang Suardipa", "Ida Bagus Ketut Mahendra"])
def test_balinese_names_are_whole(name: str) -> None:
    assert [person.name for person in people(f"Kepala Dinas Sosial, {name}, mengatakan hal itu.")] == [name]


def test_short_forms_are_the_same_person() -> None:
    text = (
        "Siti Munawaroh sedang menyetrika.\n\n"
        '"Kontrakan tidak bisa dicicil," ucap Siti.\n\nSiti pulang sore itu.'
    )
    (person,) = people(text)
    assert person.name == "Siti Munawaroh"
    assert [sentence for sentence, _ in person.places] == [0, 1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "Warga Desa Rantau Kadam menutup Jalan Ahmad Yani.",
        "Rapat digelar di Gedung Wanita Selasa sore.",
        "Pedagang dari Medan dan Siborongborong memadati pasar.",
        "Editor: Zulfan Hadi",
        "Dinas Pekerjaan Umum dan Penataan Ruang memperbaiki jalan.",
        "PT Selaras Busana Mandala mengatakan akan membayar.",
    ],
)
def test_what_is_no_person(text: str) -> None:
    assert people(text) == []


def test_a_village_head_is_not_his_village() -> None:
    (person,) = people("Kades Rantau Kadam, Hendri Jumawan, mengaku bersurat tiga kali.")
    assert (person.name, person.role) == ("Hendri Jumawan", "Kades Rantau Kadam")


def test_the_village_of_an_office_is_cut_from_the_trade() -> None:
    (person,) = people("Mahyuni, pemilik warung di Simeulue Timur, menunggu kapal.")
    assert (person.role, person.org) == ("pemilik warung", None)


def test_a_bare_office_takes_the_house_named_before() -> None:
    text = "Dinas Pariwisata Gianyar memeriksa hotel.\n\nKepala dinas, Ni Wayan Suartini, menyebut hasilnya baik."
    (person,) = people(text)
    assert (person.role, person.org) == ("Kepala dinas", "Dinas Pariwisata Gianyar")


def test_a_nickname_that_ends_the_name_is_the_same_person() -> None:
    (person,) = people('Kepala BPBD HST, Norlaila, hadir.\n\n"Kami siaga," kata Laila.')
    assert person.name == "Norlaila"
    assert len(person.places) == 2


def test_a_model_brings_in_whom_the_rules_overlook() -> None:
    document = read_document("Judul", "Sejak subuh Elkanah Xaverindo menjaga pintu air itu.")
    assert find_people(document) == []
    (person,) = find_people(document, spans=["Elkanah Xaverindo"])
    assert (person.name, person.places) == ("Elkanah Xaverindo", [(0, 12)])


@pytest.mark.parametrize("span", ["Dinas Sosial", "Desa Bakung", "Kutai Timur", "Camat Adiwerna", "Bakung"])
def test_a_model_does_not_make_places_and_offices_persons(span: str) -> None:
    document = read_document("Judul", f"Sejak subuh di {span} air tidak mengalir.")
    assert find_people(document, spans=[span]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kades " + ", ".join(f"Sugeng Ab{number:06d}" for number in range(3_000)),
        "Dr. H. " * 8_000,
        ", S.H., M.Si" * 8_000,
        "KEPALA DINAS SOSIAL SUGENG " * 3_000,
    ],
)
def test_endless_lists_take_bounded_time(text: str) -> None:
    started = time.perf_counter()
    people(text)
    assert time.perf_counter() - started < 10


def test_nobody_in_an_empty_text() -> None:
    assert people("") == []


def test_a_later_office_is_preferred_to_a_relation() -> None:
    text = 'Pengirimnya Sumiyati. Hujan turun.\n\n"Kami menunggu," kata Sumiyati, penjual lontong.'
    people = find_people(read_document("Judul", text))
    assert [person.role for person in people] == ["penjual lontong"]


def test_a_marked_name_of_more_words_takes_the_place_of_the_rules() -> None:
    document = read_document("Judul", "Sekretaris Disdukcapil Lela Kamila menjelaskan rencana itu.")
    (person,) = find_people(document, spans=["Lela Kamila"])
    assert (person.name, person.role) == ("Lela Kamila", "Sekretaris Disdukcapil")


@pytest.mark.parametrize("span", ["Nabire Lusiana Hidayat", "Lusiana Hidayat"])
def test_the_region_a_model_joins_to_a_name_is_no_part_of_it(span: str) -> None:
    document = read_document("Judul", "Kepala Dispora Nabire Lusiana Hidayat mengatakan lampu masuk rencana.")
    (person,) = find_people(document, spans=[span])
    assert person.name == "Lusiana Hidayat"
