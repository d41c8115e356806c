"""Opaque cursors: where a list goes on, signed and bound to the list that it was made for."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from services.gateway.tenants import Tenant


class BadCursor(Exception):
    """The cursor was not made here, or belongs to another list (other filter, order or tenant)."""


class Cursors:
    """Writes and reads cursors. `secret` must be the same in every gateway process."""

    def __init__(self, secret: str) -> None:
        self._signer = URLSafeSerializer(
            secret, salt="gaung.cursor", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def write(self, after: list[Any] | None, bound_to: str) -> str | None:
        """The cursor of the next page; None when there is none. `bound_to` describes the whole list."""
        if after is None:
            return None
        text = self._signer.dumps([after, _fingerprint(bound_to)])
        return text if isinstance(text, str) else text.decode()

    def read(self, cursor: str | None, bound_to: str) -> list[Any] | None:
        """Where to go on; None at the beginning. Raises BadCursor."""
        if cursor is None:
            return None
        try:
            after, fingerprint = self._signer.loads(cursor)
        except (BadSignature, ValueError) as error:
            raise BadCursor("the cursor was not made here") from error
        if fingerprint != _fingerprint(bound_to) or not isinstance(after, list):
            raise BadCursor("the cursor belongs to another list")
        return after


def list_of(tenant: Tenant, name: str, *parts: object) -> str:
    """What a cursor is bound to: a list of this name and these parts (filter, order, mode) for this tenant.

    The scope and the zone belong to it: a cursor dies when the tenant's change.
    """
    return json.dumps([name, tenant.id, tenant.scope, tenant.timezone, [str(part) for part in parts]])


def _fingerprint(bound_to: str) -> str:
    # 64 bits: nobody gains anything from a collision, the signature keeps strangers out.
    return hashlib.sha256(bound_to.encode()).hexdigest()[:16]
