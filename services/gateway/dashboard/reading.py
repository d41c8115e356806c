"""The page of an article, with what was read out of it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.visitor import SignedIn, Visitor
from services.gateway.internal_calls import NotFound
from services.gateway.presentation import article_view
from services.gateway.presentation.region_choice import choose
from services.gateway.presentation.wording import ASPIRATION_NAMES, KIND_NAMES, percent
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.query import ArticlePage, ArticleSearch, ById, Filter, IndexedArticle

router = APIRouter(route_class=PageRoute, include_in_schema=False)

# Beside an article the others of its story are a hint, the story's page has them all.
OTHERS_SHOWN = 5
COPIES_SHOWN = 20


@router.get("/artikel/{article_id}")
async def article(
    request: Request, article_id: str, visitor: SignedIn, now: Now, wilayah: str | None = None
) -> Response:
    """An article: text, tone and its evidence, quotes, people, regions, history, the way to the original."""
    state = gateway_state(request)
    found = await state.search.article(ById(id=article_id, scope=list(visitor.tenant.scope)))
    region = choose(visitor.tenant.scope, wilayah)
    back = "/"
    siblings: list[IndexedArticle] = []
    if found.story is not None:
        back = f"/cerita/{found.story.id}"
    if found.story is not None and found.story.size > 1:
        siblings = (await _articles_of(state, visitor, found.story.id, 100)).items
    original, copies, others = article_view.copies_and_others(found, siblings)
    if found.copy_of and original is None:
        original = await _original(state, visitor, found.copy_of)
    about, mentioned = article_view.regions_by_role(found.enrichment)
    tone = found.enrichment.tone
    return page(
        "artikel.html",
        visitor=visitor,
        satu=found,
        balik=f"{back}{region.tail}",
        ekor=region.tail,
        jenis=KIND_NAMES[found.article.kind],
        aspirasi=ASPIRATION_NAMES.get(found.enrichment.aspiration or ""),
        keyakinan=percent(round(1000 * tone.scores.get(tone.label, 0)), 1000) if tone else "",
        paragraf_paragraf=article_view.paragraphs(found.article.text, tone.evidence if tone else ""),
        judul_lama=article_view.earlier_titles(found.revisions, found.article.title),
        asal=original,
        salinan=copies[:COPIES_SHOWN],
        serumpun=others[:OTHERS_SHOWN],
        tentang=about,
        disebut=mentioned,
        belum=article_view.unread(found.enrichment),
        **saying(now, visitor),
    )


async def _articles_of(state: GatewayState, visitor: Visitor, story_id: str, limit: int) -> ArticlePage:
    wanted = Filter(scope=list(visitor.tenant.scope), story=story_id)
    return await state.search.articles(ArticleSearch(filter=wanted, limit=limit, highlight=False))


async def _original(state: GatewayState, visitor: Visitor, article_id: str) -> IndexedArticle | None:
    """The original of a copy; None when the visitor may not see it or it is gone."""
    try:
        return await state.search.article(ById(id=article_id, scope=list(visitor.tenant.scope)))
    except NotFound:
        return None
