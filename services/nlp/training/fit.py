"""The training loop: resumable per epoch, weights averaged over the steps, best epoch by the development
set."""

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tqdm import tqdm

from services.nlp.training.data import Example
from services.nlp.training.device import autocast, device
from services.nlp.training.inputs import TrainingRow, batches, padded, tagged_rows, varied
from services.nlp.training.losses import ENTITY_WEIGHT, article_loss, entity_loss
from services.nlp.training.network import Network
from services.nlp.training.predict import score
from services.nlp.training.tagged import Tagged
from services.nlp.training.targets import Targets, targets
from services.nlp.training.workspace import whole

log = logging.getLogger("gaung.training")


@dataclass(frozen=True)
class Plan:
    """What one training run does; the defaults made the shipped file."""

    epochs: int = 5
    batch_tokens: int = 4096
    largest_batch: int = 24
    encoder_rate: float = 8e-5
    layer_decay: float = 0.9  # of the rate, per layer from the top down
    head_rate: float = 8e-4
    warmup: float = 0.08  # share of all steps
    average: float = 0.995  # per step, of the averaged weights that are judged and shipped
    frozen_layers: int = 4  # word pieces and the lowest layers stay: rare words keep their place
    seed: int = 20


def fit(
    network: Network,
    tokenizer: Any,
    train: Sequence[Example],
    sentences: Sequence[Tagged],
    reference: Any,
    dev: Sequence[Example],
    plan: Plan,
    checkpoints: Path,
) -> dict[str, Any]:
    """Trains, saves `epoch-N.pt` after each epoch, loads the best averaged weights, returns its scores.

    reference: (n, H) base embeddings of the whole training articles. A run that finds checkpoints goes on
    after the last of them.
    """
    checkpoints.mkdir(parents=True, exist_ok=True)
    goal = targets(train)
    tagged = tagged_rows(tokenizer, sentences)
    network.to(device())
    average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(plan.average))
    steps = len(_order(varied(tokenizer, train, random.Random(0)), tagged, plan, random.Random(0)))
    optimizer, schedule = _optimizer(network, plan, steps * plan.epochs)
    history: list[dict[str, Any]] = []
    for epoch in range(plan.epochs):
        file = checkpoints / f"epoch-{epoch}.pt"
        if file.exists():
            state = torch.load(file, weights_only=True, map_location=device())
            for name, part in _parts(network, average, optimizer, schedule).items():
                part.load_state_dict(state[name])
            history.append(state["scores"])
            continue
        torch.manual_seed(plan.seed + epoch)
        rng = random.Random(plan.seed + epoch)
        loss = _epoch(
            network, average, tokenizer, train, tagged, goal, reference, plan, optimizer, schedule, rng
        )
        scores = {"epoch": epoch, "loss": round(loss, 4)} | score(average.module, tokenizer, dev)
        log.info("epoch finished %s", scores)
        history.append(scores)
        parts = _parts(network, average, optimizer, schedule)
        state = {name: part.state_dict() for name, part in parts.items()} | {"scores": scores}
        whole(file, partial(torch.save, state))
    best = max(history, key=lambda entry: entry["tone_f1"] + entry["topic_f1"] + entry["aspiration_f1"] / 2)
    state = torch.load(checkpoints / f"epoch-{best['epoch']}.pt", weights_only=True, map_location=device())
    average.load_state_dict(state["average"])
    network.load_state_dict(average.module.state_dict())
    return best


def _epoch(
    network: Network,
    average: Any,
    tokenizer: Any,
    train: Sequence[Example],
    tagged: Sequence[TrainingRow],
    goal: Targets,
    reference: Any,
    plan: Plan,
    optimizer: Any,
    schedule: Any,
    rng: random.Random,
) -> float:
    network.train()
    articles = varied(tokenizer, train, rng)
    rows = [*articles, *tagged]
    reference = reference.to(device())
    mean = reference.mean(0)
    running = []
    for batch in tqdm(_order(articles, tagged, plan, rng), mininterval=10):
        ids, mask = padded([rows[index].ids for index in batch], tokenizer.pad_token_id)
        tags = [rows[index].tags for index in batch]
        with autocast():
            answers = network(ids.to(device()), mask.to(device()))
        loss = torch.zeros((), device=device())
        if batch[0] < len(articles):
            loss = loss + article_loss(answers, goal, reference, mean, batch)
        if any(matrix is not None for matrix in tags):
            loss = loss + ENTITY_WEIGHT * entity_loss(answers.entities, tags)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        average.update_parameters(network)
        running.append(loss.item())
    return float(np.mean(running))


def _order(
    articles: Sequence[TrainingRow], tagged: Sequence[TrainingRow], plan: Plan, rng: random.Random
) -> list[list[int]]:
    """The batches of one epoch, articles and tagged sentences apart; indices count over both."""
    order = batches([len(row.ids) for row in articles], plan.batch_tokens, plan.largest_batch, rng)
    for batch in batches([len(row.ids) for row in tagged], plan.batch_tokens, plan.largest_batch, rng):
        order.append([len(articles) + index for index in batch])
    rng.shuffle(order)
    return order


def _parts(network: Any, average: Any, optimizer: Any, schedule: Any) -> dict[str, Any]:
    return {"network": network, "average": average, "optimizer": optimizer, "schedule": schedule}


def _optimizer(network: Any, plan: Plan, steps: int) -> tuple[Any, Any]:
    layers = network.encoder.encoder.layer
    for part in (network.encoder.embeddings, *layers[: plan.frozen_layers]):
        for parameter in part.parameters():
            parameter.requires_grad = False
    groups: list[dict[str, Any]] = [{"params": network.heads(), "lr": plan.head_rate}]
    for depth in range(plan.frozen_layers, len(layers)):
        rate = plan.encoder_rate * plan.layer_decay ** (len(layers) - 1 - depth)
        groups.append({"params": list(layers[depth].parameters()), "lr": rate})
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    rising = max(1, round(steps * plan.warmup))

    def factor(step: int) -> float:
        return (step + 1) / rising if step < rising else max(0.0, (steps - step) / max(1, steps - rising))

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
