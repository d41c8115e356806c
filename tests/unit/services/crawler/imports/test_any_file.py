"""Whatever bytes are sent: every row is taken or refused, or the file is unusable; nothing else happens."""

from __future__ import annotations

import contextlib
import io
import json
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from services.crawler.imports.drafting import draft_of
from services.crawler.imports.errors import UnusableFile
from services.crawler.imports.preview import preview
from services.crawler.imports.row import Row
from services.crawler.push import origin
from shared.contracts.crawl import PushedArticle
from tests.unit.services.crawler.imports.files import NOW, order, outcomes, workbook

ANY = st.text(st.characters(exclude_categories=()), max_size=60)
HEADER = [
    "Nomor Tiket",
    "Isi Laporan",
    "Tanggal",
    "Wilayah",
    "Link",
    "Nama Pelapor",
    "No HP",
    "Jam",
    "Lokasi",
]


def swallow(data: bytes, kind: str = "aspirasi") -> None:
    """Read it to the end, and make the articles; all of it must be fit to be kept as UTF-8 JSON."""
    with contextlib.suppress(UnusableFile):
        ordered = order(kind=kind)
        source = origin(PushedArticle(title="-", text="-", source=ordered.source), None)
        for one in outcomes(data, kind=kind):
            one.model_dump_json()
            if isinstance(one, Row):
                draft_of(one, ordered.kind, source, NOW)
        preview(io.BytesIO(data), ordered, datetime.now(UTC)).model_dump_json()


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes(data: bytes) -> None:
    swallow(data)


@given(
    st.lists(st.lists(ANY, min_size=1, max_size=10), max_size=5),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
@settings(max_examples=300, deadline=None)
def test_any_cells(table: list[list[str]], codec: str) -> None:
    lines = [";".join(HEADER), *(";".join(cells) for cells in table)]
    swallow("\n".join(lines).encode(codec, "replace"))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY, inner, max_size=3),
    max_leaves=6,
)


@given(st.lists(st.dictionaries(st.sampled_from(HEADER) | ANY, VALUES, max_size=8), min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_any_objects(found: list[dict[str, object]]) -> None:
    swallow("\n".join(json.dumps(one) for one in found).encode(), "sosial")


@given(
    st.lists(
        st.lists(
            st.none()
            | st.booleans()
            | st.integers(-(10**18), 10**18)
            | st.floats(allow_nan=False, allow_infinity=False)
            | st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 30))
            | st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=30).filter(
                lambda text: not text.startswith("=")
            ),
            max_size=9,
        ),
        max_size=4,
    )
)
@settings(max_examples=120, deadline=None)
def test_any_sheet(lines: list[list[object]]) -> None:
    swallow(workbook(("Data", [HEADER, *lines])))


@given(st.integers(0, 6000), st.binary(min_size=1, max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_damaged_sheet(place: int, damage: bytes) -> None:
    data = bytearray(workbook(("Data", [HEADER, ["A-1", "Jalan rusak", datetime(2024, 5, 14, tzinfo=None)]])))
    at = place % len(data)
    data[at : at + len(damage)] = damage
    swallow(bytes(data))
