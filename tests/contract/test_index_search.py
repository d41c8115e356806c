"""Finding articles: words, phrases, fields, filters, scope, order, cursors, highlights; over both adapters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from services.search.index.port import ArticleIndex
from services.search.query.errors import BadCursor, QuerySyntaxError
from services.search.query.parser import MAX_DEPTH
from shared.contracts.query import ArticleSearch, StoryRef
from tests.contract.index_documents import DOCUMENTS, SIMULTANEOUS, article_id, document
from tests.contract.index_world import empty, filter_, found, index, index_url, names_of

__all__ = ["empty", "index", "index_url"]

_BRIDGES = {"jembatan", "jembatan-salinan", "jembatan-kritik"}

QUERIES: list[tuple[str, set[str]]] = [
    # Inflections of one word are one word; a phrase is what it says.
    ("membangun", {"jembatan", "jembatan-salinan"}),
    ("dibangun sungai", {"jembatan", "jembatan-salinan"}),
    ('"membangun jembatan"', {"jembatan", "jembatan-salinan"}),
    ('"pembangunan jembatan"', {"jembatan"}),
    ('"jembatan membangun"', set()),
    # No phrase reaches from the title into the text.
    ('"dimulai pemerintah"', set()),
    # Folding: case, accents, apostrophes, figures with points.
    ("JEMBATAN", _BRIDGES),
    ("jémbatan", _BRIDGES),
    ("jum’at", {"rilis"}),
    ("Rp1.500,50", {"rilis"}),
    # AND binds closer than OR; parentheses; exclusion.
    ("banjir samarinda OR emas", {"banjir-samarinda", "tanpa-rumah"}),
    ("banjir (samarinda OR air)", {"banjir-samarinda", "banjir-kutim"}),
    ("jembatan -anggaran", {"jembatan", "jembatan-salinan"}),
    ('jembatan -"anggaran jembatan"', {"jembatan", "jembatan-salinan"}),
    ("-(topic:pemuda_olahraga OR region:64)", {"jayapura-pasar", "tanpa-daerah", "tanpa-rumah", "pangkalpinang"}),
    # Stop words alone are meant; beside others they say nothing.
    ("di jembatan", _BRIDGES),
    ("yang", {"jembatan", "jembatan-salinan"}),
    ('"tepi sungai"', {"banjir-samarinda"}),
    ("jembatan (di yang)", _BRIDGES),
    # … where nothing else is wanted: what is excluded does not count.
    ("(di yang) -jembatan", set()),
    ("yang -banjir", {"jembatan", "jembatan-salinan"}),
    # Exclusion alone, and within OR.
    ("-(jembatan OR banjir OR kabar)", {"jayapura-pasar", "anggaran-provinsi", "menyebut-provinsi", "tanpa-daerah",
     "tanpa-rumah", "pangkalpinang", "english", "aduan", "rilis", "tanda"}),
    ("emas OR -(jembatan OR banjir OR kabar OR di OR yang)", {"tanpa-rumah", "english", "menyebut-provinsi",
     "tanpa-daerah", "anggaran-provinsi", "rilis", "tanda"}),
    # Beginnings of words as they stand: the stem of "membangun" has none.
    ("bang*", set()),
    ("memb*", {"jembatan", "jembatan-salinan", "pangkalpinang"}),
    ("MEMB*", {"jembatan", "jembatan-salinan", "pangkalpinang"}),
    ("title:memb*", {"pangkalpinang"}),
    ("rp1.5* -jum'at", set()),
    ("jum'a*", {"rilis"}),
    # Near each other in one field, in any order, others counted between the outermost.
    ('"sungai banjir"~4', set()),
    ('"sungai banjir"~5', {"banjir-samarinda"}),
    ('"kutai jembatan pemerintah"~3', {"jembatan", "jembatan-salinan"}),
    ('"kutai jembatan pemerintah"~2', set()),
    ('title:"sangatta jembatan"~0', {"jembatan", "jembatan-kritik", "jembatan-salinan"}),
    ('"dimulai pemerintah"~9', set()),
    ('"jayapura pasar-malam"~0', {"jayapura-pasar"}),
    ('"jayapura-pasar malam"~9', set()),
    # Units of unequal length.
    ('"ramai pasar-malam jayapura"~2', set()),
    ('"ramai pasar-malam jayapura"~3', {"jayapura-pasar"}),
    # A group after a field.
    ("title:(sangatta (kritik OR warga))", {"jembatan-kritik"}),
    ("kind:(aspirasi OR rilis)", {"aduan", "rilis"}),
    ("topic:(infrastruktur keuangan_daerah)", {"jembatan-kritik"}),
    ("banjir AND samarinda OR emas", {"banjir-samarinda", "tanpa-rumah"}),
    # Signs between words are no words.
    ("air & bersih / sulit", {"banjir-kutim"}),
    # Abbreviations of regions, both ways.
    ("kutim", {"banjir-kutim", "jembatan", "jembatan-salinan"}),
    ('"kutim"', {"banjir-kutim"}),
    ("kutai timur", {"banjir-kutim", "jembatan", "jembatan-salinan"}),
    ("jembatan kutim bupati", {"jembatan", "jembatan-salinan"}),
    # Fields.
    ("title:jembatan", _BRIDGES),
    ("title:sungai", set()),
    ("title:air", {"banjir-kutim"}),
    ('title:"air naik"', {"banjir-kutim"}),
    ("title:kutim", {"banjir-kutim"}),
    ("region:64.72", {"jembatan-kritik", "banjir-samarinda"}),
    ("region:19", {"pangkalpinang"}),
    ("source:suara-sangatta", {"jembatan", "banjir-kutim", "tanpa-daerah"}),
    ("tone:negatif topic:bencana", {"banjir-samarinda", "banjir-kutim"}),
    ("-tone:positif -tone:negatif -tone:netral", {"tanpa-daerah", "tanpa-rumah"}),
    ('person:"siti aminah"', {"pangkalpinang"}),
    ("person:wijaya jembatan", {"jembatan", "jembatan-salinan"}),
    ('person:"wijaya rahmat"', set()),
    ("lang:en", {"english"}),
    ("kind:aspirasi OR kind:rilis", {"aduan", "rilis"}),
    # What cannot be anywhere.
    ("unobtainium", set()),
    ('"!!!"', set()),
    ("title:!!!", set()),
    ("region:99", set()),
]  # fmt: skip


async def test_queries_find_what_they_should(index: ArticleIndex) -> None:
    # One test for all: filling an index costs more than all questions together.
    for query, expected in QUERIES:
        assert await found(index, q=query) == expected, query


FILTERS: list[tuple[dict[str, Any], set[str]]] = [
    ({"q": "  "}, {item.article.url.rsplit("/", 1)[1] for item in DOCUMENTS}),
    ({"regions": ["64.72"]}, {"jembatan-kritik", "banjir-samarinda"}),
    ({"regions": ["64.72"], "about": True}, {"banjir-samarinda"}),
    ({"regions": ["64.72"], "about": False}, {"jembatan-kritik"}),
    ({"regions": ["64"], "about": False}, {"jembatan-kritik", "menyebut-provinsi"}),
    ({"regions": ["19.71", "91"]}, {"pangkalpinang", "jayapura-pasar"}),
    ({"regions": ["6"]}, set()),
    ({"regions": ["99.99"]}, set()),
    ({"regions": ["ID"], "kinds": ["rilis"]}, {"rilis"}),
    ({"tones": ["negatif", "positif"], "topics": ["bencana", "kesehatan"]},
     {"banjir-samarinda", "banjir-kutim", "pangkalpinang"}),
    ({"sources": ["kabar-pesisir", "nobody"]}, {"pangkalpinang"}),
    ({"kinds": ["aspirasi"]}, {"aduan"}),
    ({"langs": ["en"]}, {"english"}),
    ({"persons": ["Rahmat Wijaya", "SITI"]}, {"jembatan", "jembatan-salinan", "pangkalpinang"}),
    ({"persons": ["Rahmat Siti"]}, set()),
    ({"story": "story-jembatan"}, _BRIDGES),
    ({"story": "story-jembatan", "copies": "fold"}, _BRIDGES - {"jembatan-salinan"}),
    ({"q": "jembatan", "tones": ["negatif"]}, {"jembatan-kritik"}),
    # from is included, to is not.
    ({"from_": "2026-11-04T23:30:00+08:00", "to": "2026-11-05T00:10:00+08:00"},
     {"banjir-samarinda", "jayapura-pasar"}),
    ({"from_": "2026-11-04T23:30:00.001+08:00", "to": "2026-11-05T00:10:00.001+08:00"}, {"banjir-kutim"}),
    ({"to": "2026-11-03T03:00:00Z"}, {"jembatan", "jembatan-salinan"}),
    # First sight, whenever it was published; the moment itself is included.
    ({"topics": ["pemuda_olahraga"], "seen_from": "2026-11-02T09:00:00+08:00"},
     {f"serentak-{number:02}" for number in range(1, 12, 2)}),
    ({"topics": ["pemuda_olahraga"], "seen_from": "2026-10-31T17:30:00.001Z"},
     {f"serentak-{number:02}" for number in range(1, 12, 2)}),
    ({"topics": ["pemuda_olahraga"], "seen_from": "2026-10-31T17:30:00Z"},
     {f"serentak-{number:02}" for number in range(12)}),
    ({"seen_from": "2026-11-02T09:00:00.001+08:00"}, set()),
]  # fmt: skip


async def test_filters_find_what_they_should(index: ArticleIndex) -> None:
    for fields, expected in FILTERS:
        assert await found(index, **fields) == expected, fields


async def test_a_regency_sees_itself_its_province_and_its_own_outlets_news_without_place(
    index: ArticleIndex,
) -> None:
    assert await found(index, ["64.08"]) == _BRIDGES | {
        "banjir-kutim",
        "anggaran-provinsi",
        "tanpa-daerah",
    }


async def test_a_city_sees_what_merely_mentions_it(index: ArticleIndex) -> None:
    assert await found(index, ["64.72"]) == {"banjir-samarinda", "jembatan-kritik", "anggaran-provinsi"}


async def test_a_province_sees_all_its_regencies(index: ArticleIndex) -> None:
    balikpapan = {"english", "aduan", "rilis", "tanda", *(f"serentak-{number:02}" for number in range(12))}
    assert await found(index, ["64"]) == _BRIDGES | balikpapan | {
        "banjir-samarinda",
        "banjir-kutim",
        "anggaran-provinsi",
        "menyebut-provinsi",
        "tanpa-daerah",
    }


async def test_a_scope_may_hold_several_regions_or_none_that_exists(index: ArticleIndex) -> None:
    assert await found(index, ["19.71", "91"]) == {"pangkalpinang", "jayapura-pasar"}
    assert await found(index, ["99"]) == set()
    assert "tanpa-rumah" in await found(index, ["64.08", "ID"])


async def test_a_filter_cannot_leave_the_scope(index: ArticleIndex) -> None:
    assert await found(index, ["19"], regions=["64.08"]) == set()
    assert await found(index, ["19"], q="jembatan OR -jembatan") == {"pangkalpinang"}
    assert await found(index, ["19"], story="story-jembatan") == set()


async def test_ids_restrict_a_search(index: ArticleIndex) -> None:
    ids = [article_id("jembatan"), article_id("pangkalpinang"), article_id("unbekannt")]
    page = await index.search(ArticleSearch(filter=filter_(q="jembatan OR kesehatan OR banjir")), ids=ids)
    assert set(names_of(page)) == {"jembatan", "pangkalpinang"}
    assert (await index.search(ArticleSearch(filter=filter_(["64.08"])), ids=ids)).total.value == 1
    assert (await index.search(ArticleSearch(filter=filter_()), ids=[])).items == []


async def test_newest_first_by_publication_or_by_first_sight(empty: ArticleIndex) -> None:
    texts = [("lama", "2026-11-01", 3), ("tengah", "2026-11-02", 1), ("baru", "2026-11-03", 2)]
    await empty.put(
        [
            document(
                name,
                name,
                "Isi.",
                f"{day}T08:00:00+07:00",
                seen=datetime.fromisoformat(f"2026-11-1{seen}T00:00Z"),
            )
            for name, day, seen in texts
        ]
    )
    await empty.refresh()
    published = await empty.search(ArticleSearch(filter=filter_(), sort="published"))
    assert [item.article.title for item in published.items] == ["baru", "tengah", "lama"]
    seen = await empty.search(ArticleSearch(filter=filter_(), sort="seen"))
    assert [item.article.title for item in seen.items] == ["lama", "baru", "tengah"]


async def test_relevance_puts_the_title_before_the_text(empty: ArticleIndex) -> None:
    filler = "Kabar lain dari kota yang sama pada hari yang sama tanpa kata itu."
    await empty.put(
        [
            # Equally long, and the one with the word in its text comes first by id and by date.
            document("teks", "Kabar di kota besar", f"{filler} Ada banjir.", "2026-11-05T08:00:00+08:00"),
            document("judul", "Banjir di kota besar", f"{filler} Ada kabar.", "2026-11-01T08:00:00+08:00"),
            document("keduanya", "Banjir lagi", "Banjir lagi, banjir terus.", "2026-11-02T08:00:00+08:00"),
            document("lain", "Pasar kota", filler, "2026-11-06T08:00:00+08:00"),
        ]
    )
    await empty.refresh()
    page = await empty.search(ArticleSearch(filter=filter_(q="banjir"), sort="relevance"))
    assert [item.article.title for item in page.items] == [
        "Banjir lagi",
        "Banjir di kota besar",
        "Kabar di kota besar",
    ]


async def test_relevance_without_words_is_newest_first(index: ArticleIndex) -> None:
    relevance = await index.search(ArticleSearch(filter=filter_(tones=["negatif"]), sort="relevance"))
    published = await index.search(ArticleSearch(filter=filter_(tones=["negatif"]), sort="published"))
    assert names_of(relevance) == names_of(published)


@pytest.mark.parametrize("sort", ["published", "seen", "relevance"])
async def test_pages_give_every_article_once(index: ArticleIndex, sort: str) -> None:
    request = {"filter": filter_(["64"], q="balikpapan OR jembatan"), "sort": sort, "limit": 4}
    whole = await index.search(ArticleSearch.model_validate({**request, "limit": 100}))
    assert whole.next is None
    collected: list[str] = []
    after = None
    while True:
        page = await index.search(ArticleSearch.model_validate({**request, "after": after}))
        assert page.total == whole.total
        collected += names_of(page)
        if page.next is None:
            break
        assert len(page.items) == 4
        after = page.next
    assert collected == names_of(whole)
    assert len(collected) == len(set(collected)) >= 15


async def test_a_last_page_that_is_full_has_no_next(index: ArticleIndex) -> None:
    page = await index.search(ArticleSearch(filter=filter_(q="olahraga"), limit=len(SIMULTANEOUS)))
    assert len(page.items) == len(SIMULTANEOUS)
    assert page.next is None


async def test_new_articles_do_not_disturb_the_pages_after_a_cursor(index: ArticleIndex) -> None:
    request = ArticleSearch(filter=filter_(), limit=10)
    first = await index.search(request)
    expected = await index.search(request.model_copy(update={"after": first.next}))
    await index.put([document("kilat", "Kabar kilat", "Baru saja.", "2026-11-12T08:00:00+08:00")])
    await index.refresh()
    second = await index.search(request.model_copy(update={"after": first.next}))
    assert names_of(second) == names_of(expected)


@pytest.mark.parametrize("after", [[], [1], ["x", "y"], [1, 2], [1.5, "a", "b"], [True, "a"], [None, "a"]])
async def test_a_cursor_of_another_kind_is_refused(empty: ArticleIndex, after: list[Any]) -> None:
    with pytest.raises(BadCursor):
        await empty.search(ArticleSearch(filter=filter_(), after=after))


async def test_a_malformed_query_points_at_the_character(empty: ArticleIndex) -> None:
    with pytest.raises(QuerySyntaxError) as raised:
        await empty.search(ArticleSearch(filter=filter_(q="banjir tone:baik")))
    assert (raised.value.name, raised.value.position) == ("q", 12)


@pytest.mark.parametrize(
    "level", ["(a{} OR b{} {})", "-(a{} OR {})", "-(a{} OR b{} {})", "-({2} b{0} OR a{1})"]
)
@pytest.mark.parametrize("last", ["kutai timur", '"undang-undang desa a"~3', "-person:ani"])
async def test_a_query_may_be_as_deep_as_the_language_lets_it(
    empty: ArticleIndex, level: str, last: str
) -> None:
    q = last
    for depth in range(MAX_DEPTH):
        q = level.format(depth, depth, q)
    for wanted in (filter_(q=q), filter_(["64.08"], q=q, regions=["64"], about=True, copies="fold")):
        for sort in ("published", "relevance"):
            request = ArticleSearch.model_validate({"filter": wanted, "sort": sort})
            assert (await empty.search(request)).items == []


async def test_pages_leave_vectors_behind_and_count_the_story_within_the_scope(index: ArticleIndex) -> None:
    page = await index.search(ArticleSearch(filter=filter_(["64.72"], q="jembatan")))
    [item] = page.items
    assert item.enrichment.embedding is None
    assert item.enrichment.minhash is None
    assert item.story == StoryRef(id="story-jembatan", size=1)
    whole = await index.search(ArticleSearch(filter=filter_(["64"], q="jembatan")))
    assert {article.story for article in whole.items} == {StoryRef(id="story-jembatan", size=3)}
    without = await index.search(ArticleSearch(filter=filter_(q="emas")))
    assert [article.story for article in without.items] == [None]


async def test_highlights_mark_inflections_and_phrases(index: ArticleIndex) -> None:
    page = await index.search(ArticleSearch(filter=filter_(q="membangun -samarinda", story="story-jembatan")))
    by_name = dict(zip(names_of(page), page.items, strict=True))
    assert by_name["jembatan"].highlights["title"] == ["\ue000Pembangunan\ue001 jembatan Sangatta dimulai"]
    [fragment] = by_name["jembatan"].highlights["text"]
    assert "Kutai Timur \ue000membangun\ue001 jembatan" in fragment
    phrase = await index.search(ArticleSearch(filter=filter_(q='"sungai sangatta"')))
    assert "\ue000Sungai Sangatta\ue001" in phrase.items[0].highlights["text"][0]
    assert "title" not in phrase.items[0].highlights


async def test_highlights_are_plain_text_with_marks_of_their_own_only(index: ArticleIndex) -> None:
    page = await index.search(ArticleSearch(filter=filter_(q="beras menjual")))
    [item] = page.items
    assert item.highlights["title"] == ['Harga <b>\ue000beras\ue001</b> & "gula" naik']
    assert len(item.highlights["text"]) == 2
    assert (
        "<script>alert(1)</script> \ue000menjual\ue001 \ue000beras\ue001 mahal" in item.highlights["text"][0]
    )
    for fragment in item.highlights["text"]:
        assert fragment.count("\ue000") == fragment.count("\ue001")
        assert len(fragment) < 200


async def test_no_highlights_when_none_are_wanted_or_nothing_was_searched(index: ArticleIndex) -> None:
    off = await index.search(ArticleSearch(filter=filter_(q="beras"), highlight=False))
    wordless = await index.search(ArticleSearch(filter=filter_(tones=["negatif"])))
    assert all(item.highlights == {} for item in [*off.items, *wordless.items])
