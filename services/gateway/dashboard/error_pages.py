"""What people see when something is missing or does not answer, in words that say what to do."""

from __future__ import annotations

from fastapi.responses import HTMLResponse

from services.gateway.dashboard.rendering import page
from services.gateway.dashboard.visitor import Visitor
from services.gateway.dashboard.wording import ROLE_NAMES
from services.gateway.roles import Role

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
        penjelasan=[
            "Demi keamanan, isian ini tidak diproses. Buka halamannya sekali lagi dan ulangi.",
            "Yang sudah Anda ketik biasanya masih ada: tekan Kembali di peramban, lalu salin.",
        ],
        tujuan="/",
        ajakan="Muat ulang",
    )


def not_permitted(needed: Role, visitor: Visitor | None = None) -> HTMLResponse:
    """403: signed in, but the role does not suffice."""
    own = f" Peran Anda: {ROLE_NAMES[visitor.user.role]}." if visitor else ""
    return page(
        "galat.html",
        visitor=visitor,
        status=403,
        judul="Anda belum berhak membuka ini",
        penjelasan=[
            f"Halaman atau tindakan ini untuk peran {ROLE_NAMES[needed]}.{own}",
            "Bila Anda memerlukannya, minta pengelola Gaung di kantor Anda mengubah peran akun Anda.",
        ],
        tujuan="/",
        ajakan="Ke Beranda",
    )


def too_large(again: str, visitor: Visitor | None = None) -> HTMLResponse:
    """413: more than a form or a file may hold."""
    return page(
        "galat.html",
        visitor=visitor,
        status=413,
        judul="Kiriman terlalu besar",
        penjelasan=[
            "Isian atau berkas ini melebihi batas, jadi tidak ada yang disimpan.",
            "Berkas paling besar 25 MB. Bagi menjadi beberapa bagian, lalu kirim satu per satu.",
        ],
        tujuan=again,
        ajakan="Kembali",
    )
