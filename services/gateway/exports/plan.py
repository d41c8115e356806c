"""How large an export becomes, said before it begins; and the refusal of one that is too large."""

from __future__ import annotations

from dataclasses import dataclass

from services.gateway.problems import EXPORT_TOO_LARGE, Problem


@dataclass(frozen=True)
class Plan:
    """`total` articles pass the filter; at most `rows` of them are in this answer, of at most `most`.

    `estimated_bytes` extrapolates from the first part, before compression on the way.
    """

    total: int
    rows: int
    most: int
    estimated_bytes: int

    def headers(self) -> dict[str, str]:
        """What HEAD and GET say beforehand."""
        return {
            "X-Total-Count": str(self.total),
            "X-Export-Rows": str(self.rows),
            "X-Export-Limit": str(self.most),
            "X-Export-Estimated-Bytes": str(self.estimated_bytes),
        }


def rows_allowed(total: int, limit: int | None, most: int, *, continued: bool) -> int:
    """How many rows this answer may have.

    Raises Problem (413) for more than `most` without a limit: half of what was asked for, unsaid, would be
    worse. A continued export gives what is left, up to `most`.
    """
    if limit is None and not continued and total > most:
        raise Problem(
            EXPORT_TOO_LARGE,
            f"Ada {_dotted(total)} berita, sedangkan satu unduhan memuat paling banyak {_dotted(most)}. "
            f"Persempit dengan from dan to, atau unduh per bagian: tambahkan limit={most}, lalu lanjutkan "
            "dengan cursor dari baris terakhir.",
            headers=Plan(total, 0, most, 0).headers(),
        )
    return most if limit is None else min(limit, most)


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
