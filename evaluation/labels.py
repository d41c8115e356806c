"""Tone, topic and aspiration against the label that a reader gave; the baseline always says the commonest
one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from evaluation.rows import Row, interval
from evaluation.sets import Item
from services.nlp.training.data import second_readings
from services.nlp.training.metrics import calibration_error, macro_f1
from shared.contracts.enrichment import TONES, TOPICS

_NONE = "tidak_ada"
_VOICES = (_NONE, "pengaduan", "aspirasi", "permintaan_informasi", "apresiasi")
_COMMONEST = "the commonest label"


def measure(name: str, items: Sequence[Item]) -> list[Row]:
    """Macro-F1 of tone, topic and aspiration; topic also by accuracy with the alternatives a reader
    accepts."""
    return [
        _macro("tone", name, items, TONES, _want_tone, _got_tone),
        _agreed(name, items),
        _calibration(name, items),
        _accuracy(name, items),
        _macro("topic", name, items, TOPICS, lambda item: str(item.labels["topic"]), _got_topic),
        _macro("aspiration", name, items, _VOICES, _want_voice, _got_voice),
    ]


def _want_tone(item: Item) -> str:
    return str(item.labels["tone"])


def _got_tone(item: Item) -> str:
    return item.enrichment.tone.label if item.enrichment.tone else ""


def _got_topic(item: Item) -> str:
    return item.enrichment.topics[0].id if item.enrichment.topics else ""


def _want_voice(item: Item) -> str:
    return item.labels.get("aspiration") or _NONE


def _got_voice(item: Item) -> str:
    return item.enrichment.aspiration or _NONE


def _agreed(name: str, items: Sequence[Item]) -> Row:
    """The tone where a second reader, who did not know the label, says the same."""
    seconds = second_readings()
    chosen = [
        item
        for item in items
        if (second := seconds.get(item.labels["id"])) is None or second.tone == _want_tone(item)
    ]
    row = _macro("tone", name, chosen, TONES, _want_tone, _got_tone)
    return replace(row, measure="macro-F1 where readers agree")


def _macro(
    task: str,
    name: str,
    items: Sequence[Item],
    labels: Sequence[str],
    want: Callable[[Item], str],
    got: Callable[[Item], str],
) -> Row:
    truth = np.array([labels.index(want(item)) for item in items])
    said = np.array([labels.index(got(item)) for item in items])
    plain = np.full_like(truth, Counter(truth.tolist()).most_common(1)[0][0])

    def score(at: np.ndarray) -> float:
        return macro_f1(truth[at], said[at], len(labels))

    low, high = interval(len(items), score)
    every = np.arange(len(items))
    return Row(
        task,
        name,
        len(items),
        "macro-F1",
        score(every),
        low,
        high,
        _COMMONEST,
        macro_f1(truth, plain, len(labels)),
    )


def _accuracy(name: str, items: Sequence[Item]) -> Row:
    accepted = [{item.labels["topic"], *(item.labels.get("topic_alt") or ())} for item in items]
    right = np.array([_got_topic(item) in labels for item, labels in zip(items, accepted, strict=True)])
    commonest = Counter(item.labels["topic"] for item in items).most_common(1)[0][0]
    low, high = interval(len(items), lambda at: float(right[at].mean()))
    plain = float(np.mean([commonest in labels for labels in accepted]))
    return Row(
        "topic",
        name,
        len(items),
        "accuracy with alternatives",
        float(right.mean()),
        low,
        high,
        _COMMONEST,
        plain,
    )


def _calibration(name: str, items: Sequence[Item]) -> Row:
    """Expected calibration error of the tone, ten bins: 0 is best; the baseline claims to be sure."""
    chosen = [item for item in items if item.enrichment.tone]
    scores = np.array(
        [[item.enrichment.tone.scores[tone] for tone in TONES] for item in chosen if item.enrichment.tone]
    )
    truth = np.array([TONES.index(_want_tone(item)) for item in chosen])
    low, high = interval(len(chosen), lambda at: calibration_error(truth[at], scores[at]))
    sure = np.eye(len(TONES))[scores.argmax(axis=1)]
    return Row(
        "tone",
        name,
        len(chosen),
        "calibration error",
        calibration_error(truth, scores),
        low,
        high,
        "always sure",
        calibration_error(truth, sure),
    )
