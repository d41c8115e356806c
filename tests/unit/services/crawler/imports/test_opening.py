"""Files as they come: CSV in every dress, XLSX with its habits, JSONL, and what is none of them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.xml.constants import SHARED_STRINGS

from services.crawler.imports import opening, sheets
from services.crawler.imports.errors import UnusableFile
from tests.unit.services.crawler.imports.files import opened, outcomes, reasons, rows, workbook

TEXT = "Jalan poros “rusak” – mohon diperbaiki"
CSV = f"Nomor Tiket;Isi Laporan;Tanggal\nA-1;{TEXT};14/05/2024\nA-2;{TEXT} lagi;15/05/2024\n"


@pytest.mark.parametrize(
    ("codec", "name", "bom"),
    [
        ("utf-8", "utf-8", False),
        ("utf-8-sig", "utf-8", True),
        ("utf-16", "utf-16", True),
        ("utf-16-le", "utf-16", False),
        ("utf-16-be", "utf-16", False),
        ("cp1252", "windows-1252", False),
    ],
)
def test_the_encoding_is_told_by_the_bytes(codec: str, name: str, bom: bool) -> None:
    found = opened(CSV.encode(codec)).format
    assert (found.encoding, found.bom) == (name, bom)
    assert [row.text for row in rows(CSV.encode(codec))] == [TEXT, f"{TEXT} lagi"]


def test_a_broken_byte_does_not_make_utf_8_something_else() -> None:
    data = CSV.encode().replace(b"A-2", b"A-2\xe2\x80")
    assert opened(data).format.encoding == "utf-8"
    assert rows(data)[0].text == TEXT


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_rows(delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Judul Laporan", "Isi Laporan", "Tanggal Laporan"])
    said = 'Kata warga, "rusak; parah",\nlalu | diam\tsaja'
    writer.writerows([["Jalan, jembatan", said, "14 Mei 2024"], ["Air", "Mati; lagi", "15 Mei 2024"]])
    found = opened(out.getvalue())
    assert found.format.delimiter == delimiter
    first, second = rows(out.getvalue())
    assert (first.title, first.text) == ("Jalan, jembatan", 'Kata warga, "rusak; parah",\n\nlalu | diam saja')
    assert second.row == 3


CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf")), min_size=1, max_size=40
).map(lambda text: f"laporan {text}")


@given(
    table=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8),
    delimiter=st.sampled_from(",;\t|"),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=200, deadline=None)
def test_what_a_spreadsheet_wrote_is_what_is_read(
    table: list[tuple[str, str]], delimiter: str, codec: str, end: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(["Judul Laporan", "Isi Laporan"])
    writer.writerows(table)
    found = opened(out.getvalue().encode(codec))
    assert [tuple(record.cells) for record in found.data()] == table


def test_rows_with_too_many_cells_are_refused_and_shorter_ones_are_not() -> None:
    data = "Judul Laporan,Isi Laporan,Status\nA,Jalan rusak, parah,Baru\nB,Air mati\nC,Lampu padam,Baru,,\n"
    assert reasons(data) == {
        2: "4 sel, padahal ada 3 kolom; mungkin ada pemisah di dalam teks tanpa tanda kutip"
    }


def test_an_unclosed_quote_is_named_and_its_row_refused() -> None:
    data = 'Judul Laporan,Isi Laporan\nA,Jalan rusak\nB,"Air mati\nC,Lampu padam\n'
    assert reasons(data) == {3: "tanda kutip dibuka tetapi tidak ditutup sampai akhir berkas"}


def test_the_line_sep_is_no_row() -> None:
    found = opened("sep=;\nJudul Laporan;Isi Laporan\nA;Jalan rusak\n")
    assert (found.format.delimiter, found.format.header_row) == (";", 2)


def test_a_file_without_header_is_read_by_its_contents() -> None:
    data = (
        "14/05/2024;https://medsos.example/1;Air PDAM mati lagi sejak pagi tadi\n"
        "15/05/2024;https://medsos.example/2;Jalan poros ke Bengalon rusak parah sekali\n"
    )
    found = opened(data, kind="sosial")
    assert found.format.header_row == 0
    assert found.mapping == {"Kolom A": "published_at", "Kolom B": "url", "Kolom C": "text"}
    assert len(rows(data, kind="sosial")) == 2


def test_a_header_below_a_title_and_over_merged_groups() -> None:
    data = workbook(
        ("Kosong", []),
        (
            "Data",
            [
                ["REKAP ADUAN KABUPATEN KUTAI TIMUR"],
                ["Periode Mei 2024"],
                [],
                ["No", "Pelapor", None, "Laporan", None, None],
                [None, "Nama", "NIK", "Nomor Tiket", "Isi", "Tanggal"],
                [1, "Budi Rahmat", 6408051201900003, 1001, "Jembatan putus", datetime(2024, 5, 14, 18, 19)],
            ],
        ),
    )
    found = opened(data)
    assert (found.format.sheet, found.format.sheets, found.format.header_row) == (
        "Data",
        ["Kosong", "Data"],
        5,
    )
    assert found.names == ("No", "Nama", "NIK", "Nomor Tiket", "Isi", "Tanggal")
    (row,) = rows(data)
    assert row.report is not None
    assert (row.row, row.report.ticket, str(row.published_at)) == (6, "1001", "2024-05-14 18:19:00+08:00")


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_dates_of_a_sheet_in_both_calendars(epoch: Any) -> None:
    shift = 0 if epoch is None else 1462
    lines = [
        ["Nomor Tiket", "Isi", "Tanggal"],
        ["a", "Jalan rusak", datetime(2024, 5, 14, 18, 0)],
        ["b", "Air mati", date(2024, 5, 14)],
        ["c", "Lampu padam", 45426.75 - shift],
        ["d", "Sampah", "14/05/2024 18.00"],
        ["e", "Banjir", "14 Mei 2024"],
    ]
    data = workbook(("Data", lines), **({"epoch": epoch} if epoch else {}))
    assert [(str(row.published_at), row.published_precision) for row in rows(data)] == [
        ("2024-05-14 18:00:00+08:00", "time"),
        ("2024-05-14 00:00:00+08:00", "day"),
        ("2024-05-14 18:00:00+08:00", "time"),
        ("2024-05-14 18:00:00+08:00", "time"),
        ("2024-05-14 00:00:00+08:00", "day"),
    ]


def test_formulas_errors_and_long_numbers_of_a_sheet() -> None:
    lines = [
        ["Nomor Tiket", "Isi", "Status"],
        [3201234567890123456, "Jalan rusak", "#N/A"],
        ["3,2E+15", "Air mati", None],
        [42, "=1+1", None],
    ]
    found = outcomes(workbook(("Data", lines)))
    assert [getattr(one, "report", "refused") for one in found] == [None, None, "refused"]


def test_a_sheet_by_name() -> None:
    data = workbook(("Satu", [["Isi"], ["Jalan rusak"]]), ("Dua", [["Isi"], ["Air mati"]]))
    assert rows(data, sheet="Dua")[0].text == "Air mati"
    with pytest.raises(UnusableFile, match="Satu, Dua") as refused:
        opened(data, sheet="Tiga")
    assert refused.value.name == "sheet"


def test_json_lines_are_opened_flat_and_broken_ones_refused() -> None:
    data = (
        '{"id": "a1", "message": "Jalan rusak", "user": {"screen_name": "@warga"}, "created_at": 1715680000}\n'
        "\n"
        "{bukan\n"
        "[1]\n"
        '{"id": "a2", "message": "Air mati", "created_at": "2024-05-14T10:00:00Z", "tags": ["air", "pdam"]}\n'
    )
    assert reasons(data, kind="sosial") == {3: "bukan JSON di karakter 2", 4: "bukan objek JSON"}
    taken = [one for one in outcomes(data, kind="sosial") if hasattr(one, "text")]
    assert [(one.row, one.author) for one in taken] == [(1, "@warga"), (5, None)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"", "kosong"),
        (b"\n\n  \n", "kosong"),
        (b"Judul Laporan;Isi Laporan\n", "tidak berisi satu baris data pun"),
        (b"PK\x03\x04rusak", "simpan ulang"),
        (b"\xd0\xcf\x11\xe0rusak", "simpan ulang sebagai .xlsx"),
        (b"<html><table><tr><td>Isi</td></tr></table>", "HTML"),
        (b'[{"isi": "Jalan"}]', "JSONL"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"a;b\n1;2\n", "mapping"),
    ],
)
def test_what_cannot_be_imported_is_refused_with_advice(data: bytes, advice: str) -> None:
    with pytest.raises(UnusableFile, match=advice):
        opened(data)


def test_bounds_of_size_and_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_ROWS", 3)
    with pytest.raises(UnusableFile, match="lebih dari 3 baris"):
        opened("Isi Laporan\n" + "Jalan rusak\n" * 4)
    assert len(rows("Isi Laporan\n" + "Jalan rusak\n" * 3)) == 3
    monkeypatch.setattr(opening, "MAX_FILE_BYTES", 20)
    with pytest.raises(UnusableFile, match="melebihi"):
        opened("Isi Laporan\nJalan rusak\n")


def test_a_bomb_is_measured_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "LARGEST_UNPACKED", 1_000_000)
    bomb = io.BytesIO(workbook(("Data", [["Isi"], ["Jalan rusak"]])))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bom.bin", b"\0" * 2_000_000)
    assert len(bomb.getvalue()) < 20_000
    with pytest.raises(UnusableFile, match="terlalu besar setelah dibuka"):
        opened(bomb.getvalue())


def rewritten(data: bytes, **parts: Callable[[bytes], bytes]) -> bytes:
    """A workbook with some of its parts, named by their last word, changed."""
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.infolist():
            change = parts.get(part.filename.rpartition("/")[2].removesuffix(".xml").strip("[]"), bytes)
            archive.writestr(part.filename, change(source.read(part)))
    return out.getvalue()


def test_no_part_that_is_built_whole_is_a_bomb() -> None:
    data = workbook(("Data", [["Isi"], ["Jalan rusak"]]))
    fonts = rewritten(
        data,
        styles=lambda body: body.replace(b"<fonts", b"<fonts>" + b"<font/>" * 700_000 + b"</fonts><fonts"),
    )
    hidden = rewritten(
        data, workbook=lambda body: body.replace(b"</workbook>", b" " * 5_000_000 + b"</workbook>")
    )
    for bomb in (fonts, hidden):
        assert len(bomb) < 50_000
        with pytest.raises(UnusableFile, match="terlalu besar setelah dibuka"):
            opened(bomb)


def test_texts_are_measured_whatever_they_are_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "LARGEST_TEXTS", 100_000)
    kind = f'<Override PartName="/xl/texts.bin" ContentType="{SHARED_STRINGS}"/></Types>'
    data = rewritten(
        workbook(("Data", [["Isi"], ["Jalan rusak"]])),
        Content_Types=lambda body: body.replace(b"</Types>", kind.encode()),
    )
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/texts.bin", "<sst/>" + " " * 100_000)
    with pytest.raises(UnusableFile, match="terlalu besar setelah dibuka"):
        opened(out.getvalue())


def test_one_sheet_is_not_a_thousand() -> None:
    data = rewritten(
        workbook(("Data", [["Isi"], ["Jalan rusak"]])),
        workbook=lambda body: re.sub(rb"(<sheet [^>]*/>)", rb"\1" * 1000, body),
    )
    with pytest.raises(UnusableFile, match="terlalu banyak lembar"):
        opened(data)


def test_a_sheet_that_claims_a_million_rows_is_read_as_it_is() -> None:
    data = workbook(("Data", [["Isi", "Status"], ["Jalan rusak", "Baru"]]))
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in source.infolist():
            body = source.read(part)
            if part.filename.endswith("sheet1.xml"):
                body = body.replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1:XFD1048576"')
            archive.writestr(part.filename, body)
    assert len(rows(out.getvalue())) == 1


def test_the_order_of_dates_is_proven_or_said() -> None:
    head = "Nomor Tiket;Isi;Tanggal\n"
    american = opened(head + "a;Jalan rusak;05/14/2024\nb;Air mati;05/02/2024\n")
    assert (american.date_order, american.format.date_order_proven) == ("month-first", True)
    assert "1 baris tidak mungkin dibaca hari/bulan" in american.notes[0]
    days = [str(row.published_at)[:10] for row in rows(head + "a;Jalan;05/14/2024\nb;Air;05/02/2024\n")]
    assert days == ["2024-05-14", "2024-05-02"]
    ours = opened(head + "a;Jalan rusak;14/05/2024\nb;Air mati;05/02/2024\n")
    assert (ours.date_order, ours.format.date_order_proven, ours.notes) == ("day-first", True, ())
    unclear = opened(head + "a;Jalan rusak;04/05/2024\n")
    assert (unclear.date_order, unclear.format.date_order_proven) == ("day-first", False)
    assert "date_order" in unclear.notes[0]
    said = rows(head + "a;Jalan rusak;04/05/2024\n", date_order="month-first")
    assert str(said[0].published_at)[:10] == "2024-04-05"
    mixed = opened(head + "a;Jalan rusak;14/05/2024\nb;Air mati;05/14/2024\n")
    assert "bercampur" in mixed.notes[0]


def test_days_that_a_foreign_spreadsheet_took_for_months_are_suspected() -> None:
    lines = [
        ["Nomor Tiket", "Isi", "Tanggal"],
        ["a", "Jalan", datetime(2024, 6, 5)],
        ["b", "Air", "14/05/2024"],
    ]
    assert "menukar hari dan bulannya" in opened(workbook(("Data", lines))).notes[0]
