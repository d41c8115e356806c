"""The table of regions: codes, kinds, names, zones and scopes."""

from __future__ import annotations

import pytest

from shared.regions import RegionTable, load_regions


@pytest.fixture(scope="module")
def table() -> RegionTable:
    return load_regions()


def test_all_provinces_and_regencies_are_there(table: RegionTable) -> None:
    assert len(table.children()) == 38
    assert sum(region.kind == "kabupaten" for region in table) == 416
    assert sum(region.kind == "kota" for region in table) == 98


@pytest.mark.parametrize(
    ("code", "name", "kind", "short"),
    [
        ("64", "Kalimantan Timur", "province", "Kalimantan Timur"),
        ("64.08", "Kabupaten Kutai Timur", "kabupaten", "Kutai Timur"),
        ("32.73", "Kota Bandung", "kota", "Bandung"),
        ("31.71", "Kota Administrasi Jakarta Pusat", "kota", "Jakarta Pusat"),
        ("31.01", "Kabupaten Administrasi Kepulauan Seribu", "kabupaten", "Kepulauan Seribu"),
        ("31", "Daerah Khusus Ibukota Jakarta", "province", "DKI Jakarta"),
    ],
)
def test_region_by_code(table: RegionTable, code: str, name: str, kind: str, short: str) -> None:
    region = table.get(code)
    assert (region.name, region.kind, region.short_name) == (name, kind, short)


def test_unknown_code(table: RegionTable) -> None:
    assert "64.99" not in table
    with pytest.raises(KeyError):
        table.get("64.99")
    with pytest.raises(KeyError):
        table.province_of("99.01")


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("61.71", "Asia/Jakarta"),
        ("62.01", "Asia/Jakarta"),
        ("63.01", "Asia/Makassar"),
        ("64.08", "Asia/Makassar"),
        ("65.01", "Asia/Makassar"),
        ("51", "Asia/Makassar"),
        ("82.71", "Asia/Jayapura"),
        ("96.71", "Asia/Jayapura"),
    ],
)
def test_time_zone_follows_the_province(table: RegionTable, code: str, zone: str) -> None:
    assert table.get(code).timezone == zone


def test_children_and_province(table: RegionTable) -> None:
    assert "64.08" in [region.code for region in table.children("64")]
    assert table.children("64.08") == []
    assert table.province_of("64.08").code == "64"
    assert table.province_of("64").code == "64"


@pytest.mark.parametrize(
    ("code", "prefixes", "covered"),
    [
        ("64.08", ["64"], True),
        ("64.08", ["64.08"], True),
        ("64", ["64.08"], False),
        ("64.08", ["6"], False),
        ("64.08", ["63", "65"], False),
        ("64.08", [], False),
        ("64.08", ["ID"], True),
        (None, ["ID"], True),
        (None, ["64"], False),
    ],
)
def test_scope(table: RegionTable, code: str | None, prefixes: list[str], covered: bool) -> None:
    assert table.in_scope(code, prefixes) is covered


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Kutim", "64.08"),
        ("PPU", "64.09"),
        ("Sulsel", "73"),
        ("Babel", "19"),
        ("Pangkalpinang", "19.71"),
        ("PANGKAL PINANG", "19.71"),
        ("Tolitoli", "72.04"),
        ("Toli-Toli", "72.04"),
        ("Sangatta", "64.08"),
        ("Tenggarong", "64.02"),
        ("Kajen", "33.26"),
        ("Cibinong", "32.01"),
        ("Soreang", "32.04"),
        ("Kabupaten Kutai Timur", "64.08"),
        ("Kota Bandung", "32.73"),
    ],
)
def test_every_spelling_is_found(table: RegionTable, written: str, code: str) -> None:
    assert code in {entry.code for entry in table.named(written)}


def test_a_name_shared_by_city_and_regency_means_both(table: RegionTable) -> None:
    assert {entry.code for entry in table.named("Bogor") if entry.source == "name"} == {"32.01", "32.71"}


def test_a_stranger_is_not_found(table: RegionTable) -> None:
    assert table.named("Atlantis") == ()


def test_every_short_form_and_seat_points_to_a_region(table: RegionTable) -> None:
    from shared.regions.table import _rows

    for file in ("abbreviations.csv", "seats.csv"):
        rows = _rows(file)
        assert len(rows) > 250
        assert [row for row in rows if row[1] not in table] == []
        assert len({tuple(row) for row in rows}) == len(rows)
