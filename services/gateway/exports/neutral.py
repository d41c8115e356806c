"""Text that no spreadsheet takes for a formula.

CSV injection, as OWASP describes it (owasp.org/www-community/attacks/CSV_Injection): a cell that begins with
``= + - @``, a tab, a carriage return or a line feed may be computed when the file is opened, and can fetch or
send data.
"""

from __future__ import annotations

import re

# Spreadsheets skip what cannot be seen, importers strip quotes: the first character that counts decides.
# The wide forms are those of East Asian input methods, which Excel reads as the plain ones.
_SKIPPED = r"[\s\"'‘’“”`\u200b-\u200f\u2060\ufeff]*"
_FORMULA = re.compile(rf"[\t\r\n]|{_SKIPPED}[=+\-@＝＋－＠]")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might compute this text."""
    return _FORMULA.match(text) is not None


def neutralised(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet might compute it; else the text itself."""
    return f"'{text}" if looks_like_formula(text) else text
