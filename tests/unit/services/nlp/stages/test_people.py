"""People with the office each holds, in both orders, joined over the article."""

from __future__ import annotations

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


def test_nobody_in_an_empty_text() -> None:
    assert people("") == []
