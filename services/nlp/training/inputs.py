"""Training rows: token ids of articles and tagged sentences, with the tags that are right for each token."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from services.nlp.passage import Passage, Row, passage_of_text, rows_of
from services.nlp.training.data import Example
from services.nlp.training.labels import ENTITY_TAGS, MAX_TOKENS, PREFIX
from services.nlp.training.tagged import Tagged, marked, tag_matrix

WITHOUT_TITLE = 0.10
"""Share of training articles shown without their title: complaints and posts have none."""
EXCERPT = 0.12
"""Share of training articles cut to a few sentences: short posts are judged too."""


@dataclass(frozen=True)
class TrainingRow:
    """Token ids; `tags` (tokens, 11) says which tags are right for each token, None where nobody looked."""

    ids: list[int]
    tags: np.ndarray | None = None


def as_read(tokenizer: Any, examples: Sequence[Example], tokens: int = MAX_TOKENS) -> list[Row]:
    """Whole articles as the service reads those whose region it does not know."""
    return rows_of(tokenizer, [passage_of_text(ex.title, ex.text) for ex in examples], PREFIX, tokens)


def varied(tokenizer: Any, examples: Sequence[Example], rng: random.Random) -> list[TrainingRow]:
    """The articles as one epoch shows them: usually whole, sometimes without title or cut after a few
    sentences."""
    rows = rows_of(tokenizer, [_varied(example, rng) for example in examples], PREFIX, MAX_TOKENS)
    return [TrainingRow(row.ids, _tags(example, row)) for example, row in zip(examples, rows, strict=True)]


def _varied(example: Example, rng: random.Random) -> Passage:
    passage = passage_of_text("" if rng.random() < WITHOUT_TITLE else example.title, example.text)
    if rng.random() < EXCERPT and len(passage.sentences) > 2:
        return Passage(passage.title, passage.sentences[: rng.randint(2, len(passage.sentences))])
    return passage


def _tags(example: Example, row: Row) -> np.ndarray | None:
    if example.entities is None:
        return None
    tags = np.zeros((len(row.ids), len(ENTITY_TAGS)), dtype=bool)
    tags[:, 0] = True
    for piece in row.pieces:
        tags[piece.start : piece.end] = tag_matrix(marked(piece.text, example.entities), piece.offsets)
    return tags


def tagged_articles(tokenizer: Any, examples: Sequence[Example]) -> list[TrainingRow]:
    """Whole articles, those in which names were marked."""
    chosen = [example for example in examples if example.entities is not None]
    rows = as_read(tokenizer, chosen)
    return [TrainingRow(row.ids, _tags(example, row)) for example, row in zip(chosen, rows, strict=True)]


def tagged_rows(tokenizer: Any, sentences: Sequence[Tagged]) -> list[TrainingRow]:
    """Tagged sentences as rows; the tokens that frame a text have no tag."""
    rows = rows_of(tokenizer, [Passage("", (sentence.text,)) for sentence in sentences], PREFIX, MAX_TOKENS)
    found = []
    for sentence, row in zip(sentences, rows, strict=True):
        tags = np.zeros((len(row.ids), len(ENTITY_TAGS)), dtype=bool)
        tags[:, 0] = True
        for piece in row.pieces[1:]:
            tags[piece.start : piece.end] = tag_matrix(sentence, piece.offsets)
        found.append(TrainingRow(row.ids, tags))
    return found


def padded(rows: Sequence[list[int]], pad: int) -> tuple[Any, Any]:
    """(B, L) int64 ids and mask; L is a multiple of 32, so that kernels are prepared for few shapes."""
    length = -(-max(len(row) for row in rows) // 32) * 32
    ids = torch.full((len(rows), length), pad, dtype=torch.long)
    mask = torch.zeros((len(rows), length), dtype=torch.long)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = torch.tensor(row)
        mask[index, : len(row)] = 1
    return ids, mask


def batches(lengths: Sequence[int], tokens: int, largest: int, rng: random.Random | None) -> list[list[int]]:
    """Batches of similar length with at most `tokens` padded tokens and `largest` rows; with a generator
    shuffled.

    Similar lengths meet within windows of a thousand rows, yet an epoch's batches differ from the last one's.
    """
    order = list(range(len(lengths)))
    if rng is not None:
        rng.shuffle(order)
    window = 1000 if rng is not None else max(1, len(order))
    found: list[list[int]] = []
    for start in range(0, len(order), window):
        batch: list[int] = []
        for index in sorted(order[start : start + window], key=lambda index: lengths[index]):
            if batch and (len(batch) == largest or (len(batch) + 1) * lengths[index] > tokens):
                found.append(batch)
                batch = []
            batch.append(index)
        if batch:
            found.append(batch)
    if rng is not None:
        rng.shuffle(found)
    return found
