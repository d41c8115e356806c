"""Highlights: which words are marked, where fragments begin and end."""

from __future__ import annotations

from services.search.index.criteria import HasNear, HasPhrase, HasPrefix, HasWord
from services.search.index.highlight import FRAGMENT_LENGTH, MAX_FRAGMENTS, highlights


def _readable(fragments: list[str]) -> list[str]:
    return [fragment.replace("\ue000", "[").replace("\ue001", "]") for fragment in fragments]


def test_inflections_are_marked_in_title_and_text() -> None:
    found = highlights("Pembangunan jalan", "Warga membangun. Yang lain tidak.", [HasWord("bangunan")])
    assert _readable(found["title"]) == ["[Pembangunan] jalan"]
    assert _readable(found["text"]) == ["Warga [membangun]. Yang lain tidak."]


def test_a_phrase_is_marked_as_one_and_exactly() -> None:
    text = "Air bersih, bersih air, airnya bersih."
    assert _readable(highlights("", text, [HasPhrase(("air", "bersih"))])["text"]) == [
        "[Air bersih], bersih air, airnya bersih."
    ]


def test_words_that_begin_so_are_marked() -> None:
    found = highlights("Kebakaran", "Kebakaran, terbakar; KEBAKAR-an.", [HasPrefix("kebakar")])
    assert _readable(found["title"]) == ["[Kebakaran]"]
    assert _readable(found["text"]) == ["[Kebakaran], terbakar; [KEBAKAR]-an."]


def test_words_near_each_other_are_marked_where_they_are_near() -> None:
    text = "Banjir besar di Sangatta. Kemudian banjir lagi, jauh dari kota itu, lalu Sangatta."
    near = HasNear((("banjir",), ("sangatta",)), 2)
    assert _readable(highlights("", text, [near])["text"])[0].startswith(
        "[Banjir] besar di [Sangatta]. Kemudian [banjir] lagi"
    )
    assert highlights("Banjir", "Sangatta", [near]) == {}


def test_overlaps_become_one_mark() -> None:
    wanted = [HasPhrase(("air", "bersih", "kota")), HasWord("bersih"), HasPhrase(("kota", "baru"))]
    assert _readable(highlights("Air bersih kota baru", "", wanted)["title"]) == ["[Air bersih kota baru]"]


def test_title_words_are_not_marked_in_the_text() -> None:
    assert "text" not in highlights("Air", "Air bersih", [HasWord("air", title_only=True)])


def test_fields_without_a_match_are_left_out() -> None:
    assert highlights("Judul", "Isi", [HasWord("lain")]) == {}
    assert highlights("Judul", "Isi", []) == {}


def test_marks_in_the_original_are_dropped() -> None:
    assert _readable(highlights("\ue000Air\ue001 keruh", "", [HasWord("air")])["title"]) == ["[Air] keruh"]


def test_fragments_are_few_short_whole_words_and_in_order() -> None:
    sentence = "kata pengisi yang panjang sekali tanpa arti apa pun di tengah halaman "
    text = "".join(f"{sentence * 3}banjir{number} banjir {sentence * 3}" for number in range(6))
    fragments = highlights("", text, [HasWord("banjir")])["text"]
    assert len(fragments) == MAX_FRAGMENTS
    for number, fragment in enumerate(fragments):
        assert f"banjir{number} \ue000banjir\ue001" in fragment
        assert len(fragment) <= FRAGMENT_LENGTH + 2
        assert set(fragment.replace("\ue000", "").replace("\ue001", "").split()) <= set(text.split())


def test_a_fragment_stays_within_its_paragraph() -> None:
    text = "Paragraf pertama.\n\nBanjir besar.\n\nParagraf terakhir."
    assert _readable(highlights("", text, [HasWord("banjir")])["text"]) == ["[Banjir] besar."]


def test_matches_side_by_side_share_a_fragment() -> None:
    text = "Banjir dan banjir lagi, lalu banjir."
    assert _readable(highlights("", text, [HasWord("banjir")])["text"]) == [
        "[Banjir] dan [banjir] lagi, lalu [banjir]."
    ]
