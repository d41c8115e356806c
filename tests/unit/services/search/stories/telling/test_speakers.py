"""People and speakers: one person under several names, each quote once."""

from __future__ import annotations

from services.search.stories.telling.speakers import people_of, speakers_of
from tests.unit.services.search.stories.telling.told import said, told

HEAD = ("Rahmadi Saleh", "Kepala Dinas", "PUPR")


def test_a_short_name_is_the_full_one_when_it_is_nobody_elses() -> None:
    members = [
        told("a", people=[HEAD, ("Siti Aminah", None, None)]),
        told("b", people=[("Rahmadi", None, None)]),
        told("c", people=[("Siti", None, None), ("Siti Zahra", "Camat", None)]),
    ]
    people = {person.name: (person.role, person.articles) for person in people_of(members)}
    assert people == {
        "Rahmadi Saleh": ("Kepala Dinas", 2),
        "Siti Aminah": (None, 1),
        "Siti": (None, 1),
        "Siti Zahra": ("Camat", 1),
    }


def test_the_office_that_most_articles_give() -> None:
    members = [
        told("a", people=[HEAD]),
        told("b", people=[HEAD]),
        told("c", people=[("Rahmadi Saleh", "Pj Bupati", None)]),
    ]
    (person,) = people_of(members)
    assert (person.role, person.org) == ("Kepala Dinas", "PUPR")


def test_a_quote_is_told_once_with_its_first_article() -> None:
    whole = "Jembatan darurat selesai dalam sepekan, kami minta warga bersabar"
    members = [
        told("a", people=[HEAD], quotes=[said("Rahmadi Saleh", whole)]),
        told(
            "b",
            quotes=[
                said("Rahmadi", "Jembatan darurat selesai dalam sepekan"),
                said("Rahmadi", "Anggarannya ada"),
            ],
        ),
        told("c", quotes=[said("Warga", whole)]),
    ]
    head, people = speakers_of(members)
    assert (head.name, head.role) == ("Rahmadi Saleh", "Kepala Dinas")
    assert [(quote.text, quote.article_id, quote.articles) for quote in head.quotes] == [
        (whole, "a", 2),
        ("Anggarannya ada", "b", 1),
    ]
    assert people.name == "Warga"


def test_names_and_quotes_without_words_are_left_out() -> None:
    assert speakers_of([told("a", quotes=[said("–", "Ya"), said("Warga", "…")])]) == []
