"""Reads articles: one forward pass for the whole batch, then every stage on each article by itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np

from services.nlp.classifiers import Classifier
from services.nlp.encoder import MODEL_DIRECTORY, Encoder, Reading
from services.nlp.metrics import STAGE_FAILURES, STAGE_SECONDS
from services.nlp.stages.aspiration import find_aspiration
from services.nlp.stages.document import Document, read_document
from services.nlp.stages.entities import find_entities
from services.nlp.stages.keyphrases import find_keyphrases
from services.nlp.stages.language import UNKNOWN, identify_language
from services.nlp.stages.minhash import signature
from services.nlp.stages.people import Someone, find_people
from services.nlp.stages.quotes import find_quotes
from services.nlp.stages.regions import find_regions
from services.nlp.stages.summary import summarize
from services.nlp.stages.tone_evidence import candidates, shortened
from services.nlp.texts import article_from_text
from shared.contracts.article import Article
from shared.contracts.enrichment import (
    TONES,
    TOPICS,
    Aspiration,
    Enrichment,
    Entity,
    Quote,
    RegionMention,
    StageState,
    Tone,
    ToneLabel,
    Topic,
)
from shared.runtime.logs import get_logger
from shared.runtime.settings import Settings

__all__ = ["Model", "Reader", "TextClassifier", "article_from_text"]

log = get_logger("nlp.pipeline")

T = TypeVar("T")
# Stages whose rules read only the surface; they say so in every enrichment.
SHALLOW = frozenset({"language", "entities", "aspiration", "keyphrases"})
# A second topic is named from here on, as the shipped head does it.
SECOND_TOPIC = 0.20


class Model(Protocol):
    """What the pipeline asks of the encoder."""

    def encode(self, articles: Sequence[tuple[str, str]]) -> list[Reading]:
        """Embedding, tone and topics of (title, text) pairs."""
        ...

    def sentence_tone(self, sentences: Sequence[str]) -> list[dict[str, float]]:
        """The tone of single sentences."""
        ...

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """(n, 384) unit vectors."""
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
        self.states[name] = "shallow" if name in SHALLOW else "ok"
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

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """(n, 384) unit vectors of queries or texts; (0, 384) for none."""
        return self._model.embed(texts) if texts else np.zeros((0, 384), dtype=np.float32)

    def read(self, articles: Sequence[Article]) -> list[Enrichment]:
        """The enrichments of articles, in order. Raises EncoderError when the model cannot run."""
        if not articles:
            return []
        started = time.perf_counter()
        readings = self._model.encode([(article.title, article.text) for article in articles])
        STAGE_SECONDS.labels("encoder").observe((time.perf_counter() - started) / len(articles))
        tones, topics = self._heads(articles, readings)
        started = time.perf_counter()
        documents = [read_document(article.title, article.text) for article in articles]
        STAGE_SECONDS.labels("sentences").observe((time.perf_counter() - started) / len(articles))
        evidence, evidence_state = self._tone_evidence(documents, tones)
        enrichments = []
        for i, article in enumerate(articles):
            tone = _tone(tones[i], evidence[i])
            enrichment = self._enrich(article, documents[i], readings[i], tone, topics[i])
            states = {**enrichment.stages, "tone_evidence": evidence_state}
            enrichments.append(enrichment.model_copy(update={"stages": states}))
        return enrichments

    def _heads(
        self, articles: Sequence[Article], readings: Sequence[Reading]
    ) -> tuple[list[dict[str, float]], list[list[Topic]]]:
        tones = [reading.tone for reading in readings]
        topics = [[Topic(id=id, score=_unit(score)) for id, score in reading.topics] for reading in readings]
        texts = [f"{article.title}\n{article.text}" for article in articles]
        if self._tone_model is not None:
            tones = self._tone_model.classify(texts)
        if self._topic_model is not None:
            topics = [_best_topics(scores) for scores in self._topic_model.classify(texts)]
        return tones, topics

    def _tone_evidence(
        self, documents: Sequence[Document], tones: Sequence[dict[str, float]]
    ) -> tuple[list[str], StageState]:
        """The sentence that shows each tone; all candidates of the batch are weighed in one forward pass."""
        started = time.perf_counter()
        labels = [_label(scores) for scores in tones]
        try:
            chosen = [candidates(document, label) for document, label in zip(documents, labels, strict=True)]
            open_ones = [i for i, sentences in enumerate(chosen) if len(sentences) > 1]
            asked = [shortened(sentence) for i in open_ones for sentence in chosen[i]]
            answers = iter(self._model.sentence_tone(asked) if asked else [])
            for i in open_ones:
                scored = [(next(answers).get(labels[i], 0.0), sentence) for sentence in chosen[i]]
                chosen[i] = [max(scored, key=lambda pair: pair[0])[1]]
        except Exception as error:
            # The tone itself is known: an article without its proof is worth more than none.
            STAGE_FAILURES.labels("tone_evidence").inc()
            log.exception("stage failed", stage="tone_evidence", error=str(error))
            return ["" for _ in documents], "failed"
        STAGE_SECONDS.labels("tone_evidence").observe((time.perf_counter() - started) / len(documents))
        return [sentences[0] if sentences else "" for sentences in chosen], "ok"

    def _enrich(
        self, article: Article, document: Document, reading: Reading, tone: Tone, topics: list[Topic]
    ) -> Enrichment:
        stages = _Stages(article)
        nobody: list[Someone] = []
        lang = stages.run("language", lambda: identify_language(f"{article.title}\n{article.text}"), UNKNOWN)
        regions: list[RegionMention] = stages.run(
            "regions", lambda: find_regions(document, article.source.region), []
        )
        people = stages.run("people", lambda: find_people(document), nobody)
        quotes: list[Quote] = stages.run("quotes", lambda: find_quotes(document, people), [])
        entities: list[Entity] = stages.run("entities", lambda: find_entities(document, people), [])
        keyphrases: list[str] = stages.run("keyphrases", lambda: find_keyphrases(document, people), [])
        summary: list[str] = stages.run("summary", lambda: summarize(document, keyphrases), [])
        aspiration: Aspiration | None = stages.run(
            "aspiration", lambda: find_aspiration(document, article.kind, tone.label), None
        )
        minhash: list[int] | None = stages.run(
            "minhash", lambda: signature(f"{article.title}\n{article.text}"), None
        )
        return Enrichment(
            model=self._name,
            lang=lang,
            regions=regions,
            tone=tone,
            topics=topics,
            aspiration=aspiration,
            people=[someone.person() for someone in people],
            entities=entities,
            quotes=quotes,
            keyphrases=keyphrases,
            summary=summary,
            embedding=[float(value) for value in reading.embedding],
            minhash=minhash,
            stages={"embedding": "ok", "tone": "ok", "topics": "ok", **stages.states},
        )


def _unit(score: float) -> float:
    return round(min(max(score, 0.0), 1.0), 4)


def _label(scores: dict[str, float]) -> ToneLabel:
    return max(TONES, key=lambda label: scores.get(label, 0.0))


def _tone(scores: dict[str, float], evidence: str) -> Tone:
    return Tone(
        label=_label(scores),
        scores={label: _unit(scores.get(label, 0.0)) for label in TONES},
        evidence=evidence,
    )


def _best_topics(scores: dict[str, float]) -> list[Topic]:
    first, second = sorted(TOPICS, key=lambda topic: -scores.get(topic, 0.0))[:2]
    topics = [Topic(id=first, score=_unit(scores.get(first, 0.0)))]
    if scores.get(second, 0.0) >= SECOND_TOPIC:
        topics.append(Topic(id=second, score=_unit(scores[second])))
    return topics
