"""The sentence on top of the home page, in every direction and from nothing to plenty."""

from __future__ import annotations

from datetime import UTC, datetime

from services.gateway.dashboard.home.opening import Cause, certainty, opening
from services.gateway.dashboard.selection import Selection
from services.gateway.presentation.direction import ToneCounts
from services.gateway.presentation.period import Period
from services.gateway.presentation.region_choice import choose
from services.gateway.tenants import Tenant
from tests.unit.services.gateway.dashboard.fakes import NOW

CALM = ToneCounts(positif=20, netral=60, negatif=20)
WORSE = ToneCounts(positif=5, netral=45, negatif=50)
TENANT = Tenant(
    id="t",
    name="Kutim",
    scope=("64.08",),
    timezone="Asia/Makassar",
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)
PERIOD = Period.ending(NOW, TENANT.zone)
CHOSEN = Selection(TENANT, choose(TENANT.scope, None), PERIOD, PERIOD.today)


def cause(headline: str, topic: str = "", *, ended: bool = False) -> Cause:
    return Cause(headline, "/cerita/x", topic, ended)


def said(now: ToneCounts, before: ToneCounts, *causes: Cause) -> str:
    return "".join(piece.text for piece in opening(now, before, CHOSEN, causes))


def test_a_fall_names_its_cause_and_its_figures() -> None:
    assert said(WORSE, CALM, cause("Jalan putus")) == (
        "Nada pemberitaan turun: terutama karena “Jalan putus”. Dalam 30 hari terakhir 50 dari 100 berita bernada "
        "negatif (50%); 30 hari sebelumnya 20 dari 100 (20%)."
    )


def test_three_stories_on_one_topic_are_a_pattern() -> None:
    causes = [cause(str(n), "ekonomi_umkm") for n in range(3)]
    assert "tiga cerita tentang ekonomi & UMKM paling menekan, terutama “0”." in said(
        WORSE, CALM, cause("lain", "sosial"), *causes
    )
    assert "terutama karena “0”." in said(WORSE, CALM, *causes[:2])


def test_a_rise_may_come_from_what_is_told_no_more() -> None:
    told = said(CALM, WORSE, cause("Banjir", ended=True))
    assert told.startswith("Nada pemberitaan naik: terutama karena tidak ada lagi berita tentang “Banjir”.")


def test_without_a_cause_the_figures_stand_alone() -> None:
    assert said(WORSE, CALM).startswith("Nada pemberitaan turun. Dalam 30 hari terakhir")


def test_every_figure_leads_to_its_evidence() -> None:
    addresses = [piece.address for piece in opening(WORSE, CALM, CHOSEN) if piece.address]
    assert addresses == ["/cari?nada=negatif", "/cari?dari=2026-09-27&sampai=2026-10-26&nada=negatif"]


def test_a_rise_that_comes_from_praise_is_told_by_praise() -> None:
    told = said(ToneCounts(positif=60, netral=20, negatif=20), CALM)
    assert told.startswith("Nada pemberitaan naik.")
    assert "60 dari 100 berita bernada positif (60%)" in told


def test_a_rise_that_comes_from_fewer_complaints_is_told_by_them() -> None:
    told = said(ToneCounts(positif=20, netral=75, negatif=5), ToneCounts(20, 20, 60))
    assert told.startswith("Nada pemberitaan naik.")
    assert "5 dari 100 berita bernada negatif (5%)" in told


def test_sentences_without_a_direction() -> None:
    assert said(ToneCounts(), CALM) == "Belum ada berita dalam 30 hari terakhir."
    assert "terlalu sedikit" in said(ToneCounts(netral=3), CALM)
    assert "belum cukup berita sebagai pembanding" in said(CALM, ToneCounts())
    # A cause of what is not sure to be there would be made up.
    assert said(CALM, CALM, cause("x")).startswith("Nada pemberitaan belum jelas berubah. Dalam 30")


def test_certainty_in_words() -> None:
    sure = certainty(WORSE, CALM)
    assert sure.startswith(
        "Nada rata-rata −0,45 dari 100 berita, sebelumnya 0,00 dari 100 (skala −1 sampai +1)."
    )
    assert sure.endswith("Selisihnya −0,45; dengan keyakinan 95% selisih sebenarnya antara −0,62 dan −0,28.")
    assert "bisa juga kebetulan" in certainty(CALM, CALM)
    assert certainty(ToneCounts(), CALM) == ""
