"""Articles as a list of results shows them: why each was found, what it is, where it leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.gateway.presentation.article_view import Piece
from services.gateway.presentation.wording import KIND_NAMES, number, tone_name, topic_name
from shared.contracts.article import Article
from shared.contracts.query import IndexedArticle, Total

# The search service puts the matched words between these (services/search/index/highlight.py).
START, END = "\ue000", "\ue001"
# Two lines on a desk, four on a phone.
EXCERPT = 220
FRAGMENTS = 2


@dataclass(frozen=True)
class Result:
    """One article. `title` and the fragments are pieces, the matched words marked."""

    path: str
    title: list[Piece]
    fragments: list[list[Piece]]
    tone: str
    tone_text: str
    source: str
    official: bool
    kind: str
    when: str
    published: str
    topics: str
    story: str
    story_text: str
    copy: bool


def results(found: Sequence[IndexedArticle], tail: str, when: Callable[[Article], str]) -> list[Result]:
    """The results in their order; `tail` is what addresses of pages carry, `when` says a publication."""
    return [_result(one, tail, when) for one in found]


def _result(one: IndexedArticle, tail: str, when: Callable[[Article], str]) -> Result:
    article, tone = one.article, one.enrichment.tone
    story = one.story if one.story is not None and one.story.size > 1 else None
    return Result(
        path=f"/artikel/{article.id}{tail}",
        title=pieces(one.highlights.get("title", [article.title])[0]),
        fragments=[pieces(text) for text in one.highlights.get("text", [])[:FRAGMENTS]] or _excerpt(one),
        tone=tone.label if tone else "belum",
        tone_text=tone_name(tone.label) if tone else "Nada belum terbaca",
        source=article.source.name,
        official=article.source.official,
        kind=KIND_NAMES[article.kind] if article.kind != "berita" else "",
        when=when(article),
        published=article.published_at.isoformat(),
        topics=", ".join(topic_name(topic.id) for topic in one.enrichment.topics[:2]),
        story=f"/cerita/{story.id}{tail}" if story else "",
        story_text=f"{number(story.size)} berita dalam cerita ini" if story else "",
        copy=one.copy_of is not None,
    )


def pieces(marked: str) -> list[Piece]:
    """A text with marks as pieces; a mark without its partner is dropped."""
    found = []
    for place, part in enumerate(marked.split(START)):
        inside, end, outside = part.partition(END)
        if place == 0 or not end:
            found.append(Piece(part.replace(END, "")))
            continue
        found += [Piece(inside, marked=True), Piece(outside.replace(END, ""))]
    return [piece for piece in found if piece.text]


def _excerpt(one: IndexedArticle) -> list[list[Piece]]:
    """The first sentence of the summary, or how the text begins."""
    sentence = one.enrichment.summary[0] if one.enrichment.summary else one.article.text
    text = " ".join(sentence.split())
    if not text or text.strip(" .") == one.article.title.strip(" ."):
        return []
    short = text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return [[Piece(short)]]


def total_text(total: Total) -> str:
    """``1.234 berita``; ``lebih dari 10.000 berita`` where nobody counted to the end."""
    return f"{'lebih dari ' if total.relation == 'gte' else ''}{number(total.value)} berita"
