"""Reads articles: regions first, one forward pass for each, then every stage on each article by itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np

from services.nlp.classifiers import Classifier
from services.nlp.encoder import MODEL_DIRECTORY, Encoder, Reading
from services.nlp.metrics import STAGE_FAILURES, STAGE_SECONDS
from services.nlp.passage import Passage, passage_of
from services.nlp.stages.document import Document, read_document
from services.nlp.stages.entities import find_entities
from services.nlp.stages.keyphrases import find_keyphrases
from services.nlp.stages.language import UNKNOWN, identify_language
from services.nlp.stages.minhash import signature
from services.nlp.stages.people import Someone, find_people
from services.nlp.stages.quotes import find_quotes
from services.nlp.stages.regions import find_regions
from services.nlp.stages.summary import summarize
from services.nlp.texts import article_from_text
from services.nlp.verdicts import best_aspiration, best_tone, best_topics, unit
from shared.contracts.article import Article
from shared.contracts.enrichment import (
    TONES,
    TOPICS,
    Enrichment,
    Entity,
    Quote,
    RegionMention,
    StageState,
    Tone,
)
from shared.runtime.logs import get_logger
from shared.runtime.settings import Settings

__all__ = ["Model", "Reader", "TextClassifier", "article_from_text"]

log = get_logger("nlp.pipeline")

T = TypeVar("T")


class Model(Protocol):
    """What the pipeline asks of the encoder."""

    def read(self, passages: Sequence[Passage]) -> list[Reading]:
        """Everything the network says of each passage, in order."""
        ...

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """(n, 384) unit vectors of queries."""
        ...


class TextClassifier(Protocol):
    """What the pipeline asks of another model for one task."""

    def classify(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """The probability of each label for each text."""
        ...


class _Stages:
    """Runs the stages of one article, times them, and keeps what became of each."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self.states: dict[str, StageState] = {}

    def run(self, name: str, stage: Callable[[], T], otherwise: T) -> T:
        """The stage's answer; `otherwise` when it raises: the failure is logged and the others go on."""
        started = time.perf_counter()
        try:
            answer = stage()
        except Exception as error:
            # Whatever one stage trips over, the article travels on with what the others read.
            self.states[name] = "failed"
            STAGE_FAILURES.labels(name).inc()
            log.exception("stage failed", stage=name, article=self._article.id, error=str(error))
            return otherwise
        self.states[name] = "ok"
        STAGE_SECONDS.labels(name).observe(time.perf_counter() - started)
        return answer


class Reader:
    """Reads articles with the loaded model. Load it once; `read` is for one thread at a time."""

    def __init__(
        self,
        model: Model,
        name: str,
        *,
        tone_model: TextClassifier | None = None,
        topic_model: TextClassifier | None = None,
    ) -> None:
        self._model = model
        self._name = name
        self._tone_model = tone_model
        self._topic_model = topic_model

    @classmethod
    def load(cls, settings: Settings, directory: Path = MODEL_DIRECTORY) -> Reader:
        """Load the shipped model, and the models that the settings name instead of its heads.

        Raises EncoderError (and its kin) with one line that says what is missing.
        """
        encoder = Encoder.load(directory, threads=settings.nlp_threads)
        name = encoder.labels.model
        tone = topic = None
        if settings.nlp_tone_model:
            tone = Classifier.load(settings.nlp_tone_model, TONES)
            name += f" + tone {settings.nlp_tone_model}"
        if settings.nlp_topic_model:
            topic = Classifier.load(settings.nlp_topic_model, TOPICS)
            name += f" + topic {settings.nlp_topic_model}"
        return cls(encoder, name, tone_model=tone, topic_model=topic)

    @property
    def name(self) -> str:
        """The model's name, with those that stand in for its heads."""
        return self._name

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """(n, 384) unit vectors of queries; (0, 384) for none."""
        return self._model.embed(texts) if texts else np.zeros((0, 384), dtype=np.float32)

    def read(self, articles: Sequence[Article]) -> list[Enrichment]:
        """The enrichments of articles, in order. Raises EncoderError when the model cannot run."""
        if not articles:
            return []
        started = time.perf_counter()
        documents = [read_document(article.title, article.text) for article in articles]
        STAGE_SECONDS.labels("sentences").observe((time.perf_counter() - started) / len(articles))
        stages = [_Stages(article) for article in articles]
        regions = [
            stage.run("regions", partial(find_regions, document, article.source.region), _NOWHERE)
            for stage, document, article in zip(stages, documents, articles, strict=True)
        ]
        passages = [
            passage_of(document, _naming(document, found))
            for document, found in zip(documents, regions, strict=True)
        ]
        started = time.perf_counter()
        readings = self._model.read(passages)
        STAGE_SECONDS.labels("encoder").observe((time.perf_counter() - started) / len(articles))
        tones, topics = self._heads(articles, readings)
        return [
            self._enrich(articles[i], documents[i], readings[i], tones[i], topics[i], regions[i], stages[i])
            for i in range(len(articles))
        ]

    def _heads(
        self, articles: Sequence[Article], readings: Sequence[Reading]
    ) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
        """The probabilities of tone and topic, from the shipped heads or the models that stand in for
        them."""
        texts = [f"{article.title}\n{article.text}" for article in articles]
        tones = [reading.tone for reading in readings]
        topics = [reading.topic for reading in readings]
        if self._tone_model is not None:
            tones = self._tone_model.classify(texts)
        if self._topic_model is not None:
            topics = self._topic_model.classify(texts)
        return tones, topics

    def _enrich(
        self,
        article: Article,
        document: Document,
        reading: Reading,
        tones: dict[str, float],
        topics: dict[str, float],
        regions: list[RegionMention],
        stages: _Stages,
    ) -> Enrichment:
        lang = stages.run("language", lambda: identify_language(f"{article.title}\n{article.text}"), UNKNOWN)
        persons = [span.text for span in reading.spans if span.type == "PER"]
        people: list[Someone] = stages.run("people", lambda: find_people(document, persons), [])
        quotes: list[Quote] = stages.run("quotes", lambda: find_quotes(document, people), [])
        entities: list[Entity] = stages.run(
            "entities", lambda: find_entities(document, people, reading.spans), []
        )
        keyphrases: list[str] = stages.run("keyphrases", lambda: find_keyphrases(document, people), [])
        summary: list[str] = stages.run("summary", lambda: summarize(document), [])
        minhash: list[int] | None = stages.run(
            "minhash", lambda: signature(f"{article.title}\n{article.text}"), None
        )
        label = best_tone(tones)
        return Enrichment(
            model=self._name,
            lang=lang,
            regions=regions,
            tone=Tone(
                label=label,
                scores={tone: unit(tones.get(tone, 0.0)) for tone in TONES},
                evidence=document.piece(reading.evidence[label]),
            ),
            topics=best_topics(topics),
            aspiration=best_aspiration(reading.aspiration, article.kind),
            people=[someone.person() for someone in people],
            entities=entities,
            quotes=quotes,
            keyphrases=keyphrases,
            summary=summary,
            embedding=[float(value) for value in reading.embedding],
            minhash=minhash,
            stages={"embedding": "ok", "tone": "ok", "topics": "ok", "aspiration": "ok", **stages.states},
        )


_NOWHERE: list[RegionMention] = []


def _naming(document: Document, regions: Sequence[RegionMention]) -> frozenset[int]:
    """The sentences that name a region the article is about, or are the proof of it."""
    about = [region for region in regions if region.about]
    names = [region.name.removeprefix("Kabupaten ").removeprefix("Kota ") for region in about]
    proofs = {region.evidence for region in about}
    return frozenset(
        sentence.index
        for sentence in document.sentences
        if sentence.text in proofs or any(name in sentence.text for name in names)
    )
