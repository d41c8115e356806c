"""What the network is trained against: soft labels of articles, open tags of tokens, the base embedding."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from services.nlp.training.network import Answers
from services.nlp.training.targets import Targets

ASPIRATION_WEIGHT = 0.7
ENTITY_WEIGHT = 1.0
EMBEDDING_WEIGHT = 2.0
"""Of the term that holds the embedding near the base encoder's."""


def article_loss(answers: Answers, goal: Targets, reference: Any, mean: Any, batch: Sequence[int]) -> Any:
    """Weighted cross entropy of tone, topic and aspiration plus the embedding's distance from the base's.

    reference (n, H): base embeddings of all articles; mean (H,): their mean.
    """
    total = EMBEDDING_WEIGHT * embedding_distance(answers.embedding, reference[batch], mean)
    for logits, labels, weights, share in (
        (answers.tone, goal.tone, goal.tone_weight, 1.0),
        (answers.topic, goal.topic, goal.topic_weight, 1.0),
        (answers.aspiration, goal.aspiration, goal.aspiration_weight, ASPIRATION_WEIGHT),
    ):
        device = logits.device
        loss = functional.cross_entropy(logits.float(), labels[batch].to(device), reduction="none")
        total = total + share * (loss * weights[batch].to(device)).mean()
    return total


def entity_loss(logits: Any, tags: Sequence[np.ndarray | None]) -> Any:
    """Mean over the tagged tokens of minus the log probability that the tag is one of the right ones.

    logits: (B, L, 11).
    """
    logits = logits.float()
    right = torch.zeros(logits.shape, dtype=torch.bool)
    for place, matrix in enumerate(tags):
        if matrix is not None:
            right[place, : len(matrix)] = torch.from_numpy(matrix)
    right = right.to(logits.device)
    known = right.any(-1)
    chosen = logits.masked_fill(~right, -1e4)[known]
    return (logits[known].logsumexp(-1) - chosen.logsumexp(-1)).mean()


def embedding_distance(embedding: Any, reference: Any, mean: Any) -> Any:
    """Mean of one minus the cosine of vectors centred on news (uncentred, random pairs already have .83)."""
    return (1 - functional.cosine_similarity(embedding.float() - mean, reference - mean)).mean()
