"""Runs the network over whole articles without learning."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from tqdm import tqdm

from services.nlp.training.batches import as_input, buckets, padded, tokenise
from services.nlp.training.data import Example
from services.nlp.training.labels import TONES, TOPICS
from services.nlp.training.metrics import macro_f1
from services.nlp.training.network import mean_pool
from services.nlp.training.precision import autocast

BATCH = 16


def base_embeddings(encoder: Any, tokenizer: Any, texts: Sequence[str]) -> Any:
    """(n, H) fp32 mean-pooled states of the untouched base encoder."""
    encoder.eval()
    rows = tokenise(tokenizer, texts)
    result = torch.zeros(len(rows), encoder.config.hidden_size)
    with torch.inference_mode(), autocast():
        for batch in tqdm(list(buckets([len(row) for row in rows], BATCH, None)), desc="base embeddings"):
            ids, mask = padded([rows[index] for index in batch], tokenizer.pad_token_id)
            states = encoder(input_ids=ids, attention_mask=mask).last_hidden_state
            result[batch] = mean_pool(states, mask).float()
    return result.clone()


def predict(network: Any, tokenizer: Any, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Raw embeddings (n, H), tone logits (n, 3) and topic logits (n, 21) in text order."""
    network.eval()
    rows = tokenise(tokenizer, texts)
    found: list[Any] = [None] * len(rows)
    with torch.inference_mode(), autocast():
        for batch in buckets([len(row) for row in rows], BATCH, None):
            ids, mask = padded([rows[index] for index in batch], tokenizer.pad_token_id)
            outputs = [output.float().numpy() for output in network(ids, mask)]
            for place, index in enumerate(batch):
                found[index] = [output[place] for output in outputs]
    embedding, tone, topic = (np.stack(column) for column in zip(*found, strict=True))
    return embedding, tone, topic


def score(network: Any, tokenizer: Any, examples: Sequence[Example]) -> dict[str, float]:
    """Macro-F1 of tone and topic, and topic accuracy that accepts the alternatives."""
    _, tone, topic = predict(network, tokenizer, [as_input(ex.title, ex.text) for ex in examples])
    tone_truth = np.array([TONES.index(ex.tone) for ex in examples])
    topic_truth = np.array([TOPICS.index(ex.topic) for ex in examples])
    lenient = [
        TOPICS[int(row)] in (ex.topic, *ex.topic_alt)
        for row, ex in zip(topic.argmax(1), examples, strict=True)
    ]
    return {
        "tone_f1": round(macro_f1(tone_truth, tone.argmax(1), len(TONES)), 4),
        "topic_f1": round(macro_f1(topic_truth, topic.argmax(1), len(TOPICS)), 4),
        "topic_lenient": round(float(np.mean(lenient)), 4),
    }
