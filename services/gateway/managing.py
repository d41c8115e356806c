"""Who manages what: an operator every tenant, an admin the own one; nobody whom or what may more than they.

The API (api/admin.py) and the pages (dashboard/admin) ask here alike.
"""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.errors import MayMore, UnknownTenant, UnknownUser
from services.gateway.keys import Key, get_key
from services.gateway.roles import ROLES, Role, at_least
from services.gateway.tenants import Tenant, get_tenant
from services.gateway.users import User, get_user


async def managed_tenant(engine: AsyncEngine, own: Tenant, role: Role, wanted: str | None) -> Tenant:
    """The tenant that is meant; the own one by default.

    Raises UnknownTenant, also for one that the role must not know of.
    """
    if not wanted or wanted == own.id:
        return own
    if not at_least(role, "operator"):
        raise UnknownTenant(wanted)
    return await get_tenant(engine, wanted)


async def managed_key(engine: AsyncEngine, own: Tenant, role: Role, key_id: str) -> Key:
    """A key to manage. Raises UnknownKey for another tenant's, MayMore for one above the own role.

    Without the latter an admin who rotates an operator's key would hold it.
    """
    key = await get_key(engine, key_id, tenant_id=None if at_least(role, "operator") else own.id)
    if not at_least(role, key.role):
        raise MayMore(key.role)
    return key


async def managed_user(engine: AsyncEngine, own: Tenant, role: Role, user_id: str) -> User:
    """A person to manage. Raises UnknownUser for another tenant's, MayMore for one above the own role."""
    user = await get_user(engine, user_id)
    if user is None or not (user.tenant_id == own.id or at_least(role, "operator")):
        raise UnknownUser(f"no user has the id {user_id!r}")
    if not at_least(role, user.role):
        raise MayMore(user.role)
    return user


def grantable(role: Role) -> tuple[Role, ...]:
    """The roles that this one may give: none above itself."""
    return tuple(one for one in ROLES if at_least(role, one))
