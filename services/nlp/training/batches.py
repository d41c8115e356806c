"""Turns articles into padded token batches of similar length."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import PreTrainedTokenizerFast

from services.nlp.training.labels import MAX_TOKENS, PREFIX

WITHOUT_TITLE = 0.10
"""Share of training articles shown without their title: complaints and sentences have none."""
EXCERPT = 0.15
"""Share of training articles cut to a few sentences: the heads also judge single sentences."""


def load_tokenizer(directory: Path) -> Any:
    """The tokenizer beside the weights."""
    return PreTrainedTokenizerFast.from_pretrained(directory)


def as_input(title: str, text: str) -> str:
    """What the encoder reads of an article."""
    return f"{PREFIX}{title}\n{text}" if title else f"{PREFIX}{text}"


def tokenise(tokenizer: Any, texts: Sequence[str], tokens: int = MAX_TOKENS) -> list[list[int]]:
    """Token ids of each text, cut at `tokens`, special tokens included."""
    ids: list[list[int]] = tokenizer(list(texts), truncation=True, max_length=tokens)["input_ids"]
    return ids


def padded(rows: Sequence[list[int]], pad: int) -> tuple[Any, Any]:
    """(B, L) int64 ids and mask; L is a multiple of 32, so that kernels are prepared for few shapes."""
    length = -(-max(len(row) for row in rows) // 32) * 32
    ids = torch.full((len(rows), length), pad, dtype=torch.long)
    mask = torch.zeros((len(rows), length), dtype=torch.long)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = torch.tensor(row)
        mask[index, : len(row)] = 1
    return ids, mask


def buckets(lengths: Sequence[int], size: int, rng: random.Random | None) -> Iterator[list[int]]:
    """Batches of indices of similar length; with a generator the batches come in random order."""
    order = list(range(len(lengths)))
    if rng is not None:
        rng.shuffle(order)
    # Within windows of 16 batches: similar lengths meet, yet an epoch's batches differ from the last one's.
    window = size * 16 if rng is not None else max(1, len(order))
    batches = []
    for start in range(0, len(order), window):
        part = sorted(order[start : start + window], key=lambda index: lengths[index])
        batches += [part[at : at + size] for at in range(0, len(part), size)]
    if rng is not None:
        rng.shuffle(batches)
    yield from batches
