"""Part C of a telaah: lines of action from the playbook, each with the evidence that called for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.desk.playbook import SITUATION_NAMES, Action, fitting
from services.gateway.presentation.wording import number
from services.gateway.reports.citing import Citing
from services.gateway.reports.document import Block, Entries, Entry, Paragraph
from services.gateway.reports.issue_denials import called_false, put_right
from services.gateway.reports.issue_reading import Reading
from shared.contracts.query import IndexedArticle

# A leader reads so many lines; the playbook's own order decides which.
MOST = 8
# Three times the mean of the days before, and at least as many as would fill a morning's clipping.
SURGE, LEAST_SURGE = 3.0, 5


@dataclass(frozen=True)
class Situation:
    """A situation of the playbook that the story is in, with what shows it."""

    id: str
    evidence: str
    items: tuple[IndexedArticle, ...]


def proposal_blocks(reading: Reading, actions: Sequence[Action], citing: Citing) -> list[Block]:
    """The fitting lines; nothing is proposed that no evidence calls for."""
    found = {situation.id: situation for situation in situations(reading)}
    topics = [value.value for value in reading.story.topics]
    fit = fitting(actions, topics, list(found))
    entries = [_entry(action, found[action.situation], citing) for action in fit[:MOST]]
    return [
        Entries(
            items=entries,
            numbered=True,
            empty="Tidak ada langkah dalam panduan tindak yang cocok dengan keadaan isu ini."
            if found
            else "Isu ini belum menunjukkan keadaan yang memerlukan langkah khusus; pantau perkembangannya.",
        ),
        Paragraph(
            text="Saran diambil dari panduan tindak yang disusun tim, menurut topik dan keadaan isu; "
            "keputusan tetap pada pimpinan.",
            style="aside",
        ),
    ]


def situations(reading: Reading) -> list[Situation]:
    """The situations that the articles of the story show, the most pressing first."""
    story, articles = reading.story, reading.originals
    found: list[Situation] = []
    topics = [value.value for value in story.topics]
    if "bencana" in topics[:2]:
        about = [item for item in articles if any(topic.id == "bencana" for topic in item.enrichment.topics)]
        found.append(
            Situation("bencana", "berita-beritanya bertopik bencana", tuple(about[:2] or articles[:1]))
        )
    for situation, sentences in (("hoaks", called_false(reading)), ("keliru_kutip", put_right(reading))):
        if sentences:
            found.append(Situation(situation, f"“{sentences[0].text}”", (sentences[0].item,)))
    surge = _surge(reading)
    if surge is not None:
        found.append(surge)
    complaints = [item for item in articles if item.enrichment.aspiration == "pengaduan"]
    if complaints:
        text = f"{number(len(complaints))} pengaduan warga dalam cerita ini"
        found.append(Situation("pengaduan", text, tuple(complaints[:3])))
    bad, good = story.tones.get("negatif", 0), story.tones.get("positif", 0)
    if bad and bad >= good:
        negative = [item for item in articles if _tone(item) == "negatif"]
        text = f"{number(bad)} dari {number(story.toned)} berita bernada negatif"
        found.append(Situation("negatif", text, tuple(negative[:3])))
    if good and good > bad:
        positive = [item for item in articles if _tone(item) == "positif"]
        text = f"{number(good)} dari {number(story.toned)} berita bernada positif"
        found.append(Situation("apresiasi", text, tuple(positive[:3])))
    return found


def _surge(reading: Reading) -> Situation | None:
    """Whether the last day of the story has far more articles than the days before had."""
    buckets = reading.story.course.buckets
    if reading.story.course.interval != "day" or len(buckets) < 3:
        return None
    last, before = buckets[-1].count, [bucket.count for bucket in buckets[:-1]]
    mean = sum(before) / len(before)
    if last < LEAST_SURGE or last < SURGE * mean:
        return None
    day = buckets[-1].start
    items = [item for item in reading.articles if item.article.published_at >= day]
    text = (
        f"{number(last)} berita pada hari terakhir, rata-rata {mean:.1f}".replace(".", ",")
        + " per hari sebelumnya"
    )
    return Situation("lonjakan", text, tuple(items[:2]))


def _entry(action: Action, situation: Situation, citing: Citing) -> Entry:
    name = SITUATION_NAMES.get(situation.id, situation.id).lower()
    return Entry(
        key=f"saran:{action.id}",
        text=action.text,
        reason=f"Dasar: {name}; {situation.evidence}.",
        sources=citing.cite_all(situation.items),
    )


def _tone(item: IndexedArticle) -> str:
    return item.enrichment.tone.label if item.enrichment.tone else ""
