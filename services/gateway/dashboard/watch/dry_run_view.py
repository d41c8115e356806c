"""What a watch would have sent over the last 30 days, newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from services.gateway.dashboard.watch.alert_rows import HELD_FOR
from services.gateway.presentation.wording import decimal, number
from shared.contracts.alert import DryRun, Evidence, WouldAlert

# What a trial shows of the articles behind an alert; the alert itself will show ten.
ARTICLES = 3
# More messages a week than this, and people begin to switch them off.
NOISY_PER_WEEK = 14


@dataclass(frozen=True)
class TrialRow:
    """An alert that would have been raised."""

    title: str
    reason: str
    when: str
    sent: str
    articles: tuple[Evidence, ...]


@dataclass(frozen=True)
class Trial:
    """The outcome of a dry run; `advice` is empty when nothing needs changing."""

    sentence: str
    advice: str
    covered: str
    rows: tuple[TrialRow, ...]
    left_out: str
    limits: tuple[str, ...]


def trial(run: DryRun, when: Callable[[datetime], str]) -> Trial:
    """A dry run in words; `when` says a moment."""
    left_out = run.alerts_total - len(run.alerts)
    return Trial(
        sentence=_sentence(run),
        advice=_advice(run),
        covered=f"Yang diperiksa: sejak {when(run.covered_from)}." if run.covered_from > run.from_ else "",
        rows=tuple(_row(alert, when) for alert in reversed(run.alerts)),
        left_out=f"{number(left_out)} peringatan yang lebih lama tidak ditampilkan." if left_out else "",
        limits=tuple(run.limits),
    )


def _sentence(run: DryRun) -> str:
    if not run.alerts_total:
        return "Dalam 30 hari terakhir pantauan ini tidak akan mengirim apa pun."
    return (
        f"Dalam 30 hari terakhir pantauan ini akan mengirim {number(run.messages)} pesan berisi "
        f"{number(run.alerts_total)} peringatan, sekitar {decimal(run.per_week)} pesan seminggu."
    )


def _advice(run: DryRun) -> str:
    if not run.alerts_total:
        return "Bila seharusnya ada, longgarkan kata atau saringannya, atau pilih aturan yang lebih peka."
    if run.per_week > NOISY_PER_WEEK:
        return (
            "Itu sering. Persempit saringannya, panjangkan jedanya, atau kumpulkan menjadi ringkasan harian."
        )
    return ""


def _row(alert: WouldAlert, when: Callable[[datetime], str]) -> TrialRow:
    if alert.sent_at is None:
        sent = f"masih ditahan ({HELD_FOR.get(alert.held_for or '', 'menunggu giliran')})"
    else:
        sent = f"dikirim {when(alert.sent_at)}" if alert.sent_at != alert.raised_at else "dikirim segera"
    return TrialRow(alert.title, alert.reason, when(alert.raised_at), sent, tuple(alert.articles[:ARTICLES]))
