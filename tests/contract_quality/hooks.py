"""What schemathesis is told of this API: what strings of our formats look like, and which values go together.

Loaded by schemathesis itself (SCHEMATHESIS_HOOKS). Nothing here touches a check: valid requests become requests
that mean something, so that every 400 to one of them is a finding; invalid requests are left alone. What no
schema can say are put right in valid requests:

    cursor          exists only behind an earlier answer with the same filter: left out, and tested by hand
    from, to        `from` comes first, and a timeline by the hour ends somewhere
    date            of a brief is one of the last thirty
    expires_at      lies ahead and in this century, as muted_until does
    sort, mode      another mode than text sorts by nearness, of plain words
    b               a comparison with the period before needs a period
    region          of what is given to the pipeline lies in the scope; its outlet and address are its own
    file            is a table, read as it guesses; how it may be read is tested by hand
    target          of a channel is an address of its kind
    ids             some exist: those of the world stand in for half of the invented ones; the key and the tenant
                    with which the run asks are never changed or deleted
"""

from __future__ import annotations

import json
import os
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import schemathesis
from hypothesis import strategies as st

WORLD: dict[str, Any] = json.loads(Path(os.environ["GAUNG_CONTRACT_WORLD"]).read_text())
TODAY = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
EARLIEST = (TODAY - timedelta(days=29)).date().isoformat()
DAYS_AHEAD = (TODAY + timedelta(days=3)).isoformat()
TARGETS = {
    "email": "humas@kutaitimurkab.example",
    "webhook": "http://127.0.0.1:9/gaung",
    "telegram": "-1001234567890",
}
COMPLAINTS = "waktu,isi\n2026-08-17 09:00,Jalan poros Sangatta rusak parah sejak Maret\n"
REGIONS = ("64", "64.08", "64.09", "64.74", "ID")

_word = st.sampled_from("jembatan jalan rusak sangatta dinas di yang 2026 RSUD kutim perbaikan".split())
_phrase = st.lists(_word, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')
_field = st.one_of(
    _word.map(lambda word: f"title:{word}"),
    st.sampled_from(REGIONS).map(lambda code: f"region:{code}"),
    st.sampled_from(("positif", "netral", "negatif")).map(lambda tone: f"tone:{tone}"),
    st.sampled_from(("infrastruktur", "kesehatan")).map(lambda topic: f"topic:{topic}"),
    st.just('person:"Rahmadi Saleh"'),
    st.just("lang:id"),
    st.just("source:kabar-pesisir"),
)
_term = st.one_of(_word, _phrase, _field)
_query = st.recursive(
    _term,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(" ".join),
        st.tuples(inner, inner).map(" OR ".join),
        st.tuples(inner, _term).map(" -".join),
        inner.map(lambda text: f"({text})"),
    ),
    max_leaves=6,
)
_day = st.integers(0, 29).map(lambda ago: (TODAY - timedelta(days=ago)).date().isoformat())
_moment = st.integers(0, 29 * 86_400).map(
    lambda ago: (TODAY - timedelta(seconds=ago)).strftime("%Y-%m-%dT%H:%M:%S+08:00")
)
_address = st.sampled_from(("/", "/berita/1", "/a?b=c")).map(
    lambda path: f"https://kabar-pesisir.example{path}"
)

schemathesis.openapi.format("gaung-query", _query)
schemathesis.openapi.format("gaung-cursor", st.just("left-out"))
schemathesis.openapi.format("gaung-day-or-time", st.one_of(_day, _moment))
schemathesis.openapi.format("gaung-region", st.sampled_from(REGIONS))
schemathesis.openapi.format("gaung-home-region", st.sampled_from(REGIONS[:-1]))
schemathesis.openapi.format(
    "iana-timezone", st.sampled_from(("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"))
)
schemathesis.openapi.format("gaung-web-address", _address)


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Make a valid request mean something, and keep every request away from the run's own key and tenant."""
    _spare_the_run(case)
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if isinstance(case.query, dict):
        _sensible_query(case)
    if isinstance(case.body, dict):
        _sensible_body(case.body)
    for name, value in dict(case.path_parameters or {}).items():
        existing = WORLD["ids"].get(name, [])
        chosen = zlib.crc32(f"{case.path}{value}{case.query}{case.body}".encode())
        if existing and chosen % 2:
            case.path_parameters[name] = existing[chosen // 2 % len(existing)]


def _spare_the_run(case: Any) -> None:
    if case.method.upper() == "GET":
        return
    for name, value in dict(case.path_parameters or {}).items():
        if value in WORLD["own"]:
            case.path_parameters[name] = WORLD["ids"][name][0]


def _sensible_query(case: Any) -> None:
    query = case.query
    query.pop("cursor", None)
    _in_order(query)
    if query.get("interval") == "hour":
        query.pop("from", None)
    if query.get("mode", "text") != "text":
        query.pop("sort", None)
        query["q"] = f"jalan {query.get('q') or 'rusak'}"
    if "date" in query and not EARLIEST <= query["date"] <= TODAY.date().isoformat():
        query["date"] = EARLIEST


def _in_order(part: dict[str, Any]) -> None:
    start, end = part.get("from"), part.get("to")
    if start is not None and end is not None and str(start)[:10] >= str(end)[:10]:
        del part["from"]


def _of_its_own(given: dict[str, Any]) -> None:
    """What earlier answers named may belong to a source whose region this run has changed since."""
    number = zlib.crc32(json.dumps(given, sort_keys=True, default=str).encode())
    source = given.get("source")
    if isinstance(source, str):
        given["source"] = f"{source[:40]} {number}"
    if isinstance(source, dict):
        source.pop("id", None)
        source["name"] = f"{str(source.get('name', ''))[:40]} {number}"
    if given.get("url"):
        given["url"] = f"https://warga-{number}.example{urlsplit(given['url']).path}"


def _sensible_body(body: dict[str, Any]) -> None:
    for name in ("expires_at", "muted_until"):
        if isinstance(body.get(name), str) and not DAYS_AHEAD < body[name] < "2199":
            body[name] = DAYS_AHEAD
    for part in (body.get("filter"), body.get("a"), body.get("b")):
        if isinstance(part, dict):
            _in_order(part)
    if body.get("b", "previous_period") == "previous_period" and isinstance(body.get("a"), dict):
        body["a"] |= {"from": "2026-08-10", "to": "2026-08-16"}
    for holder in (body, body.get("source")):
        if isinstance(holder, dict) and holder.get("region") and "url" not in holder:
            holder["region"] = "64.08"
    if "text" in body or "file" in body:
        _of_its_own(body)
    if "file" in body:
        body["file"] = COMPLAINTS
        for told in ("mapping", "sheet", "header_row", "delimiter", "encoding"):
            body.pop(told, None)
    for channel in body.get("channels") or ():
        channel["target"] = TARGETS[channel["type"]]
