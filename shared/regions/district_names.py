"""Which district (kecamatan, distrik) of a regency a text names."""

from __future__ import annotations

import re
from functools import lru_cache

from shared.regions.districts import districts_of
from shared.regions.ordinary import ordinary_words

_KIND = r"(?:kecamatan|kec\.?|distrik|kapanewon|kemantren)\s+"
# What an import adds below the text of a report, from the column of places.
_PLACE = re.compile(r"^Lokasi: (.+)$", re.MULTILINE)


def district_in(text: str, regency: str) -> str | None:
    """The name of the district of this regency that a text names; None when it names none.

    The line of the place counts first, then what is called a kecamatan, then the first bare name: written
    with capitals, and no ordinary word such as "Karangan".
    """
    sure, bare, names = _patterns(regency)
    if not names:
        return None
    for part in (*_PLACE.findall(text), text):
        found = sure.search(part) or (bare.search(part) if bare else None)
        if found:
            return names[_key(found[1])]
    return None


@lru_cache(maxsize=64)
def _patterns(regency: str) -> tuple[re.Pattern[str], re.Pattern[str] | None, dict[str, str]]:
    names = {_key(district.name): district.name for district in districts_of(regency)}
    # The longest first: Sangatta Utara before Sangatta.
    ordered = sorted(names.values(), key=len, reverse=True)
    telling = [name for name in ordered if name.casefold() not in ordinary_words()]
    sure = re.compile(rf"(?<!\w){_KIND}({_any_of(ordered)})(?!\w)", re.IGNORECASE)
    return sure, re.compile(rf"(?<!\w)({_any_of(telling)})(?!\w)") if telling else None, names


def _any_of(names: list[str]) -> str:
    return "|".join(r"[\s\-]+".join(map(re.escape, re.split(r"[\s\-]+", name))) for name in names)


def _key(name: str) -> str:
    return " ".join(re.split(r"[\s\-]+", name)).casefold()
