"""/laporan: what an officer writes in lines is read in lines on the page."""

from __future__ import annotations

import httpx

from tests.unit.services.gateway.dashboard.browsing import Gateway
from tests.unit.services.gateway.dashboard.reporting import EVIL, make, sent_edits, tell


async def test_lines_of_an_edit_stay_lines(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    tell(gateway)
    path = await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24")
    fields = sent_edits(await press_officer.get(f"{path}/sunting"))
    # As a browser sends them.
    written = {"teks:kalimat": f"Satu.\r\n\r\n{EVIL}", "teks:cerita:jalan": "Tiga.\r\nEmpat."}
    assert fields.keys() >= written.keys()
    assert (await press_officer.post(f"{path}/sunting", data=fields | written)).status_code == 303
    page = (await press_officer.get(path)).text
    assert "Satu.<br>&lt;script&gt;" in page
    assert "<p>Tiga.<br>Empat." in page
