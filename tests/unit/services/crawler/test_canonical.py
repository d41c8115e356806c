"""The canonical form of an address: real cases, and idempotence for any address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.crawler.canonical import article_id, canonical_of_page, canonicalize, domain_of, host_key
from services.crawler.errors import NotAllowedUrl

PAGE = "https://kabar-pesisir.example/berita/jalan-rusak"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Kabar-Pesisir.EXAMPLE:443/berita/jalan-rusak#komentar", PAGE),
        (f"{PAGE}?utm_source=wa&utm_medium=social&fbclid=x1&gclid=y", PAGE),
        (f"{PAGE}/amp", PAGE),
        (f"{PAGE}/amp/", PAGE),
        (f"{PAGE}?amp=1", PAGE),
        (f"{PAGE}?amp", PAGE),
        ("https://amp.kabar-pesisir.example/berita/jalan-rusak", PAGE),
        ("https://kabar-pesisir.example/amp/berita/jalan-rusak", PAGE),
        (f"{PAGE}?page=all", PAGE),
        (f"{PAGE}?page=1", PAGE),
        (f"{PAGE}/print", PAGE),
        (f"{PAGE}?print=1", PAGE),
        (f"{PAGE}?page=2", f"{PAGE}?page=2"),
        (f"{PAGE}?id=7&utm_campaign=x&no=3", f"{PAGE}?id=7&no=3"),
        ("http://kabar-pesisir.example:80", "http://kabar-pesisir.example/"),
        ("http://127.0.0.1:8099/a", "http://127.0.0.1:8099/a"),
        ("https://kutim.kabar-pesisir.example/a", "https://kutim.kabar-pesisir.example/a"),
        ("https://user:rahasia@kabar-pesisir.example/a b", "https://kabar-pesisir.example/a%20b"),
        ("https://kabar-pesisir.example/amphibi/kampung", "https://kabar-pesisir.example/amphibi/kampung"),
    ],
)
def test_variants_fold_into_one(url: str, expected: str) -> None:
    assert canonicalize(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://a.example/" + "x" * 2000,
        "https://a.example/\x00",
        "ftp://a.example/x",
        "javascript:void(0)",
        "https://",
        "/relatif",
        "http://[::1/x",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(NotAllowedUrl):
        canonicalize(url)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (None, PAGE),
        ("/berita/jalan-rusak-parah", "https://kabar-pesisir.example/berita/jalan-rusak-parah"),
        ("https://www.kabar-pesisir.example/berita/x", "https://www.kabar-pesisir.example/berita/x"),
        ("https://kutim.kabar-pesisir.example/berita/x", PAGE),
        ("https://lain.example/berita/x", PAGE),
        ("https://kabar-pesisir.example/", PAGE),
        ("mailto:redaksi@kabar-pesisir.example", PAGE),
    ],
)
def test_canonical_link_is_obeyed_within_the_host_only(declared: str | None, expected: str) -> None:
    assert canonical_of_page(f"{PAGE}?utm_source=x", declared) == expected


def test_id_is_the_start_of_the_hash_of_the_address() -> None:
    assert article_id("https://a.example/") == "befde498a45b6c82084a07709548fe6f"
    assert article_id("https://a.example/1") != article_id("https://a.example/2")


def test_hosts_and_domains() -> None:
    assert host_key("https://Www.Kabar.example/x") == "www.kabar.example:443"
    assert domain_of("https://www.kabar.example/x") == "kabar.example"
    assert domain_of("https://kutim.kabar.example") == "kutim.kabar.example"


segment = st.sampled_from(
    ["amp", "print", "berita", "AMP", "a.amp.html", "x.amp", "", "jalan rusak", "é", "%41", "..."]
)
query = st.sampled_from(
    ["amp=1", "amp", "utm_x=1", "page=all", "page=2", "id=3", "print", "a=b=c", "", "q=ké"]
)


@given(
    scheme=st.sampled_from(["http", "HTTPS", "https"]),
    host=st.sampled_from(
        ["amp.kabar.example", "amp.amp.kabar.example", "AMP.example", "kabar.example.", "[::1]", "127.0.0.1"]
    ),
    port=st.sampled_from(["", ":80", ":443", ":8080"]),
    path=st.lists(segment, max_size=5),
    parameters=st.lists(query, max_size=5),
    fragment=st.sampled_from(["", "#x", "#?amp=1"]),
)
def test_canonical_form_is_its_own_canonical_form(
    scheme: str, host: str, port: str, path: list[str], parameters: list[str], fragment: str
) -> None:
    url = f"{scheme}://{host}{port}/{'/'.join(path)}?{'&'.join(parameters)}{fragment}"
    once = canonicalize(url)
    assert canonicalize(once) == once


@given(st.text(max_size=60))
def test_any_text_is_refused_or_idempotent(text: str) -> None:
    try:
        once = canonicalize(f"https://kabar.example/{text}")
    except NotAllowedUrl:
        return
    assert canonicalize(once) == once
