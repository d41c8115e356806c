"""Reads bylines: which lines name nobody but the people behind a text, and who of them wrote it."""

from __future__ import annotations

import re

from services.crawler.furniture.words import AUTHOR_ROLE, DATE, DESK, ROLE

# "Editor: Zulfan H", "Penulis: Kurnia | Editor: Dahlia", "Kontributor Larantuka: Ebed".
ROLE_LABEL = re.compile(rf"(?:^|[\s|/·•,;&.-]+){ROLE}(?: [A-Z][\w-]{{2,20}})?\s*[:：]\s*", re.IGNORECASE)
# "Penulis Sandi; Penyunting Reny": two roles in a row need no colon.
_UNMARKED = rf"(?i:{ROLE}) [A-Z][\w.'’]*(?: [A-Z][\w.'’]*){{0,3}}"
UNMARKED = re.compile(rf"{_UNMARKED}(?:\s*[;|/,&]\s*{_UNMARKED})+")
RIGHTS = re.compile(r"\s*(?:copyright|©|\(c\)).{0,60}$", re.IGNORECASE)
# A name of a person or a desk; a longer one is a sentence.
LONGEST_NAME = 5
NO_NAME = re.compile(r"[!?:\"“”]|\.\s+[a-z]|\.{2}")
# "Laporan Wartawan Mimbar Deli, Poltak S": the name is what follows the outlet.
CORRESPONDENT = re.compile(
    r"^\W*laporan(?: khusus| langsung)?\s*:?\s*(?:wartawan|jurnalis|reporter|kontributor|koresponden)\s+"
    r"(?:[^,]{2,40},\s*)?(?P<name>[^,|]{2,40})$",
    re.IGNORECASE,
)
_NAME = r"(?P<name>[^|/·•:;\n()]{2,60})"
AUTHORS = (
    re.compile(rf"(?:^|[\s|/·•(*-]){AUTHOR_ROLE}(?: [\w-]{{3,20}})?\s*[:：]\s*{_NAME}", re.IGNORECASE),
    re.compile(rf"(?:^|[|/·•(*-])\s*{AUTHOR_ROLE}\s+{_NAME}", re.IGNORECASE),
)
NEXT_ROLE = re.compile(rf"[\s,.-]+(?:{ROLE}\s*(?:[:：]|$)|{DATE}|copyright|©).*$", re.IGNORECASE)
NOBODY = re.compile(
    rf"(?:{DESK}|admin\w*|super ?user|istimewa|redaksi|tim)(?: redaksi| liputan| media)?", re.IGNORECASE
)


def is_byline(line: str) -> bool:
    """Whether a line consists of roles with names: at least one, and nothing else."""
    if UNMARKED.fullmatch(line):
        return True
    if ":" not in line and "：" not in line:
        return False
    line = RIGHTS.sub("", line).strip("()[]*- ")
    if not ROLE_LABEL.match(line):
        return False
    names = ROLE_LABEL.split(line)
    return all(_may_be_name(name.strip(" |/,;.-")) for name in names[1:])


def _may_be_name(text: str) -> bool:
    words = text.split()
    if not 0 < len(words) <= LONGEST_NAME or NO_NAME.search(text):
        return False
    # "Penulis: bukan pekerjaan mudah" is a sentence; "admin forum" and "tim MC Siak" are desks.
    return len(words) <= 2 or any(word[0].isupper() for word in words)


def author_in(line: str) -> str | None:
    """The person or desk that wrote the text, as a byline names it; None for editors and photographers."""
    if match := CORRESPONDENT.match(line):
        return match["name"].strip(" .")
    match = next((found for pattern in AUTHORS if (found := pattern.search(line))), None)
    if match is None:
        return None
    name = NEXT_ROLE.sub("", match["name"]).split(",")[0].strip(" .-–—*")
    if len(name) < 2 or not name[0].isalpha() or len(name.split()) > LONGEST_NAME + 1:
        return None
    return None if NOBODY.fullmatch(name) else name
