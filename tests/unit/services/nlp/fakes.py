"""A model that reads nothing and answers at once, for tests of what stands around it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from services.nlp.encoder import EncoderError, Reading


class FakeModel:
    """Answers like the encoder: tone by one word of the text; counts its passes; refuses texts with `poison`."""

    def __init__(self, poison: str = "") -> None:
        self.poison = poison
        self.batches: list[int] = []
        self.sentences: list[str] = []

    def encode(self, articles: Sequence[tuple[str, str]]) -> list[Reading]:
        self.batches.append(len(articles))
        if self.poison and any(self.poison in text for _, text in articles):
            raise EncoderError("cannot run")
        return [self._reading(text) for _, text in articles]

    def sentence_tone(self, sentences: Sequence[str]) -> list[dict[str, float]]:
        self.sentences += sentences
        return [self._tone(sentence) for sentence in sentences]

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), 384), dtype=np.float32)
        vectors[:, 0] = 1.0
        return vectors

    def _reading(self, text: str) -> Reading:
        return Reading(self.embed([text])[0], self._tone(text), [("kesehatan", 0.9), ("sosial", 0.25)], False)

    def _tone(self, text: str) -> dict[str, float]:
        bad = 0.8 if "rusak" in text else 0.1
        return {"positif": 0.1, "netral": 0.9 - bad, "negatif": bad}


class FakeClassifier:
    """Answers every text with the same probabilities."""

    def __init__(self, scores: dict[str, float]) -> None:
        self.scores = scores

    def classify(self, texts: Sequence[str]) -> list[dict[str, float]]:
        return [self.scores for _ in texts]
