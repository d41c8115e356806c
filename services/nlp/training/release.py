"""From a trained network to the model folder: export, calibrate, measure, describe."""

import json
import logging
import random
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from services.nlp.encoder import Encoder
from services.nlp.training.card import render
from services.nlp.training.data import Example, evaluation_examples, judged_examples
from services.nlp.training.export import TASKS, export, quantise, write_companions
from services.nlp.training.labels import ASPIRATIONS, TONES, TOPICS
from services.nlp.training.measure import (
    Said,
    measure,
    measure_names,
    names_of_articles,
    names_of_sentences,
    read,
    stacked,
)
from services.nlp.training.metrics import best_temperature, softmax
from services.nlp.training.pairs import NEAR_DAYS, all_pairs, best_pair_threshold
from services.nlp.training.predict import predict
from services.nlp.training.realign import ridge_map
from services.nlp.training.tagged import read_conll
from services.nlp.training.workspace import whole

log = logging.getLogger("gaung.training")

ALIGNMENT_SAMPLE = 1200
"""Training articles that fix the subtracted mean and the map back onto the base encoder's embeddings."""
UNCALIBRATED = dict.fromkeys(TASKS, 1.0)


def release(
    network: Any,
    tokenizer: Any,
    base: Path,
    data: Path,
    train: Sequence[Example],
    reference: Any,
    dev: Sequence[Example],
    training: dict[str, Any],
    out: Path,
) -> Path:
    """Writes OUT/model with everything that ships and returns it. `training` goes into scores.json as is.

    Goes on from an ONNX file that an earlier run left there.
    reference: (n, H) base embeddings of the training articles.
    """
    folder, full = out / "model", out / "fp32"
    folder.mkdir(exist_ok=True)
    full.mkdir(exist_ok=True)
    if not (folder / "model.onnx").exists():
        _export(network, tokenizer, train, reference, full / "model.onnx")
        whole(folder / "model.onnx", partial(quantise, full / "model.onnx"))

    write_companions(base, folder, UNCALIBRATED)
    raw = stacked(read(Encoder.load(folder, threads=2), dev))
    temperature = _temperatures(dev, raw)
    for target in (folder, full):
        write_companions(base, target, temperature)

    encoder = Encoder.load(folder, threads=2)
    written = [example for example in (*train, *dev) if example.published]
    pairs = best_pair_threshold(*all_pairs(written, stacked(read(encoder, written)).embedding, NEAR_DAYS))
    held_out, judged = evaluation_examples(data), judged_examples()
    said = stacked(read(encoder, held_out))
    scores = {
        "model": encoder.labels.model,
        "training": training,
        "temperature": temperature,
        "same_event": {"threshold": pairs.threshold, "calibration": rounded(asdict(pairs))},
        "sets": {
            "development": measure(dev, _calibrated(raw, temperature)),
            "tulis c and g": measure(held_out, said),
            "all provinces (k and p)": measure(judged, stacked(read(encoder, judged))),
        },
        "names": {
            "tulis c and g": measure_names(names_of_articles(encoder, held_out)),
            "NERGrit valid": measure_names(
                names_of_sentences(encoder, read_conll(data / "nergrit" / "valid.txt"))
            ),
        },
        "int8_against_fp32": _agreement(said, stacked(read(Encoder.load(full, threads=2), held_out))),
    }
    (folder / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    (folder / "MODEL_CARD.md").write_text(render(scores), encoding="utf-8")
    return folder


def _export(network: Any, tokenizer: Any, train: Sequence[Example], reference: Any, target: Path) -> None:
    sample = random.Random(7).sample(range(len(train)), min(ALIGNMENT_SAMPLE, len(train)))
    tuned = predict(network, tokenizer, [train[index] for index in sample])["embedding"]
    mapping = torch.from_numpy(ridge_map(tuned, reference[sample].numpy()))
    export(network, torch.from_numpy(tuned.mean(axis=0)), mapping, target)


def _temperatures(dev: Sequence[Example], raw: Said) -> dict[str, float]:
    """Temperatures from uncalibrated probabilities: their logarithm is as good as the logits."""
    truth = {
        "tone": [TONES.index(example.tone) for example in dev],
        "topic": [TOPICS.index(example.topic) for example in dev],
        "aspiration": [ASPIRATIONS.index(example.aspiration) for example in dev],
    }
    return {task: best_temperature(np.array(truth[task]), _logits(getattr(raw, task))) for task in TASKS}


def _calibrated(raw: Said, temperature: dict[str, float]) -> Said:
    return replace(raw, **{task: softmax(_logits(getattr(raw, task)), temperature[task]) for task in TASKS})


def _logits(probabilities: np.ndarray) -> np.ndarray:
    return np.asarray(np.log(np.maximum(probabilities, 1e-9)))


def _agreement(small: Said, full: Said) -> dict[str, float]:
    """How often int8 says what fp32 says, and how close the embeddings stay."""
    cosine = (small.embedding * full.embedding).sum(axis=1)
    same = {
        f"same_{task}": float(np.mean(getattr(small, task).argmax(1) == getattr(full, task).argmax(1)))
        for task in TASKS
    }
    return rounded(same | {"cosine_mean": float(cosine.mean()), "cosine_least": float(cosine.min())})


def rounded(values: dict[str, float]) -> dict[str, float]:
    """The values to three places, as scores.json keeps them."""
    return {name: round(value, 3) for name, value in values.items()}
