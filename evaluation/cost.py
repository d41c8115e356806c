"""What reading more of an article buys: scores and time at several lengths, against the shipped one."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from evaluation.rows import Row, interval
from evaluation.sets import SHIPPED
from services.nlp.encoder import Encoder, Reading
from services.nlp.passage import Passage, passage_of_text
from services.nlp.training.data import Example, evaluation_examples, judged_examples
from services.nlp.training.metrics import macro_f1
from shared.contracts.enrichment import TONES

LENGTHS = (96, 128, 192, 256, 320, 384)


def measure(encoder: Encoder) -> Iterator[Row]:
    """Tone macro-F1 and topic accuracy over c, g, k and p at each length; the last column is time, not
    score."""
    examples = [*evaluation_examples(SHIPPED["c and g"][0].parent), *judged_examples()]
    passages = [passage_of_text(example.title, example.text) for example in examples]
    shipped = encoder.labels.max_tokens
    _read(encoder, passages[:20], shipped)
    _, usual = _read(encoder, passages, shipped)
    for tokens in LENGTHS:
        readings, seconds = _read(encoder, passages, tokens)
        yield from _rows(examples, readings, tokens, seconds / usual, f"× the time at {shipped}")


def _read(encoder: Encoder, passages: Sequence[Passage], tokens: int) -> tuple[list[Reading], float]:
    """The readings at one length and the processor seconds they took."""
    shipped = encoder.labels
    encoder.labels = replace(shipped, max_tokens=tokens)
    started = time.process_time()
    try:
        return encoder.read(passages), time.process_time() - started
    finally:
        encoder.labels = shipped


def _rows(
    examples: Sequence[Example], readings: Sequence[Reading], tokens: int, ratio: float, baseline: str
) -> Iterator[Row]:
    tone = np.array([TONES.index(example.tone) for example in examples])
    said = np.array([list(reading.tone.values()) for reading in readings]).argmax(axis=1)
    topic = np.array(
        [
            max(reading.topic, key=reading.topic.__getitem__) in (example.topic, *example.topic_alt)
            for example, reading in zip(examples, readings, strict=True)
        ]
    )
    task, name, count = f"{tokens} tokens read", "c, g, k and p", len(examples)
    low, high = interval(count, lambda at: macro_f1(tone[at], said[at], len(TONES)))
    value = macro_f1(tone, said, len(TONES))
    yield Row(task, name, count, "tone macro-F1", value, low, high, baseline, ratio)
    low, high = interval(count, lambda at: float(topic[at].mean()))
    yield Row(task, name, count, "topic with alternatives", float(topic.mean()), low, high, baseline, ratio)
