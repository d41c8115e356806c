"""Writes the trained network as one ONNX file: fp32 first, then dynamic int8 per channel."""

import json
import logging
import shutil
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch.nn import functional

from services.nlp.training.labels import (
    ASPIRATIONS,
    ENTITY_TAGS,
    MAX_TOKENS,
    MODEL_NAME,
    PREFIX,
    TONES,
    TOPICS,
)
from services.nlp.training.network import Answers

OPSET = 17
SIZE_LIMIT = 45_000_000
"""Bytes of the int8 file; a larger one does not belong in the repository."""
TASKS = ("tone", "topic", "aspiration")


class TooLarge(Exception):
    """The int8 file exceeds SIZE_LIMIT."""


class Exported(torch.nn.Module):  # type: ignore[misc]  # torch is untyped where it is absent
    """The network as it ships: the embedding is centred on the news mean, mapped and L2-normalised."""

    def __init__(self, network: Any, mean: Any, mapping: Any) -> None:
        super().__init__()
        self.network = network
        self.register_buffer("mean", mean)
        self.register_buffer("mapping", mapping)

    def forward(self, input_ids: Any, attention_mask: Any) -> Answers:
        """(B, L) int64 ids and mask to the network's answers with the finished embedding (B, H)."""
        answers: Answers = self.network(input_ids, attention_mask)
        return answers._replace(
            embedding=functional.normalize((answers.embedding - self.mean) @ self.mapping)
        )


def export(network: Any, mean: Any, mapping: Any, target: Path) -> None:
    """Writes the fp32 ONNX file. mean: (H,) raw mean-pooled embedding of news texts; mapping: (H, H)."""
    network.encoder.set_attn_implementation("eager")
    model = Exported(network.cpu(), mean, mapping).eval()
    ids = torch.full((2, 16), 5, dtype=torch.long)
    rows, tokens = {0: "batch"}, {0: "batch", 1: "length"}
    per_token = ("input_ids", "attention_mask", "entities", "evidence")
    torch.onnx.export(
        model,
        (ids, torch.ones_like(ids)),
        str(target),
        input_names=["input_ids", "attention_mask"],
        output_names=list(Answers._fields),
        dynamic_axes=dict.fromkeys(Answers._fields, rows) | dict.fromkeys(per_token, tokens),
        opset_version=OPSET,
        dynamo=False,
    )


def quantise(source: Path, target: Path) -> None:
    """Dynamic int8, one scale per output channel: per tensor the embeddings drift to a cosine of .971.

    Raises TooLarge when the result is above SIZE_LIMIT.
    """
    quantize_dynamic(source, target, per_channel=True, weight_type=QuantType.QInt8)
    size = target.stat().st_size
    logging.getLogger("gaung.training").info("int8 file %.1f MB", size / 1e6)
    if size > SIZE_LIMIT:
        raise TooLarge(f"{target} has {size} bytes, {SIZE_LIMIT} are allowed")


def write_companions(base: Path, target: Path, temperature: dict[str, float]) -> None:
    """Tokenizer and labels beside the ONNX file."""
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(base / name, target / name)
    labels = {
        "model": MODEL_NAME,
        "tone": list(TONES),
        "topic": list(TOPICS),
        "aspiration": list(ASPIRATIONS),
        "entities": list(ENTITY_TAGS),
        "temperature": temperature,
        "max_tokens": MAX_TOKENS,
        "prefix": PREFIX,
    }
    (target / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
