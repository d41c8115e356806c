"""The fields of the query language: their names, their values, and what a wrong one was meant to be."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Final, cast, get_args

from lark import Token

from services.search.query.errors import QuerySyntaxError
from services.search.query.tree import FieldValue, TextField, ValueField
from shared.contracts.article import Kind
from shared.contracts.enrichment import TONES, TOPICS
from shared.regions import WHOLE_COUNTRY, load_regions

TITLE: Final[TextField] = "title"
VALUE_FIELDS: tuple[str, ...] = get_args(ValueField)
FIELDS = (TITLE, *VALUE_FIELDS)
# An article has one of these, so that two at once never match.
SINGLE_VALUED = ("source", "tone", "lang", "kind")

EXAMPLES = {
    "title": "title:banjir",
    "region": "region:64.08",
    "source": "source:kabar-pesisir",
    "tone": "tone:negatif",
    "topic": "topic:kesehatan",
    "person": 'person:"Siti Aminah"',
    "lang": "lang:id",
    "kind": "kind:berita",
}

_CHOICES: dict[str, tuple[str, ...]] = {"tone": TONES, "topic": TOPICS, "kind": get_args(Kind)}
# What an Indonesian calls them; not accepted, because a field has one name everywhere.
_MEANT = {
    "judul": "title", "headline": "title",
    "wilayah": "region", "daerah": "region", "kab": "region", "kota": "region", "kabupaten": "region",
    "provinsi": "region", "lokasi": "region", "location": "region", "kode": "region",
    "sumber": "source", "media": "source", "site": "source", "situs": "source", "domain": "source",
    "nada": "tone", "sentimen": "tone", "sentiment": "tone",
    "topik": "topic", "urusan": "topic", "tema": "topic", "tag": "topic",
    "orang": "person", "tokoh": "person", "nama": "person", "people": "person", "persons": "person",
    "bahasa": "lang", "language": "lang",
    "jenis": "kind", "tipe": "kind", "type": "kind",
}  # fmt: skip
_REGION_CODE = re.compile(r"\d{2}(?:\.\d{2})?")
_LONGER_CODE = re.compile(r"(\d{2})\.?(\d{2})(?:\.?\d+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def known_field(token: Token) -> str:
    """The name of a field out of ``Title:``. QuerySyntaxError with the nearest name when there is none."""
    written = str(token[:-1])
    name = written.lower()
    if name in FIELDS:
        return name
    nearest = _MEANT.get(name) or next(iter(get_close_matches(name, FIELDS, 1)), None)
    instead = f"Mungkin maksudnya {nearest}:. " if nearest else ""
    raise QuerySyntaxError(
        token.start_pos or 0,
        f'Kolom "{written}" tidak dikenal.',
        f"{instead}Yang ada: {', '.join(FIELDS)}. Bila ini teks biasa, tulis dalam tanda kutip.",
    )


def value_of(name: str, text: str, position: int) -> FieldValue:
    """The value of a field other than title. QuerySyntaxError when the field cannot have it."""
    field = cast(ValueField, name)
    if text.endswith("*"):
        raise QuerySyntaxError(
            position + len(text) - 1,
            f"{name}: tidak mengenal awalan.",
            f"Tulis nilai lengkap, misalnya {EXAMPLES[name]}; tanda * hanya untuk kata dan title:.",
        )
    values = [value for value in text.split(",") if value]
    if name != "person" and len(values) > 1:
        raise QuerySyntaxError(
            position + text.index(","),
            f"Beberapa nilai untuk {name}: tidak dipisah dengan koma.",
            f"Tulis {name}:({' OR '.join(values)}).",
        )
    if name in _CHOICES:
        return FieldValue(field, _choice(name, text, position), position)
    if name == "region":
        return FieldValue(field, _region(text, position), position)
    if name == "lang" and not _LANGUAGE.fullmatch(text.lower()):
        raise QuerySyntaxError(
            position,
            f'"{text}" bukan kode bahasa.',
            "Tulis kode dua atau tiga huruf, misalnya lang:id atau lang:en.",
        )
    return FieldValue(field, text, position)


def _choice(name: str, text: str, position: int) -> str:
    value = text.lower()
    choices = _CHOICES[name]
    if value in choices:
        return value
    nearest = next(iter(get_close_matches(value, choices, 1)), None)
    instead = f"Mungkin maksudnya {name}:{nearest}. " if nearest else ""
    raise QuerySyntaxError(
        position, f'Nilai "{text}" untuk {name}: tidak dikenal.', f"{instead}Pilihan: {', '.join(choices)}."
    )


def _region(text: str, position: int) -> str:
    if _REGION_CODE.fullmatch(text) or text.upper() == WHOLE_COUNTRY:
        return text.upper()
    raise QuerySyntaxError(position, f'"{text}" bukan kode wilayah.', _region_hint(text))


def _region_hint(text: str) -> str:
    table = load_regions()
    longer = _LONGER_CODE.fullmatch(text)
    if longer is not None and ".".join(longer.groups()) in table:
        code = ".".join(longer.groups())
        return f"Tulis region:{code} ({table.get(code).name}); lebih rinci dari itu tidak tersedia."
    named = [entry for entry in table.named(text) if entry.source in ("name", "abbreviation", "seat")]
    codes = list(dict.fromkeys(entry.code for entry in named))[:3]
    if codes:
        return f"Tulis kodenya: {' atau '.join(f'region:{code} ({table.get(code).name})' for code in codes)}."
    return "Tulis kode Kemendagri, misalnya region:64 atau region:64.08; /v1/regions menyebut semuanya."
