"""Rows: what is read from them, what is masked in them, why they are refused, and who they are."""

from __future__ import annotations

import pytest

from services.crawler.canonical import article_id
from services.crawler.imports.row import Row
from services.crawler.imports.row_region import UnknownRegion, region_of
from shared.contracts.crawl import PushedSource
from tests.unit.services.crawler.imports.files import outcomes, reasons, rows

HEAD = "Nomor Tiket;Nama Pelapor;Alamat;Judul Laporan;Isi Laporan;Tanggal;Wilayah;Lokasi;Link\n"


def one(line: str, **changes: object) -> Row:
    (row,) = rows(f"{HEAD}{line}\n", **changes)
    return row


def test_nothing_personal_of_a_row_is_kept() -> None:
    row = one(
        'A-1;Budi Rahmat Saleh;Jl. Merdeka No. 12;Jalan rusak, hubungi 0812-3456-7890;"Saya BUDI RAHMAT SALEH dari'
        ' Jl. Merdeka No. 12.\nNIK 6408051201900003, a.b@contoh.example";14/05/2024;;Gg. Mawar No. 3;'
        "https://wa.me/6281234567890"
    )
    assert row.title == "Jalan rusak, hubungi [nomor telepon]"
    assert row.text == "Saya [nama] dari [data pribadi].\n\nNIK [NIK], [surel]"
    assert (row.author, row.place, row.url) == (None, "[alamat]", "https://wa.me/[nomor telepon]")
    assert "Budi" not in row.model_dump_json()


def test_what_is_hidden_in_entities_is_found() -> None:
    row = one('A-1;;;Jalan;"Hubungi &#48;&#56;12-3456-7890 atau &amp;#48;81234567890";;;;')
    assert row.text == "Hubungi [nomor telepon] atau [nomor telepon]"


def test_a_name_is_found_however_it_is_parted_and_whatever_its_column_is() -> None:
    data = 'Isi;Akun\n"Saya Budi  Rahmat\nSaleh, dan &#66;udi Rahmat Saleh lagi";Budi Rahmat Saleh\n'
    said = rows(data, mapping={"Akun": "author"})[0]
    assert (said.text, said.author) == ("Saya [nama], dan [nama] lagi", None)


def test_a_trade_in_a_personal_column_is_no_secret_of_the_text() -> None:
    data = "Isi Laporan;Pekerjaan;Jenis Kelamin\nPetani laki-laki di sini gagal panen;Petani;Laki-laki\n"
    assert rows(data)[0].text == "Petani laki-laki di sini gagal panen"


def test_why_rows_are_refused() -> None:
    data = HEAD + "\n".join(
        [
            "A-1;;;Jalan;;14/05/2024;;;",
            "A-2;;;;...;14/05/2024;;;",
            "A-3;;;Jalan;Rusak parah;31/02/2024;;;",
            "A-4;;;Jalan;Rusak parah;01/01/1970;;;",
            "A-5;;;Jalan;Rusak parah;01/01/2034;;;",
            "A-6;;;Jalan;Rusak parah;;Atlantis;;",
            "A-7;;;Jalan;Rusak parah;;Kota Bontang;;",
            "A-8;;;Jalan;Rusak parah;hubungi 081234567890;;;",
            "A-9;;;Jalan;Rusak parah;14/05/2024;Kab. Kutai Timur;;",
            f"A-10;;;Jalan;{'panjang ' * 30_000};14/05/2024;;;",
        ]
    )
    found = reasons(data)
    assert found == {
        2: "isi kosong",
        3: "isi kosong",
        4: "tanggal tidak dapat dibaca: 31/02/2024",
        5: "tanggal 1970-01-01 sebelum 1995, agaknya nilai bawaan",
        6: "tanggal 2034-01-01 di masa depan",
        7: "wilayah tidak dikenal: Atlantis; pakai kode wilayah, mis. 64.08",
        8: "Kota Bontang di luar wilayah kunci ini",
        9: "tanggal tidak dapat dibaca: hubungi [nomor telepon]",
        11: found[11],
    }
    assert "panjang" in found[11]


def test_a_refused_row_shows_its_column_and_a_masked_beginning() -> None:
    (refusal,) = outcomes(HEAD + "A-1;Budi Rahmat;;Jalan;Kata Budi Rahmat 0812-3456-7890;kemarin;;;\n")
    assert (refusal.column, refusal.excerpt) == ("Tanggal", "Jalan – Kata [nama] [nomor telepon]")  # type: ignore[union-attr]


def test_who_a_row_is() -> None:
    text = "A-1;;;Jalan;Rusak parah;14/05/2024;;;https://medsos.example/1"
    edited = "A-1;;;Jalan;Rusak sekali;15/05/2024;;;"
    assert one(text).address == one(edited).address
    assert one(text).address != one(text.replace("A-1", "A-2")).address
    assert one(text).address != one(text, tenant_id="t2").address
    assert one(text).address != one(text, source=PushedSource(name="Kanal lain", region="64.08")).address
    by_url = text.replace("A-1", "")
    assert one(by_url).address == one(by_url.replace("/1", "/1?utm_source=wa")).address
    assert one(by_url).address != one(by_url.replace("/1", "/2")).address
    for kind in ("rilis", "berita"):
        news = one(by_url, kind=kind)
        assert news.address == one(by_url.replace("parah", "sekali"), kind=kind).address
    by_words = by_url.replace("https://medsos.example/1", "")
    assert one(by_words).address == one(by_words).address
    assert one(by_words).address != one(by_words.replace("parah", "sekali")).address
    assert one(by_words).address.startswith("gaung:push/")
    assert one(by_words).article_id == article_id(one(by_words).address)


def test_a_row_is_never_the_crawled_page_that_it_names() -> None:
    line = ";;;Rilis;Bupati membuka pasar;14/05/2024;;;https://www.kutimkab.example/rilis/1?utm_source=x"
    for kind in ("rilis", "berita", "aspirasi", "sosial"):
        row = one(line, kind=kind)
        assert row.url == "https://www.kutimkab.example/rilis/1?utm_source=x"
        assert row.address.startswith("gaung:push/")


def test_tickets_that_look_like_telephones_stay_apart() -> None:
    first, second = rows(f"{HEAD}0826118240;;;Jalan;Rusak;;;;\n0826118241;;;Jalan;Rusak;;;;\n")
    assert first.address != second.address
    assert first.report is not None
    assert first.report.ticket == "0826118240"
    mobiles = rows(f"{HEAD}081234567890;;;Jalan;Rusak;;;;\n081234567891;;;Jalan;Rusak;;;;\n")
    assert mobiles[0].address != mobiles[1].address
    assert "0812" not in "".join(row.model_dump_json() for row in mobiles)


def test_the_ticket_comes_before_the_address() -> None:
    line = "A-1;;;Jalan;Rusak;14/05/2024;;;https://lapor.kutimkab.example/portal"
    assert one(line).address != one(line.replace("A-1", "A-2")).address


def test_the_reasons_of_refused_rows_name_nobody() -> None:
    found = reasons(
        f"{HEAD}A-1;Siti Aminah;;Jalan;Rusak;;rumah Siti Aminah sebelah masjid;;\n"
        "A-2;Siti Aminah;;Jalan;Rusak;kemarin sore waktu saya menelepon ke 081234567890;;;\n"
        "A-3;Siti Aminah;;Jalan;Rusak;kata SITI AMINAH kemarin;;;\n"
        "A-4;;;Jalan;Rusak;;Kab. Kutai Timur;;\nA-5;;;Jalan;Rusak;;64.08;;\n"
    )
    assert found == {
        2: "wilayah tidak dikenal: rumah [nama] sebelah masjid; pakai kode wilayah, mis. 64.08",
        3: "tanggal tidak dapat dibaca: kemarin sore waktu saya menelepon ke [no",
        4: "tanggal tidak dapat dibaca: kata [nama] kemarin",
    }


@pytest.mark.parametrize(
    ("cell", "scope", "code"),
    [
        ("64.08", ["64.08"], "64.08"),
        ("6408", ["64"], "64.08"),
        ("64.1", ["64"], None),
        ("Kabupaten Kutai Timur", ["64"], "64.08"),
        ("KAB. KUTAI TIMUR", ["64.08"], "64.08"),
        ("Kutim", ["64.08"], "64.08"),
        ("Sangatta", ["64.08"], "64.08"),
        ("Kota Bogor", ["ID"], "32.71"),
        ("Bogor", ["32.01"], "32.01"),
        ("Kalimantan Timur", ["64"], "64"),
        ("Indonesia", ["64"], None),
        ("-", ["64"], None),
        ("", ["64"], None),
    ],
)
def test_the_region_of_a_cell(cell: str, scope: list[str], code: str | None) -> None:
    if cell == "64.1":
        with pytest.raises(UnknownRegion):
            region_of(cell, scope)
        return
    assert region_of(cell, scope) == code


def test_a_name_of_two_regions_needs_a_code() -> None:
    with pytest.raises(UnknownRegion, match="dapat berarti beberapa wilayah"):
        region_of("Bogor", ["ID"])
