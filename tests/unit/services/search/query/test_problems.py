"""Malformed queries: each is refused at the right character, with what to write instead."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.search.index.selection import criteria_of
from services.search.query.errors import QuerySyntaxError
from services.search.query.parser import MAX_DEPTH, MAX_LENGTH
from shared.contracts.query import Filter

# The query, the character, a part of the message, a part of the hint.
PROBLEMS: list[tuple[str, int, str, str]] = [
    # Quotes.
    ('air "bersih', 4, "tidak ditutup", '"bersih"'),
    ('"air" bersih"', 12, "tidak ditutup", "Tambahkan"),
    ('"', 0, "tidak ditutup", '"air bersih"'),
    ("air “bersih", 4, "tidak ditutup", '"bersih"'),
    ('person:"Siti', 7, "tidak ditutup", '"Siti"'),
    ('a ""', 2, "tidak boleh kosong", "Isi"),
    ('tone:"  "', 5, "tidak boleh kosong", "Isi"),
    # Parentheses.
    ("(a b", 4, "tidak ditutup", "Tambahkan )"),
    ("title:(a", 8, "tidak ditutup", "Tambahkan )"),
    ("a b)", 3, "tidak dibuka", "Hapus )"),
    ("a ()", 3, "Kurung tidak boleh kosong", "Isi"),
    ("(", 1, "Kurung tidak boleh kosong", "Isi"),
    ("tone:()", 6, "Kurung tidak boleh kosong", "Isi"),
    ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), MAX_DEPTH, "terlalu dalam", str(MAX_DEPTH)),
    # Operators.
    ("a OR", 4, "Setelah OR", "banjir OR longsor"),
    ("OR a", 0, "Sebelum OR", "tanda kutip"),
    ("a OR OR b", 5, "Setelah OR", "banjir OR longsor"),
    ("(a OR )", 6, "Setelah OR", "banjir OR longsor"),
    ("AND a", 0, "Sebelum AND", "banjir AND longsor"),
    ("a AND", 5, "Setelah AND", "banjir AND longsor"),
    ("banjir or longsor", 7, '"or"', "OR dengan huruf besar"),
    ("banjir Or longsor", 7, '"Or"', "OR dengan huruf besar"),
    ("banjir ATAU longsor", 7, '"ATAU"', "banjir OR longsor"),
    ("banjir and longsor", 7, '"and"', "Hapus"),
    ("banjir NOT longsor", 7, "NOT", "-hoaks"),
    ("banjir || longsor", 7, "||", "OR"),
    ("banjir && longsor", 7, "&&", "Hapus"),
    # Exclusion.
    ("-", 1, "Setelah -", "-hoaks"),
    ("(a -)", 4, "Setelah -", "-hoaks"),
    ("a --b", 2, "Tanda -", "satu tanda -"),
    ("title:-air", 6, "titik dua", "-title:banjir"),
    ("banjir !hoaks", 7, '"!"', "-hoaks"),
    ("banjir –hoaks", 7, '"–"', "-hoaks"),
    ("banjir −hoaks", 7, '"−"', "-hoaks"),
    # Prefixes.
    ("*", 0, "di akhir kata", "kebakar*"),
    ("*bakar", 0, "di akhir kata", "kebakar*"),
    ("ke*bakar", 2, "di akhir kata", "kebakar*"),
    ("bakar**", 5, "di akhir kata", "bakar*"),
    ("ba*", 0, "terlalu pendek", "3 huruf"),
    ("title:ba*", 6, "terlalu pendek", "3 huruf"),
    ("covid-19*", 0, "satu kata", "covid*"),
    ("???*", 0, "satu kata", "kebakar*"),
    ('"kebakar* hutan"', 8, "dalam tanda kutip", "di luar tanda kutip"),
    ("region:64*", 9, "awalan", "region:64.08"),
    # Nearness.
    ('"air bersih"~', 13, "angka", '"air bersih"~5'),
    ('"air bersih"~lima', 13, "angka", '"air bersih"~5'),
    ('"air bersih"~-1', 13, "angka", '"air bersih"~5'),
    ('"air bersih"~101', 13, "0 sampai 100", '"air bersih"~5'),
    ('"air bersih" ~5', 13, "tepat setelah frasa", "tanpa spasi"),
    ("bersih~2", 6, "tepat setelah frasa", "sang*"),
    ("bersih~", 6, "tepat setelah frasa", "sang*"),
    ('"air"~3', 0, "dua kata", '"banjir sangatta"~3'),
    ('"air bersih air"~3', 0, '"air" muncul dua kali', "undang-undang"),
    ('person:"Siti Aminah"~3', 20, "jarak", "Hapus ~3"),
    # Fields.
    ("a title:", 8, "Setelah title:", "title:banjir"),
    ("tone:", 5, "Setelah tone:", "tone:negatif"),
    ("a warna:merah", 2, '"warna" tidak dikenal', "Yang ada: title, region"),
    ("tittle:banjir", 0, '"tittle" tidak dikenal', "maksudnya title:"),
    ("judul:banjir", 0, '"judul" tidak dikenal', "maksudnya title:"),
    ("Wilayah:64", 0, '"Wilayah" tidak dikenal', "maksudnya region:"),
    ("title:tone:negatif", 6, "Dua kolom", "tone:negatif"),
    ("title:(tone:negatif)", 12, "di dalam title:(…)", "berdampingan"),
    # Values.
    ("tone:baik", 5, '"baik"', "positif, netral, negatif"),
    ("tone:negatip", 5, '"negatip"', "maksudnya tone:negatif"),
    ("tone:(netral OR baik)", 16, '"baik"', "positif, netral, negatif"),
    ("topic:cuaca", 6, '"cuaca"', "infrastruktur"),
    ("topic:kesehtan", 6, '"kesehtan"', "maksudnya topic:kesehatan"),
    ("kind:gosip", 5, '"gosip"', "aspirasi"),
    ("lang:indonesia", 5, "kode bahasa", "lang:id"),
    ("region:xx", 7, "kode wilayah", "region:64.08"),
    ("region:kutim", 7, "kode wilayah", "region:64.08 (Kabupaten Kutai Timur)"),
    ('region:"Kutai Timur"', 7, "kode wilayah", "region:64.08"),
    ("region:6408", 7, "kode wilayah", "region:64.08"),
    ("region:64.08.01", 7, "kode wilayah", "region:64.08"),
    ("tone:negatif,netral", 12, "koma", "tone:(negatif OR netral)"),
    ("tone:(negatif netral)", 14, "hanya punya satu tone", "tone:(negatif OR netral)"),
    ("person:(siti aminah)", 13, "tanda kutip", 'person:"siti aminah"'),
    # Characters and size.
    ("a\x00b", 1, "U+0000", "Hapus"),
    ('"a\x1b"', 2, "U+001B", "Hapus"),
    ("a \ud800", 2, "U+D800", "Hapus"),
    ("a" * (MAX_LENGTH + 1), MAX_LENGTH, "terlalu panjang", "2000"),
    ("a " * 101, 200, "Terlalu banyak kata", "100 kata"),
    ('"' + "kata " * 101 + '"', 0, "Terlalu banyak kata", "100 kata"),
]


def _asked(q: str) -> Filter:
    """A filter with a query that JSON could carry, whatever is in it."""
    return Filter(scope=["ID"]).model_copy(update={"q": q})


@pytest.mark.parametrize(("text", "position", "message", "hint"), PROBLEMS)
def test_a_malformed_query_points_at_the_character_and_helps(
    text: str, position: int, message: str, hint: str
) -> None:
    with pytest.raises(QuerySyntaxError) as raised:
        criteria_of(_asked(text))
    assert (raised.value.name, raised.value.position) == ("q", position)
    assert message in raised.value.message
    assert hint in (raised.value.hint or "")


@settings(deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from([*'ab-*~:()" ,é5', "OR ", "AND ", "title:", "tone:(", '"a b"~5', "kutim "]),
        max_size=40,
    ).map("".join)
)
def test_any_text_becomes_criteria_or_a_problem_within_it(text: str) -> None:
    problem = _problem_of(text)
    if problem is not None:
        assert problem.position is not None
        assert 0 <= problem.position <= len(text)
        assert problem.message
        assert problem.hint


def _problem_of(text: str) -> QuerySyntaxError | None:
    try:
        criteria_of(_asked(text))
    except QuerySyntaxError as problem:
        return problem
    return None
