"""What people see when something is missing or does not answer, in words that say what to do.

What was `unsaved` of a form is shown for copying.
"""

from __future__ import annotations

from collections.abc import Sequence

from fastapi.responses import HTMLResponse

from services.gateway.dashboard.rendering import page
from services.gateway.dashboard.unsaved import Unsaved
from services.gateway.dashboard.visitor import Visitor
from services.gateway.presentation.wording import ROLE_NAMES, number
from services.gateway.roles import Role
from services.gateway.sessions import SESSION_LENGTH

# A service that restarts is back within half a minute.
RETRY_AFTER = 30
TO_THE_FORM = "Kembali ke formulirnya"


def not_found(visitor: Visitor | None = None, lost: Unsaved | None = None) -> HTMLResponse:
    """404: it does not exist, or lies outside the tenant's scope; the page does not say which."""
    return _page(
        404,
        "Halaman tidak ditemukan",
        [
            *_not_saved(lost),
            "Alamat ini tidak ada, atau isinya di luar wilayah yang dapat Anda lihat.",
            "Berita lama juga dapat sudah dihapus sesuai masa simpan.",
        ],
        visitor=visitor,
        lost=lost,
    )


def unavailable(again: str, visitor: Visitor | None = None, lost: Unsaved | None = None) -> HTMLResponse:
    """503: another service does not answer; no news is lost meanwhile, but what was sent is not kept."""
    wait = "Coba lagi sebentar. Bila tetap begini lebih dari lima menit, beri tahu pengelola."
    return _page(
        503,
        "Layanan pencarian belum menjawab",
        [*_not_saved(lost), wait] if lost else ["Berita tetap dikumpulkan dan tidak ada yang hilang.", wait],
        target=lost.page if lost else again,
        invitation=TO_THE_FORM if lost else "Coba lagi",
        visitor=visitor,
        lost=lost,
        headers={"Retry-After": str(RETRY_AFTER)},
    )


def failed(visitor: Visitor | None = None, lost: Unsaved | None = None) -> HTMLResponse:
    """500: a fault of ours; the details are in the log, not on the page."""
    return _page(
        500,
        "Terjadi kesalahan",
        [
            "Halaman ini gagal dibuat. Kesalahannya sudah dicatat untuk pengelola.",
            *(["Periksa dulu apakah yang Anda kirim sudah tersimpan."] if lost else []),
        ],
        target=lost.page if lost else "/",
        invitation=TO_THE_FORM if lost else "Ke Beranda",
        visitor=visitor,
        lost=lost,
    )


def foreign_form(lost: Unsaved | None = None) -> HTMLResponse:
    """403: the form's token does not fit, most often because the session ended meanwhile."""
    return _page(
        403,
        "Formulir sudah kedaluwarsa",
        ["Demi keamanan, isian ini tidak diproses. Buka halamannya sekali lagi dan ulangi."],
        target=lost.page if lost else "/",
        invitation=TO_THE_FORM if lost else "Muat ulang",
        lost=lost,
    )


def session_over(sign_in: str, lost: Unsaved) -> HTMLResponse:
    """401: a form came back after the session had ended; `sign_in` leads to the sign-in and to the form."""
    hours = number(int(SESSION_LENGTH.total_seconds() // 3600))
    return _page(
        401,
        "Sesi Anda sudah berakhir",
        [
            *_not_saved(lost),
            f"Sesi berakhir {hours} jam setelah masuk, atau ketika Anda keluar di tempat lain.",
            "Masuk lagi, lalu ulangi.",
        ],
        target=sign_in,
        invitation="Masuk lagi",
        lost=lost,
    )


def not_permitted(needed: Role, visitor: Visitor | None = None, lost: Unsaved | None = None) -> HTMLResponse:
    """403: signed in, but the role does not suffice."""
    own = f" Peran Anda: {ROLE_NAMES[visitor.user.role]}." if visitor else ""
    return _page(
        403,
        "Anda belum berhak membuka ini",
        [
            *_not_saved(lost),
            f"Halaman atau tindakan ini untuk peran {ROLE_NAMES[needed]}.{own}",
            "Bila Anda memerlukannya, minta pengelola Gaung di kantor Anda mengubah peran akun Anda.",
        ],
        visitor=visitor,
        lost=lost,
    )


def too_large(again: str, visitor: Visitor | None = None) -> HTMLResponse:
    """413: more than a form or a file may hold."""
    return _page(
        413,
        "Kiriman terlalu besar",
        [
            "Isian atau berkas ini melebihi batas, jadi tidak ada yang disimpan.",
            "Berkas paling besar 25 MB. Bagi menjadi beberapa bagian, lalu kirim satu per satu.",
        ],
        target=again,
        invitation="Kembali",
        visitor=visitor,
    )


def _not_saved(lost: Unsaved | None) -> list[str]:
    return ["Yang Anda kirim belum disimpan."] if lost else []


def _page(
    status: int,
    title: str,
    sentences: Sequence[str],
    *,
    target: str = "/",
    invitation: str = "Ke Beranda",
    visitor: Visitor | None = None,
    lost: Unsaved | None = None,
    headers: dict[str, str] | None = None,
) -> HTMLResponse:
    return page(
        "galat.html",
        visitor=visitor,
        status=status,
        headers=headers,
        judul=title,
        penjelasan=sentences,
        tulisan=lost.texts if lost else (),
        tujuan=target,
        ajakan=invitation,
    )
