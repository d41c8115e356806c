"""Mail addresses as people type them: one a line, or with commas between."""

from __future__ import annotations

import re

from services.gateway.dashboard.forms import Form

# A mailing list takes more; a form that sends to hundreds is a mistake.
MOST = 30
_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\\\"]+@[^\s@,;:<>()\[\]\\\"]+\.[^\s@,;:<>()\[\]\\\"]+")


def recipients_of(form: Form, name: str) -> list[str]:
    """The addresses in a field, each once; what is none is refused by name."""
    typed = [part for part in re.split(r"[\s,;]+", form.required(name, most=4_000)) if part]
    for part in typed:
        if not _ADDRESS.fullmatch(part) or len(part) > 254:
            form.refuse(name, f"Bukan alamat surel: {part[:80]}")
    if len(typed) > MOST:
        form.refuse(name, f"Paling banyak {MOST} penerima.")
    return list(dict.fromkeys(part.lower() for part in typed))
