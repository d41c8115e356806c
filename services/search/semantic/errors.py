"""What can go wrong with questions about meaning.

QueryError
└── NothingMeant            there are no words whose meaning could be asked for
MeaningUnavailable          the language service gives no vector for the query now
NoEmbedding                 the article has no vector that others could be compared with
"""

from __future__ import annotations

from services.search.query.errors import QueryError


class NothingMeant(QueryError):
    """A mode that ranks by meaning, and a query without words."""

    def __init__(self, mode: str) -> None:
        super().__init__(
            "q",
            None,
            f"mode={mode} mencari menurut makna dan memerlukan kata-kata biasa di q.",
            "Tulis apa yang dicari, misalnya q=jalan rusak, atau hapus mode.",
        )


class MeaningUnavailable(Exception):
    """The language service gives no vector now; the message says why, for the log."""


class NoEmbedding(Exception):
    """The article was indexed without a vector."""
