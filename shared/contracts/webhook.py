"""How webhooks are signed: Standard Webhooks, with a secret for each watch that nobody has to store.

https://www.standardwebhooks.com: headers ``webhook-id``, ``webhook-timestamp`` and ``webhook-signature``; the
receiver checks with any of the libraries published there, and refuses what is older than TOLERANCE_SECONDS.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence

PREFIX = "whsec_"
# The tolerance of the specification's own libraries.
TOLERANCE_SECONDS = 300
# How long the secret before a rotation still signs beside the new one.
OVERLAP_HOURS = 24


def secret_of(master: str, watch_id: str, version: int) -> str:
    """The secret of a watch: derived (HMAC-SHA256) from the installation's GAUNG_SECRET_KEY.

    Raises ValueError when there is no master: anybody could derive secrets from nothing.
    """
    if not master:
        raise ValueError("webhooks need GAUNG_SECRET_KEY")
    name = f"gaung.webhook/{watch_id}/{version}".encode()
    return PREFIX + base64.b64encode(hmac.new(master.encode(), name, hashlib.sha256).digest()).decode()


def signature(secrets: Sequence[str], webhook_id: str, timestamp: int, body: bytes) -> str:
    """The value of ``webhook-signature``: one ``v1,BASE64`` for each secret, blanks between."""
    signed = f"{webhook_id}.{timestamp}.".encode() + body
    return " ".join("v1," + _mac(secret, signed) for secret in secrets)


def verify(secret: str, webhook_id: str, timestamp: int, body: bytes, header: str, now: float) -> bool:
    """Whether a receiver should believe a request that arrives at `now` (Unix seconds)."""
    if abs(now - timestamp) > TOLERANCE_SECONDS:
        return False
    expected = signature([secret], webhook_id, timestamp, body)
    return any(hmac.compare_digest(expected.encode(), given.encode()) for given in header.split(" "))


def _mac(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
