"""A story out of its articles: who speaks for it, what is counted, in which order."""

from __future__ import annotations

from dataclasses import replace

from services.search.index.fields import from_millis
from services.search.index.story import Member, story_from

_FIRST = Member(
    id="a",
    title="Pertama",
    summary=["Ringkas."],
    source="kabar-pesisir",
    published=1_000,
    tone="negatif",
    about_codes=["64.08"],
    topics=["bencana"],
    copy_of=None,
)


def test_one_article_is_a_story() -> None:
    story = story_from("s", [_FIRST])
    assert (story.id, story.headline, story.summary, story.size, story.copies) == (
        "s",
        "Pertama",
        ["Ringkas."],
        1,
        0,
    )
    assert story.first_seen == story.last_seen == from_millis(1_000)


def test_the_earliest_article_that_is_no_copy_speaks() -> None:
    earlier_copy = replace(_FIRST, id="b", title="Salinan", published=500, copy_of="a")
    later = replace(_FIRST, id="c", title="Kemudian", published=2_000)
    story = story_from("s", [later, _FIRST, earlier_copy])
    assert story.headline == "Pertama"
    assert story.article_ids == ["b", "a", "c"]
    assert (story.size, story.copies) == (3, 1)
    assert (story.first_seen, story.last_seen) == (from_millis(500), from_millis(2_000))


def test_copies_speak_when_nobody_else_does() -> None:
    assert story_from("s", [replace(_FIRST, copy_of="x")]).headline == "Pertama"


def test_figures_are_ordered_by_count_then_value() -> None:
    story = story_from(
        "s",
        [
            _FIRST,
            replace(_FIRST, id="b", source="antar-kota", tone="positif", about_codes=["64.71", "64.08"]),
            replace(_FIRST, id="c", source="antar-kota", tone=None, topics=["ekonomi_umkm", "agama"]),
        ],
    )
    assert [(source.value, source.count) for source in story.sources] == [
        ("antar-kota", 2),
        ("kabar-pesisir", 1),
    ]
    assert story.tones == {"negatif": 1, "positif": 1}
    assert story.regions == ["64.08", "64.71"]
    assert story.topics == ["bencana", "agama", "ekonomi_umkm"]
