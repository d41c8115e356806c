"""Which column is which field: guessed from names and contents, and corrected by whoever sends the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC

from services.crawler.date_text import read_date
from services.crawler.imports.errors import UnusableFile
from services.crawler.imports.fields import REPEATABLE, key, known_as
from services.crawler.imports.records import Record, text_of
from services.crawler.masking import mask_line
from shared.contracts.imports import ImportField

Columns = Mapping[str, ImportField | None]
_URL = re.compile(r"https?://\S+$", re.IGNORECASE)
# Of the filled cells of a column; a few are always broken.
_MOST = 0.8
# Shorter on average is no text of a person but a status or a name.
_SHORTEST_TEXT = 25


def guess_mapping(
    names: Sequence[str], sample: Sequence[Record], given: Columns, *, complaints: bool
) -> dict[str, ImportField | None]:
    """Every column with its field, None for one that is left out.

    What was `given` counts first, then names, then contents. In `complaints` whoever wrote is a person to
    protect, elsewhere an author. Raises UnusableFile for a given column that there is not, and when no column
    is the text.
    """
    mapping: dict[str, ImportField | None] = dict.fromkeys(names)
    fixed = _given(names, given)
    mapping |= fixed
    taken = {field for field in fixed.values() if field and field not in REPEATABLE}
    for name, field in _by_name(names, complaints=complaints):
        if name not in fixed and field not in taken:
            mapping[name] = field
            if field not in REPEATABLE:
                taken.add(field)
    _without_counters(mapping, names, sample, fixed)
    _by_content(mapping, names, sample, fixed, taken)
    if "text" not in mapping.values() and "title" not in mapping.values():
        shown = ", ".join(mask_line(name) for name in names)[:500]
        raise UnusableFile(
            f'tidak ada kolom yang dikenali sebagai isi; sebutkan di mapping, mis. {{"KOLOM": "text"}}. '
            f"Kolom yang ada: {shown}",
            "mapping",
        )
    return mapping


def shown_mapping(
    columns: Iterable[str], fields: Iterable[ImportField | None]
) -> dict[str, ImportField | None]:
    """The mapping under the names that are shown, in the order of the columns."""
    return dict(zip(columns, fields, strict=True))


def _given(names: Sequence[str], given: Columns) -> dict[str, ImportField | None]:
    by_key = {key(mask_line(name)): name for name in names} | {key(name): name for name in names}
    by_name = {name.strip(): name for name in names}
    found: dict[str, ImportField | None] = {}
    unknown: list[str] = []
    for column, field in given.items():
        name = by_name.get(column.strip()) or by_key.get(key(column))
        if name is None:
            unknown.append(column)
        else:
            found[name] = field
    if unknown:
        raise UnusableFile(
            f"kolom tidak ada di berkas: {', '.join(mask_line(name) for name in unknown)[:300]}. "
            f"Kolom yang ada: {', '.join(mask_line(name) for name in names)[:500]}",
            "mapping",
        )
    single = [field for field in found.values() if field and field not in REPEATABLE]
    if twice := sorted({field for field in single if single.count(field) > 1}):
        raise UnusableFile(f"dua kolom untuk satu isian: {', '.join(twice)}", "mapping")
    return found


def _by_name(names: Sequence[str], *, complaints: bool) -> list[tuple[str, ImportField]]:
    """Columns with the field that their name says, the best names first."""
    ranked: list[tuple[int, int, str, ImportField]] = []
    for place, name in enumerate(names):
        if known := known_as(re.sub(r" \(\d+\)$", "", name)):
            field, rank = known
            if complaints and field == "author":
                field = "reporter"
            ranked.append((rank, place, name, field))
    return [(name, field) for _, _, name, field in sorted(ranked)]


def _without_counters(
    mapping: dict[str, ImportField | None], names: Sequence[str], sample: Sequence[Record], fixed: Columns
) -> None:
    """A column that counts 1, 2, 3 … or repeats itself is no ticket: the next export counts anew."""
    for at, name in enumerate(names):
        if mapping[name] != "ticket" or name in fixed:
            continue
        values = [text_of(record.cells[at]) for record in sample if at < len(record.cells)]
        filled = [value for value in values if value]
        counted = [str(number) for number in range(1, len(filled) + 1)]
        if filled and (filled == counted or len(set(filled)) <= len(filled) / 2):
            mapping[name] = None


def _by_content(
    mapping: dict[str, ImportField | None],
    names: Sequence[str],
    sample: Sequence[Record],
    fixed: Columns,
    taken: set[ImportField],
) -> None:
    """Fill what the names did not tell: addresses, dates, and the longest text."""
    cells = {
        name: [text for record in sample if at < len(record.cells) and (text := text_of(record.cells[at]))]
        for at, name in enumerate(names)
        if mapping[name] is None and name not in fixed
    }
    lengths: dict[str, float] = {}
    for name, texts in cells.items():
        if not texts:
            continue
        if "url" not in taken and _share(_URL.match(text) is not None for text in texts) >= _MOST:
            mapping[name] = "url"
            taken.add("url")
        elif "published_at" not in taken and _share(_is_date(text) for text in texts) >= _MOST:
            mapping[name] = "published_at"
            taken.add("published_at")
        else:
            lengths[name] = sum(map(len, texts)) / len(texts)
    if "text" not in taken and lengths:
        longest = max(lengths, key=lambda name: lengths[name])
        if lengths[longest] >= _SHORTEST_TEXT:
            mapping[longest] = "text"


def _share(answers: Iterable[bool]) -> float:
    found = list(answers)
    return sum(found) / len(found)


def _is_date(text: str) -> bool:
    return len(text) <= 40 and read_date(text, UTC) is not None
