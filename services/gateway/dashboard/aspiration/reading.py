"""How a file is to be read: what a person chose in a form, and the order that the crawler is given."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from services.gateway.dashboard.forms import Form
from services.gateway.pushing import source_errors, with_region
from services.gateway.tenants import Tenant
from shared.contracts.article import Kind
from shared.contracts.crawl import PushedSource, Source
from shared.contracts.imports import DateOrder, ImportField, ImportOrder

FIELDS: tuple[ImportField, ...] = get_args(ImportField)
FIELD_NAMES: dict[ImportField, str] = {
    "text": "Isi laporan",
    "title": "Judul",
    "published_at": "Tanggal",
    "time": "Jam",
    "ticket": "Nomor tiket",
    "status": "Keadaan (status)",
    "office": "Perangkat daerah tujuan",
    "category": "Kategori",
    "channel": "Kanal",
    "region": "Wilayah",
    "place": "Tempat",
    "url": "Alamat web",
    "author": "Akun atau penulis",
    "reporter": "Nama pelapor (tidak disimpan)",
    "personal": "Data pribadi lain (tidak disimpan)",
}
LEFT_OUT = "abaikan"
KINDS: dict[Kind, str] = {
    "aspirasi": "Laporan warga (SP4N-LAPOR! atau kanal pengaduan lain)",
    "sosial": "Unggahan dan komentar media sosial",
    "berita": "Kliping berita",
}
DELIMITERS = {",": "Koma ,", ";": "Titik koma ;", "tab": "Tab", "|": "Garis tegak |"}
ENCODINGS = {"utf-8": "UTF-8", "windows-1252": "Windows-1252", "utf-16": "UTF-16"}
DATE_ORDERS: dict[DateOrder, str] = {
    "day-first": "05/06/2026 adalah 5 Juni",
    "month-first": "05/06/2026 adalah 6 Mei",
}
# The rows that name the columns stand near the top; a title and a logo come before them.
_DEEPEST_HEADER = 1000
# What says where the columns are: chosen anew, the old columns are no more.
SHAPE = ("sheet", "header_row", "delimiter", "encoding")

Choices = dict[str, Any]


def first_choices(form: Form, tenant: Tenant, regions: Sequence[str]) -> Choices:
    """What the form beside the file says; mistakes are noted in the form."""
    kind = form.one_of("jenis", list(KINDS), default="aspirasi")
    name = form.required("sumber", most=200, message="Tulis dari mana laporan ini, misalnya SP4N-LAPOR!.")
    region = form.one_of("wilayah", regions)
    return {"kind": kind, "name": name, "region": region or None, "timezone": tenant.timezone, "mapping": {}}


def changed_choices(choices: Mapping[str, Any], form: Form) -> Choices:
    """What the form of the preview says; mistakes are noted in the form.

    Columns keep their fields only while the file is cut into the same columns.
    """
    header = form.text("baris_judul")
    if header and not (header.isascii() and header.isdigit() and int(header) <= _DEEPEST_HEADER):
        form.refuse("baris_judul", f"Tulis nomor baris dari 0 sampai {_DEEPEST_HEADER}; 0 bila tidak ada.")
        header = ""
    shape = {
        "sheet": form.text("lembar", most=100) or None,
        "header_row": int(header) if header else None,
        "delimiter": form.one_of("pemisah", list(DELIMITERS)).replace("tab", "\t") or None,
        "encoding": form.one_of("pengodean", list(ENCODINGS)) or None,
    }
    order = {"date_order": form.one_of("urutan_tanggal", list(DATE_ORDERS)) or None}
    same = all(choices.get(name) == shape[name] for name in SHAPE)
    return {**choices, **shape, **order, "mapping": _mapping(form) if same else {}}


def order_of(choices: Mapping[str, Any], tenant: Tenant, filename: str) -> ImportOrder:
    """The order for the crawler; a source without a region takes that of a tenant that has just one."""
    source = PushedSource(name=choices["name"], region=choices["region"], timezone=choices["timezone"])
    shape = {name: choices.get(name) for name in (*SHAPE, "date_order")}
    return ImportOrder(
        tenant_id=tenant.id,
        scope=list(tenant.scope),
        source=with_region(source, tenant),
        filename=filename,
        kind=choices["kind"],
        mapping=choices["mapping"],
        **shape,
    )


def refuse_source(form: Form, choices: Mapping[str, Any], tenant: Tenant, known: Sequence[Source]) -> None:
    """Note in the form why these reports cannot be said to come from there."""
    if form.errors:
        return
    source = PushedSource(name=choices["name"], region=choices["region"], timezone=choices["timezone"])
    for error in source_errors(source, tenant, known):
        form.refuse("wilayah" if error.name == "source.region" else "sumber", sentence(error.message))


def sentence(message: str) -> str:
    """What the crawler says of a file, as a sentence of the page: fields by the names that stand on it."""
    for field in re.findall(r"(?<=dua kolom untuk satu isian: ).+", message):
        names = [FIELD_NAMES[one] for one in FIELDS if one in field.split(", ")]
        message = f"dua kolom dipilih untuk isian yang sama: {', '.join(names)}; sisakan satu"
    if found := re.search(
        r"tidak ada kolom yang dikenali sebagai isi.*?(Kolom yang ada: .*)", message, re.DOTALL
    ):
        message = f"tidak ada kolom yang dikenali sebagai isi laporan. {found[1]}"
    message = " ".join(message.split()).rstrip(".")
    return f"{message[:1].upper()}{message[1:]}."


def _mapping(form: Form) -> dict[str, ImportField | None]:
    """Column → field; a column that nobody chose a field for is guessed."""
    mapping: dict[str, ImportField | None] = {}
    number = 0
    while name := form.raw(f"nama-{number}"):
        chosen = form.text(f"kolom-{number}")
        if chosen == LEFT_OUT:
            mapping[name] = None
        elif field := next((one for one in FIELDS if one == chosen), None):
            mapping[name] = field
        number += 1
    # When no column was recognised their names are not known: the person types the one that counts.
    if typed := form.text("kolom_isi", most=300):
        mapping[typed] = "text"
    return mapping
