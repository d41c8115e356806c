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

from services.nlp.training.batches import as_input, buckets, padded, tokenise, varied
from services.nlp.training.data import Example
from services.nlp.training.labels import TONES, TOPICS
from services.nlp.training.metrics import macro_f1
from services.nlp.training.network import Network, mean_pool
from services.nlp.training.targets import targets

log = logging.getLogger("gaung.training")


@dataclass(frozen=True)
class Plan:
    """What one training run does; the defaults made the shipped file."""

    epochs: int = 4
    batch: int = 16
    encoder_rate: float = 1e-4  # from the base encoder's own fine-tuning notes (SmSA, NusaX)
    head_rate: float = 1e-3
    warmup: float = 0.1  # share of all steps
    embedding_weight: float = 2.0  # of the term that holds the embedding near the base encoder's
    train_tokens: int = 192  # a third faster than 256; reading still uses 256
    frozen_layers: int = 3  # word pieces and the lowest layers stay: rare words keep their place
    seed: int = 20


def bf16_works() -> bool:
    """Whether the processor multiplies bf16 itself; emulated bf16 is slower than fp32."""
    return bool(torch.backends.mkldnn.is_available() and torch.ops.mkldnn._is_mkldnn_bf16_supported())


def autocast() -> Any:
    """bf16 where the processor has it, else plain fp32."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16_works())


def base_embeddings(encoder: Any, tokenizer: Any, texts: Sequence[str]) -> Any:
    """(n, H) fp32 mean-pooled states of the untouched base encoder."""
    encoder.eval()
    rows = tokenise(tokenizer, texts)
    result = torch.zeros(len(rows), encoder.config.hidden_size)
    with torch.inference_mode(), autocast():
        for batch in tqdm(list(buckets([len(row) for row in rows], 16, None)), desc="base embeddings"):
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
        for batch in buckets([len(row) for row in rows], 16, None):
            ids, mask = padded([rows[index] for index in batch], tokenizer.pad_token_id)
            outputs = [output.float().numpy() for output in network(ids, mask)]
            for place, index in enumerate(batch):
                found[index] = [output[place] for output in outputs]
    embedding, tone, topic = (np.stack(column) for column in zip(*found, strict=True))
    return embedding, tone, topic


def embedding_distance(embedding: Any, reference: Any, mean: Any) -> Any:
    """Mean of one minus the cosine of vectors centred on news (uncentred, random pairs already have .83)."""
    return (1 - functional.cosine_similarity(embedding.float() - mean, reference - mean)).mean()


def _optimizer(network: Any, plan: Plan, steps: int) -> tuple[Any, Any]:
    for parameter in network.encoder.embeddings.parameters():
        parameter.requires_grad = False
    for layer in network.encoder.encoder.layer[: plan.frozen_layers]:
        for parameter in layer.parameters():
            parameter.requires_grad = False
    body = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [*network.tone.parameters(), *network.topic.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": plan.encoder_rate}, {"params": heads, "lr": plan.head_rate}],
        weight_decay=0.01,
    )
    rising = max(1, round(steps * plan.warmup))

    def factor(step: int) -> float:
        return (step + 1) / rising if step < rising else max(0.0, (steps - step) / max(1, steps - rising))

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, factor)


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
    mean = reference.mean(0)
    per_epoch = (len(train) + plan.batch - 1) // plan.batch
    optimizer, schedule = _optimizer(network, plan, per_epoch * plan.epochs)
    history: list[dict[str, Any]] = []
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
        network.train()
        rows = tokenise(tokenizer, [varied(example, rng) for example in train], plan.train_tokens)
        order = list(buckets([len(row) for row in rows], plan.batch, rng))
        running: list[float] = []
        for batch in tqdm(order, desc=f"epoch {epoch}", mininterval=10):
            ids, mask = padded([rows[index] for index in batch], tokenizer.pad_token_id)
            with autocast():
                embedding, tone, topic = network(ids, mask)
            tone_loss = functional.cross_entropy(tone.float(), goal.tone[batch], reduction="none")
            topic_loss = functional.cross_entropy(topic.float(), goal.topic[batch], reduction="none")
            loss = (tone_loss * goal.tone_weight[batch]).mean() + (
                topic_loss * goal.topic_weight[batch]
            ).mean()
            loss = loss + plan.embedding_weight * embedding_distance(embedding, reference[batch], mean)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            running.append(float(loss))
        scores = {"epoch": epoch, "loss": round(float(np.mean(running)), 4)} | score(network, tokenizer, dev)
        log.info("epoch finished %s", scores)
        history.append(scores)
        torch.save(
            {
                "network": network.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "scores": scores,
            },
            file,
        )
    best = max(history, key=lambda entry: entry["tone_f1"] + entry["topic_f1"])
    network.load_state_dict(
        torch.load(checkpoints / f"epoch-{best['epoch']}.pt", weights_only=True)["network"]
    )
    return best


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
