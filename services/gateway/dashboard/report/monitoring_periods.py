"""The months and quarters that a form offers."""

from __future__ import annotations

from datetime import date

from services.gateway.dashboard.forms import Form
from services.gateway.reports.monitoring_period import CalendarPeriod, recent_months, recent_quarters


def month_options(today: date) -> list[tuple[str, str]]:
    """The months of a year back from today."""
    return [_option(one, today) for one in recent_months(today)]


def period_options(today: date) -> list[tuple[str, str]]:
    """The months, then the quarters."""
    return month_options(today) + [_option(one, today) for one in recent_quarters(today)]


def last_finished(today: date) -> CalendarPeriod:
    """The month that ended last: what a report is usually about."""
    return CalendarPeriod.month_of(today).before


def period_in(form: Form, name: str, options: list[tuple[str, str]]) -> CalendarPeriod | None:
    """What was chosen; a mistake is noted in the form."""
    form.required(name, message="Pilih bulan atau triwulan.")
    return CalendarPeriod.of_code(form.one_of(name, [code for code, _ in options]))


def _option(one: CalendarPeriod, today: date) -> tuple[str, str]:
    return one.code, f"{one.name} (sedang berjalan)" if one.running(today) else one.name
