"""The network: one shared encoder, a mean-pooled embedding, and two heads with own attention pooling."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from transformers import BertModel

from services.nlp.training.labels import TONES, TOPICS

HEAD_DROPOUT = 0.2


def mean_pool(states: Any, mask: Any) -> Any:
    """(B, L, H) token states and (B, L) mask to (B, H) means over the real tokens."""
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)


class Head(torch.nn.Module):  # type: ignore[misc]  # torch is untyped where it is absent
    """Attention pooling over the tokens, then a linear layer: a task looks at its own words."""

    def __init__(self, size: int, labels: int) -> None:
        super().__init__()
        self.attention = torch.nn.Linear(size, 1)
        self.dropout = torch.nn.Dropout(HEAD_DROPOUT)
        self.hidden = torch.nn.Linear(size, size)
        self.output = torch.nn.Linear(size, labels)

    def forward(self, states: Any, mask: Any) -> Any:
        """(B, L, H) states to (B, labels) logits."""
        scores = self.attention(states).squeeze(-1).float()
        scores = scores.masked_fill(mask == 0, -1e4)
        weights = torch.softmax(scores, dim=1).to(states.dtype)
        pooled = (states * weights.unsqueeze(-1)).sum(1)
        return self.output(self.dropout(torch.tanh(self.hidden(self.dropout(pooled)))))


class Network(torch.nn.Module):  # type: ignore[misc]  # torch is untyped where it is absent
    """Encoder and heads. Outputs are raw mean-pooled embeddings (B, H), tone (B, 3), topic (B, 21)."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.tone = Head(size, len(TONES))
        self.topic = Head(size, len(TOPICS))

    def forward(self, input_ids: Any, attention_mask: Any) -> tuple[Any, Any, Any]:
        """input_ids and attention_mask: (B, L) int64."""
        return self.upper(self.lower(input_ids, attention_mask, 0), attention_mask, 0)

    def lower(self, input_ids: Any, attention_mask: Any, depth: int) -> Any:
        """Token states (B, L, H) below layer `depth`."""
        states = self.encoder.embeddings(input_ids=input_ids)
        return _through(self.encoder.encoder.layer[:depth], states, attention_mask)

    def upper(self, states: Any, attention_mask: Any, depth: int) -> tuple[Any, Any, Any]:
        """The outputs from the token states below layer `depth`."""
        states = _through(self.encoder.encoder.layer[depth:], states, attention_mask)
        return (
            mean_pool(states, attention_mask),
            self.tone(states, attention_mask),
            self.topic(states, attention_mask),
        )


def _through(layers: Iterable[Any], states: Any, mask: Any) -> Any:
    hidden = (1.0 - mask[:, None, None, :].to(states.dtype)) * -1e9
    for layer in layers:
        states = layer(states, hidden)
    return states


def load_base(directory: Path) -> Any:
    """The base encoder in fp32, without a pooler (a `BertModel` would otherwise add a random one).

    Attention dropout is off: drawing its random numbers took longer than the forward pass itself on a CPU.
    """
    return BertModel.from_pretrained(
        directory,
        add_pooling_layer=False,
        dtype=torch.float32,
        attn_implementation="eager",
        attention_probs_dropout_prob=0.0,
    )
