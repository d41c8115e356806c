"""The pages of imports: a file is looked at, read anew, taken in, told of and taken back."""

from __future__ import annotations

import re

import httpx
from sqlalchemy import select, update

from services.gateway.desk.aspiration_tables import aspiration_uploads
from services.gateway.tables import audit
from tests.unit.services.gateway.dashboard.aspiration.conftest import IMPORT_ID, FakeImports
from tests.unit.services.gateway.dashboard.browsing import Gateway, csrf_of

PATH = "/aspirasi/impor"
CONTENT = b"Isi;Nomor\nJalan rusak, telepon 081255501234;1\n;2\n"


async def _send(press_officer: httpx.AsyncClient, content: bytes = CONTENT, **fields: str) -> httpx.Response:
    token = csrf_of(await press_officer.get(PATH))
    data = {"csrf": token, "sumber": "SP4N-LAPOR!", "jenis": "aspirasi"} | fields
    files = {"berkas": ("aduan.csv", content, "text/csv")} if content else None
    return await press_officer.post(PATH, data=data, files=files)


async def test_a_file_is_looked_at_and_taken_in_as_it_was_corrected(
    gateway: Gateway, press_officer: httpx.AsyncClient, imports: FakeImports
) -> None:
    sent = await _send(press_officer)
    assert sent.status_code == 303
    preview_path = sent.headers["location"]
    preview = await press_officer.get(preview_path)
    assert "[nomor telepon]" in preview.text
    assert "081255501234" not in preview.text
    assert "<b>Jalan</b>" not in preview.text
    assert "Satu kolom kosong." in preview.text
    assert not imports.orders
    form = {
        "csrf": csrf_of(preview),
        "nama-0": "Isi",
        "kolom-0": "text",
        "nama-1": "Nomor",
        "kolom-1": "ticket",
    }
    again = await press_officer.post(preview_path, data=form | {"langkah": "lihat"})
    assert again.headers["location"] == f"{preview_path}#pratinjau"
    assert re.search(r'value="ticket" selected', (await press_officer.get(preview_path)).text)
    started = await press_officer.post(preview_path, data=form | {"langkah": "mulai"})
    assert started.headers["location"] == f"{PATH}/{IMPORT_ID}"
    [order] = imports.orders
    assert order.mapping == {"Isi": "text", "Nomor": "ticket"}
    assert (order.source.name, order.source.region, order.source.timezone) == (
        "SP4N-LAPOR!",
        "64.08",
        "Asia/Makassar",
    )
    assert (order.filename, order.scope) == ("aduan.csv", ["64.08"])
    # The file is gone, and who imported it is written down.
    assert (await press_officer.get(preview_path)).status_code == 404
    async with gateway.engine.connect() as connection:
        acts = list((await connection.execute(select(audit.c.action, audit.c.subject))).tuples())
    assert ("import.create", IMPORT_ID) in acts


async def test_columns_are_guessed_anew_when_the_file_is_cut_another_way(
    press_officer: httpx.AsyncClient, imports: FakeImports
) -> None:
    path = (await _send(press_officer)).headers["location"]
    form = {"csrf": csrf_of(await press_officer.get(path)), "nama-0": "Isi", "kolom-0": "title"}
    await press_officer.post(path, data=form | {"pemisah": ",", "baris_judul": "1", "langkah": "mulai"})
    [order] = imports.orders
    assert (order.mapping, order.delimiter, order.header_row) == ({}, ",", 1)


async def test_a_file_without_a_text_is_read_when_its_column_is_named(
    press_officer: httpx.AsyncClient, imports: FakeImports
) -> None:
    path = (await _send(press_officer, b"Curahan;Nomor\nJalan rusak;1\n")).headers["location"]
    preview = await press_officer.get(path)
    assert "Tidak ada kolom yang dikenali sebagai isi laporan. Kolom yang ada: Curahan." in preview.text
    wrong = {"csrf": csrf_of(preview), "baris_judul": "dua", "kolom_isi": "Curahan"}
    refused = await press_officer.post(path, data=wrong)
    assert refused.status_code == 422
    assert "Tulis nomor baris" in refused.text
    named = {"csrf": csrf_of(preview), "kolom_isi": "Curahan"}
    assert (await press_officer.post(path, data=named)).status_code == 303
    assert "Impor 1 baris" in (await press_officer.get(path)).text


async def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_stays(
    press_officer: httpx.AsyncClient, imports: FakeImports
) -> None:
    answer = await _send(press_officer, b"", sumber="", jenis="sosial")
    assert answer.status_code == 422
    assert "Pilih berkas CSV, XLSX, atau JSONL." in answer.text
    assert "Tulis dari mana laporan ini" in answer.text
    assert re.search(r'value="sosial" checked', answer.text)


async def test_nobody_else_sees_the_file_and_it_may_be_thrown_away(
    gateway: Gateway, press_officer: httpx.AsyncClient, imports: FakeImports
) -> None:
    path = (await _send(press_officer)).headers["location"]
    token = csrf_of(await press_officer.get(path))
    assert (await press_officer.post(f"{path}/buang", data={"csrf": token})).status_code == 303
    assert "Tidak ada yang diimpor" in (await press_officer.get(PATH)).text
    assert (await press_officer.get(path)).status_code == 404
    path = (await _send(press_officer)).headers["location"]
    async with gateway.engine.begin() as connection:
        await connection.execute(update(aspiration_uploads).values(session_id="sesi lain"))
    assert (await press_officer.get(path)).status_code == 404


async def test_an_import_tells_how_far_it_is_what_was_refused_and_is_taken_back(
    press_officer: httpx.AsyncClient, imports: FakeImports
) -> None:
    path = (await _send(press_officer)).headers["location"]
    token = csrf_of(await press_officer.get(path))
    await press_officer.post(path, data={"csrf": token, "langkah": "mulai"})
    result = f"{PATH}/{IMPORT_ID}"
    running = await press_officer.get(result)
    assert "Sedang berjalan" in running.text
    assert "data-berjalan" in running.text
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in running.text
    early = await press_officer.post(f"{result}/batalkan", data={"csrf": token})
    assert early.headers["location"] == result
    assert "masih berjalan" in (await press_officer.get(result)).text
    imports.finish()
    over = await press_officer.get(result)
    assert "1 laporan baru masuk." in over.text
    assert "data-berjalan" not in over.text
    refused = await press_officer.get(f"{result}/ditolak.csv")
    assert refused.headers["content-disposition"].startswith("attachment")
    # A cell that a spreadsheet would compute is text.
    assert refused.text.removeprefix("\ufeff").splitlines() == [
        '"baris";"kolom";"alasan";"cuplikan"',
        '3;"Isi";"isi kosong";"\'=1+1"',
        '4;"";"kembar";""',
    ]
    undone = await press_officer.post(f"{result}/batalkan", data={"csrf": token})
    assert undone.headers["location"] == PATH
    assert "Impor dibatalkan: 1 laporan dihapus." in (await press_officer.get(PATH)).text
    assert (await press_officer.get(result)).status_code == 404


async def test_an_undo_that_is_cut_off_has_left_its_line(
    gateway: Gateway, press_officer: httpx.AsyncClient, imports: FakeImports
) -> None:
    path = (await _send(press_officer)).headers["location"]
    token = csrf_of(await press_officer.get(path))
    await press_officer.post(path, data={"csrf": token, "langkah": "mulai"})
    imports.finish()
    imports.cut_off = True
    answer = await press_officer.post(f"{PATH}/{IMPORT_ID}/batalkan", data={"csrf": token})
    assert answer.status_code == 503
    async with gateway.engine.connect() as connection:
        acts = (
            await connection.execute(select(audit.c.action).where(audit.c.subject == IMPORT_ID))
        ).scalars()
        assert list(acts) == ["import.create", "import.undo.begin"]
