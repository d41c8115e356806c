"""Every kind of report, in the order in which the desk offers them."""

from __future__ import annotations

from services.gateway.reports.clipping import CLIPPING
from services.gateway.reports.issue_sheet import ISSUE_SHEET
from services.gateway.reports.kind import Kind
from services.gateway.reports.monitoring import MONITORING
from services.gateway.reports.worklog import WORKLOG

KINDS: tuple[Kind, ...] = (CLIPPING, ISSUE_SHEET, MONITORING, WORKLOG)
BY_ID: dict[str, Kind] = {kind.id: kind for kind in KINDS}
