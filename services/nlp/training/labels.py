"""What the shipped model is called, what it reads, and the order of its output columns."""

from typing import Final

from shared.contracts.enrichment import TONES, TOPICS

__all__ = ["MAX_TOKENS", "MODEL_NAME", "PREFIX", "TONES", "TOPICS"]

PREFIX: Final = "query: "
"""What the base encoder was trained to see before a text."""

MAX_TOKENS: Final = 256
"""Tokens read of one article: at 512 the int8 file falls below 20 articles a second on one core."""

MODEL_NAME: Final = "gaung-id-1"
