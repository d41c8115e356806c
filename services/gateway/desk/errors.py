"""What can go wrong with what a team keeps.

DeskError
├── UnknownEntry    this tenant has no such thing
├── ChangedEntry    somebody else changed it since it was read
└── InvalidEntry    a value cannot be kept; `field` names it
"""

from __future__ import annotations

from services.gateway.internal_calls import NotFound


class DeskError(Exception):
    """The desk cannot do this; the message is one line for the log."""


# A page answers it as everything that is not there: 404.
class UnknownEntry(DeskError, NotFound):
    """This tenant has no entry with this id."""


class ChangedEntry(DeskError):
    """Somebody else changed the entry since it was read."""


class InvalidEntry(DeskError):
    """An entry cannot be kept with these values; `field` names the one that is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
