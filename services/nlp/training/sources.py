"""Where a training step's inputs come from: tokens, or the kept states of layers that no longer learn."""

import random
from collections.abc import Sequence
from typing import Any

import torch
from tqdm import tqdm

from services.nlp.training.batches import EXCERPT, WITHOUT_TITLE, as_input, buckets, padded, tokenise
from services.nlp.training.data import Example
from services.nlp.training.precision import autocast


class TokenSource:
    """Articles as token ids; the whole network computes them."""

    def __init__(self, tokenizer: Any, examples: Sequence[Example], tokens: int, rng: random.Random) -> None:
        self.rows = tokenise(tokenizer, [varied(example, rng) for example in examples], tokens)
        self.lengths = [len(row) for row in self.rows]
        self.pad = tokenizer.pad_token_id

    def outputs(self, network: Any, batch: Sequence[int]) -> tuple[Any, Any, Any]:
        """The network's outputs for a batch of indices."""
        found: tuple[Any, Any, Any] = network(*padded([self.rows[index] for index in batch], self.pad))
        return found


class StateSource:
    """Articles as bf16 token states below layer `depth`, computed once; only the layers above compute."""

    def __init__(
        self, network: Any, tokenizer: Any, examples: Sequence[Example], tokens: int, depth: int
    ) -> None:
        self.depth = depth
        self.states: list[Any] = [None] * len(examples)
        rows = tokenise(tokenizer, [as_input(example.title, example.text) for example in examples], tokens)
        network.eval()
        with torch.inference_mode(), autocast():
            for batch in tqdm(list(buckets([len(row) for row in rows], 16, None)), desc="lower layers"):
                ids, mask = padded([rows[index] for index in batch], tokenizer.pad_token_id)
                states = network.lower(ids, mask, depth).bfloat16()
                for place, index in enumerate(batch):
                    self.states[index] = states[place, : len(rows[index])].clone()
        self.lengths = [len(row) for row in rows]

    def vary(self, rng: random.Random) -> None:
        """Chooses which articles the next epoch shows as excerpts (40 tokens or more)."""
        self.lengths = [
            rng.randint(min(40, len(states)), len(states)) if rng.random() < EXCERPT else len(states)
            for states in self.states
        ]

    def outputs(self, network: Any, batch: Sequence[int]) -> tuple[Any, Any, Any]:
        """The network's outputs for a batch of indices."""
        length = -(-max(self.lengths[index] for index in batch) // 32) * 32
        states = torch.zeros((len(batch), length, self.states[batch[0]].shape[1]))
        mask = torch.zeros((len(batch), length), dtype=torch.long)
        for place, index in enumerate(batch):
            states[place, : self.lengths[index]] = self.states[index][: self.lengths[index]].float()
            mask[place, : self.lengths[index]] = 1
        found: tuple[Any, Any, Any] = network.upper(states, mask, self.depth)
        return found


def varied(example: Example, rng: random.Random) -> str:
    """The article as training shows it once: usually whole, sometimes without title or as an excerpt."""
    title = "" if rng.random() < WITHOUT_TITLE else example.title
    text = example.text
    if rng.random() < EXCERPT:
        text = text[: rng.randint(200, 600)].rsplit(" ", 1)[0]
    return as_input(title, text)
