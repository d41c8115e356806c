"""/admin/penyimpanan: how long articles, alerts, deliveries and the rest are kept, and where that is set."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.visitor import AdminVisitor, Visitor
from services.gateway.dashboard.wording import number
from services.gateway.sessions import SESSION_LENGTH
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.query import Filter
from shared.runtime.clients import ServiceUnavailable
from shared.runtime.settings import Settings

router = APIRouter(prefix="/penyimpanan", route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True)
class Kept:
    """A kind of thing, how long it is kept, and how an operator changes that."""

    what: str
    how_long: str
    afterwards: str
    change: str


@router.get("")
async def keeping(request: Request, visitor: AdminVisitor, now: Now) -> Response:
    """The page."""
    state = gateway_state(request)
    articles = await _articles(state, visitor)
    return page(
        "admin/penyimpanan.html",
        visitor=visitor,
        masa=kept_things(state.settings),
        berita=articles,
        **saying(now, visitor),
    )


def kept_things(settings: Settings) -> list[Kept]:
    """Everything that is kept, with the settings of this installation."""
    return [
        Kept(
            "Berita dan hasil bacaannya",
            "sampai dihapus operator",
            "Dihapus per bulan utuh; cerita, peringatan, dan koreksi tetap tinggal sebagai riwayat.",
            "gaung index retention --keep 24mo --yes",
        ),
        Kept(
            "Peringatan",
            f"{number(settings.search_alert_days)} hari",
            "Terhapus sendiri, sudah ditanggapi atau belum.",
            "GAUNG_SEARCH_ALERT_DAYS",
        ),
        Kept(
            "Catatan pengiriman peringatan",
            f"{number(settings.notifier_delivery_days)} hari",
            "Terhapus sendiri, dihitung sejak percobaan terakhir.",
            "GAUNG_NOTIFIER_DELIVERY_DAYS",
        ),
        Kept(
            "Catatan, klarifikasi, laporan, OPD, dan panduan",
            "tanpa batas",
            "Milik tim Anda; hanya hilang bila tim menghapusnya.",
            "",
        ),
        Kept(
            "Berkas yang diimpor",
            "tidak disimpan",
            "Hanya barisnya yang disimpan, setelah data pribadi disamarkan.",
            "",
        ),
        Kept("Jejak audit", "tanpa batas", "Tidak dapat diubah atau dihapus dari sini.", ""),
        Kept(
            "Masuknya pengguna",
            f"{number(int(SESSION_LENGTH.total_seconds() // 3600))} jam",
            "Setelah itu setiap perangkat keluar dengan sendirinya.",
            "",
        ),
    ]


async def _articles(state: GatewayState, visitor: Visitor) -> int | None:
    """How many articles the tenant can find; None while nobody answers: the page stands without it."""
    try:
        return await state.search.count(Filter(scope=list(visitor.tenant.scope)))
    except ServiceUnavailable:
        return None
