"""/cerita/{id}/klarifikasi: which claim is answered, with what, published where and when."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying, web_address
from services.gateway.dashboard.selection import Selected, Selection
from services.gateway.dashboard.story.answers import claims
from services.gateway.dashboard.story.lookup import StoryAtHand, at_hand, author, begun
from services.gateway.dashboard.visitor import AnalystVisitor, Visitor
from services.gateway.desk.clarifications import (
    LONGEST_CLAIM,
    LONGEST_CLARIFICATION,
    Answer,
    Clarification,
    add_clarification,
    change_clarification,
    get_clarification,
    remove_clarification,
)
from services.gateway.desk.errors import ChangedEntry
from services.gateway.desk.passages import stands_in
from services.gateway.desk.story_pickup import is_release
from services.gateway.desk.story_work import set_state
from services.gateway.internal_calls import NotFound
from services.gateway.state import gateway_state
from shared.contracts.query import IndexedArticle

router = APIRouter(prefix="/cerita", route_class=PageRoute, include_in_schema=False)

NOT_IN_ARTICLE = (
    "Kalimat ini tidak ada dalam berita yang dipilih. Salin kalimatnya persis seperti tertulis di sana."
)
NO_ARTICLE = "Pilih beritanya."
ARTICLE_LEFT = "Berita semula tidak ada lagi dalam cerita ini: biarkan kalimatnya, atau pilih berita lain."
RECORDED_BEFORE = "Yang dicatat semula, tidak ada lagi dalam cerita ini"
CHANGED = (
    "Orang lain mengubah klarifikasi ini sementara Anda menyunting. Tulisan Anda masih ada di bawah; simpan "
    "sekali lagi untuk menggantikan perubahan itu."
)
NO_ADDRESS = "Alamat web harus diawali https:// atau http://."
LONGEST_LINK = 2_000
NO_TIME = "Isi tanggal dan jamnya."
NOT_YET = "Waktu itu belum tiba. Catat klarifikasi setelah terbit."


@router.get("/{story_id}/klarifikasi")
async def choose_claim(
    request: Request,
    story_id: str,
    visitor: AnalystVisitor,
    now: Now,
    chosen: Selected,
    artikel: Annotated[str, Query(max_length=32)] = "",
    klaim: Annotated[str, Query(max_length=LONGEST_CLAIM)] = "",
) -> Response:
    """The claims to choose from; with one in the address the form that answers it."""
    story = await at_hand(gateway_state(request), visitor, story_id)
    if not artikel and not klaim:
        return page(
            "cerita/klaim.html",
            visitor=visitor,
            ekor=chosen.tail,
            alamat=f"/cerita/{story.detail.id}",
            cerita=story.detail,
            klaim=[
                (one, claim_path(story.detail.id, chosen, one.article, one.text))
                for one in claims(story.members)
            ],
            sendiri=claim_path(story.detail.id, chosen, story.members[0], ""),
            **saying(now, visitor),
        )
    local = now.astimezone(visitor.tenant.zone)
    form = blank_form(
        artikel=artikel, klaim=klaim, tanggal=local.date().isoformat(), jam=f"{local:%H:%M}", dijawab="1"
    )
    return _form_page(visitor, chosen, now, story, form)


@router.post("/{story_id}/klarifikasi")
async def enter(
    request: Request, story_id: str, visitor: AnalystVisitor, now: Now, chosen: Selected, form: SentForm
) -> Response:
    """Enter a clarification; the story is marked as answered when the box is ticked."""
    state = gateway_state(request)
    story = await at_hand(state, visitor, story_id)
    answer = _answer(form, story, now, visitor.tenant.zone)
    if answer is None:
        return _form_page(visitor, chosen, now, story, form, status=422)
    team = await begun(state, visitor, story)
    by = author(visitor)
    await add_clarification(state.engine, visitor.tenant.id, team.ids[0], answer, by)
    if form.flag("dijawab"):
        await set_state(state.engine, visitor.tenant.id, team.ids, "dijawab", by)
    return await see_other(request, _back(chosen, story), "Klarifikasi dicatat.")


@router.get("/{story_id}/klarifikasi/{clarification_id}")
async def change_form(
    request: Request,
    story_id: str,
    clarification_id: str,
    visitor: AnalystVisitor,
    now: Now,
    chosen: Selected,
) -> Response:
    """The form that changes a clarification."""
    state = gateway_state(request)
    entry = await get_clarification(state.engine, visitor.tenant.id, clarification_id)
    story = await at_hand(state, visitor, story_id)
    answer = entry.answer
    local = answer.issued_at.astimezone(visitor.tenant.zone)
    form = blank_form(
        artikel=answer.claim_article_id,
        klaim=answer.claim,
        jawaban=answer.text,
        tautan=answer.link,
        rilis=answer.release_article_id,
        tanggal=local.date().isoformat(),
        jam=f"{local:%H:%M}",
        versi=entry.version,
    )
    return _form_page(visitor, chosen, now, story, form, entry)


@router.post("/{story_id}/klarifikasi/{clarification_id}")
async def change(
    request: Request,
    story_id: str,
    clarification_id: str,
    visitor: AnalystVisitor,
    now: Now,
    chosen: Selected,
    form: SentForm,
) -> Response:
    """Write a clarification anew, unless somebody else did so since the form was made."""
    state = gateway_state(request)
    entry = await get_clarification(state.engine, visitor.tenant.id, clarification_id)
    story = await at_hand(state, visitor, story_id)
    answer = _answer(form, story, now, visitor.tenant.zone, entry)
    if answer is None:
        return _form_page(visitor, chosen, now, story, form, entry, status=422)
    try:
        if form.text("versi") != entry.version:
            raise ChangedEntry(entry.id)
        await change_clarification(state.engine, visitor.tenant.id, entry, answer, author(visitor))
    except ChangedEntry:
        entry = await get_clarification(state.engine, visitor.tenant.id, entry.id)
        form.refuse("jawaban", CHANGED)
        return _form_page(visitor, chosen, now, story, form, entry, status=409)
    return await see_other(request, _back(chosen, story), "Klarifikasi diubah.")


@router.post("/{story_id}/klarifikasi/{clarification_id}/hapus")
async def remove(
    request: Request,
    story_id: str,
    clarification_id: str,
    visitor: AnalystVisitor,
    chosen: Selected,
    form: SentForm,
) -> Response:
    """Delete a clarification."""
    engine = gateway_state(request).engine
    await remove_clarification(engine, visitor.tenant.id, clarification_id, author(visitor))
    path = f"{chosen.path(f'/cerita/{story_id}')}#klarifikasi"
    return await see_other(request, path, "Klarifikasi dihapus.")


def claim_path(story_id: str, chosen: Selection, article: IndexedArticle, text: str) -> str:
    """The address of the form that answers a claim of an article."""
    claim = {"artikel": article.article.id} | ({"klaim": text[:LONGEST_CLAIM]} if text else {})
    return f"/cerita/{story_id}/klarifikasi?{urlencode(chosen.address | claim)}"


def _answer(
    form: Form, story: StoryAtHand, now: datetime, zone: tzinfo, entry: Clarification | None = None
) -> Answer | None:
    """What was sent, when nothing is wrong with it; the form knows what is."""
    claim = form.required("klaim", most=LONGEST_CLAIM, message="Salin kalimat yang dijawab dari beritanya.")
    text = form.required("jawaban", most=LONGEST_CLARIFICATION, message="Tulis isi klarifikasinya.")
    link = form.text("tautan", most=LONGEST_LINK)
    if link and web_address(link) is None:
        form.refuse("tautan", NO_ADDRESS)
    _check_claim(form, story, claim, entry)
    releases = [one.article.id for one in story.members if is_release(one)]
    kept = [entry.answer.release_article_id] if entry else []
    release = form.one_of("rilis", [*releases, *kept])
    issued_at = _moment(form.text("tanggal"), form.text("jam"), zone)
    if issued_at is None:
        form.refuse("tanggal", NO_TIME)
    elif issued_at > now:
        form.refuse("tanggal", NOT_YET)
    if form.errors or issued_at is None:
        return None
    return Answer(claim, form.text("artikel"), text, issued_at, link, release)


def _check_claim(form: Form, story: StoryAtHand, claim: str, entry: Clarification | None) -> None:
    """A claim is words of an article of the story: what was entered once stays, even if its article left."""
    article_id = form.text("artikel")
    if entry and (claim, article_id) == (entry.answer.claim, entry.answer.claim_article_id):
        return
    article = story.member(article_id)
    if article is None:
        left = entry is not None and article_id == entry.answer.claim_article_id
        form.refuse("artikel", ARTICLE_LEFT if left else NO_ARTICLE)
        return
    quoted = any(stands_in(quote.text, claim) for quote in article.enrichment.quotes)
    words = f"{article.article.title}\n{article.article.text}"
    if claim and not quoted and not stands_in(words, claim):
        form.refuse("klaim", NOT_IN_ARTICLE)


def _moment(day: str, hour: str, zone: tzinfo) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour).replace(tzinfo=zone))
    except ValueError:
        return None


def _form_page(
    visitor: Visitor,
    chosen: Selection,
    now: datetime,
    story: StoryAtHand,
    form: Form,
    entry: Clarification | None = None,
    status: int = 200,
) -> Response:
    article = story.member(form.text("artikel"))
    if article is None and entry is None and not form.errors:
        raise NotFound("no such article in this story")
    own = entry.answer if entry else None
    press = [(one.article.id, _named(one)) for one in story.members if not is_release(one) or one is article]
    releases = [(one.article.id, _named(one)) for one in story.members if is_release(one)]
    here = f"/cerita/{story.detail.id}"
    return page(
        "cerita/klarifikasi.html",
        visitor=visitor,
        status=status,
        ekor=chosen.tail,
        alamat=here,
        kirim=chosen.path(f"{here}/klarifikasi{f'/{entry.id}' if entry else ''}"),
        cerita=story.detail,
        berita=article,
        pilihan_berita=_with_own(press, story, own.claim_article_id if own else ""),
        rilis=_with_own(releases, story, own.release_article_id if own else ""),
        formulir=form,
        lama=entry,
        # After a conflict the next saving is of what this page shows, told that it replaces a change.
        versi=entry.version if entry and status == 409 else form.text("versi"),
        tersimpan=own if status == 409 else None,
        terpanjang=LONGEST_CLARIFICATION,
        terpanjang_klaim=LONGEST_CLAIM,
        hari_ini=now.astimezone(visitor.tenant.zone).date(),
        **saying(now, visitor),
    )


def _with_own(options: list[tuple[str, str]], story: StoryAtHand, article_id: str) -> list[tuple[str, str]]:
    """The options, and the article that the entry names if it is none of them: saving must not lose it."""
    if not article_id or article_id in dict(options):
        return options
    article = story.member(article_id)
    return [*options, (article_id, _named(article) if article else RECORDED_BEFORE)]


def _named(one: IndexedArticle) -> str:
    return f"{one.article.source.name}: {one.article.title}"


def _back(chosen: Selection, story: StoryAtHand) -> str:
    return f"{chosen.path(f'/cerita/{story.detail.id}')}#klarifikasi"
