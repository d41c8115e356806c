"""An edition as its page shows it: people by name, history in words, deliveries, parts of the edit form."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.gateway.dashboard.forms import Form
from services.gateway.reports.document import Document
from services.gateway.reports.editions import ACT_NAMES, EditionHead, Event
from services.gateway.reports.edits import Edit, Editable, Edits, editable_parts
from services.gateway.reports.sendings import Sending
from services.gateway.users import User
from shared.contracts.deliveries import DeliveryRecord

STATE_COLOURS = {"draf": "waspada", "diperiksa": "info", "terkirim": "baik"}
DELIVERY_NAMES = {
    "waiting": "Sedang dikirim",
    "sent": "Sampai di server surel",
    "failed": "Ditolak",
    "exhausted": "Tidak terkirim",
}
DELIVERY_COLOURS = {"waiting": "info", "sent": "baik", "failed": "bahaya", "exhausted": "bahaya"}


@dataclass(frozen=True)
class HistoryLine:
    """A line of the history in words."""

    at: datetime
    who: str
    what: str
    detail: str


@dataclass(frozen=True)
class Recipient:
    """Where a sending went and what became of it."""

    address: str
    state: str
    colour: str
    error: str


@dataclass(frozen=True)
class SendingView:
    """One sending with its recipients."""

    at: datetime
    who: str
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True)
class EditablePart:
    """A part of the edit form: what stands in the field now."""

    key: str
    label: str
    text: str
    shown: bool
    rows: int
    section: bool
    quote: bool


@dataclass(frozen=True)
class EditableSection:
    """A section of the edit form."""

    title: str
    parts: tuple[EditablePart, ...]


def who_name(actor: str, users: Mapping[str, User]) -> str:
    """How the page names whoever did it."""
    kind, _, key = actor.partition(":")
    if kind == "user":
        return users[key].email if key in users else "pengguna yang sudah dihapus"
    return "Jadwal" if kind == "schedule" else "Sistem"


def history_lines(events: Sequence[Event], users: Mapping[str, User]) -> list[HistoryLine]:
    """The history, newest first."""
    return [
        HistoryLine(event.at, who_name(event.actor, users), ACT_NAMES.get(event.act, event.act), event.detail)
        for event in events
    ]


def sending_views(
    sendings: Sequence[Sending], deliveries: Sequence[DeliveryRecord] | None, users: Mapping[str, User]
) -> list[SendingView]:
    """The sendings with what the notifier knows of them; None: it does not answer."""
    known = {(one.alert_id, one.target): one for one in deliveries or ()}

    def recipient(sending: Sending, address: str) -> Recipient:
        record = known.get((sending.id, address))
        if deliveries is None:
            return Recipient(address, "Keadaan tidak diketahui", "", "")
        if record is None:
            return Recipient(address, "Menunggu giliran", "info", "")
        return Recipient(
            address, DELIVERY_NAMES[record.state], DELIVERY_COLOURS[record.state], record.last_error or ""
        )

    return [
        SendingView(
            sending.at,
            who_name(sending.actor, users),
            tuple(recipient(sending, address) for address in sending.recipients),
        )
        for sending in sendings
    ]


def edit_form(document: Document, edits: Edits, typed: Form | None = None) -> list[EditableSection]:
    """The sections with their fields: what was typed, else the edit, else what the machine wrote.

    A part that the typed form did not have, because the report was made anew meanwhile, is not empty; it
    stands as it is kept, and so does one that nobody touched (`marks_of` in the field ``semula``).
    """
    marks = set(typed.text("semula").split()) if typed is not None else set()
    return [
        EditableSection(
            section.title, tuple(_part(part, edits.get(part.key), typed, marks) for part in parts)
        )
        for section, parts in editable_parts(document)
    ]


def marks_of(sections: Sequence[EditableSection]) -> str:
    """A mark for each part as the form shows it: what comes back under its mark was not touched."""
    return " ".join(_mark(part.key, part.text, part.shown) for section in sections for part in section.parts)


def _mark(key: str, text: str, shown: bool) -> str:
    # Browsers send other line ends than they were given.
    said = f"{key}\n{shown}\n{' '.join(text.split())}"
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _part(part: Editable, edit: Edit | None, typed: Form | None, marks: set[str]) -> EditablePart:
    text = part.text if edit is None or edit.text is None else edit.text
    shown = edit is None or not edit.hidden
    name = f"teks:{part.key}"
    if typed is not None and name in typed.names():
        written, ticked = typed.text(name), part.key in typed.many("tampil")
        if _mark(part.key, written, ticked) not in marks:
            text, shown = written, ticked
    # A line of a phone holds some 40 letters.
    rows = min(8, max(2, len(text) // 70 + 1))
    return EditablePart(
        part.key, part.label, text, shown, rows, part.section, part.key.startswith("kutipan:")
    )


def editable_by(head: EditionHead) -> str:
    """A word on what editing means in this state; empty for a draft."""
    return {
        "diperiksa": "Laporan ini sudah diperiksa. Menyunting mengembalikannya menjadi draf.",
        "terkirim": "Laporan ini sudah dikirim. Suntingan baru sampai kepada penerima bila dikirim lagi.",
    }.get(head.state, "")
