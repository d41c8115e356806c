"""A model that reads nothing and answers at once, for tests of what stands around it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from services.nlp.encoder import EncoderError, Reading
from services.nlp.passage import TITLE, Passage
from shared.contracts.enrichment import TONES


class FakeModel:
    """Answers like the encoder: tone by one word of the text; counts its passes; refuses texts with `poison`."""

    def __init__(self, poison: str = "") -> None:
        self.poison = poison
        self.batches: list[int] = []
        self.passages: list[Passage] = []

    def read(self, passages: Sequence[Passage]) -> list[Reading]:
        self.batches.append(len(passages))
        self.passages += passages
        if self.poison and any(self.poison in " ".join(passage.sentences) for passage in passages):
            raise EncoderError("cannot run")
        return [self._reading(passage) for passage in passages]

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), 384), dtype=np.float32)
        vectors[:, 0] = 1.0
        return vectors

    def _reading(self, passage: Passage) -> Reading:
        broken = [index for index, sentence in enumerate(passage.sentences) if "rusak" in sentence]
        bad = 0.8 if broken else 0.1
        first = 0 if passage.sentences else TITLE
        return Reading(
            embedding=self.embed([""])[0],
            tone={"positif": 0.1, "netral": 0.9 - bad, "negatif": bad},
            topic={"kesehatan": 0.7, "sosial": 0.25},
            aspiration={"tidak_ada": 0.6, "pengaduan": 0.3, "aspirasi": 0.1},
            evidence=dict.fromkeys(TONES, first) | {"negatif": broken[0] if broken else first},
            spans=(),
        )


class FakeClassifier:
    """Answers every text with the same probabilities."""

    def __init__(self, scores: dict[str, float]) -> None:
        self.scores = scores

    def classify(self, texts: Sequence[str]) -> list[dict[str, float]]:
        return [self.scores for _ in texts]
