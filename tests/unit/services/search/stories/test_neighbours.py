"""The shelf keeps members, vectors and signatures in step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from services.search.stories.neighbours import Neighbours
from tests.unit.services.search.stories.members import member


def in_step(neighbours: Neighbours) -> bool:
    """Whether every row belongs to its member, and every member is found by its own text."""
    return all(
        np.array_equal(neighbours.vectors[place], np.zeros(384) if each.vector is None else each.vector)
        and each in neighbours.candidates(replace(each, id="twin", vector=None))
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
    assert neighbours.get("m3") is None
    assert in_step(neighbours)
    neighbours.put(member("m0", text="kembali"))
    assert len(neighbours) == 38
    assert in_step(neighbours)


def found(neighbours: Neighbours, regions: Sequence[str], about: str = "jembatan") -> set[str]:
    """The candidates of an article about these regions that repeats nobody."""
    newcomer = member("new", about=about, text="newcomer", regions=regions)
    return {other.id for other in neighbours.candidates(newcomer)}


def test_candidates_share_a_region_or_have_none() -> None:
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
    assert found(neighbours, ["64.08"]) == {"kutim", "kaltim", "ppu", "nowhere"}
    assert found(neighbours, ["64"]) == {"kutim", "kaltim", "ppu", "nowhere"}
    assert found(neighbours, ["33.28"]) == {"tegal", "nowhere"}
    assert found(neighbours, []) == set(about)
    assert found(neighbours, ["64.08"], about="lain sekali") == set()
    neighbours.put(member("kutim", regions=["33.28"], text="kutim"))
    neighbours.remove("nowhere")
    assert found(neighbours, ["64.08"]) == {"kaltim", "ppu"}
    assert found(neighbours, ["33.28"]) == {"kutim", "tegal"}


def test_candidates_are_mutual() -> None:
    members = [
        member("a"),
        member("b", regions=[]),
        member("c", regions=["64"], about="lain"),
        member("d", regions=["33.28"], text="Warga menyeberang."),
        member("e", about=None),
    ]
    shelf = Neighbours()
    for each in members:
        shelf.put(each)
    pairs = {(one.id, other.id) for one in members for other in shelf.candidates(one)}
    assert pairs
    assert pairs == {(other, one) for one, other in pairs}


def test_a_copy_is_a_candidate_wherever_it_is_about() -> None:
    shelf = Neighbours()
    shelf.put(member("a", regions=["33.28"], about="lain"))
    assert [each.id for each in shelf.candidates(member("b"))] == ["a"]
