"""Stories, articles, topics and regions made ready for their pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.gateway.dashboard.rendering import web_address
from services.gateway.dashboard.visitor import local_path
from services.gateway.presentation.article_view import (
    Piece,
    copies_and_others,
    earlier_titles,
    paragraphs,
    spoken,
    unread,
)
from services.gateway.presentation.direction import ToneCounts
from services.gateway.presentation.period import Period
from services.gateway.presentation.region_choice import choose
from services.gateway.presentation.story_cards import story_card
from shared.contracts.query import Bucket, FacetValue, Story
from tests.unit.services.gateway.dashboard.fakes import NOW, article

WITA = ZoneInfo("Asia/Makassar")


def story(**fields: object) -> Story:
    given: dict[str, object] = {
        "id": "c1",
        "headline": "Jalan poros rusak",
        "size": 3,
        "copies": 1,
        "sources": [FacetValue(value="kabar-pesisir", count=2), FacetValue(value="sangatta-pos", count=1)],
        "first_seen": NOW,
        "last_seen": NOW,
        "tones": {"negatif": 1, "netral": 1, "positif": 1},
        "regions": ["64.08"],
        "article_ids": ["a", "b", "c"],
    }
    return Story.model_validate(given | fields)


def test_a_tie_of_tones_shows_the_one_that_asks_for_an_answer() -> None:
    card = story_card(story(), {"kabar-pesisir": "Kabar Pesisir"}, NOW, WITA)
    assert (card.tone, card.tone_text) == ("negatif", "Negatif 1 dari 3")
    assert card.sources == "Kabar Pesisir dan Sangatta Pos"
    assert card.size == "3 berita, 1 di antaranya salinan"
    assert [share.start for share in card.tones] == [0, 33.33, 66.66]


def test_a_story_of_one_article_leads_straight_to_it() -> None:
    card = story_card(story(size=1, copies=0, tones={"positif": 1}, article_ids=["a"]), {}, NOW, WITA)
    assert (card.path, card.tone_text, card.size) == ("/artikel/a", "Positif", "")


def test_a_story_without_tone() -> None:
    card = story_card(story(tones={}), {}, NOW, WITA)
    assert (card.tone, card.tone_text) == ("belum", "Nada belum terbaca")


def test_the_evidence_is_marked_once_even_when_its_line_was_broken() -> None:
    text = "Jalan rusak. Warga\nmenunggu lama. Selesai.\n\n\n\nWarga menunggu lama."
    assert paragraphs(text, "Warga menunggu lama.") == [
        [Piece("Jalan rusak. "), Piece("Warga menunggu lama.", marked=True), Piece(" Selesai.")],
        [Piece("Warga menunggu lama.")],
    ]
    assert paragraphs("Satu.", "") == [[Piece("Satu.")]]
    assert paragraphs("", "Satu.") == []


def test_spoken_drops_the_marks_around_a_quote() -> None:
    assert spoken('"Kami perbaiki pekan ini,"') == "Kami perbaiki pekan ini"
    assert spoken("“Sudah?”") == "Sudah?"


def test_earlier_titles_are_those_that_differ() -> None:
    one = article(1, title="Baru", titles=("Lama", "Baru"))
    assert [revision.title for revision in earlier_titles(one.revisions, "Baru")] == ["Lama"]


def test_stages_that_failed_are_named_in_words() -> None:
    assert unread(article(1, tone=None).enrichment) == ["nada"]


def test_copies_of_the_same_original_stand_together() -> None:
    original, copy, other_copy = article(1), article(2, copy_of=1), article(3, copy_of=1)
    apart = article(4)
    story_of_it = [original, copy, other_copy, apart]
    assert copies_and_others(original, story_of_it) == (None, [copy, other_copy], [apart])
    assert copies_and_others(copy, story_of_it) == (original, [other_copy], [apart])
    assert copies_and_others(apart, story_of_it) == (None, [], [original, copy, other_copy])


def test_the_period_is_cut_at_midnights_of_the_zone() -> None:
    period = Period.ending(NOW, WITA)
    assert period.today == date(2026, 11, 25)
    assert period.end == datetime(2026, 11, 25, 16, tzinfo=UTC)
    assert period.end - period.start == period.start - period.start_before == timedelta(days=30)


def test_days_without_news_are_there() -> None:
    period = Period.ending(NOW, WITA)
    buckets = [
        Bucket(start=period.end - timedelta(days=1), count=3, mean_tone=None, split={"negatif": 2}),
        Bucket(start=period.start - timedelta(days=1), count=4, mean_tone=None, split={"netral": 4}),
    ]
    days, before = period.days(buckets)
    assert len(days) == 30
    assert days[-1] == (date(2026, 11, 25), ToneCounts(negatif=2, untold=1))
    assert days[0] == (date(2026, 10, 27), ToneCounts())
    assert before == ToneCounts(netral=4)


@pytest.mark.parametrize(
    ("scope", "wanted", "name", "codes"),
    [
        (["64.08"], None, "Kabupaten Kutai Timur", ("64.08",)),
        (["64.08"], "64.09", "Kabupaten Kutai Timur", ("64.08",)),
        (["64"], "64.09", "Kabupaten Penajam Paser Utara", ("64.09",)),
        (["64"], "99.99", "Provinsi Kalimantan Timur", ("64",)),
        (["64.08", "64.74"], None, "2 wilayah Anda", ("64.08", "64.74")),
        (["64.08", "64.74"], "64.74", "Kota Bontang", ("64.74",)),
        (["ID"], None, "Seluruh Indonesia", ()),
        (["ID"], "64", "Provinsi Kalimantan Timur", ("64",)),
    ],
)
def test_the_region_stays_within_the_scope(
    scope: list[str], wanted: str | None, name: str, codes: tuple[str, ...]
) -> None:
    choice = choose(scope, wanted)
    assert (choice.name, choice.codes) == (name, codes)


def test_the_picker_offers_what_the_scope_holds() -> None:
    assert choose(["64.08"], None).options == ()
    assert {option.code for option in choose(["64"], None).options} >= {"64", "64.08", "64.74"}
    country = {option.code for option in choose(["ID"], None).options}
    assert "64" in country
    assert "64.08" not in country
    assert "64.08" in {option.code for option in choose(["ID"], "64").options}


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://kabar-pesisir.example/1", True),
        ("http://kabar-pesisir.example/1", True),
        ("javascript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//kabar-pesisir.example", False),
        ("urn:gaung:1", False),
        ("http://[", False),
    ],
)
def test_only_web_addresses_become_links(address: str, kept: bool) -> None:
    assert web_address(address) == (address if kept else None)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("/artikel/1?wilayah=64.08", "/artikel/1?wilayah=64.08"),
        ("https://other.example/", "/"),
        ("//other.example/", "/"),
        ("/\\other.example/", "/"),
        ("/\t/other.example", "/"),
        ("http://[", "/"),
        ("//[x", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        ("/keluar", "/"),
        ("/masuk?lanjut=/", "/"),
    ],
)
def test_signing_in_never_leads_to_another_site(wanted: str, expected: str) -> None:
    assert local_path(wanted) == expected
