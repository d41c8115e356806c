"""Mail addresses as people type them: one a line, or with commas between."""

from __future__ import annotations

import re
import unicodedata

from services.gateway.dashboard.forms import Form

# A mailing list takes more; a form that sends to hundreds is a mistake.
MOST = 30
NOBODY = "Tulis sedikitnya satu alamat surel."
_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\\\"]+@[^\s@,;:<>()\[\]\\\"]+\.[^\s@,;:<>()\[\]\\\"]+")


def recipients_of(form: Form, name: str) -> list[str]:
    """The addresses in a field, each once; what is none is refused by name, and so is a field without any."""
    typed = [part for part in re.split(r"[\s,;]+", _visible(form.required(name, most=4_000))) if part]
    if not typed:
        form.refuse(name, NOBODY)
    for part in typed:
        if not _ADDRESS.fullmatch(part) or not part.isprintable() or len(part) > 254:
            form.refuse(name, f"Bukan alamat surel: {part[:80]}")
    if len(typed) > MOST:
        form.refuse(name, f"Paling banyak {MOST} penerima.")
    return list(dict.fromkeys(part.lower() for part in typed))


def _visible(text: str) -> str:
    """Without format characters (Unicode Cf), such as the zero-width spaces that come along when pasting."""
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
