"""Makes portal pages for benchmarks: fictional articles in the HTML that a real portal wraps around them."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from html import escape

HOME = "https://kabar-pesisir.example"
WIB = timezone(timedelta(hours=7))
PLACES = "Sangatta Tanjung Selor Muara Badak Toboali Belinyu Sinjai Barru Wanci Naibenu Sandaran".split()
OFFICES = ("Dinas Kesehatan", "Dinas PUPR", "Dinas Pendidikan", "Disdukcapil", "BPBD", "Diskominfo", "Dishub")
NAMES = ("Hamdani Lasut", "Novita Rampengan", "Andi Hikmawati", "Rudi Wahab", "Siti Marlina", "Yance Kelen")
OPENINGS = (
    "{office} menyampaikan bahwa perbaikan jalan poros {place} sepanjang {n} kilometer dimulai pekan depan.",
    "Warga {place} mengeluhkan air bersih yang tidak mengalir sejak {n} hari terakhir.",
    "Sebanyak {n} keluarga di {place} menerima bantuan setelah banjir merendam permukiman mereka.",
    "Rapat dengar pendapat di {place} membahas {n} laporan warga yang belum ditindaklanjuti {office}.",
)
SENTENCES = (
    "Menurut {name}, pekerjaan itu sempat tertunda karena hujan yang turun hampir setiap hari.",
    '"Kami sudah melapor tiga kali dan baru kali ini ada petugas yang datang," kata {name}.',
    "Anggaran sebesar Rp{n} juta disiapkan melalui perubahan anggaran tahun berjalan.",
    "{office} meminta warga menyampaikan laporan melalui nomor pengaduan yang tersedia.",
    "Hingga petang, petugas masih mendata rumah yang rusak di tepi sungai.",
    "Ia berharap jembatan itu dapat dilalui kembali sebelum tahun ajaran baru dimulai.",
    "Data itu dihimpun dari {n} posko yang tersebar di beberapa desa.",
)
FURNITURE = ("Baca juga: Harga Beras di {place} Turun", "ADVERTISEMENT", "SCROLL TO RESUME CONTENT")


@dataclass(frozen=True)
class PortalPage:
    """A page and where it lies; `html` as it comes over the wire, decompressed."""

    url: str
    html: bytes


def portal_pages(count: int, seed: int = 6408) -> list[PortalPage]:
    """`count` pages, always the same for a seed; 60 to 90 kB each, as portals of the region have."""
    chance = random.Random(seed)
    return [_page(number, chance) for number in range(count)]


def _fill(template: str, chance: random.Random) -> str:
    return template.format(
        place=chance.choice(PLACES),
        office=chance.choice(OFFICES),
        name=chance.choice(NAMES),
        n=chance.randint(2, 980),
    )


def _page(number: int, chance: random.Random) -> PortalPage:
    title = f"{_fill('{office} Tangani {n} Laporan Warga {place}', chance)}, Begini Penjelasannya"
    published = datetime(2026, 7, 1, 8, 0, tzinfo=WIB) + timedelta(minutes=chance.randint(0, 100_000))
    url = f"{HOME}/berita/{published:%Y/%m/%d}/{number}-laporan-warga-{chance.randint(1, 9999)}"
    paragraphs = [f"{chance.choice(PLACES).upper()} – {_fill(chance.choice(OPENINGS), chance)}"]
    for _ in range(chance.randint(7, 16)):
        paragraphs.append(
            " ".join(_fill(chance.choice(SENTENCES), chance) for _ in range(chance.randint(1, 4)))
        )
    return page_around(url, title, paragraphs, published, chance)


def page_around(
    url: str, title: str, paragraphs: Sequence[str], published: datetime, chance: random.Random
) -> PortalPage:
    """The page of a given article; `chance` decides what stands around it."""
    body = "".join(f"<p>{escape(paragraph, quote=False)}</p>\n{_between(chance)}" for paragraph in paragraphs)
    return PortalPage(url, _html(title, url, published, body, chance).encode())


def _between(chance: random.Random) -> str:
    if chance.random() > 0.25:
        return ""
    line = _fill(chance.choice(FURNITURE), chance)
    slot = f'<div class="sisip ads-slot" data-slot="{chance.randint(1, 99)}">'
    return f'{slot}<p><a href="/berita/lain">{line}</a></p></div>\n'


def _cards(count: int, kind: str, chance: random.Random) -> str:
    cards = []
    for _ in range(count):
        headline = escape(_fill("{office} {place} Catat {n} Laporan Baru", chance))
        address = (
            f"/berita/2026/07/{chance.randint(1, 28):02}/{chance.randint(1000, 9999)}-catat-laporan-baru"
        )
        image = f'<img loading="lazy" src="/img/{chance.randint(1, 999)}.webp" alt="{headline}" width="120">'
        cards.append(
            f'<li class="{kind}__item"><a class="{kind}__link" href="{address}">{image}'
            f'<h3 class="{kind}__title">{headline}</h3></a>'
            f'<span class="{kind}__date">{chance.randint(1, 28)} Juli 2026</span></li>\n'
        )
    return f'<ul class="{kind}">{"".join(cards)}</ul>'


def _described(title: str, published: datetime, chance: random.Random) -> str:
    article = {
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": published.isoformat(),
        "dateModified": published.isoformat(),
        "author": {"@type": "Person", "name": chance.choice(NAMES)},
        "image": {"@type": "ImageObject", "url": f"{HOME}/img/1.jpg"},
    }
    outlet = {"@type": "Organization", "name": "Kabar Pesisir", "url": f"{HOME}/"}
    return json.dumps({"@context": "https://schema.org", "@graph": [outlet, article]})


def _html(title: str, url: str, published: datetime, body: str, chance: random.Random) -> str:
    sections = "".join(
        f'<li class="menu-item"><a href="/kanal/{place}">{place}</a></li>' for place in PLACES * 3
    )
    style = "".join(f".k{n}{{margin:{n}px;padding:0 {n}px;color:#{n:06x}}}" for n in range(400))
    script = "".join(f"window.dataLayer.push({{'slot':{n},'ukuran':[300,250]}});" for n in range(250))
    heading = escape(title)
    return f"""<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>{heading} - Kabar Pesisir</title>
<link rel="canonical" href="{url}"><meta name="description" content="{heading}">
<meta property="og:type" content="article"><meta property="og:title" content="{heading}">
<meta property="og:site_name" content="Kabar Pesisir"><meta property="og:image" content="{HOME}/img/1.jpg">
<meta property="article:published_time" content="{published.isoformat()}">
<meta name="author" content="Redaksi Kabar">
<script type="application/ld+json">{_described(title, published, chance)}</script>
<style>{style}</style><script>{script}</script></head>
<body class="single"><header class="site-header"><nav><ul class="menu">{sections}</ul></nav></header>
<main class="container"><article class="post"><header><h1 class="entry-title">{heading}</h1>
<div class="entry-meta"><span class="author">Penulis: Rina</span>
<time class="entry-date">{published:%d/%m/%Y %H:%M} WIB</time></div></header>
<figure><img src="/img/1.jpg" alt=""><figcaption>Foto: Suasana. (Kabar Pesisir/Rina)</figcaption></figure>
<div class="entry-content">{body}</div>
<div class="share"><a href="#">Bagikan:</a> <a href="#">Facebook</a> <a href="#">WhatsApp</a></div>
<div class="tags"><a href="/tag/warga">warga</a> <a href="/tag/layanan">layanan</a></div></article>
<section class="related"><h2>Berita Terkait</h2>{_cards(12, "related", chance)}</section>
<section class="comments"><h2>Komentar</h2>
<div class="comment"><p>Semoga cepat selesai, jalannya sudah lama rusak.</p></div></section></main>
<aside class="sidebar"><h2>Terpopuler</h2>{_cards(20, "popular", chance)}
<h2>Terbaru</h2>{_cards(30, "latest", chance)}</aside>
<footer class="site-footer"><ul>{sections}</ul><p>Hak cipta Kabar Pesisir dilindungi.</p></footer>
</body></html>"""
