"""The summary says what most articles say, each thing once."""

from __future__ import annotations

from services.search.stories.telling.summary import summary_of
from tests.unit.services.search.stories.telling.told import told

BROKEN = "Jembatan gantung Muara Pantun putus diterjang banjir."
BOATS = "Pemerintah kabupaten menyiapkan perahu bagi murid sekolah."
COST = "Perbaikan jembatan gantung menelan anggaran dua miliar rupiah."


def test_one_article_speaks_for_itself() -> None:
    assert summary_of([told("a", summary=[BROKEN, BOATS])]) == [BROKEN, BOATS]


def test_sentences_of_several_articles_in_the_order_of_their_publication() -> None:
    members = [
        told("a", summary=[BROKEN, "Cuaca cerah menyambut pembaca koran pagi."]),
        told("b", summary=["Jembatan gantung di Muara Pantun putus diterjang banjir besar.", BOATS]),
        told("c", summary=[BOATS, COST]),
        told("d", summary=[COST]),
    ]
    assert summary_of(members) == [BROKEN, BOATS, COST]


def test_copies_have_no_say() -> None:
    members = [told("a", summary=[BROKEN]), told("b", summary=[COST])]
    copies = [
        told(f"c{k}", summary=["Salinan mengulang kalimat yang sama terus."], copy_of="a") for k in range(9)
    ]
    assert summary_of([*members, *copies]) == [BROKEN, COST]


def test_nothing_is_said_without_sentences() -> None:
    assert summary_of([told("a"), told("b", summary=["Astaga!"])]) == []
