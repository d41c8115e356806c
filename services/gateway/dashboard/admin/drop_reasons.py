"""Why a page did not become an article, in plain words, and what to do about it.

The reasons are those of the crawler (services/crawler/errors.py); an unknown one is shown as it is.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DropReason:
    """What happened, and what to do; `usual` reasons belong to every source and ask for nothing."""

    what: str
    to_do: str
    usual: bool = False


_WAIT = "Biasanya berlalu sendiri; Gaung mencoba lagi. Bila berhari-hari, hubungi pengelola situsnya."
_ADDRESS = "Periksa alamat umpan sumber ini; biarkan kosong supaya dicari ulang dari beranda."

REASONS: dict[str, DropReason] = {
    "listing": DropReason(
        "Halaman daftar, bukan berita", "Wajar: halaman indeks dan tag memang dilewati.", usual=True
    ),
    "soft-404": DropReason(
        "Berita sudah dihapus medianya", "Wajar: tautannya masih ada, beritanya tidak.", usual=True
    ),
    "http-404": DropReason(
        "Halaman tidak ada", "Wajar bila sedikit. Bila hampir semua, alamat umpannya sudah usang.", usual=True
    ),
    "http-410": DropReason("Halaman dihapus medianya", "Wajar; tidak perlu apa-apa.", usual=True),
    "not-html": DropReason(
        "Bukan halaman web, misalnya PDF atau gambar", "Wajar; hanya halaman web yang dibaca.", usual=True
    ),
    "empty-article": DropReason(
        "Teks berita tidak terbaca",
        "Situsnya mungkin memuat berita dengan JavaScript atau di balik langganan. Buka satu tautannya: bila "
        "teksnya ada, laporkan alamat itu kepada pengelola Gaung.",
    ),
    "not-an-article": DropReason("Bukan berita", "Wajar bila sedikit.", usual=True),
    "not-a-feed": DropReason("Umpan RSS atau peta situsnya rusak", _ADDRESS),
    "robots": DropReason(
        "Dilarang oleh robots.txt situsnya",
        "Gaung menghormatinya. Minta izin kepada medianya agar robots.txt mengizinkan GaungBot.",
    ),
    "unreachable": DropReason(
        "Situs tidak dapat dihubungi",
        "Periksa apakah situsnya terbuka di peramban. Bila pindah alamat, ubah alamat sumber ini.",
    ),
    "too-slow": DropReason("Situs terlalu lambat menjawab", _WAIT),
    "too-large": DropReason("Halaman terlalu besar", "Tidak perlu apa-apa; berita tidak sebesar itu."),
    "too-many-redirects": DropReason(
        "Alamat dialihkan terus-menerus",
        "Buka di peramban; pakai alamat tujuan akhirnya sebagai alamat sumber.",
    ),
    "unreadable-body": DropReason("Isi halaman rusak di jalan", _WAIT),
    "private-network": DropReason(
        "Alamatnya di jaringan dalam",
        "Gaung tidak membuka jaringan dalam. Bila memang situs pemda di intranet, operator dapat "
        "mengizinkannya lewat GAUNG_CRAWLER_ALLOW_NETWORKS.",
    ),
    "address-not-allowed": DropReason("Alamatnya bukan http atau https", _ADDRESS),
    "fetch-failed": DropReason("Halaman gagal diambil", _WAIT),
    "http-401": DropReason("Situs meminta masuk dulu", "Berita berbayar tidak dapat dikumpulkan."),
    "http-402": DropReason("Situs meminta pembayaran", "Berita berbayar tidak dapat dikumpulkan."),
    "http-403": DropReason(
        "Situs menolak Gaung", "Minta medianya mengizinkan GaungBot, atau pakai umpan RSS yang terbuka."
    ),
    "http-429": DropReason(
        "Situs meminta lebih jarang dikunjungi", "Perpanjang selang kunjungan sumber ini, misalnya 15 menit."
    ),
}


def drop_reason(reason: str) -> DropReason:
    """The words for a reason of the crawler."""
    known = REASONS.get(reason)
    if known is not None:
        return known
    if reason.startswith("http-5"):
        return DropReason(f"Situs sedang bermasalah (HTTP {reason.removeprefix('http-')})", _WAIT)
    if reason.startswith("http-"):
        return DropReason(f"Situs menolak permintaan (HTTP {reason.removeprefix('http-')})", _WAIT)
    return DropReason(f"Sebab lain: {reason}", "Sebutkan sebab ini kepada pengelola Gaung.")
