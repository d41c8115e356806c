"""Runs the network over whole articles without learning."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from tqdm import tqdm

from services.nlp.training.data import Example
from services.nlp.training.device import autocast, device
from services.nlp.training.inputs import as_read, batches, padded
from services.nlp.training.labels import ASPIRATIONS, TONES, TOPICS
from services.nlp.training.metrics import macro_f1
from services.nlp.training.network import mean_pool

BATCH_TOKENS, LARGEST_BATCH = 4096, 16


def base_embeddings(encoder: Any, tokenizer: Any, examples: Sequence[Example]) -> Any:
    """(n, H) fp32 mean-pooled states of the untouched base encoder."""
    encoder.eval().to(device())
    rows = [row.ids for row in as_read(tokenizer, examples)]
    result = torch.zeros(len(rows), encoder.config.hidden_size)
    with torch.inference_mode(), autocast():
        for batch in tqdm(_batches(rows), desc="base embeddings", mininterval=10):
            ids, mask = (
                part.to(device()) for part in padded([rows[i] for i in batch], tokenizer.pad_token_id)
            )
            states = encoder(input_ids=ids, attention_mask=mask).last_hidden_state
            result[batch] = mean_pool(states, mask).float().cpu()
    return result.clone()


def predict(network: Any, tokenizer: Any, examples: Sequence[Example]) -> dict[str, np.ndarray]:
    """Raw embeddings (n, H), and tone (n, 3), topic (n, 21) and aspiration (n, 5) logits, in order."""
    network.eval()
    rows = [row.ids for row in as_read(tokenizer, examples)]
    found: dict[str, list[Any]] = {
        name: [None] * len(rows) for name in ("embedding", "tone", "topic", "aspiration")
    }
    with torch.inference_mode(), autocast():
        for batch in _batches(rows):
            ids, mask = padded([rows[index] for index in batch], tokenizer.pad_token_id)
            answers = network(ids.to(device()), mask.to(device()))
            for name, column in found.items():
                values = getattr(answers, name).float().cpu().numpy()
                for place, index in enumerate(batch):
                    column[index] = values[place]
    return {name: np.stack(column) for name, column in found.items()}


def _batches(rows: Sequence[list[int]]) -> list[list[int]]:
    return batches([len(row) for row in rows], BATCH_TOKENS, LARGEST_BATCH, None)


def score(network: Any, tokenizer: Any, examples: Sequence[Example]) -> dict[str, float]:
    """Macro-F1 of tone (also where two readers agree), topic and aspiration; topic with alternatives."""
    said = {name: logits.argmax(1) for name, logits in predict(network, tokenizer, examples).items()}
    tone = np.array([TONES.index(ex.tone) for ex in examples])
    topic = np.array([TOPICS.index(ex.topic) for ex in examples])
    aspiration = np.array([ASPIRATIONS.index(ex.aspiration) for ex in examples])
    agreed = np.array([ex.tone_agreed for ex in examples])
    lenient = [
        TOPICS[int(row)] in (ex.topic, *ex.topic_alt) for row, ex in zip(said["topic"], examples, strict=True)
    ]
    scores = {
        "tone_f1": macro_f1(tone, said["tone"], len(TONES)),
        "tone_f1_agreed": macro_f1(tone[agreed], said["tone"][agreed], len(TONES)),
        "topic_f1": macro_f1(topic, said["topic"], len(TOPICS)),
        "topic_lenient": float(np.mean(lenient)),
        "aspiration_f1": macro_f1(aspiration, said["aspiration"], len(ASPIRATIONS)),
    }
    return {name: round(value, 4) for name, value in scores.items()}
