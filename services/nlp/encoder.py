"""Reads articles with the shipped language model: every answer from one forward pass."""

import json
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from services.nlp.passage import TITLE, Passage, Row, rows_of
from services.nlp.spans import Span, find_spans

MODEL_DIRECTORY = Path(__file__).parent / "model"
MODEL_FILES = ("model.onnx", "tokenizer.json", "tokenizer_config.json", "labels.json")
QUERIES_FILE = "queries.npz"
"""The mean of queries, made by `services.nlp.fit_queries`; a model that was just trained has none yet."""
OUTPUTS = ["embedding", "tone", "topic", "aspiration", "entities", "evidence"]
SLOWER_FUSIONS = ["SkipLayerNormFusion"]
"""Left out when the graph is loaded: onnxruntime 1.32 runs the fused operator on a processor at 0.40 ms, the
addition and the normalisation it stands for at 0.08 ms (256 tokens), 13 % of the whole pass."""


class EncoderError(Exception):
    """The language model could not be loaded or run."""


class ModelMissing(EncoderError):
    """Files of the language model are not where they should be."""


@dataclass(frozen=True)
class Labels:
    """`labels.json`: what the output columns mean and how to read the logits."""

    model: str
    tone: tuple[str, ...]
    topic: tuple[str, ...]
    aspiration: tuple[str, ...]
    entities: tuple[str, ...]
    temperature: dict[str, float]
    max_tokens: int
    prefix: str


@dataclass(frozen=True)
class Reading:
    """One article as the model reads it.

    embedding: (384,) float32, unit length, so that a dot product is the cosine. tone, topic, aspiration: the
    calibrated probability of each label. evidence: for each tone the index of the sentence that speaks for it
    most (TITLE when only the title was read). spans: the names in title and sentences, in the order of the
    text.
    """

    embedding: np.ndarray
    tone: dict[str, float]
    topic: dict[str, float]
    aspiration: dict[str, float]
    evidence: dict[str, int]
    spans: tuple[Span, ...]


class Encoder:
    """The loaded model. One instance serves all threads of a process."""

    def __init__(
        self, session: Any, tokenizer: Any, labels: Labels, query_mean: np.ndarray | None = None
    ) -> None:
        self._session = session
        self._query_mean = query_mean
        self._tokenizer = tokenizer
        self._tokenizer_lock = threading.Lock()  # the tokenizer keeps its settings between calls
        self.labels = labels

    @classmethod
    def load(cls, directory: Path = MODEL_DIRECTORY, threads: int = 1) -> "Encoder":
        """Loads the model of a directory; `threads` compute one pass together.

        Raises ModelMissing when a file is absent, EncoderError when one is broken.
        """
        missing = [name for name in MODEL_FILES if not (directory / name).is_file()]
        if missing:
            raise ModelMissing(f"language model incomplete in {directory}: missing {', '.join(missing)}")
        labels = _read_labels(directory / "labels.json")
        return cls(
            _open_session(directory / "model.onnx", threads),
            _open_tokenizer(directory),
            labels,
            _read_query_mean(directory / QUERIES_FILE, labels.model),
        )

    def read(self, passages: Sequence[Passage]) -> list[Reading]:
        """Readings of passages, in order.

        Each is read by itself: int8 rounds by the range of a whole batch, so that neighbours moved the tone
        of an article by up to .10, and a batch of eight articles was slower besides. The same article always
        gets the same reading.

        Raises EncoderError when the model cannot run.
        """
        return [self._reading(row) for row in self.rows(passages)]

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """(n, 384) float32 unit embeddings of queries, comparable with those of articles; (0, 0) for none.

        Queries go without the prefix of articles and are centred on the mean of queries, because that is how
        they find best; docs/search-modes.md has the figures.
        """
        rows = self.rows([Passage(text, ()) for text in texts], prefix="")
        vectors = [self._run(row.ids, ["embedding"])[0] for row in rows]
        if not vectors:
            return np.zeros((0, 0), dtype=np.float32)
        stacked = np.stack(vectors)
        if self._query_mean is not None:
            stacked = stacked - self._query_mean
        return np.asarray(stacked / np.linalg.norm(stacked, axis=1, keepdims=True), dtype=np.float32)

    def rows(self, passages: Sequence[Passage], prefix: str | None = None) -> list[Row]:
        """Token ids as the network reads them, behind the prefix of articles unless another is given."""
        if not passages:
            return []
        with self._tokenizer_lock:
            return rows_of(
                self._tokenizer,
                passages,
                self.labels.prefix if prefix is None else prefix,
                self.labels.max_tokens,
            )

    def _reading(self, row: Row) -> Reading:
        embedding, tone, topic, aspiration, entities, evidence = self._run(row.ids, OUTPUTS)
        labels = self.labels
        return Reading(
            embedding=embedding,
            tone=self._named("tone", labels.tone, tone),
            topic=self._named("topic", labels.topic, topic),
            aspiration=self._named("aspiration", labels.aspiration, aspiration),
            evidence=_heaviest(row, evidence, labels.tone),
            spans=find_spans(row, entities, labels.entities),
        )

    def _named(self, task: str, names: Sequence[str], logits: np.ndarray) -> dict[str, float]:
        probabilities = softmax(logits / self.labels.temperature[task])
        return dict(zip(names, probabilities.tolist(), strict=True))

    def _run(self, ids: list[int], outputs: list[str]) -> list[np.ndarray]:
        """The named outputs of one row, without the batch axis."""
        row = np.array([ids], dtype=np.int64)
        try:
            found = self._session.run(outputs, {"input_ids": row, "attention_mask": np.ones_like(row)})
        except Exception as cause:  # onnxruntime's exceptions share no base class below Exception
            raise EncoderError(
                f"the language model could not run a text of {len(ids)} tokens: {cause}"
            ) from cause
        return [output[0] for output in found]


def _heaviest(row: Row, shares: np.ndarray, tones: Sequence[str]) -> dict[str, int]:
    """For each tone the piece whose tokens speak for it most against the others; the title only if alone.

    shares: (tokens, tones), each token's part of the tone logits.
    """
    pieces = [piece for piece in row.pieces if piece.index != TITLE and piece.end > piece.start]
    if not pieces:
        return dict.fromkeys(tones, TITLE)
    against = shares - shares.mean(axis=1, keepdims=True)
    sums = np.stack([against[piece.start : piece.end].sum(axis=0) for piece in pieces])
    return {
        tone: pieces[place].index for tone, place in zip(tones, sums.argmax(axis=0).tolist(), strict=True)
    }


def softmax(logits: np.ndarray) -> np.ndarray:
    """Probabilities over the last axis."""
    exponent = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(exponent / exponent.sum(axis=-1, keepdims=True))


def _read_labels(path: Path) -> Labels:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Labels(
            model=str(raw["model"]),
            tone=tuple(raw["tone"]),
            topic=tuple(raw["topic"]),
            aspiration=tuple(raw["aspiration"]),
            entities=tuple(raw["entities"]),
            temperature={task: float(raw["temperature"][task]) for task in ("tone", "topic", "aspiration")},
            max_tokens=int(raw["max_tokens"]),
            prefix=str(raw["prefix"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise EncoderError(f"{path} is not a label file of this model: {cause!r}") from cause


def _read_query_mean(path: Path, model: str) -> np.ndarray | None:
    if not path.is_file():
        return None
    try:
        with np.load(path) as kept:
            made_for, mean = str(kept["model"]), kept["mean"]
    except (OSError, ValueError, KeyError) as cause:
        raise EncoderError(f"{path} is not a mean of queries: {cause!r}") from cause
    if made_for != model:
        raise EncoderError(
            f"{path} belongs to the model {made_for}, not {model}: python -m services.nlp.fit_queries"
        )
    return np.asarray(mean, dtype=np.float32)


def _open_session(path: Path, threads: int) -> Any:
    # The wheels of onnxruntime report to their maker unless told not to before the import.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors; warnings about the machine are of no use to an operator
    try:
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER_FUSIONS
        )
    except Exception as cause:  # onnxruntime's exceptions share no base class below Exception
        raise EncoderError(f"{path} is not a usable ONNX file: {cause}") from cause
    if lacking := set(OUTPUTS) - {output.name for output in session.get_outputs()}:
        raise EncoderError(
            f"{path} is a model of another version: it does not give {', '.join(sorted(lacking))}"
        )
    return session


def _open_tokenizer(directory: Path) -> Any:
    # Without torch transformers warns that it can only tokenise, which is all that is asked of it here.
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
    from transformers import PreTrainedTokenizerFast

    try:
        return PreTrainedTokenizerFast.from_pretrained(directory, local_files_only=True)
    except Exception as cause:  # the tokenizers extension raises bare Exception for a broken file
        raise EncoderError(f"the tokenizer in {directory} cannot be read: {cause}") from cause
