"""Tells headlines and labels from sentences by how they are written."""

from __future__ import annotations

import re

# Words that Indonesian headlines leave in lower case.
SMALL = frozenset(
    "yang untuk dari pada dengan atau oleh akan saat agar bagi usai jadi dalam tak tanpa atas lewat sejak "
    "hingga kepada serta para juga sebagai namun tapi demi".split()
)
HEADLINE_CASE = 0.7
LONGEST_HEADLINE = 150


def is_headline(line: str) -> bool:
    """Whether a line is written like a headline: capitals on the words that count, no full stop."""
    line = re.sub(r"^[\s\d.)*•»>▸–—-]+", "", line).strip()
    if not 8 <= len(line) <= LONGEST_HEADLINE or line[-1] in '.;:,"”':
        return False
    return len(line.split()) > 1 and has_capitals(line)


def has_capitals(line: str) -> bool:
    """Whether most of the words that count begin with a capital."""
    words = [word.strip("'\"“”‘’(),?!") for word in line.split()]
    counted = [word for word in words if len(word) > 3 and word.lower() not in SMALL and word[0].isalpha()]
    return bool(counted) and sum(word[0].isupper() for word in counted) >= HEADLINE_CASE * len(counted)


def is_label(piece: str) -> bool:
    """Whether a piece of a row can be the name of a category, a place or a desk."""
    return len(piece) <= 45 and len(piece.split()) <= 5 and not re.search(r"[.!?;:\"“”]\s|[!?;:\"“”]$", piece)
