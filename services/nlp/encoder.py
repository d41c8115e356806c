"""Reads articles with the shipped language model: embedding, tone and topics from one forward pass."""

import json
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

MODEL_DIRECTORY = Path(__file__).parent / "model"
MODEL_FILES = ("model.onnx", "tokenizer.json", "tokenizer_config.json", "labels.json")
SENTENCES_TOGETHER = 8
"""Sentences in one pass: 40 % faster than one by one (25 tokens each, one thread). Articles go one by one:
int8 rounds by the range of a whole batch, so that neighbours moved the tone of an article by up to .10 and
decided 2 of 40, and at 256 tokens a batch of 8 was a sixth slower besides."""
SECOND_TOPIC = 0.20
"""Calibrated probability from which a second topic is worth showing: on the development articles it is right
(topic or accepted alternative) in 61 % of the 30 % of articles that then get one; at 0.10 in 55 %, at 0.30
in 65 %."""
CHARACTERS_PER_TOKEN = 24
"""No article needs more characters than this per token read (the vocabulary's pieces have at most 16), so a
text of megabytes is cut before it is tokenised."""


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
    temperature: dict[str, float]
    max_tokens: int
    prefix: str


@dataclass(frozen=True)
class Outputs:
    """What the network says of n texts, in their order.

    embedding (n, 384) float32 with unit rows, calibrated tone (n, 3) and topic (n, 21) probabilities, and
    which texts were longer than the model reads (n,).
    """

    embedding: np.ndarray
    tone: np.ndarray
    topic: np.ndarray
    truncated: np.ndarray


@dataclass(frozen=True)
class Reading:
    """One article as the model reads it.

    embedding: (384,) float32, unit length, so that a dot product is the cosine. tone: calibrated probability
    of each tone. topics: the best topic with its probability, and a second one from SECOND_TOPIC on.
    """

    embedding: np.ndarray
    tone: dict[str, float]
    topics: list[tuple[str, float]]
    truncated: bool


class Encoder:
    """The loaded model. One instance serves all threads of a process."""

    def __init__(self, session: Any, tokenizer: Any, labels: Labels) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._tokenizer_lock = threading.Lock()  # the tokenizer keeps truncation settings between calls
        self.labels = labels

    @classmethod
    def load(cls, directory: Path = MODEL_DIRECTORY, threads: int = 1) -> "Encoder":
        """Loads the model of a directory; `threads` compute one batch together.

        Raises ModelMissing when a file is absent, EncoderError when one is broken.
        """
        missing = [name for name in MODEL_FILES if not (directory / name).is_file()]
        if missing:
            raise ModelMissing(f"language model incomplete in {directory}: missing {', '.join(missing)}")
        labels = _read_labels(directory / "labels.json")
        return cls(_open_session(directory / "model.onnx", threads), _open_tokenizer(directory), labels)

    def encode(self, articles: Sequence[tuple[str, str]]) -> list[Reading]:
        """Readings of (title, text) pairs in their order; an empty title is left out.

        The same article always gets the same reading, whatever it is read with.

        Raises EncoderError when the model cannot run.
        """
        outputs = self.outputs([f"{title}\n{text}" if title else text for title, text in articles])
        return [
            Reading(
                embedding=outputs.embedding[row],
                tone=self._named_tone(outputs.tone[row]),
                topics=best_topics(self.labels.topic, outputs.topic[row]),
                truncated=bool(outputs.truncated[row]),
            )
            for row in range(len(articles))
        ]

    def sentence_tone(self, sentences: Sequence[str]) -> list[dict[str, float]]:
        """Calibrated tone of single sentences, to choose those that show an article's tone."""
        return [self._named_tone(row) for row in self.outputs(sentences, SENTENCES_TOGETHER).tone]

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """(n, 384) float32 unit embeddings of queries or texts."""
        return self.outputs(texts).embedding

    def outputs(self, texts: Sequence[str], together: int = 1) -> Outputs:
        """What the network says of the texts; `together` of similar length share a pass.

        Alone a text always gets the same answer; together with others its answer depends on them a little.
        """
        tokens, truncated = self.token_ids(texts)
        order = sorted(range(len(tokens)), key=lambda index: len(tokens[index]))
        embedding = np.zeros((len(tokens), 0), dtype=np.float32)
        tone = np.zeros((len(tokens), len(self.labels.tone)), dtype=np.float32)
        topic = np.zeros((len(tokens), len(self.labels.topic)), dtype=np.float32)
        for start in range(0, len(order), together):
            chosen = order[start : start + together]
            vectors, tone_logits, topic_logits = self._run([tokens[index] for index in chosen])
            if not embedding.shape[1]:
                embedding = np.zeros((len(tokens), vectors.shape[1]), dtype=np.float32)
            embedding[chosen] = vectors
            tone[chosen] = softmax(tone_logits / self.labels.temperature["tone"])
            topic[chosen] = softmax(topic_logits / self.labels.temperature["topic"])
        return Outputs(embedding, tone, topic, truncated)

    def token_ids(self, texts: Sequence[str]) -> tuple[list[list[int]], np.ndarray]:
        """Token ids as the network reads them, and which texts were cut to fit (n,)."""
        if not texts:
            return [], np.zeros(0, dtype=bool)
        limit = self.labels.max_tokens
        prepared = [self.labels.prefix + text[: limit * CHARACTERS_PER_TOKEN] for text in texts]
        with self._tokenizer_lock:
            # One token more than the network reads: a row that has it was cut.
            rows: list[list[int]] = self._tokenizer(prepared, truncation=True, max_length=limit + 1)[
                "input_ids"
            ]
        truncated = np.array([len(row) > limit for row in rows], dtype=bool)
        return [row if len(row) <= limit else [*row[: limit - 1], row[-1]] for row in rows], truncated

    def _run(self, rows: Sequence[list[int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        ids = np.full((len(rows), max(map(len, rows))), self._tokenizer.pad_token_id, dtype=np.int64)
        mask = np.zeros_like(ids)
        for index, row in enumerate(rows):
            ids[index, : len(row)] = row
            mask[index, : len(row)] = 1
        try:
            embedding, tone, topic = self._session.run(
                ["embedding", "tone", "topic"], {"input_ids": ids, "attention_mask": mask}
            )
        except Exception as cause:  # onnxruntime's exceptions share no base class below Exception
            raise EncoderError(
                f"the language model could not run a batch of {len(rows)} texts: {cause}"
            ) from cause
        return embedding, tone, topic

    def _named_tone(self, probabilities: np.ndarray) -> dict[str, float]:
        return {name: float(value) for name, value in zip(self.labels.tone, probabilities, strict=True)}


def best_topics(names: Sequence[str], probabilities: np.ndarray) -> list[tuple[str, float]]:
    """The most probable topic and, from SECOND_TOPIC on, the second most probable one."""
    first, second = np.argsort(-probabilities, kind="stable")[:2].tolist()
    topics = [(names[first], float(probabilities[first]))]
    if probabilities[second] >= SECOND_TOPIC:
        topics.append((names[second], float(probabilities[second])))
    return topics


def softmax(logits: np.ndarray) -> np.ndarray:
    """Row-wise probabilities of (n, k) logits."""
    exponent = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(exponent / exponent.sum(axis=1, keepdims=True))


def _read_labels(path: Path) -> Labels:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Labels(
            model=str(raw["model"]),
            tone=tuple(raw["tone"]),
            topic=tuple(raw["topic"]),
            temperature={task: float(raw["temperature"][task]) for task in ("tone", "topic")},
            max_tokens=int(raw["max_tokens"]),
            prefix=str(raw["prefix"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise EncoderError(f"{path} is not a label file of this model: {cause!r}") from cause


def _open_session(path: Path, threads: int) -> Any:
    # The wheels of onnxruntime report to their maker unless told not to before the import.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors; warnings about the machine are of no use to an operator
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as cause:  # onnxruntime's exceptions share no base class below Exception
        raise EncoderError(f"{path} is not a usable ONNX file: {cause}") from cause


def _open_tokenizer(directory: Path) -> Any:
    # Without torch transformers warns that it can only tokenise, which is all that is asked of it here.
    os.environ.setdefault("TRANSFORMERS_NO_ADVISORY_WARNINGS", "1")
    from transformers import PreTrainedTokenizerFast

    try:
        return PreTrainedTokenizerFast.from_pretrained(directory, local_files_only=True)
    except Exception as cause:  # the tokenizers extension raises bare Exception for a broken file
        raise EncoderError(f"the tokenizer in {directory} cannot be read: {cause}") from cause
