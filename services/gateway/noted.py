"""The line of the audit trail that a caller leaves about a thing of its tenant that another service keeps."""

from __future__ import annotations

from services.gateway.access import Caller
from services.gateway.audit import note
from services.gateway.state import GatewayState


async def noted(
    caller: Caller, state: GatewayState, action: str, subject: str, detail: str = "", *, own: bool = True
) -> None:
    """Write the line, after the other service has said that it is done.

    What an operator does to a thing of another tenant (`own` false) is a line of the installation: admins of
    the operator's tenant do not learn what others have.
    """
    await note(
        state.engine,
        actor=caller.actor,
        action=action,
        subject=subject,
        tenant_id=caller.tenant.id if own else None,
        detail=detail,
    )
