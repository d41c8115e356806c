"""Roles: what a key or a user may do, from reading to running the installation."""

from __future__ import annotations

from typing import Literal, get_args

Role = Literal["viewer", "analyst", "admin", "operator"]
# In order of power: viewer reads, analyst also writes, admin also manages the tenant, operator all tenants.
ROLES: tuple[Role, ...] = get_args(Role)


def at_least(role: Role, needed: Role) -> bool:
    """Whether `role` may do what needs `needed`."""
    return ROLES.index(role) >= ROLES.index(needed)
