"""Fits the head that marks names on the finished encoder, whose states are computed once."""

import logging
import random
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import torch
from tqdm import tqdm

from services.nlp.training.data import Example
from services.nlp.training.device import autocast, device
from services.nlp.training.inputs import TrainingRow, batches, padded, tagged_articles, tagged_rows
from services.nlp.training.labels import NAME_EPOCHS, NAME_RATE
from services.nlp.training.losses import entity_loss
from services.nlp.training.network import Network
from services.nlp.training.tagged import Tagged
from services.nlp.training.workspace import whole

log = logging.getLogger("gaung.training")

BATCH_TOKENS, LARGEST_BATCH = 4096, 32


def fit_names(
    network: Network,
    tokenizer: Any,
    articles: Sequence[Example],
    sentences: Sequence[Tagged],
    checkpoint: Path,
    seed: int,
) -> None:
    """Trains `network.names` in place, or loads it from the checkpoint that an earlier run left.

    Learns from the articles in which names were marked and the tagged sentences. The encoder stays as it is.
    """
    network.named = True
    if checkpoint.exists():
        network.names.load_state_dict(torch.load(checkpoint, weights_only=True, map_location=device()))
        return
    torch.manual_seed(seed)
    rng = random.Random(seed)
    rows = [*tagged_articles(tokenizer, articles), *tagged_rows(tokenizer, sentences)]
    states = _states(network, tokenizer, rows)
    network.names.to(device()).train()
    optimizer = torch.optim.AdamW(network.names.parameters(), lr=NAME_RATE, weight_decay=0.01)
    lengths = [len(row.ids) for row in rows]
    steps = NAME_EPOCHS * len(batches(lengths, BATCH_TOKENS, LARGEST_BATCH, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, total_iters=steps)
    for epoch in range(NAME_EPOCHS):
        running = []
        order = batches(lengths, BATCH_TOKENS, LARGEST_BATCH, rng)
        for batch in tqdm(order, desc=f"names {epoch}", mininterval=10):
            longest = max(lengths[index] for index in batch)
            block = torch.zeros(len(batch), longest, states[batch[0]].shape[1], device=device())
            for place, index in enumerate(batch):
                block[place, : lengths[index]] = states[index].to(device()).float()
            with autocast():
                logits = network.names(block)
            loss = entity_loss(logits, [rows[index].tags for index in batch])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
            running.append(loss.item())
        log.info("names epoch %d loss %.4f", epoch, sum(running) / len(running))
    network.names.eval()
    whole(checkpoint, partial(torch.save, network.names.state_dict()))


def _states(network: Network, tokenizer: Any, rows: Sequence[TrainingRow]) -> list[Any]:
    """(tokens, 3 H) bf16 states of each row."""
    network.eval().to(device())
    found: list[Any] = [None] * len(rows)
    order = batches([len(row.ids) for row in rows], BATCH_TOKENS, LARGEST_BATCH, None)
    with torch.inference_mode(), autocast():
        for batch in tqdm(order, desc="states for names", mininterval=10):
            ids, mask = padded([rows[index].ids for index in batch], tokenizer.pad_token_id)
            states = torch.cat(network.states(ids.to(device()), mask.to(device())), -1).bfloat16().cpu()
            for place, index in enumerate(batch):
                found[index] = states[place, : len(rows[index].ids)].clone()
    return found
