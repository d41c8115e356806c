"""/laporan/…/sunting: what officers type is kept, whoever else saves and whatever is made anew meanwhile."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import httpx

from tests.unit.services.gateway.dashboard.browsing import Gateway, csrf_of
from tests.unit.services.gateway.dashboard.fakes import article
from tests.unit.services.gateway.dashboard.reporting import (
    EVIL,
    make,
    sent_edits,
    tell,
)


async def test_edits_are_kept_through_a_new_making_and_a_second_editor_is_told(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    tell(gateway)
    path = await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24")
    form = await press_officer.get(f"{path}/sunting")
    fields = {
        "csrf": csrf_of(form),
        "versi": "1",
        "teks:kalimat": f"Kata petugas {EVIL}",
        "tampil": re.findall(r'name="tampil" value="([^"]+)"', form.text),
    }
    assert (await press_officer.post(f"{path}/sunting", data=fields)).status_code == 303
    late = await press_officer.post(f"{path}/sunting", data=fields | {"teks:kalimat": "Terlambat"})
    assert late.status_code == 409
    assert "Orang lain menyimpan perubahan" in late.text
    assert "Terlambat" in late.text
    again = await press_officer.post(f"{path}/susun-ulang", data={"csrf": fields["csrf"]})
    assert again.status_code == 303
    page = await press_officer.get(path)
    assert "Kata petugas &lt;script&gt;" in page.text
    assert EVIL not in page.text


async def test_what_came_in_while_somebody_edited_stays_after_the_second_saving(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    tell(gateway)
    path = await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24")
    old = await press_officer.get(f"{path}/sunting")
    fields = sent_edits(old) | {"teks:kalimat": "Ditulis sebelum berita baru masuk."}
    gateway.search.articles.append(
        article(4, title="Jembatan Ambruk", story="jembatan", tone="negatif", age=timedelta(hours=20))
    )
    await press_officer.post(f"{path}/susun-ulang", data={"csrf": csrf_of(old)})
    late = await press_officer.post(f"{path}/sunting", data=fields)
    assert late.status_code == 409
    again = sent_edits(late)
    assert again["teks:kalimat"] == "Ditulis sebelum berita baru masuk."
    assert set(again) > set(fields)
    assert (await press_officer.post(f"{path}/sunting", data=again)).status_code == 303
    page = (await press_officer.get(path)).text
    assert "Ditulis sebelum berita baru masuk." in page
    assert "Jembatan Ambruk" in page[page.index('class="edisi"') :]


async def test_the_second_saving_changes_only_what_its_officer_touched(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    tell(gateway)
    path = await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24")
    mine = sent_edits(await press_officer.get(f"{path}/sunting"))
    note, sentence = "teks:bagian:arah", "teks:kalimat"
    assert {note, sentence} <= set(mine)
    gateway.search.articles.append(
        article(4, title="Jembatan Ambruk", story="jembatan", tone="negatif", age=timedelta(hours=20))
    )
    await press_officer.post(f"{path}/susun-ulang", data={"csrf": str(mine["csrf"])})
    newest = sent_edits(await press_officer.get(f"{path}/sunting"))
    assert newest[sentence] != mine[sentence]
    late = await press_officer.post(f"{path}/sunting", data=mine | {note: "Dibaca\r\nbersama."})
    assert late.status_code == 409
    again = sent_edits(late)
    assert (again[note], again[sentence]) == ("Dibaca\nbersama.", newest[sentence])
    assert (await press_officer.post(f"{path}/sunting", data=again)).status_code == 303
    await press_officer.post(f"{path}/susun-ulang", data={"csrf": str(mine["csrf"])})
    page = (await press_officer.get(path)).text
    assert html.escape(str(newest[sentence]), quote=False)[:60] in page
    assert "bersama." in page


async def test_a_form_that_was_refused_does_not_pass_for_the_newest_version(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    tell(gateway)
    path = await make(press_officer, "/laporan/kliping", rentang="day", sampai="2026-11-24")
    mine = sent_edits(await press_officer.get(f"{path}/sunting"))
    theirs = mine | {"teks:kalimat": "Dari rekan."}
    assert (await press_officer.post(f"{path}/sunting", data=theirs)).status_code == 303
    too_long = await press_officer.post(f"{path}/sunting", data=mine | {"teks:kalimat": "x" * 4_001})
    assert too_long.status_code == 422
    corrected = sent_edits(too_long) | {"teks:kalimat": "Dari saya."}
    assert (await press_officer.post(f"{path}/sunting", data=corrected)).status_code == 409
    assert "Dari rekan." in (await press_officer.get(path)).text
    for version in ("", "baru", "9" * 40):
        late = await press_officer.post(f"{path}/sunting", data=corrected | {"versi": version})
        assert late.status_code == 409
        assert "Orang lain menyimpan perubahan" in late.text
    assert (await press_officer.post(f"{path}/sunting", data=sent_edits(late))).status_code == 303
    assert "Dari saya." in (await press_officer.get(path)).text
