"""Canaries: words and ids that belong to somebody, and who may see them.

A canary reads kanari + owner + z + field + serial + q, in letters alone, so that neither an analyser, nor the masking
of personal data, nor a stemmer changes its beginning. Owners are groups of articles (named after their regions)
and, for what a tenant made itself, `t` + the tenant.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cache

# Which regions the articles of a group are about; none: news of the whole country.
GROUPS: dict[str, tuple[str, ...]] = {
    "kutim": ("64.08",),
    "ppu": ("64.09",),
    "bontang": ("64.74",),
    "makassar": ("73.71",),
    "kaltim": ("64",),
    "sebut": ("64",),
    "berdua": ("64.08", "64.09"),
    "nasional": (),
}
# These merely mention their region.
MENTIONING = ("sebut",)
# Tenant → its scope.
SCOPES: dict[str, tuple[str, ...]] = {
    "kaltim": ("64",),
    "kutim": ("64.08",),
    "ppu": ("64.09",),
    "duadaerah": ("64.74", "73.71"),
    "sulsel": ("73",),
    "pusat": ("ID",),
}
_CANARY = re.compile(r"kanari([a-y]+?)z[a-z]*", re.IGNORECASE)
# An address says the id of its page: it is the beginning of a hash of it.
_PAGE = re.compile(r"https://koran-[a-z]+\.example/\w+")
_TOKEN = re.compile(r"[A-Za-z0-9_.-]{8,64}")


@cache
def sees(scope: tuple[str, ...], regions: tuple[str, ...]) -> bool:
    """Whether a scope covers one of these regions; written anew here, so that it can contradict the product."""
    return any(
        part == "ID" or any(code == part or code.startswith(f"{part}.") for code in regions) for part in scope
    )


@cache
def visible_owners(tenant: str) -> frozenset[str]:
    """Whose words a tenant may read: its own, and those of articles in its scope.

    An article about a province as such is every regency's below it; one that merely mentions it is not.
    """
    scope = SCOPES[tenant]
    above = {part.partition(".")[0] for part in scope if "." in part}
    groups = {
        group
        for group, regions in GROUPS.items()
        if sees(scope, regions) or (group not in MENTIONING and above & set(regions))
    }
    return frozenset(groups | {f"t{tenant}"})


def canary(owner: str, field_: str, serial: int = 0) -> str:
    """A word of this owner, e.g. kanarikutimzjudulabq."""
    letters = ""
    while serial >= 0:
        letters = chr(ord("a") + serial % 25) + letters
        serial = serial // 25 - 1
    return f"kanari{owner}z{field_}{letters}q"


def _page_id(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:32]


@dataclass
class Register:
    """Ids by owner, and the search for what an answer must not contain."""

    owners: dict[str, str] = field(default_factory=dict)

    def add(self, id_: str, owner: str) -> None:
        """Remember whose an id is."""
        self.owners[id_] = owner

    def foreign(self, text: str, visible: frozenset[str], said: str) -> set[str]:
        """Words and ids in `text` that are not visible, without those that the request itself said."""
        said = (said + " ".join(_page_id(match[0]) for match in _PAGE.finditer(said))).lower()
        found = {match[0].lower() for match in _CANARY.finditer(text) if match[1].lower() not in visible}
        for token in _TOKEN.findall(text):
            owner = self.owners.get(token)
            if owner is not None and owner not in visible:
                found.add(token)
        return {one for one in found if one.lower() not in said}
