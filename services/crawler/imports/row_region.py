"""The region that a cell names: a Kemendagri code in any writing, a name, an abbreviation, a seat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from shared.regions import WHOLE_COUNTRY, NameEntry, load_regions

_CODE = re.compile(r"(\d{2})(?:\.?(\d{1,2})(?:\.\d+)*)?")
_KIND = re.compile(
    r"^(?P<kind>kabupaten|kab|kota|provinsi|prov)\b\.?\s*(?:administrasi|adm\.?)?\s*", re.IGNORECASE
)
_COUNTRY = frozenset({"id", "indonesia", "nasional"})
_SOURCES = ("name", "abbreviation", "seat", "district")


class UnknownRegion(Exception):
    """The cell names no region, or several, or one outside the scope."""

    def reason(self, cell: str) -> str:
        """Why, in Bahasa Indonesia, with the cell as it may be shown."""
        return str(self).replace("{cell}", cell)


def region_of(cell: str, scope: Sequence[str]) -> str | None:
    """The code of the region, None for an empty cell and for the whole country. Raises UnknownRegion.

    A name that several regions bear (Bogor) is the one within the scope, if there is just one.
    """
    text = " ".join(cell.split())
    if not text.strip("-") or text.lower() in _COUNTRY:
        return None
    if found := _CODE.fullmatch(text):
        # A spreadsheet writes 64.10 as 64.1.
        code = found[1] + (f".{found[2]:<02}" if found[2] else "")
        if code in load_regions():
            return _within(code, scope)
        raise UnknownRegion("kode wilayah tidak dikenal: {cell}")
    codes = _named(text)
    seen = [code for code in codes if load_regions().in_scope(code, scope)]
    if len(seen) == 1:
        return seen[0]
    if len(codes) == 1:
        return _within(codes[0], scope)
    reason = "dapat berarti beberapa wilayah" if codes else "wilayah tidak dikenal"
    raise UnknownRegion(f"{reason}: {{cell}}; pakai kode wilayah, mis. 64.08")


def is_region(cell: str) -> bool:
    """Whether a cell names any region at all, seen from anywhere."""
    try:
        region_of(cell, [WHOLE_COUNTRY])
    except UnknownRegion:
        return bool(_named(" ".join(cell.split())))
    return True


def _within(code: str, scope: Sequence[str]) -> str:
    if not load_regions().in_scope(code, scope):
        raise UnknownRegion(f"{load_regions().get(code).name} di luar wilayah kunci ini")
    return code


@lru_cache(maxsize=4096)
def _named(text: str) -> tuple[str, ...]:
    table = load_regions()
    kind = _KIND.match(text)
    entries = table.named(text) or (table.named(text[kind.end() :]) if kind else ())
    if kind:
        wanted = {"kab": "kabupaten", "prov": "province", "provinsi": "province"}.get(
            kind["kind"].lower(), kind["kind"].lower()
        )
        entries = tuple(entry for entry in entries if table.get(entry.code).kind == wanted) or entries
    for source in _SOURCES:
        if codes := _codes(entries, source):
            return codes
    return ()


def _codes(entries: Iterable[NameEntry], source: str) -> tuple[str, ...]:
    return tuple(
        sorted({entry.code for entry in entries if entry.source == source and entry.code != WHOLE_COUNTRY})
    )
