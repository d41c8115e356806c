"""What columns are called in exports of complaints systems and of social listening, and what each is for.

Names as SP4N-LAPOR!, regional complaint desks, Brandwatch, Mediatoolkit, Talkwalker and the platforms' own
exports write them. Within a field the better name comes first: "Full Text" wins over "Snippet".
"""

from __future__ import annotations

import csv
import re
from importlib.resources import files

from pydantic import TypeAdapter

from shared.contracts.imports import ImportField


def _ranks() -> dict[str, tuple[ImportField, int]]:
    text = files("services.crawler.imports").joinpath("columns.csv").read_text(encoding="utf-8")
    ranks: dict[str, tuple[ImportField, int]] = {}
    for line in csv.DictReader(text.splitlines()):
        field = _FIELD.validate_python(line["field"])
        ranks[line["name"]] = field, sum(1 for other, _ in ranks.values() if other == field)
    return ranks


_FIELD: TypeAdapter[ImportField] = TypeAdapter(ImportField)
RANKS = _ranks()
"""Column name as `key` writes it → field and rank, 0 being the best; from columns.csv, in its order."""

# Several columns may say where: kecamatan beside desa.
REPEATABLE: frozenset[ImportField] = frozenset({"place", "personal", "reporter"})


def key(name: str) -> str:
    """A column name in lower case, its words parted by one blank: ``Kabupaten/Kota`` → ``kabupaten kota``."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.findall(r"[^\W_]+", parted.lower()))


def known_as(name: str) -> tuple[ImportField, int] | None:
    """The field that a column of this name is for, and how good the name is (0 best); None: unknown.

    A longer name counts by the known name it begins or ends with: ``Isi Laporan Awal``.
    """
    words = key(name).split()
    if not words or len(words) > 8:
        return None
    if found := RANKS.get(" ".join(words)):
        return found
    for size in range(len(words) - 1, 0, -1):
        for part in (words[:size], words[-size:]):
            found = RANKS.get(" ".join(part))
            # One word of several says little ("Tanggal Disposisi" is no date of publication), but a
            # personal datum is one however it is called.
            if found and (size > 1 or found[0] in ("personal", "reporter")):
                return found[0], found[1] + 100
    return None
