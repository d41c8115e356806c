"""The scores of the model card: what the shipped file says of labelled articles, with 95 % intervals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from services.nlp.encoder import Encoder, Reading
from services.nlp.passage import Passage, passage_of_text
from services.nlp.training.data import Example
from services.nlp.training.labels import ASPIRATIONS, ENTITY_TYPES, TONES, TOPICS
from services.nlp.training.metrics import bootstrap, calibration_error, macro_f1
from services.nlp.training.tagged import Tagged, marked


@dataclass(frozen=True)
class Said:
    """What the model says of n articles: embedding (n, 384) and (n, labels) probabilities of each task."""

    embedding: np.ndarray
    tone: np.ndarray
    topic: np.ndarray
    aspiration: np.ndarray


def read(encoder: Encoder, examples: Sequence[Example]) -> list[Reading]:
    """The readings of whole articles."""
    return encoder.read([passage_of_text(example.title, example.text) for example in examples])


def stacked(readings: Sequence[Reading]) -> Said:
    """The readings as arrays."""
    return Said(
        embedding=np.stack([reading.embedding for reading in readings]),
        tone=np.array([list(reading.tone.values()) for reading in readings]),
        topic=np.array([list(reading.topic.values()) for reading in readings]),
        aspiration=np.array([list(reading.aspiration.values()) for reading in readings]),
    )


def measure(examples: Sequence[Example], said: Said) -> dict[str, Any]:
    """Scores with 95 % bootstrap intervals (1,000 draws over articles), rounded to three places."""
    tone = np.array([TONES.index(example.tone) for example in examples])
    topic = np.array([TOPICS.index(example.topic) for example in examples])
    aspiration = np.array([ASPIRATIONS.index(example.aspiration) for example in examples])
    agreed = np.array([example.tone_agreed for example in examples])
    say = {name: getattr(said, name).argmax(1) for name in ("tone", "topic", "aspiration")}
    lenient = np.array(
        [
            TOPICS[int(best)] in (ex.topic, *ex.topic_alt)
            for best, ex in zip(say["topic"], examples, strict=True)
        ]
    )
    count = len(examples)

    def agreed_tone(i: np.ndarray) -> float:
        i = i[agreed[i]]
        return macro_f1(tone[i], say["tone"][i], len(TONES))

    return {
        "items": count,
        "items_with_agreed_tone": int(agreed.sum()),
        "tone": {
            "macro_f1": with_interval(count, lambda i: macro_f1(tone[i], say["tone"][i], len(TONES))),
            "macro_f1_where_readers_agree": with_interval(count, agreed_tone),
            "accuracy": with_interval(count, lambda i: float(np.mean(tone[i] == say["tone"][i]))),
            "ece": round(calibration_error(tone, said.tone), 3),
            "confusion": [
                [int(np.sum((tone == row) & (say["tone"] == column))) for column in range(len(TONES))]
                for row in range(len(TONES))
            ],
        },
        "topic": {
            "accuracy": with_interval(count, lambda i: float(np.mean(topic[i] == say["topic"][i]))),
            "accuracy_with_alternatives": with_interval(count, lambda i: float(np.mean(lenient[i]))),
            "macro_f1": with_interval(count, lambda i: macro_f1(topic[i], say["topic"][i], len(TOPICS))),
            "ece": round(calibration_error(topic, said.topic), 3),
        },
        "aspiration": {
            "macro_f1": with_interval(
                count, lambda i: macro_f1(aspiration[i], say["aspiration"][i], len(ASPIRATIONS))
            ),
            "accuracy": with_interval(count, lambda i: float(np.mean(aspiration[i] == say["aspiration"][i]))),
            "ece": round(calibration_error(aspiration, said.aspiration), 3),
        },
    }


def with_interval(count: int, score: Callable[[np.ndarray], float]) -> dict[str, Any]:
    """The score over all items and its 95 % interval."""
    low, high = bootstrap(count, score)
    return {"value": round(score(np.arange(count)), 3), "interval": [round(low, 3), round(high, 3)]}


Names = set[tuple[int, int, int, str]]
"""(piece, start, end, type) of the names in one text."""


def names_of_articles(encoder: Encoder, examples: Sequence[Example]) -> list[tuple[Names, Names]]:
    """(marked, found) names of the articles in which names were marked, in the sentences that were read."""
    chosen = [example for example in examples if example.entities is not None]
    passages = [passage_of_text(example.title, example.text) for example in chosen]
    pairs = []
    for example, row, reading in zip(chosen, encoder.rows(passages), encoder.read(passages), strict=True):
        want = {
            (piece.index, start, end, kind)
            for piece in row.pieces
            for start, end, kind in marked(piece.text, example.entities or ()).spans
        }
        pairs.append((want, {(span.sentence, span.start, span.end, span.type) for span in reading.spans}))
    return pairs


def names_of_sentences(encoder: Encoder, sentences: Sequence[Tagged]) -> list[tuple[Names, Names]]:
    """(marked, found) names of tagged sentences; only types that were looked for in them count."""
    readings = encoder.read([Passage("", (sentence.text,)) for sentence in sentences])
    return [
        (
            {(0, *span) for span in sentence.spans},
            {(0, span.start, span.end, span.type) for span in reading.spans if span.type in sentence.types},
        )
        for sentence, reading in zip(sentences, readings, strict=True)
    ]


def measure_names(pairs: Sequence[tuple[Names, Names]]) -> dict[str, Any]:
    """Micro-F1 of exact names with its interval, and the F1 of each type."""

    def f1(chosen: Sequence[tuple[Names, Names]]) -> float:
        hits = sum(len(want & found) for want, found in chosen)
        both = sum(len(want) + len(found) for want, found in chosen)
        return 2 * hits / both if both else 0.0

    by_type = {}
    for kind in ENTITY_TYPES:
        of_kind = [({n for n in w if n[3] == kind}, {n for n in f if n[3] == kind}) for w, f in pairs]
        if any(want for want, _ in of_kind):
            by_type[kind] = round(f1(of_kind), 3)
    return {
        "texts": len(pairs),
        "f1": with_interval(len(pairs), lambda i: f1([pairs[int(place)] for place in i])),
        "by_type": by_type,
    }
