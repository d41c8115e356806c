"""Which content coding a client wants: Accept-Encoding with its weights (RFC 9110, 12.5.3)."""

from __future__ import annotations

from typing import Literal

Coding = Literal["zstd", "gzip"]
# Of equally welcome ones the first: zstd is smaller than gzip at a quarter of the time.
_CODINGS: tuple[Coding, ...] = ("zstd", "gzip")


def accepted_coding(accept_encoding: str) -> Coding | None:
    """The coding to use; None to send the body as it is, also when the client forbids even that."""
    weights = _weights(accept_encoding)
    others = weights.get("*", 0.0)

    def weight(coding: Coding) -> float:
        # x-gzip is gzip (RFC 9110, 8.4.1.3).
        aliases = (coding, "x-gzip") if coding == "gzip" else (coding,)
        return max((weights[name] for name in aliases if name in weights), default=others)

    best = max(_CODINGS, key=weight)
    wanted = weight(best)
    return best if wanted > 0 and wanted >= weights.get("identity", 0.0) else None


def _weights(accept_encoding: str) -> dict[str, float]:
    weights = {}
    for part in accept_encoding.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            weights[name] = _weight(parameters)
    return weights


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
