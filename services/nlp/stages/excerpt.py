"""Which sentences of a long article the encoder reads: the lead, what names the region, then the rest in
order."""

from __future__ import annotations

from collections.abc import Collection, Sequence

LEAD_SHARE = 0.6
"""Share of the tokens that the first sentences may take before those that name the region are let in."""


def choose_sentences(costs: Sequence[int], preferred: Collection[int], budget: int) -> list[int]:
    """Indices of the sentences to read, ascending; all when they fit.

    costs: tokens of each sentence. preferred: indices of the sentences that matter most, the region's.
    A sentence that does not fit is passed over for a shorter one, save the first: it is always read, cut at
    the budget if it must be.
    """
    if not costs:
        return []
    if sum(costs) <= budget:
        return list(range(len(costs)))
    chosen = [0]
    left = budget - costs[0]
    lead = []
    spent = costs[0]
    for index in range(1, len(costs)):
        spent += costs[index]
        if spent > budget * LEAD_SHARE:
            break
        lead.append(index)
    named = sorted(index for index in preferred if index < len(costs))
    order = [*lead, *named, *range(1, len(costs))]
    for index in dict.fromkeys(order):
        if index != 0 and costs[index] <= left:
            chosen.append(index)
            left -= costs[index]
    return sorted(chosen)
