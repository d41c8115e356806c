"""Which reports the list shows: class, state, office, place and lateness, chosen in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Annotated

from fastapi import Depends, Query

from services.gateway.dashboard.selection import Selection
from services.gateway.desk.aspiration_reports import CitizenReport
from services.gateway.desk.aspiration_states import STATE_NAMES
from services.gateway.desk.aspiration_summary import PlaceOf
from services.gateway.presentation.region_choice import region_name
from services.gateway.presentation.wording import ASPIRATION_NAMES

PATH = "/aspirasi"
# In place of a value: reports that have none.
NONE = "tanpa"
# In place of a state: verifikasi and disposisi.
OPEN = "terbuka"
CLASSES = {**ASPIRATION_NAMES, NONE: "Jenis belum terbaca"}
ORDERS = {"": "Terbaru dulu", "lama": "Paling lama menunggu"}


@dataclass(frozen=True)
class Chosen:
    """What narrows the list; "" does not. Fields are named as in the address."""

    jenis: str = ""
    keadaan: str = ""
    opd: str = ""
    tempat: str = ""
    lewat: str = ""
    urut: str = ""

    @property
    def address(self) -> dict[str, str]:
        """The parameters that are set."""
        values = {field.name: str(getattr(self, field.name)) for field in fields(self)}
        return {name: value for name, value in values.items() if value}

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(replace(self, urut="").address)


def chosen_list(
    jenis: Annotated[str, Query(max_length=40)] = "",
    keadaan: Annotated[str, Query(max_length=40)] = "",
    opd: Annotated[str, Query(max_length=200)] = "",
    tempat: Annotated[str, Query(max_length=100)] = "",
    lewat: Annotated[str, Query(max_length=2)] = "",
    urut: Annotated[str, Query(max_length=10)] = "",
) -> Chosen:
    """What the address chooses (a FastAPI dependency); what is no choice of ours does not narrow."""
    return Chosen(
        jenis if jenis in CLASSES else "",
        keadaan if keadaan in (*STATE_NAMES, OPEN) else "",
        opd,
        tempat,
        "1" if lewat else "",
        urut if urut in ORDERS else "",
    )


ChosenList = Annotated[Chosen, Depends(chosen_list)]


def in_one_regency(selection: Selection) -> bool:
    """Whether the page shows one regency or city: then its districts are the places."""
    return "." in selection.region.code


def places_of(selection: Selection) -> PlaceOf:
    """How reports are told apart by place: by district within a regency, by regency above it."""

    def district(report: CitizenReport) -> tuple[str, str]:
        return report.district or "", report.district or ""

    def regency(report: CitizenReport) -> tuple[str, str]:
        return report.region, region_name(report.region) if report.region else ""

    return district if in_one_regency(selection) else regency


def narrowed(reports: Sequence[CitizenReport], chosen: Chosen, place_of: PlaceOf) -> list[CitizenReport]:
    """The reports that pass, in the order that was chosen."""
    passing = [report for report in reports if _passes(report, chosen, place_of)]
    if chosen.urut == "lama":
        # Who still waits, longest first; then the others.
        passing.sort(key=lambda report: (not report.open, report.published_at, report.id))
    return passing


def _passes(report: CitizenReport, chosen: Chosen, place_of: PlaceOf) -> bool:
    state = chosen.keadaan
    return (
        (not chosen.jenis or (report.aspiration or NONE) == chosen.jenis)
        and (not state or report.state == state or (state == OPEN and report.open))
        and (not chosen.opd or (report.office.key or NONE) == chosen.opd)
        and (not chosen.tempat or (place_of(report)[0] or NONE) == chosen.tempat)
        and (not chosen.lewat or report.late)
    )


class Addresses:
    """Addresses of the list: the same selection of region and period, other filters."""

    def __init__(self, selection: Selection, chosen: Chosen) -> None:
        self._selection = selection
        self._chosen = chosen

    def of(self, **changes: str) -> str:
        """The list with these filters changed and the others kept; back at its beginning."""
        return self._path(replace(self._chosen, **changes))

    def only(self, **filters: str) -> str:
        """The list with these filters and no others: what stands behind a figure of all reports."""
        return self._path(Chosen(**filters))

    def _path(self, chosen: Chosen) -> str:
        return f"{self._selection.path(PATH, **chosen.address)}#daftar"
