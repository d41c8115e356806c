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


# What officials and media write for a region: short forms, old names, other spellings.
OTHER_NAMES = """
Kutim=64.08 PPU=64.09 Kukar=64.02 Kubar=64.07 Mahulu=64.11 Babel=19 Sulsel=73 Jabar=32 NTB=52 NTT=53 DIY=34
Kaltara=65 Kepri=21 DKJ=31 Sultra=74 Sulbar=76 Malut=82 NAD=11 Papeg=95 PBD=96
Abdya=11.12 Agara=11.02 Galus=11.13 Nagan=11.15 Pijay=11.18 Atam=11.16 Singkil=11.10
Tapteng=12.01 Taput=12.02 Tapsel=12.03 Madina=12.13 Nisel=12.14 Humbahas=12.16 Sergai=12.18 Paluta=12.20
Palas=12.21 Labusel=12.22 Labura=12.23 Deliserdang=12.07 Tobasa=12.12 Siantar=12.72
Pessel=13.01 Solsel=13.11 Pasbar=13.12 Dharmasraya=13.10 Mentawai=13.09 Inhu=14.02 Inhil=14.04 Rohul=14.06
Rohil=14.07 Kuansing=14.09 Tanjabbar=15.06 Tanjabtim=15.07 OKU=16.01 OKI=16.02 Mura=16.05 Muba=16.06
OKUT=16.08 OKUS=16.09 PALI=16.12 Muratara=16.13 Linggau=16.73 Pagaralam=16.72 Benteng=17.09 Lamsel=18.01
Lamteng=18.02 Lampura=18.03 Lambar=18.04 Tuba=18.05 Lamtim=18.07 Tubaba=18.12 Pesibar=18.13 Balam=18.71
Basel=19.03 Bateng=19.04 Babar=19.05 Beltim=19.06 KBB=32.17 Bdg=32.73 Tasik=32.78 Solo=33.72 Gunungkidul=34.03
Jogja=34.71 Tangsel=36.74 Lobar=52.01 Loteng=52.02 Lotim=52.03 KSB=52.07 KLU=52.08 TTS=53.02 TTU=53.03
Flotim=53.06 Mabar=53.15 SBD=53.18 Matim=53.19 KKU=61.11 Kobar=62.01 Kotim=62.02 Barsel=62.04 Barut=62.05
Gumas=62.10 Pulpis=62.11 Mura=62.12 Bartim=62.13 Tala=63.01 Batola=63.04 HSS=63.06 HST=63.07 HSU=63.08
Tanbu=63.10 KTT=65.04 Bolmong=71.01 Minsel=71.05 Minut=71.06 Mitra=71.07 Bolmut=71.08 Sitaro=71.09
Boltim=71.10 Bolsel=71.11 Bangkep=72.07 Parimo=72.08 Touna=72.09 Balut=72.11 Morut=72.12 Pangkep=73.10
Sidrap=73.14 Tator=73.18 Lutra=73.22 Lutim=73.24 Torut=73.26 Makasar=73.71 Konsel=74.05 Kolut=74.08
Konut=74.09 Butur=74.10 Koltim=74.11 Konkep=74.12 Mubar=74.13 Buteng=74.14 Busel=74.15 Bonebol=75.03
Gorut=75.05 Matra=76.01 Polman=76.04 Polmas=76.04 Mateng=76.06 Malteng=81.01 Malra=81.02 KKT=81.03 MTB=81.03
SBT=81.05 SBB=81.06 MBD=81.08 Bursel=81.09 Halbar=82.01 Halteng=82.02 Halut=82.03 Halsel=82.04 Haltim=82.06
Tikep=82.72 Mamra=91.20 Mansel=92.11 Pegaf=92.12 Pegubin=95.02 Mamteng=95.05 Sorsel=96.02
Ujung_Pandang=73.71 Maluku_Tenggara_Barat=81.03 Mamuju_Utara=76.01 Irian_Jaya=91 Toba_Samosir=12.12
Polewali_Mamasa=76.04 Kabupaten_Pontianak=61.02 Kabupaten_Pasir=64.01 Limapuluh_Koto=13.07 50_Kota=13.07
Palangka_Raya=62.71 Pematang_Siantar=12.72 Padang_Sidempuan=12.77 Banjar_Baru=63.72 Kota_Baru=63.02
Kep._Meranti=14.10 Kep_Sula=82.05 Kepulauan_Sitaro=71.09 Fak-Fak=92.03 Bau-Bau=74.72 West_Java=32
""".split()


@pytest.mark.parametrize("pair", OTHER_NAMES)
def test_other_names(table: RegionTable, pair: str) -> None:
    written, code = pair.split("=")
    assert code in {entry.code for entry in table.named(written.replace("_", " "))}


def test_every_regency_has_a_seat_or_bears_its_name(table: RegionTable) -> None:
    """Seats that are called like their regency need no row; the others have one."""
    from shared.regions.table import _rows

    seated = {code for _, code in _rows("seats.csv")}
    long_names = [
        region.name
        for region in table
        if region.kind == "kabupaten" and " " in region.short_name and region.code not in seated
    ]
    assert set(long_names) == {
        "Kabupaten Biak Numfor",
        "Kabupaten Pulang Pisau",
        "Kabupaten Penajam Paser Utara",
        "Kabupaten Fak Fak",
    }
