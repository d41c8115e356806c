"""Columns find their fields: by the names of real exports, by contents, and by correction."""

from __future__ import annotations

import pytest

from services.crawler.imports.errors import UnusableFile
from services.crawler.imports.fields import known_as
from tests.unit.services.crawler.imports.files import opened

EXPORTS = [
    (
        "aspirasi",
        "Tracking ID|Judul Laporan|Isi Laporan|Tanggal Laporan|Kategori|Instansi Terdisposisi|Status|Lokasi|Nama Pelapor",
        "ticket title text published_at category office status place reporter",
    ),
    (
        "aspirasi",
        "No Tiket|Perihal|Uraian Pengaduan|Tgl Masuk|Kecamatan|Desa/Kelurahan|No. HP|NIK|Alamat Lengkap|E-mail",
        "ticket title text published_at place place personal personal personal personal",
    ),
    # Brandwatch
    (
        "sosial",
        "Query Id|Date|Title|Snippet|Url|Domain|Sentiment|Page Type|Author|Full Name|Full Text|Country",
        "- published_at title - url - - channel author - text -",
    ),
    # Mediatoolkit
    ("sosial", "Date|Time|Title|Mention Content|URL|From|Source Type", "published_at time title text url author channel"),
    # Platforms
    ("sosial", "post_id|created_time|message|permalink_url|user.name", "ticket published_at text url author"),
    ("sosial", "Username|Caption|Link|Tanggal Posting|Platform", "author text url published_at channel"),
    ("berita", "Judul Berita|Isi Berita|Link Berita|Media|Tanggal Terbit|Penulis", "title text url channel published_at author"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "names", "fields"), EXPORTS)
def test_columns_of_exports_find_their_fields(kind: str, names: str, fields: str) -> None:
    columns = names.split("|")
    row = [f"x{number}" for number in range(len(columns))]
    found = opened("\n".join([";".join(columns), ";".join(row)]) + "\n", kind=kind)
    assert [found.mapping[name] or "-" for name in columns] == fields.split()


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("ISI_LAPORAN", "text"),
        ("isiLaporan", "text"),
        ("Isi Laporan (lengkap)", "text"),
        ("Nomor HP Pelapor", "personal"),
        ("Alamat e-mail pelapor", "personal"),
        ("Tanggal Disposisi", None),
        ("Jumlah Dukungan", None),
        ("", None),
    ],
)
def test_a_name_in_any_writing(name: str, field: str | None) -> None:
    known = known_as(name)
    assert (known[0] if known else None) == field


def test_a_correction_wins_and_what_it_does_not_name_is_guessed() -> None:
    data = "Judul;Catatan;Isi Laporan;Nomor Tiket\nA;Jalan rusak;B;1a\n"
    found = opened(data, mapping={"catatan": "text", "Judul": None})
    assert found.mapping == {"Judul": None, "Catatan": "text", "Isi Laporan": None, "Nomor Tiket": "ticket"}


def test_columns_that_there_are_not_are_named() -> None:
    with pytest.raises(
        UnusableFile, match=r"kolom tidak ada di berkas: Hantu, Setan\. Kolom yang ada: Isi"
    ) as refused:
        opened("Isi\nJalan rusak\n", mapping={"Hantu": "text", "Setan": None, "Isi": "text"})
    assert refused.value.name == "mapping"


def test_two_columns_cannot_be_one_field() -> None:
    with pytest.raises(UnusableFile, match="dua kolom untuk satu isian: text"):
        opened("Isi;Judul\nJalan;rusak\n", mapping={"Isi": "text", "Judul": "text"})


def test_a_column_that_counts_is_no_ticket() -> None:
    assert opened("ID;Isi\n1;Jalan\n2;Air\n3;Lampu\n").mapping["ID"] is None
    assert opened("ID;Isi\n812;Jalan\n977;Air\n1003;Lampu\n").mapping["ID"] == "ticket"


def test_a_region_column_of_another_world_is_left_out() -> None:
    found = opened("Isi;Region\nJalan;APAC\nAir;APAC\n")
    assert found.mapping["Region"] is None
    assert "tidak berisi wilayah" in found.notes[0]
    assert opened("Isi;Region\nJalan;Kutai Timur\nAir;Bontang\n").mapping["Region"] == "region"


def test_names_with_personal_data_are_shown_masked_and_found_both_ways() -> None:
    data = "Isi;Kontak 0812-3456-7890\nJalan rusak;x\n"
    found = opened(data)
    assert found.format.columns == ["Isi", "Kontak [nomor telepon]"]
    for name in ("Kontak 0812-3456-7890", "Kontak [nomor telepon]"):
        assert opened(data, mapping={name: "status"}).mapping["Kontak 0812-3456-7890"] == "status"
