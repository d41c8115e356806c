"""The encoder with a clock on it, and what the pipeline is compared with."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from trafilatura import bare_extraction

from benchmarks.portal_pages import PortalPage
from services.crawler.extract import Extracted
from services.nlp.encoder import Encoder, Reading
from services.nlp.passage import Passage, passage_of_text
from services.nlp.pipeline import Model
from services.nlp.worker import BATCH


class TimedModel:
    """The encoder, with the processor seconds of its thread."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.articles = 0.0

    def read(self, passages: Sequence[Passage]) -> list[Reading]:
        """See Encoder."""
        started = time.thread_time()
        readings = self._encoder.read(passages)
        self.articles += time.thread_time() - started
        return readings

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """See Encoder."""
        return self._encoder.embed(texts)


def baseline(pages: Sequence[PortalPage], extracted: Sequence[Extracted], model: Model) -> dict[str, float]:
    """Milliseconds of processor time per article: the two things that nobody can do without."""
    passages = [passage_of_text(each.title, each.text) for each in extracted]
    started = time.process_time()
    for page in pages:
        bare_extraction(page.html, url=page.url, with_metadata=True)
    between = time.process_time()
    for start in range(0, len(passages), BATCH):
        model.read(passages[start : start + BATCH])
    ended = time.process_time()
    each = 1000 / len(pages)
    return {
        "trafilatura with metadata": (between - started) * each,
        "the encoder alone": (ended - between) * each,
    }
