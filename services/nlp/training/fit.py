"""The training loop: resumable per epoch, best epoch chosen on the development articles."""

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional
from tqdm import tqdm

from services.nlp.training.batches import buckets
from services.nlp.training.data import Example
from services.nlp.training.network import Network
from services.nlp.training.precision import autocast
from services.nlp.training.predict import score
from services.nlp.training.sources import StateSource, TokenSource
from services.nlp.training.targets import Targets, targets

log = logging.getLogger("gaung.training")


@dataclass(frozen=True)
class Plan:
    """What one training run does; the defaults made the shipped file."""

    epochs: int = 3
    last_share: float = 0.45  # of the last epoch, in which the rates fall to zero
    batch: int = 16
    encoder_rate: float = 1e-4  # from the base encoder's own fine-tuning notes (SmSA, NusaX)
    head_rate: float = 1e-3
    warmup: float = 0.1  # share of all steps
    embedding_weight: float = 2.0  # of the term that holds the embedding near the base encoder's
    train_tokens: int = 192  # a third faster than 256; reading still uses 256
    frozen_layers: int = 3  # word pieces and the lowest layers stay: rare words keep their place
    whole_epochs: int = 1  # after these only the layers above `kept_layers` learn
    kept_layers: int = 6  # their states are computed once for whole epochs: 40 % less to compute
    seed: int = 20


def fit(
    network: Network,
    tokenizer: Any,
    train: Sequence[Example],
    reference: Any,
    dev: Sequence[Example],
    plan: Plan,
    checkpoints: Path,
) -> dict[str, Any]:
    """Trains in place, saves `epoch-N.pt` after each epoch, loads the best, returns its development scores.

    reference: (n, H) base embeddings of the whole training articles. A run that finds checkpoints goes on
    after the last of them.
    """
    checkpoints.mkdir(parents=True, exist_ok=True)
    goal = targets(train)
    per_epoch = (len(train) + plan.batch - 1) // plan.batch
    last = round(per_epoch * plan.last_share)
    optimizer, schedule = _optimizer(network, plan, per_epoch * (plan.epochs - 1) + last)
    history: list[dict[str, Any]] = []
    kept: StateSource | None = None
    for epoch in range(plan.epochs):
        file = checkpoints / f"epoch-{epoch}.pt"
        if file.exists():
            state = torch.load(file, weights_only=True)
            network.load_state_dict(state["network"])
            optimizer.load_state_dict(state["optimizer"])
            schedule.load_state_dict(state["schedule"])
            history.append(state["scores"])
            continue
        torch.manual_seed(plan.seed + epoch)
        rng = random.Random(plan.seed + epoch)
        if epoch >= plan.whole_epochs:
            _freeze(network, plan.kept_layers)
        source: TokenSource | StateSource
        if plan.whole_epochs <= epoch < plan.epochs - 1:
            kept = kept or StateSource(network, tokenizer, train, plan.train_tokens, plan.kept_layers)
            kept.vary(rng)
            source = kept
        else:
            source = TokenSource(tokenizer, train, plan.train_tokens, rng)
        network.train()
        running = []
        batches = list(buckets(source.lengths, plan.batch, rng))
        if epoch == plan.epochs - 1:
            batches = batches[:last]
        for batch in tqdm(batches, desc=f"epoch {epoch}", mininterval=10):
            with autocast():
                outputs = source.outputs(network, batch)
            loss = loss_of(outputs, goal, reference, batch, plan.embedding_weight)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            running.append(loss.item())
        scores = {"epoch": epoch, "loss": round(float(np.mean(running)), 4)} | score(network, tokenizer, dev)
        log.info("epoch finished %s", scores)
        history.append(scores)
        state = {"network": network, "optimizer": optimizer, "schedule": schedule}
        torch.save({name: part.state_dict() for name, part in state.items()} | {"scores": scores}, file)
    best = max(history, key=lambda entry: entry["tone_f1"] + entry["topic_f1"])
    network.load_state_dict(
        torch.load(checkpoints / f"epoch-{best['epoch']}.pt", weights_only=True)["network"]
    )
    return best


def loss_of(
    outputs: tuple[Any, Any, Any], goal: Targets, reference: Any, batch: list[int], embedding_weight: float
) -> Any:
    """Weighted cross entropy of both tasks plus the distance of the embedding from the base encoder's."""
    embedding, tone, topic = outputs
    tone_loss = functional.cross_entropy(tone.float(), goal.tone[batch], reduction="none")
    topic_loss = functional.cross_entropy(topic.float(), goal.topic[batch], reduction="none")
    distance = embedding_distance(embedding, reference[batch], reference.mean(0))
    labels = (tone_loss * goal.tone_weight[batch]).mean() + (topic_loss * goal.topic_weight[batch]).mean()
    return labels + embedding_weight * distance


def embedding_distance(embedding: Any, reference: Any, mean: Any) -> Any:
    """Mean of one minus the cosine of vectors centred on news (uncentred, random pairs already have .83)."""
    return (1 - functional.cosine_similarity(embedding.float() - mean, reference - mean)).mean()


def _freeze(network: Any, layers: int) -> None:
    for part in (network.encoder.embeddings, *network.encoder.encoder.layer[:layers]):
        for parameter in part.parameters():
            parameter.requires_grad = False


def _optimizer(network: Any, plan: Plan, steps: int) -> tuple[Any, Any]:
    _freeze(network, plan.frozen_layers)
    body = [parameter for parameter in network.encoder.parameters() if parameter.requires_grad]
    heads = [*network.tone.parameters(), *network.topic.parameters()]
    groups = [{"params": body, "lr": plan.encoder_rate}, {"params": heads, "lr": plan.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    rising = max(1, round(steps * plan.warmup))

    def factor(step: int) -> float:
        return (step + 1) / rising if step < rising else max(0.0, (steps - step) / max(1, steps - rising))

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
