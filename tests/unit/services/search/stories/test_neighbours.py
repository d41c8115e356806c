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


def test_comparable_members_share_a_region_or_have_none() -> None:
    neighbours = Neighbours()
    about = {
        "kutim": ["64.08"],
        "kaltim": ["64"],
        "ppu": ["64.09", "64.08"],
        "tegal": ["33.28"],
        "nowhere": [],
    }
    for key, regions in about.items():
        neighbours.put(member(key, regions=regions, text=key))

    def found(*regions: str) -> set[str]:
        return {neighbours.members[place].id for place in neighbours.comparable(frozenset(regions))}

    assert found("64.08") == {"kutim", "kaltim", "ppu", "nowhere"}
    assert found("64") == {"kutim", "kaltim", "ppu", "nowhere"}
    assert found("33.28") == {"tegal", "nowhere"}
    assert found() == set(about)
    neighbours.put(member("kutim", regions=["33.28"], text="kutim"))
    neighbours.remove("nowhere")
    assert found("64.08") == {"kaltim", "ppu"}
    assert found("33.28") == {"kutim", "tegal"}
