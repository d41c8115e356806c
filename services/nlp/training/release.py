"""From a trained network to the model folder: export, calibrate, measure, describe."""

import json
import logging
import random
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from services.nlp.encoder import Encoder, Outputs
from services.nlp.training.batches import as_input
from services.nlp.training.card import render
from services.nlp.training.data import Example, evaluation_examples
from services.nlp.training.evaluate import measure, read, rounded
from services.nlp.training.export import export, quantise, write_companions
from services.nlp.training.labels import TONES, TOPICS
from services.nlp.training.metrics import best_temperature, softmax
from services.nlp.training.pairs import NEAR_DAYS, all_pairs, best_pair_threshold
from services.nlp.training.predict import predict
from services.nlp.training.realign import ridge_map

log = logging.getLogger("gaung.training")

ALIGNMENT_SAMPLE = 1200
"""Training articles that fix the subtracted mean and the map back onto the base encoder's embeddings."""


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
        quantise(full / "model.onnx", folder / "model.onnx")

    uncalibrated = {"tone": 1.0, "topic": 1.0}
    write_companions(base, folder, uncalibrated)
    raw = read(Encoder.load(folder, threads=2), dev)
    temperature = _temperatures(dev, raw)
    for target in (folder, full):
        write_companions(base, target, temperature)

    encoder = Encoder.load(folder, threads=2)
    written = [example for example in train if example.group == "tulis"]
    written += [example for example in dev if example.group == "tulis"]
    pairs = best_pair_threshold(*all_pairs(written, read(encoder, written).embedding, NEAR_DAYS))
    log.info("pair threshold %s", pairs)
    held_out = evaluation_examples(data)
    outputs = read(encoder, held_out)
    scores = {
        "model": encoder.labels.model,
        "training": training,
        "development": measure(dev, _calibrated(raw, temperature), pairs.threshold),
        "same_event_threshold": pairs.threshold,
        "same_event_calibration": rounded(asdict(pairs)),
        "evaluation": measure(held_out, outputs, pairs.threshold),
        "int8_against_fp32": _agreement(outputs, read(Encoder.load(full, threads=2), held_out)),
    }
    (folder / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    (folder / "MODEL_CARD.md").write_text(render(scores), encoding="utf-8")
    return folder


def _export(network: Any, tokenizer: Any, train: Sequence[Example], reference: Any, target: Path) -> None:
    sample = random.Random(7).sample(range(len(train)), min(ALIGNMENT_SAMPLE, len(train)))
    tuned, _, _ = predict(network, tokenizer, [as_input(train[i].title, train[i].text) for i in sample])
    mapping = torch.from_numpy(ridge_map(tuned, reference[sample].numpy()))
    export(network, torch.from_numpy(tuned.mean(axis=0)), mapping, target)


def _temperatures(dev: Sequence[Example], outputs: Outputs) -> dict[str, float]:
    """Temperatures from uncalibrated probabilities: their logarithm is as good as the logits."""
    tone = np.array([TONES.index(example.tone) for example in dev])
    topic = np.array([TOPICS.index(example.topic) for example in dev])
    return {
        "tone": best_temperature(tone, np.log(np.maximum(outputs.tone, 1e-9))),
        "topic": best_temperature(topic, np.log(np.maximum(outputs.topic, 1e-9))),
    }


def _calibrated(raw: Outputs, temperature: dict[str, float]) -> Outputs:
    tone, topic = (np.log(np.maximum(part, 1e-9)) for part in (raw.tone, raw.topic))
    return replace(raw, tone=softmax(tone, temperature["tone"]), topic=softmax(topic, temperature["topic"]))


def _agreement(small: Outputs, full: Outputs) -> dict[str, float]:
    """How often int8 says what fp32 says, and how close the embeddings stay."""
    cosine = (small.embedding * full.embedding).sum(axis=1)
    return {
        "same_tone": round(float(np.mean(small.tone.argmax(1) == full.tone.argmax(1))), 3),
        "same_topic": round(float(np.mean(small.topic.argmax(1) == full.topic.argmax(1))), 3),
        "cosine_mean": round(float(cosine.mean()), 4),
        "cosine_least": round(float(cosine.min()), 4),
    }
