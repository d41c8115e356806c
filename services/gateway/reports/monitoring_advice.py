"""The recommendations of a monitoring report: lines of the playbook, each with the figures that call for it.

What calls for a line: an issue that is surely negative in good part, one that surely grew, complaints that
wait too long, a disaster, praise. Nothing is proposed that the tenant's playbook does not say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.gateway.dashboard.wording import number, percent, topic_name
from services.gateway.desk.aspiration_reports import CitizenReport
from services.gateway.desk.offices import Office
from services.gateway.desk.playbook import Action, Situation, fitting
from services.gateway.intervals import share_interval
from services.gateway.reports.document import Entries, Entry, Section
from services.gateway.reports.monitoring_figures import ISSUES_TOLD, MonitoringPlace
from services.gateway.reports.monitoring_issues import RankedIssue

# A page of advice is read; two are not.
LINES_TOLD = 10
# Of an issue: the first lines of its playbook, so that one issue does not fill the page.
LINES_OF_ISSUE = 4
# From here on negative articles are no exception: even the cautious end of the share is a third.
MOSTLY_NEGATIVE = 1 / 3
EMPTY = (
    "Tidak ada isu yang memanggil garis tindakan dari buku langkah. Bila semestinya ada, lengkapi buku "
    "langkah di halaman Admin, lalu susun ulang laporan ini."
)


@dataclass(frozen=True)
class Reason:
    """Why a situation holds for a topic, and where that is seen."""

    topic: str
    situation: Situation
    text: str
    path: str


def reasons_of(
    place: MonitoringPlace, issues: Sequence[RankedIssue], reports: Sequence[CitizenReport]
) -> list[Reason]:
    """The situations of the first issues in their order, then those of complaints about other topics."""
    found: list[Reason] = []
    late = _late_by_topic(reports)
    for one in issues[:ISSUES_TOLD]:
        found += _of_issue(place, one)
    for topic, complaints in sorted(late.items(), key=lambda pair: (-pair[1], pair[0])):
        found.append(
            Reason(
                topic,
                "pengaduan",
                f"{number(complaints)} pengaduan tentang {_said(topic)} melewati batas layanan",
                place.making.address(place.now.path("/aspirasi", jenis="pengaduan", lewat="1") + "#daftar"),
            )
        )
    return found


def advice_section(
    reasons: Sequence[Reason], actions: Sequence[Action], offices: Mapping[str, Office]
) -> Section:
    """Each line once, with everything that calls for it."""
    called: dict[str, tuple[Action, list[Reason]]] = {}
    for reason in reasons:
        for action in fitting(actions, [reason.topic], [reason.situation])[:LINES_OF_ISSUE]:
            called.setdefault(action.id, (action, []))[1].append(reason)
    items = [_entry(action, why, offices) for action, why in list(called.values())[:LINES_TOLD]]
    return Section(
        key="saran", title="Rekomendasi", blocks=[Entries(items=items, numbered=True, empty=EMPTY)]
    )


def _entry(action: Action, reasons: Sequence[Reason], offices: Mapping[str, Office]) -> Entry:
    topics = list(dict.fromkeys(reason.topic for reason in reasons))
    named = dict.fromkeys(offices[topic].name for topic in topics if topic in offices)
    return Entry(
        key=f"saran:{action.id}",
        title=", ".join(topic_name(topic) for topic in topics),
        url=reasons[0].path,
        text=action.text,
        reason=f"Karena {'; '.join(dict.fromkeys(reason.text for reason in reasons))}.",
        detail=f"Usulan penanggung jawab: {', '.join(named)}" if named else "",
    )


def _of_issue(place: MonitoringPlace, one: RankedIssue) -> list[Reason]:
    issue, counts = one.issue, one.issue.counts
    found: list[Reason] = []
    path = place.evidence(topik=issue.topic)
    negative, positive = _share(counts.negatif, counts.read), _share(counts.positif, counts.read)
    if negative >= MOSTLY_NEGATIVE:
        text = (
            f"{number(counts.negatif)} dari {number(counts.read)} berita {_said(issue.topic)} negatif "
            f"({percent(counts.negatif, counts.read)})"
        )
        found.append(Reason(issue.topic, "negatif", text, place.evidence(topik=issue.topic, nada="negatif")))
    if one.grows:
        text = (
            f"berita {_said(issue.topic)} naik dari {number(issue.before.total)} menjadi "
            f"{number(counts.total)}"
        )
        found.append(Reason(issue.topic, "lonjakan", text, path))
    if issue.topic == "bencana":
        found.append(Reason(issue.topic, "bencana", f"{number(counts.total)} berita tentang bencana", path))
    if positive >= MOSTLY_NEGATIVE:
        text = f"{number(counts.positif)} dari {number(counts.read)} berita {_said(issue.topic)} positif"
        found.append(
            Reason(issue.topic, "apresiasi", text, place.evidence(topik=issue.topic, nada="positif"))
        )
    return found


def _share(count: int, of: int) -> float:
    interval = share_interval(count, of)
    return interval.low if interval else 0.0


def _late_by_topic(reports: Sequence[CitizenReport]) -> dict[str, int]:
    found: dict[str, int] = {}
    for report in reports:
        if report.late and report.aspiration == "pengaduan" and report.topics:
            found[report.topics[0]] = found.get(report.topics[0], 0) + 1
    return found


def _said(topic: str) -> str:
    """A topic within a sentence; names such as UMKM keep their letters."""
    name = topic_name(topic)
    return name[0].lower() + name[1:]
