"""The recommendations of a monitoring report: lines of the playbook, with the figures that call for them.

What calls for a line: an issue that is surely negative in good part, one that surely grew, complaints that
wait too long, a disaster, praise. Nothing is proposed that the tenant's playbook does not say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.gateway.desk.aspiration_reports import CitizenReport
from services.gateway.desk.offices import Office
from services.gateway.desk.playbook import SITUATION_NAMES, SITUATIONS, Action, Situation, fitting
from services.gateway.intervals import share_interval
from services.gateway.presentation.wording import decimal, number, percent, topic_name
from services.gateway.reports.document import Entries, Entry, Paragraph, Section
from services.gateway.reports.monitoring_figures import ISSUES_TOLD, MonitoringPlace
from services.gateway.reports.monitoring_issues import NO_ISSUE, Issue, RankedIssue

# Of a situation: what a leader can hand out in one meeting; the playbook's own order decides which.
LINES_TOLD = 6
# From here on such articles are no exception: even the cautious end of their share is a third.
GOOD_PART = 1 / 3
EMPTY = (
    "Tidak ada isu yang memerlukan langkah dari panduan tindak. Bila semestinya ada, lengkapi panduan "
    "tindak di halaman Admin, lalu susun ulang laporan ini."
)
WHENCE = (
    "Langkah diambil dari panduan tindak yang disusun tim, menurut topik dan keadaan isu; keputusan tetap "
    "pada pimpinan."
)


@dataclass(frozen=True)
class Reason:
    """Why a situation holds for a topic, and where that is seen."""

    topic: str
    situation: Situation
    text: str
    url: str


def reasons_of(
    place: MonitoringPlace, issues: Sequence[RankedIssue], reports: Sequence[CitizenReport]
) -> list[Reason]:
    """The situations of the first issues in their order, then those of complaints that wait too long."""
    found: list[Reason] = []
    for one in issues[:ISSUES_TOLD]:
        found += _of_issue(place, one)
    late = Counter(
        report.topics[0] if report.topics else NO_ISSUE
        for report in reports
        if report.late and report.aspiration == "pengaduan"
    )
    url = place.making.address(place.now.path("/aspirasi", jenis="pengaduan", lewat="1") + "#daftar")
    for topic, count in sorted(late.items(), key=lambda pair: (pair[0] == NO_ISSUE, -pair[1], pair[0])):
        about = "hal lain" if topic == NO_ISSUE else _said(topic)
        text = f"{number(count)} pengaduan tentang {about} melewati batas layanan"
        found.append(Reason(topic, "pengaduan", text, url))
    return found


def advice_sections(
    reasons: Sequence[Reason], actions: Sequence[Action], offices: Mapping[str, Office]
) -> list[Section]:
    """A section for each situation: what calls for it, who answers, and the lines."""
    sections: list[Section] = []
    for situation in SITUATIONS:
        own = [reason for reason in reasons if reason.situation == situation]
        lines = fitting(actions, {reason.topic for reason in own}, [situation]) if own else []
        if lines:
            sections.append(_section(situation, own, lines, offices))
    if not sections:
        empty = Paragraph(key="saran", text=EMPTY)
        return [Section(key="saran", title="Rekomendasi", blocks=[empty])]
    last = sections[-1]
    blocks = [*last.blocks, Paragraph(text=WHENCE, style="aside")]
    return [*sections[:-1], last.model_copy(update={"blocks": blocks})]


def _section(
    situation: Situation,
    reasons: Sequence[Reason],
    lines: Sequence[Action],
    offices: Mapping[str, Office],
) -> Section:
    named = dict.fromkeys(offices[reason.topic].name for reason in reasons if reason.topic in offices)
    why = f"Dasarnya: {'; '.join(reason.text for reason in reasons)}."
    who = f" Usulan penanggung jawab: {'; '.join(named)}." if named else ""
    return Section(
        key=f"saran-{situation}",
        title=f"Rekomendasi: {SITUATION_NAMES[situation].lower()}",
        blocks=[
            Paragraph(key=f"dasar:{situation}", text=why + who, url=reasons[0].url),
            Entries(
                items=[_entry(action, offices) for action in _general_first(lines)[:LINES_TOLD]],
                numbered=True,
            ),
        ],
    )


def _general_first(lines: Sequence[Action]) -> list[Action]:
    """Under a situation of several topics: what holds for all of them, then what holds for one."""
    return sorted(lines, key=lambda action: (bool(action.topic), action.topic, action.position))


def _entry(action: Action, offices: Mapping[str, Office]) -> Entry:
    detail = ""
    if action.topic:
        detail = f"Untuk {_said(action.topic)}"
        if action.topic in offices:
            detail += f": {offices[action.topic].name}"
    return Entry(key=f"saran:{action.id}", text=action.text, detail=detail)


def _of_issue(place: MonitoringPlace, one: RankedIssue) -> list[Reason]:
    topic, counts = one.issue.topic, one.issue.counts
    found: list[Reason] = []
    if topic == "bencana":
        text = f"{number(counts.total)} berita tentang bencana"
        found.append(Reason(topic, "bencana", text, place.evidence(topik=topic)))
    if _surely(counts.negatif, counts.read):
        text = (
            f"{number(counts.negatif)} dari {number(counts.read)} berita {_said(topic)} "
            f"negatif ({percent(counts.negatif, counts.read)})"
        )
        found.append(Reason(topic, "negatif", text, place.evidence(topik=topic, nada="negatif")))
    if one.grows:
        found.append(Reason(topic, "lonjakan", _grown(one.issue), place.evidence(topik=topic)))
    if _surely(counts.positif, counts.read):
        text = (
            f"{number(counts.positif)} dari {number(counts.read)} berita {_said(topic)} "
            f"positif ({percent(counts.positif, counts.read)})"
        )
        found.append(Reason(topic, "apresiasi", text, place.evidence(topik=topic, nada="positif")))
    return found


def _grown(issue: Issue) -> str:
    """Per day, for a month may have fewer days than the one before."""
    counts, before = issue.counts.total, issue.before.total
    return (
        f"berita {_said(issue.topic)} naik dari rata-rata {decimal(before / issue.days_before)} menjadi "
        f"{decimal(counts / issue.days)} sehari ({number(counts)} dalam {number(issue.days)} hari, "
        f"sebelumnya {number(before)} dalam {number(issue.days_before)} hari)"
    )


def _surely(count: int, of: int) -> bool:
    """Whether the cautious end of a share is a good part."""
    interval = share_interval(count, of)
    return interval is not None and interval.low >= GOOD_PART


def _said(topic: str) -> str:
    """A topic within a sentence."""
    name = topic_name(topic)
    return name[0].lower() + name[1:]
