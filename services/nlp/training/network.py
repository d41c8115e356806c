"""The network: one shared encoder, a mean-pooled embedding, three heads for articles and one for tokens."""

from pathlib import Path
from typing import Any, NamedTuple

import torch
from transformers import BertModel, PreTrainedTokenizerFast

from services.nlp.training.labels import ASPIRATIONS, ENTITY_TAGS, TONES, TOPICS

HEAD_DROPOUT = 0.2


class Answers(NamedTuple):
    """What the network says of B texts of L tokens.

    embedding (B, H) is the raw mean of the token states. tone (B, 3), topic (B, 21), aspiration (B, 5) and
    entities (B, L, 11) are logits. evidence (B, L, 3) is each token's share of the tone logits: without the
    bias they are its sums over L.
    """

    embedding: Any
    tone: Any
    topic: Any
    aspiration: Any
    entities: Any
    evidence: Any


def mean_pool(states: Any, mask: Any) -> Any:
    """(B, L, H) token states and (B, L) mask to (B, H) means over the real tokens."""
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)


class Head(torch.nn.Module):  # type: ignore[misc]  # torch is untyped where it is absent
    """Every token gives its verdict, attention weighs them: the sum is the answer, its terms are the
    evidence."""

    def __init__(self, size: int, labels: int) -> None:
        super().__init__()
        self.attention = torch.nn.Linear(size, 1)
        self.dropout = torch.nn.Dropout(HEAD_DROPOUT)
        self.hidden = torch.nn.Linear(size, size)
        self.output = torch.nn.Linear(size, labels)

    def forward(self, states: Any, mask: Any) -> tuple[Any, Any]:
        """(B, L, H) states to (B, labels) logits and each token's (B, L, labels) share of them."""
        scores = self.attention(states).squeeze(-1).float()
        scores = scores.masked_fill(mask == 0, -1e4)
        weights = torch.softmax(scores, dim=1).unsqueeze(-1).to(states.dtype)
        verdicts = self.dropout(torch.tanh(self.hidden(self.dropout(states))))
        shares = weights * torch.nn.functional.linear(verdicts, self.output.weight)
        return shares.sum(1) + self.output.bias, shares


class NameHead(torch.nn.Module):  # type: ignore[misc]  # torch is untyped where it is absent
    """Tags of tokens from three layers' states, each token seen with its neighbours.

    Lower layers know words and their borders better than the topmost, which tone and topic have shaped.
    """

    LAYERS = (6, 9, 12)
    WIDTH = 256

    def __init__(self, size: int) -> None:
        super().__init__()
        self.dropout = torch.nn.Dropout(HEAD_DROPOUT)
        self.narrow = torch.nn.Linear(size * len(self.LAYERS), self.WIDTH)
        self.neighbours = torch.nn.Conv1d(self.WIDTH, self.WIDTH, kernel_size=3, padding=1)
        self.output = torch.nn.Linear(self.WIDTH, len(ENTITY_TAGS))

    def forward(self, states: Any) -> Any:
        """(B, L, 3 H) states of LAYERS to (B, L, 11) logits."""
        narrow = torch.nn.functional.gelu(self.narrow(self.dropout(states)))
        beside = self.neighbours(narrow.transpose(1, 2)).transpose(1, 2)
        return self.output(self.dropout(narrow + torch.nn.functional.gelu(beside)))


class Network(torch.nn.Module):  # type: ignore[misc]  # torch is untyped where it is absent
    """Encoder and heads. `tags` teaches the encoder names in the joint training; `names` is fitted
    afterwards on the finished encoder and answers once `named` is set.
    """

    named = False

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.tone = Head(size, len(TONES))
        self.topic = Head(size, len(TOPICS))
        self.aspiration = Head(size, len(ASPIRATIONS))
        self.dropout = torch.nn.Dropout(HEAD_DROPOUT)
        self.tags = torch.nn.Linear(size, len(ENTITY_TAGS))
        self.names = NameHead(size)

    def forward(self, input_ids: Any, attention_mask: Any) -> Answers:
        """input_ids and attention_mask: (B, L) int64."""
        layers = self.states(input_ids, attention_mask)
        states = layers[-1]
        tone, evidence = self.tone(states, attention_mask)
        topic, _ = self.topic(states, attention_mask)
        aspiration, _ = self.aspiration(states, attention_mask)
        return Answers(
            embedding=mean_pool(states, attention_mask),
            tone=tone,
            topic=topic,
            aspiration=aspiration,
            entities=self.names(torch.cat(layers, -1)) if self.named else self.tags(self.dropout(states)),
            evidence=evidence,
        )

    def states(self, input_ids: Any, attention_mask: Any) -> list[Any]:
        """Token states (B, L, H) of the layers that `names` reads; the last is the topmost."""
        states = self.encoder.embeddings(input_ids=input_ids)
        hidden = (1.0 - attention_mask[:, None, None, :].to(states.dtype)) * -1e9
        kept = []
        for depth, layer in enumerate(self.encoder.encoder.layer, start=1):
            states = layer(states, hidden)
            if depth in NameHead.LAYERS:
                kept.append(states)
        # A smaller encoder, as tests use one, has fewer layers: its topmost stands for those that it lacks.
        return kept + [states] * (len(NameHead.LAYERS) - len(kept))

    def heads(self) -> list[Any]:
        """The parameters that start at random and learn with the encoder."""
        parts = (self.tone, self.topic, self.aspiration, self.tags)
        return [parameter for part in parts for parameter in part.parameters()]


def load_base(directory: Path) -> Any:
    """The base encoder in fp32, without a pooler (a `BertModel` would otherwise add a random one).

    Attention dropout is off: drawing its random numbers took longer than the forward pass itself on a CPU.
    """
    return BertModel.from_pretrained(
        directory,
        add_pooling_layer=False,
        dtype=torch.float32,
        attn_implementation="sdpa",
        attention_probs_dropout_prob=0.0,
    )


def load_tokenizer(directory: Path) -> Any:
    """The tokenizer beside the weights."""
    return PreTrainedTokenizerFast.from_pretrained(directory)
