"""The canonical form of an address, and the article id made from it.

Subdomains are kept: they are regional editions. A second page (``?page=2``) keeps its number and so is an
address of its own; ``page=1`` and ``page=all`` are the article itself.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from services.crawler.errors import NotAllowedUrl

# Click and campaign marks of the large ad and mail networks; none of them selects content.
TRACKING = re.compile(
    r"^(utm_.*|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid"
    r"|_ga|_gl|cmpid|ncid|spm|fb_action_ids|fb_action_types|fb_source|fb_ref)$",
    re.IGNORECASE,
)
# Another dress of the same page: AMP, print, everything on one page, the first of several pages.
SAME_PAGE = re.compile(
    r"^(amp(=(1|true)?)?|outputtype=amp|print(=(1|true|y|yes)?)?|view=print|tmpl=component|page=(all|1)|showpage=all|single=1)$",
    re.IGNORECASE,
)
# Browsers and proxies take 2000 characters everywhere; a PostgreSQL index takes 2700 bytes.
LONGEST = 2000
DEFAULT_PORTS = {"http": 80, "https": 443}
# Left alone when a path or query is percent-encoded: RFC 3986's reserved characters and "%" itself.
SAFE = "/:?#[]@!$&'()*+,;=%~-._"


def split_http_url(url: str) -> SplitResult:
    """The parts of an http(s) address; raises NotAllowedUrl when it is none."""
    cleaned = re.sub(r"[\t\r\n]", "", url.strip())
    if len(cleaned) > LONGEST or re.search(r"[\x00-\x1f\x7f]", cleaned):
        raise NotAllowedUrl(f"{cleaned[:80]!r}… is too long or has control characters in it")
    try:
        parts = urlsplit(cleaned)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise NotAllowedUrl(f"{url[:200]!r} is not an address: {error}") from error
    if parts.scheme.lower() not in DEFAULT_PORTS or not host:
        raise NotAllowedUrl(f"{url[:200]!r} is not an http or https address")
    return parts


def canonicalize(url: str) -> str:
    """The canonical form: idempotent. Raises NotAllowedUrl for anything but http and https."""
    parts = split_http_url(url)
    scheme = parts.scheme.lower()
    netloc = _host(parts)
    if parts.port and parts.port != DEFAULT_PORTS[scheme]:
        netloc = f"{netloc}:{parts.port}"
    canonical = urlunsplit((scheme, netloc, _path(parts.path), _query(parts.query), ""))
    if len(canonical) > LONGEST:
        raise NotAllowedUrl(f"{url[:80]!r}… is too long")
    return canonical


def host_key(url: str) -> str:
    """Host and port as politeness counts them, e.g. ``kabar.example:443``."""
    parts = split_http_url(url)
    return f"{_ascii_host(parts)}:{parts.port or DEFAULT_PORTS[parts.scheme.lower()]}"


def domain_of(url: str) -> str:
    """The host without port; ``www.`` is not part of an outlet's name, other subdomains are."""
    return _ascii_host(split_http_url(url)).removeprefix("www.")


def article_id(canonical_url: str) -> str:
    """First 32 hex digits of sha256 over the canonical address."""
    return hashlib.sha256(canonical_url.encode()).hexdigest()[:32]


def canonical_of_page(url: str, declared: str | None) -> str:
    """The canonical address of a page fetched from `url` that declares `declared` in its canonical link.

    The link is obeyed within the same host (www., m. and amp. are the same host). A link to the front page
    is a template's mistake that would fold every article into one, and is ignored.
    """
    own = canonicalize(url)
    if not declared:
        return own
    try:
        target = canonicalize(urljoin(url, declared))
    except NotAllowedUrl:
        return own
    if _site(target) != _site(own):
        return own
    if urlsplit(target).path == "/" and not urlsplit(target).query and urlsplit(own).path != "/":
        return own
    return target


def _site(canonical_url: str) -> str:
    return re.sub(r"^(www|m|amp)\.", "", urlsplit(canonical_url).netloc)


def _ascii_host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        return f"[{host}]"
    try:
        return host.encode("idna").decode().lower() if not host.isascii() else host.lower()
    except UnicodeError as error:
        raise NotAllowedUrl(f"{host!r} is not a host name") from error


def _host(parts: SplitResult) -> str:
    host = _ascii_host(parts)
    while host.startswith("amp.") and host.count(".") > 1:
        host = host.removeprefix("amp.")
    if not host or re.search(r"[\s/@\\?#%]", host):
        raise NotAllowedUrl(f"{host!r} is not a host name")
    return host


def _path(path: str) -> str:
    encoded = quote(path, safe=SAFE)
    before = None
    while before != encoded:
        before = encoded
        encoded = re.sub(r"^/amp/(?=[^/])", "/", encoded, flags=re.IGNORECASE)
        encoded = re.sub(r"(?<=[^/])/(amp|print)/?$", "", encoded, flags=re.IGNORECASE)
        encoded = re.sub(r"\.amp(?=(\.html?)?$)", "", encoded, flags=re.IGNORECASE)
    return encoded if encoded.startswith("/") else f"/{encoded}"


def _query(query: str) -> str:
    kept = [
        part
        for part in quote(query, safe=SAFE).split("&")
        if part and not TRACKING.match(part.split("=", 1)[0]) and not SAME_PAGE.match(part)
    ]
    return "&".join(kept)
