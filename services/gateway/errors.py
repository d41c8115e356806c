"""What can go wrong with tenants, keys and users.

GatewayError
├── UnknownTenant
├── UnknownKey
├── UnknownUser
├── MayMore            the key or the user has a role above that of whoever asks
├── KeyEnded           revoked or expired
├── InvalidTenant      empty name, region or time zone unknown
│   └── NameTaken      another tenant has this name
└── InvalidUser        e-mail taken or malformed, password too short
"""

from __future__ import annotations


class GatewayError(Exception):
    """The gateway cannot do this; the message is one line for the person who asked."""


class UnknownTenant(GatewayError):
    """No tenant has this id."""


class UnknownKey(GatewayError):
    """No key has this id."""


class UnknownUser(GatewayError):
    """No user has this id."""


class MayMore(GatewayError):
    """What is to be managed has the role `role`, above that of whoever asks."""

    def __init__(self, role: str) -> None:
        super().__init__(f"has the role {role}")
        self.role = role


class KeyEnded(GatewayError):
    """The key is revoked or expired, so it cannot be rotated."""


class InvalidTenant(GatewayError):
    """A tenant cannot be made from these values; `field` names the one that is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NameTaken(InvalidTenant):
    """Another tenant has this name."""


class InvalidUser(GatewayError):
    """A user cannot be made from these values; `field` names the one that is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
