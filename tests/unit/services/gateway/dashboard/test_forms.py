"""Forms and role gates of the dashboard, on a page made for this test."""

from __future__ import annotations

import httpx
import pytest
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy import update

from services.gateway import tables
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.notices import Notice, notice_of
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import TEMPLATES
from services.gateway.dashboard.visitor import AdminVisitor, AnalystVisitor, OperatorVisitor
from services.gateway.roles import ROLES, Role, at_least
from tests.unit.services.gateway.dashboard.browsing import Gateway, csrf_of

router = APIRouter(route_class=PageRoute)


@router.post("/uji/kirim")
async def take(request: Request, visitor: AnalystVisitor, form: SentForm) -> Response:
    """Give back what was understood."""
    file = form.file("berkas")
    title = form.required("judul", most=10)
    if form.errors:
        return JSONResponse(form.errors, 422)
    if form.flag("lanjut"):
        return await see_other(request, form.text("ke"), "Selesai <b>", "info")
    return JSONResponse(
        {
            "judul": title,
            "topik": form.many("topik"),
            "berkas": (await file.read()).decode() if file else None,
            "nama": form.names(),
        }
    )


@router.get("/uji/analyst")
async def for_analysts(visitor: AnalystVisitor) -> Response:
    """A page for analysts."""
    return Response()


@router.get("/uji/admin")
async def for_admins(visitor: AdminVisitor) -> Response:
    """A page for admins."""
    return Response()


@router.get("/uji/operator")
async def for_operators(visitor: OperatorVisitor) -> Response:
    """A page for operators."""
    return Response()


@pytest.fixture
async def sender(gateway: Gateway, press_officer: httpx.AsyncClient) -> httpx.AsyncClient:
    """The press officer before a gateway that also has the pages of this test."""
    gateway.app.include_router(router)
    return press_officer


async def role(gateway: Gateway, wanted: Role) -> None:
    """Give the press officer another role."""
    async with gateway.engine.begin() as connection:
        await connection.execute(update(tables.users).values(role=wanted))


@pytest.mark.parametrize("needed", ["analyst", "admin", "operator"])
@pytest.mark.parametrize("own", ROLES)
async def test_a_page_opens_to_whoever_has_its_role(
    gateway: Gateway, sender: httpx.AsyncClient, own: Role, needed: Role
) -> None:
    await role(gateway, own)
    answer = await sender.get(f"/uji/{needed}")
    assert answer.status_code == (200 if at_least(own, needed) else 403)
    if answer.status_code == 403:
        assert "Anda belum berhak membuka ini" in answer.text


async def test_a_viewer_is_refused_before_the_form_is_looked_at(
    gateway: Gateway, sender: httpx.AsyncClient
) -> None:
    await role(gateway, "viewer")
    answer = await sender.post("/uji/kirim", data={"csrf": "tebakan", "judul": "x"})
    assert "Anda belum berhak membuka ini" in answer.text


async def test_fields_boxes_and_a_file_are_read(sender: httpx.AsyncClient) -> None:
    csrf = csrf_of(await sender.get("/akun"))
    answer = await sender.post(
        "/uji/kirim",
        data={"csrf": csrf, "judul": " a\x00b\r\nc ", "topik": ["sosial", "agama"]},
        files={"berkas": ("a.csv", b"isi")},
    )
    assert answer.json() == {
        "judul": "ab\nc",
        "topik": ["sosial", "agama"],
        "berkas": "isi",
        "nama": ["judul", "topik"],
    }


async def test_a_report_of_600_parts_fits_into_a_form(sender: httpx.AsyncClient) -> None:
    csrf = csrf_of(await sender.get("/akun"))
    parts = {f"{name}:{number}": "x" for number in range(600) for name in ("teks", "tampil", "semula")}
    answer = await sender.post("/uji/kirim", data={"csrf": csrf, "judul": "a", **parts})
    assert len(answer.json()["nama"]) == 1 + len(parts)
    many = {f"teks:{number}": "x" for number in range(2_001)}
    assert (await sender.post("/uji/kirim", data={"csrf": csrf, "judul": "a", **many})).status_code == 413


async def test_no_file_chosen_is_no_file(sender: httpx.AsyncClient) -> None:
    csrf = csrf_of(await sender.get("/akun"))
    answer = await sender.post("/uji/kirim", data={"csrf": csrf, "judul": "a"}, files={"berkas": ("", b"")})
    assert answer.json()["berkas"] is None


@pytest.mark.parametrize(
    ("title", "told"),
    [("", "Wajib diisi."), ("   ", "Wajib diisi."), ("x" * 11, "Paling banyak 10 huruf; sekarang 11.")],
)
async def test_what_is_wrong_is_said_of_the_field(sender: httpx.AsyncClient, title: str, told: str) -> None:
    csrf = csrf_of(await sender.get("/akun"))
    answer = await sender.post("/uji/kirim", data={"csrf": csrf, "judul": title})
    assert (answer.status_code, answer.json()) == (422, {"judul": told})


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
async def test_a_body_that_is_no_form_changes_nothing(sender: httpx.AsyncClient, kind: str) -> None:
    answer = await sender.post("/uji/kirim", content=b"{", headers={"Content-Type": kind})
    assert answer.status_code in (403, 404)


@pytest.mark.parametrize(
    ("wanted", "given"),
    [("/akun?a=1", "/akun?a=1"), ("//jahat.example", "/"), ("https://jahat.example", "/")],
)
async def test_the_way_on_stays_here_and_its_notice_is_text(
    sender: httpx.AsyncClient, wanted: str, given: str
) -> None:
    csrf = csrf_of(await sender.get("/akun"))
    answer = await sender.post("/uji/kirim", data={"csrf": csrf, "judul": "a", "lanjut": "1", "ke": wanted})
    assert (answer.status_code, answer.headers["location"]) == (303, given)
    assert "Selesai &lt;b&gt;" in (await sender.get("/akun")).text


def test_a_choice_is_one_of_the_list() -> None:
    form = Form([("nada", "biru"), ("topik", "sosial")])
    assert form.one_of("nada", ("negatif",)) == "biru"
    assert form.one_of("topik", ("sosial",)) == "sosial"
    assert form.one_of("urutan", ("baru",), default="baru") == "baru"
    assert form.errors == {"nada": "Pilih salah satu dari daftar."}
    form.refuse("nada", "Lain.")
    assert form.error("nada") == "Pilih salah satu dari daftar."


@pytest.mark.parametrize("notice", [Notice("Disimpan."), Notice("Gagal: coba lagi.", "galat")])
def test_a_notice_survives_being_stored(notice: Notice) -> None:
    assert notice_of(notice.stored) == notice
    assert notice_of(None) is None


def test_fields_show_what_was_typed_and_what_is_wrong_as_text() -> None:
    form = blank_form(judul='"><script>', isi="</textarea><script>")
    form.refuse("judul", "Terlalu <panjang>.")
    shown = TEMPLATES.from_string(
        '{% from "formulir.html" import medan, medan_teks, medan_pilih, medan_centang, centang, medan_berkas, '
        "ringkasan_galat %}{{ ringkasan_galat(f) }}{{ medan(f, 'judul', 'Judul', 'Singkat') }}"
        "{{ medan_teks(f, 'isi', 'Isi') }}{{ medan_pilih(f, 'p', 'P', [('a', '<A>')]) }}"
        "{{ medan_centang(f, 'c', 'C', [('a', 'A')]) }}{{ centang(f, 'd', 'D') }}{{ medan_berkas(f, 'b', 'B') }}"
    ).render(f=form)
    assert "<script>" not in shown
    assert "&lt;A&gt;" in shown
    assert 'aria-invalid="true" aria-describedby="judul-petunjuk judul-galat"' in shown
    assert shown.count("Terlalu &lt;panjang&gt;.") == 2
