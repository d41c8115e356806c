"""The shelf keeps members, vectors and signatures in step."""

from __future__ import annotations

import numpy as np

from services.search.stories.neighbours import Neighbours
from tests.unit.services.search.stories.members import member


def in_step(neighbours: Neighbours) -> bool:
    """Whether every row belongs to its member."""
    return all(
        np.array_equal(neighbours.vectors[place], np.zeros(384) if each.vector is None else each.vector)
        and np.array_equal(neighbours.signatures[place], each.signature)
        for place, each in enumerate(neighbours.members)
    )


def test_a_shelf_grows_replaces_and_forgets() -> None:
    neighbours = Neighbours()
    for k in range(40):
        neighbours.put(member(f"m{k}", about=None if k % 7 == 0 else f"hal{k}", text=f"teks nomor {k}"))
    neighbours.put(member("m3", about="lain", text="teks baru"))
    assert len(neighbours) == 40
    assert in_step(neighbours)
    for gone in ("m3", "m39", "m0", "nobody"):
        neighbours.remove(gone)
    assert len(neighbours) == 37
    assert {"m3", "m39", "m0"}.isdisjoint(each.id for each in neighbours.members)
    assert in_step(neighbours)
    neighbours.put(member("m0", text="kembali"))
    assert len(neighbours) == 38
    assert in_step(neighbours)
