"""Another Hugging Face model for tone or topic, where an installation names one in its settings."""

import importlib.util
import threading
from collections.abc import Sequence
from typing import Any, Final

from services.nlp.encoder import EncoderError

BATCH = 8
LONGEST = 512
"""Positions that BERT-like models have; a tokenizer that does not know its limit names an absurd one."""

SYNONYMS: Final = {
    "positive": "positif",
    "pos": "positif",
    "neutral": "netral",
    "neu": "netral",
    "negative": "negatif",
    "neg": "negatif",
}
"""What published Indonesian and multilingual sentiment models call our tones."""


class ClassifierError(EncoderError):
    """A model named in the settings could not be loaded or run."""


class ModelsExtraMissing(ClassifierError):
    """The model needs torch, which the plain installation leaves out."""


class LabelsDiffer(ClassifierError):
    """The model's labels are not those of the task."""


class Classifier:
    """A sequence-classification model that answers with our labels. One instance serves all threads."""

    def __init__(self, model: Any, tokenizer: Any, columns: Sequence[str], labels: Sequence[str]) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._columns = columns
        self._labels = labels
        self._lock = threading.Lock()  # the tokenizer keeps truncation and padding settings between calls

    @classmethod
    def load(cls, name: str, labels: Sequence[str]) -> "Classifier":
        """Loads a hub id or a directory whose labels map onto `labels` (ours, in any order).

        Raises ModelsExtraMissing without torch, LabelsDiffer when a label of the model is none of ours,
        ClassifierError when the model cannot be loaded.
        """
        if importlib.util.find_spec("torch") is None:
            raise ModelsExtraMissing(f"the model {name!r} needs torch: pip install 'gaung[models]'")
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        try:
            tokenizer = AutoTokenizer.from_pretrained(name)
            model = AutoModelForSequenceClassification.from_pretrained(name)
        except Exception as cause:  # transformers raises OSError, ValueError, and its dependencies their own
            raise ClassifierError(f"the model {name!r} could not be loaded: {cause}") from cause
        columns = our_labels(name, model.config.id2label, labels)
        model.eval()
        return cls(model, tokenizer, columns, labels)

    def classify(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """The probability of each of our labels for each text; a label that the model lacks has 0.

        Raises ClassifierError when the model cannot run.
        """
        found: list[dict[str, float]] = []
        for start in range(0, len(texts), BATCH):
            for row in self._probabilities(texts[start : start + BATCH]):
                found.append(dict.fromkeys(self._labels, 0.0) | dict(zip(self._columns, row, strict=True)))
        return found

    def _probabilities(self, texts: Sequence[str]) -> list[list[float]]:
        import torch

        limit = min(int(self._tokenizer.model_max_length), LONGEST)
        try:
            with self._lock:
                batch = self._tokenizer(
                    list(texts), truncation=True, max_length=limit, padding=True, return_tensors="pt"
                )
            with torch.inference_mode():
                rows: list[list[float]] = self._model(**batch).logits.float().softmax(dim=-1).tolist()
        except (RuntimeError, ValueError, IndexError) as cause:
            raise ClassifierError(
                f"the model could not run a batch of {len(texts)} texts: {cause}"
            ) from cause
        return rows


def our_labels(name: str, id2label: dict[int, str], labels: Sequence[str]) -> list[str]:
    """Our label for each output column of the model, by the names in its `id2label`.

    Case, spaces and hyphens do not matter; English sentiment names are understood. Raises LabelsDiffer for a
    name that is none of ours ("LABEL_0" says nothing) or that two columns share.
    """
    columns = []
    for column in sorted(id2label):
        said = id2label[column].strip().lower().replace(" ", "_").replace("-", "_")
        label = SYNONYMS.get(said, said)
        if label not in labels:
            raise LabelsDiffer(
                f"the model {name!r} has the label {id2label[column]!r}; expected are {', '.join(labels)} "
                "(set id2label in its config.json)"
            )
        if label in columns:
            raise LabelsDiffer(f"the model {name!r} has two labels that mean {label!r}")
        columns.append(label)
    return columns
