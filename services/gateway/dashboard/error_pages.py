"""What people see when something is missing or does not answer, in words that say what to do."""

from __future__ import annotations

from fastapi.responses import HTMLResponse

from services.gateway.dashboard.rendering import page
from services.gateway.dashboard.visitor import Visitor

# A service that restarts is back within half a minute.
RETRY_AFTER = 30


def not_found(visitor: Visitor | None = None) -> HTMLResponse:
    """404: it does not exist, or lies outside the tenant's scope; the page does not say which."""
    return page(
        "galat.html",
        visitor=visitor,
        status=404,
        judul="Halaman tidak ditemukan",
        penjelasan=[
            "Alamat ini tidak ada, atau isinya di luar wilayah yang dapat Anda lihat.",
            "Berita lama juga dapat sudah dihapus sesuai masa simpan.",
        ],
        tujuan="/",
        ajakan="Ke Beranda",
    )


def unavailable(again: str, visitor: Visitor | None = None) -> HTMLResponse:
    """503: another service does not answer; nothing is lost meanwhile."""
    return page(
        "galat.html",
        visitor=visitor,
        status=503,
        headers={"Retry-After": str(RETRY_AFTER)},
        judul="Layanan pencarian belum menjawab",
        penjelasan=[
            "Berita tetap dikumpulkan dan tidak ada yang hilang.",
            "Coba lagi sebentar. Bila tetap begini lebih dari lima menit, beri tahu pengelola.",
        ],
        tujuan=again,
        ajakan="Coba lagi",
    )


def failed(visitor: Visitor | None = None) -> HTMLResponse:
    """500: a fault of ours; the details are in the log, not on the page."""
    return page(
        "galat.html",
        visitor=visitor,
        status=500,
        judul="Terjadi kesalahan",
        penjelasan=["Halaman ini gagal dibuat. Kesalahannya sudah dicatat untuk pengelola."],
        tujuan="/",
        ajakan="Ke Beranda",
    )


def foreign_form() -> HTMLResponse:
    """403: the form's token does not fit, most often because the session ended meanwhile."""
    return page(
        "galat.html",
        status=403,
        judul="Formulir sudah kedaluwarsa",
        penjelasan=["Demi keamanan, isian ini tidak diproses. Buka halamannya sekali lagi dan ulangi."],
        tujuan="/",
        ajakan="Muat ulang",
    )
