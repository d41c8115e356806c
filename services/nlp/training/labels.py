"""What the shipped model is called, what it reads, and the order of its output columns."""

from typing import Final

from shared.contracts.enrichment import TONES, TOPICS

__all__ = [
    "ASPIRATIONS",
    "ENTITY_TAGS",
    "ENTITY_TYPES",
    "MAX_TOKENS",
    "MODEL_NAME",
    "NAME_EPOCHS",
    "NAME_RATE",
    "NO_ASPIRATION",
    "PREFIX",
    "TONES",
    "TOPICS",
]

PREFIX: Final = "query: "
"""What the base encoder was trained to see before a text."""

MAX_TOKENS: Final = 320
"""Tokens read of one article; docs/evaluation.md has the table of score against cost."""

MODEL_NAME: Final = "gaung-id-2"

NO_ASPIRATION: Final = "tidak_ada"
ASPIRATIONS: Final = (NO_ASPIRATION, "pengaduan", "aspirasi", "permintaan_informasi", "apresiasi")

ENTITY_TYPES: Final = ("PER", "ORG", "LOC", "EVT", "LAW")
ENTITY_TAGS: Final = ("O", *(f"{place}-{kind}" for kind in ENTITY_TYPES for place in "BI"))
"""IOB2 tags of the tokens."""

NAME_EPOCHS: Final = 12
NAME_RATE: Final = 2e-3
"""Of the head that is fitted on the finished encoder."""
