"""The page of a story: what it tells, what a team sets and notes, and that the work stays with its articles."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import update

from services.gateway import tables
from services.gateway.audit import Acts, list_acts
from services.gateway.dashboard.visitor import SESSION_COOKIE
from services.gateway.sessions import open_session
from services.gateway.tenants import create_tenant
from services.gateway.users import create_user
from shared.contracts.enrichment import Quote
from tests.unit.services.gateway.dashboard.browsing import PASSWORD, Gateway, csrf_of
from tests.unit.services.gateway.dashboard.fakes import article, article_id

POST = ("sangatta-pos", "Sangatta Pos")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


async def send(browser: httpx.AsyncClient, path: str, **fields: str) -> httpx.Response:
    token = csrf_of(await browser.get("/cerita"))
    return await browser.post(path, data={"csrf": token, **fields})


async def page_of(browser: httpx.AsyncClient, story: str) -> str:
    return (await browser.get(f"/cerita/{story}", follow_redirects=True)).text


async def test_a_story_tells_its_course_with_copies_folded(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [
        article(1, title="Yang pertama", age=timedelta(hours=5), story="s"),
        article(2, title="Salinannya", story="s", copy_of=1, source=POST, tone="negatif"),
        article(3, title="Yang lain", story="s", tone="positif", age=timedelta(hours=2)),
    ]
    page = await page_of(press_officer, "s")
    assert "<h1>Yang pertama</h1>" in page
    assert "Dimuat ulang 1 media: Sangatta Pos" in page
    assert "3 berita dari 2 media, 1 salinan" in page
    assert f'href="/artikel/{article_id(2)}"' in page
    only = (await press_officer.get("/cerita/s?nada=positif")).text
    news = only[only.index('id="berita"') :]
    assert "Yang lain" in news
    assert "Salinannya" not in news


async def test_the_course_is_drawn_and_told_as_figures(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [
        article(n, story="s", tone="positif" if n > 6 else "negatif", age=timedelta(hours=8 * n))
        for n in range(1, 13)
    ]
    page = await page_of(press_officer, "s")
    assert "Nada berbalik" in page
    assert "memburuk, dari rata-rata +1,00 (6 berita sebelumnya) menjadi −1,00 (6 berita sejak itu)" in page
    [svg] = re.findall(r'<img src="(/cerita/s/perjalanan[^"]+)"', page)
    drawing = await press_officer.get(svg.replace("&amp;", "&"))
    assert drawing.text.startswith("<svg")
    spec = (await press_officer.get("/cerita/s/perjalanan.json")).json()
    assert sum(value["jumlah"] for value in spec["data"]["values"]) == 12
    [rule] = [layer for layer in spec["layer"] if layer["mark"]["type"] == "rule"]
    turned = [row for row in re.findall(r'<th scope="row">(.*?)</th>', page) if "nada berbalik" in row]
    assert len(turned) == len(rule["data"]["values"]) == 1


async def test_a_state_is_set_told_and_traced(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    gateway.search.articles = [article(1, story="s")]
    assert "belum ada yang menangani" in await page_of(press_officer, "s")
    await send(press_officer, "/cerita/s/keadaan", keadaan="ditelaah")
    answer = await send(press_officer, "/cerita/s/keadaan", keadaan="perlu_jawaban")
    assert answer.headers["location"] == "/cerita/s#kerja"
    page = await page_of(press_officer, "s")
    assert "Cerita ini sekarang: Perlu jawaban." in page
    assert "Riwayat (2)" in page
    acts, _ = await list_acts(gateway.engine, Acts(action="story.state"), limit=10)
    assert [act.detail for act in acts] == ["ditelaah to perlu_jawaban", "baru to ditelaah"]
    assert (await send(press_officer, "/cerita/s/keadaan", keadaan="gawat")).status_code == 404


async def test_news_after_the_end_is_pointed_out(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    gateway.search.articles = [article(1, story="s")]
    await send(press_officer, "/cerita/s/keadaan", keadaan="selesai")
    assert "berita baru</b> masuk" not in await page_of(press_officer, "s")
    # Seen a thousand days after NOW: later than any clock of a test.
    gateway.search.articles.append(article(2, story="s", age=timedelta(days=-1000)))
    assert "<b>1 berita baru</b> masuk sejak cerita ini ditandai selesai" in await page_of(press_officer, "s")


async def test_the_office_is_proposed_and_corrected(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [article(1, story="s")]
    page = await page_of(press_officer, "s")
    assert "Dinas Pekerjaan Umum dan Penataan Ruang<br>" in page
    assert "usulan dari topik cerita" in page
    [clinic] = re.findall(r'<option value="([0-9a-f]+)">Dinas Kesehatan', page)
    await send(press_officer, "/cerita/s/opd", opd=clinic)
    page = await page_of(press_officer, "s")
    assert "Dinas Kesehatan<br>" in page
    assert "dipilih tim" in page
    assert (await send(press_officer, "/cerita/s/opd", opd="tidak-ada")).status_code == 404
    await send(press_officer, "/cerita/s/opd", opd="")
    assert "usulan dari topik cerita" in await page_of(press_officer, "s")


async def test_notes_are_written_changed_and_deleted_by_their_author(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [article(1, story="s")]
    empty = await send(press_officer, "/cerita/s/catatan", catatan="  ")
    assert empty.status_code == 422
    assert "Tulis catatannya dulu." in empty.text
    await send(press_officer, "/cerita/s/catatan", catatan=f"Sudah ditelepon. {HOSTILE}")
    page = await page_of(press_officer, "s")
    assert "Sudah ditelepon. &lt;script&gt;" in page
    assert "<script>alert" not in page
    [note] = re.findall(r'href="(/cerita/s/catatan/\w+)"', page)
    assert "Sudah ditelepon." in (await press_officer.get(note)).text
    await send(press_officer, note, catatan="Bu Rina menjawab siang ini.")
    page = await page_of(press_officer, "s")
    assert "Bu Rina menjawab siang ini." in page
    assert "(diubah " in page
    # Somebody else wrote it: it is read, and neither changed nor deleted.
    colleague = await create_user(
        gateway.engine, (await _tenant(gateway)), "rekan@kutaitimur.example", PASSWORD, "analyst"
    )
    token, _ = await open_session(gateway.engine, colleague.id)
    own = press_officer.cookies[SESSION_COOKIE]
    press_officer.cookies.set(SESSION_COOKIE, token)
    assert note not in await page_of(press_officer, "s")
    assert (await press_officer.get(note)).status_code == 404
    assert (await send(press_officer, f"{note}/hapus")).status_code == 404
    press_officer.cookies.set(SESSION_COOKIE, own)
    await send(press_officer, f"{note}/hapus")
    assert "Bu Rina" not in await page_of(press_officer, "s")


async def test_a_viewer_reads_the_work_and_changes_nothing(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [article(1, story="s"), article(2, story="s")]
    await send(press_officer, "/cerita/s/catatan", catatan="Hanya untuk tim.")
    async with gateway.engine.begin() as connection:
        await connection.execute(update(tables.users).values(role="viewer"))
    page = await page_of(press_officer, "s")
    assert "Hanya untuk tim." in page
    assert page.count("<form") == 1  # the sign-out
    for path in ("keadaan", "opd", "catatan", "klarifikasi", "gabung", "pisah", "koreksi/k1/urungkan"):
        assert (await send(press_officer, f"/cerita/s/{path}")).status_code == 403, path
    for path in ("klarifikasi", "gabung", "pisah"):
        assert (await press_officer.get(f"/cerita/s/{path}")).status_code == 403, path


async def test_a_neighbour_never_sees_the_work(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    gateway.search.articles = [article(1, story="s")]
    await send(press_officer, "/cerita/s/keadaan", keadaan="perlu_jawaban")
    await send(press_officer, "/cerita/s/catatan", catatan="Rahasia dapur")
    province = await create_tenant(gateway.engine, "Provinsi", ["64"])
    user = await create_user(gateway.engine, province.id, "prov@kaltim.example", PASSWORD, "analyst")
    token, _ = await open_session(gateway.engine, user.id)
    press_officer.cookies.set(SESSION_COOKIE, token)
    page = await page_of(press_officer, "s")
    assert "belum ada yang menangani" in page
    assert "Rahasia dapur" not in page
    listed = (await press_officer.get("/cerita?keadaan=perlu_jawaban")).text
    assert "Tidak ada cerita yang menunggu jawaban." in listed


async def test_work_follows_its_articles_into_a_story_of_another_name(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [article(1, story="lama"), article(2, story="lama")]
    await send(press_officer, "/cerita/lama/catatan", catatan="Jangan hilang")
    for number in (1, 2):
        gateway.search.stories.regroup(article_id(number), "baru")
    moved = await press_officer.get("/cerita/lama")
    assert moved.headers["location"] == "/cerita/baru"
    assert "Jangan hilang" in await page_of(press_officer, "baru")


async def test_a_merge_joins_the_work_and_undoing_parts_it(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [article(1, story="a", title="Satu"), article(2, story="b", title="Dua")]
    await send(press_officer, "/cerita/a/catatan", catatan="Catatan satu")
    await send(press_officer, "/cerita/b/catatan", catatan="Catatan dua")
    await send(press_officer, "/cerita/a/keadaan", keadaan="selesai")
    await send(press_officer, "/cerita/b/keadaan", keadaan="perlu_jawaban")
    merged = await send(press_officer, "/cerita/a/gabung", cerita="b", alasan="Peristiwa yang sama")
    assert merged.headers["location"] == "/cerita/a"
    page = await page_of(press_officer, "a")
    assert "Catatan satu" in page
    assert "Catatan dua" in page
    assert "“Peristiwa yang sama”" in page
    # Of two states the one that asks for more is the story's.
    assert '<span class="keadaan keadaan-perlu-jawaban">Perlu jawaban</span>' in page
    await send(press_officer, "/cerita/a/koreksi/k1/urungkan")
    assert "Catatan dua" not in await page_of(press_officer, "a")
    assert "Catatan dua" in await page_of(press_officer, "b")
    acts, _ = await list_acts(gateway.engine, Acts(), limit=50)
    assert {"story.merge", "story.undo"} <= {act.action for act in acts}


async def test_a_split_leaves_the_work_with_the_first_article(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [
        article(1, story="s", age=timedelta(hours=9)),
        article(2, story="s", title="Peristiwa lain"),
    ]
    await send(press_officer, "/cerita/s/catatan", catatan="Milik cerita pertama")
    nothing = await send(press_officer, "/cerita/s/pisah")
    assert nothing.status_code == 422
    assert "Centang berita yang harus dipisahkan." in nothing.text
    done = await send(press_officer, "/cerita/s/pisah", artikel=article_id(2))
    assert done.status_code == 303
    assert "Milik cerita pertama" in await page_of(press_officer, "s")
    assert "Milik cerita pertama" not in await page_of(press_officer, "s-pecahan")


@pytest.mark.parametrize("given", ["b", "https://gaung.example/cerita/b?hari=7", "/cerita/b"])
async def test_a_story_to_merge_with_is_pasted_as_an_address(
    gateway: Gateway, press_officer: httpx.AsyncClient, given: str
) -> None:
    gateway.search.articles = [article(1, story="a"), article(2, story="b")]
    assert (await send(press_officer, "/cerita/a/gabung", alamat=given)).status_code == 303
    wrong = await send(press_officer, "/cerita/a/gabung", alamat="/cerita/tidak-ada")
    assert wrong.status_code == 422
    assert "Cerita itu tidak ditemukan." in wrong.text


async def test_a_clarification_names_a_claim_and_what_followed(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    claim = "Perbaikan jalan poros itu dikerjakan asal jadi oleh kontraktor."
    answer = "Dinas PU menurunkan dua ekskavator dan membuka jalur darurat sejak Rabu siang."
    gateway.search.articles = [
        article(
            1,
            story="s",
            tone="negatif",
            text=f"Jalan putus. {claim}",
            evidence=claim,
            age=timedelta(days=2),
            quotes=[Quote(speaker="Hamdani Lasut", text="Baru tiga bulan ditambal sudah hancur lagi")],
        ),
        article(2, story="s", tone="netral", text=f"Kabar baru. {answer}", age=timedelta(hours=1)),
        article(3, story="s", tone="negatif", age=timedelta(hours=2), source=POST),
    ]
    chosen = (await press_officer.get("/cerita/s/klarifikasi")).text
    assert claim in chosen
    [form_path] = re.findall(r'href="(/cerita/s/klarifikasi\?[^"]+Perbaikan[^"]+)"', chosen)
    form = (await press_officer.get(form_path.replace("&amp;", "&"))).text
    assert claim in form
    fields = {
        "artikel": article_id(1),
        "klaim": claim,
        "jawaban": answer,
        "tanggal": "2026-11-24",
        "jam": "08:00",
        "dijawab": "1",
    }
    for name, value, told in (
        ("klaim", "Bupati mengundurkan diri kemarin sore.", "tidak ada dalam berita"),
        ("tautan", "javascript:alert(1)", "harus diawali https://"),
        ("tanggal", "2027-01-01", "Waktu itu belum tiba"),
        ("jam", "pagi", "Isi tanggal dan jamnya."),
        ("jawaban", "", "Tulis isi klarifikasinya."),
        ("artikel", "x", "Pilih beritanya."),
    ):
        refused = await send(press_officer, "/cerita/s/klarifikasi", **(fields | {name: value}))
        assert refused.status_code == 422, name
        assert told in refused.text, name
    done = await send(press_officer, "/cerita/s/klarifikasi", **fields)
    assert done.headers["location"] == "/cerita/s#klarifikasi"
    page = await page_of(press_officer, "s")
    assert "Dimuat 1 media. Dari 2 berita sesudahnya: 1 negatif, 1 netral." in page
    assert "Memuat klarifikasi" in page
    assert '<span class="keadaan keadaan-dijawab">Dijawab</span>' in page
    [entry] = re.findall(r'href="(/cerita/s/klarifikasi/\w+)"', page)
    assert answer in (await press_officer.get(entry)).text
    changed = await send(press_officer, entry, **(fields | {"jawaban": "Tidak benar."}))
    assert changed.status_code == 303
    assert "Belum ada yang memuatnya dari 2 berita sesudahnya." in await page_of(press_officer, "s")
    await send(press_officer, f"{entry}/hapus")
    assert "Belum ada klarifikasi yang dicatat." in await page_of(press_officer, "s")


async def test_releases_stand_beside_the_coverage(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    release = (
        "Dinas Pekerjaan Umum menurunkan dua ekskavator dan satu mesin gilas ke Kilometer 48. "
        "Sebanyak 214 warga dan 37 kendaraan sudah melintas sejak jalur darurat dibuka pada Rabu siang."
    )
    gateway.search.articles = [
        article(1, title="Rilis PU", text=release, story="s", kind="rilis", age=timedelta(hours=9)),
        article(2, story="s", text=release, copy_of=1, source=POST, age=timedelta(hours=6)),
        article(
            3,
            story="s",
            tone="negatif",
            source=("lintas", "Lintas"),
            text="Baru 214 warga dan 37 kendaraan yang bisa lewat, kata pejabat. Sisanya menginap di jalan.",
            evidence="Sisanya menginap di jalan.",
        ),
        article(4, story="s", source=("mahakam", "Mahakam"), text="Warga menunggu perbaikan permanen."),
    ]
    page = await page_of(press_officer, "s")
    assert "Diambil 2 media: 1 memuat, 1 mengubah nada." in page
    assert "3 jam setelah rilis" in page
    assert "angka yang dipakai: 214 warga dan 37 kendaraan" in page
    assert "Nada menjadi negatif" in page
    assert "Menulis sesudah rilis tanpa jejak rilis: Mahakam." in page


async def _tenant(gateway: Gateway) -> str:
    async with gateway.engine.connect() as connection:
        return str(await connection.scalar(tables.tenants.select().with_only_columns(tables.tenants.c.id)))
