"""From words to criteria: runs of words, names of regions, short forms, stop words, phrases, prefixes, nearness."""

from __future__ import annotations

from services.search.index.criteria import (
    NOTHING,
    AllOf,
    Criterion,
    Exclude,
    HasNear,
    HasPhrase,
    HasPrefix,
    HasWord,
    OneOf,
)
from services.search.index.selection import criteria_of
from shared.contracts.query import Filter


def _of(query: str) -> tuple[Criterion, ...]:
    [criterion] = criteria_of(Filter(scope=["ID"], q=query)).criteria
    return criterion.criteria if isinstance(criterion, AllOf) else (criterion,)


def test_words_are_folded_and_split() -> None:
    assert _of("COVID-19 café") == (HasWord("covid"), HasWord("19"), HasWord("cafe"))
    assert _of("anak-anak") == (HasWord("anak"),)
    assert _of("Jum’at 5.000") == (HasWord("jum'at"), HasWord("5.000"))
    assert _of("warga@contoh.example A/B") == (
        HasWord("warga"), HasWord("contoh.example"), HasWord("a"), HasWord("b"),
    )  # fmt: skip


def test_stop_words_beside_others_say_nothing() -> None:
    assert _of("di jalan yang rusak") == (HasWord("jalan"), HasWord("rusak"))
    assert _of("jalan (di yang)") == (HasWord("jalan"),)
    assert _of("di kebakar*") == (HasPrefix("kebakar"),)
    assert _of('di "di"') == (HasPhrase(("di",)),)


def test_stop_words_alone_are_searched_as_they_stand() -> None:
    assert _of("yang di") == (HasPhrase(("yang",)), HasPhrase(("di",)))
    assert _of("(yang di)") == (HasPhrase(("yang",)), HasPhrase(("di",)))
    assert _of("title:yang") == (HasPhrase(("yang",), title_only=True),)
    assert _of("di -jalan") == (HasPhrase(("di",)), Exclude(AllOf((HasWord("jalan"),))))
    assert _of("jalan -di") == (HasWord("jalan"), Exclude(AllOf((HasPhrase(("di",)),))))


def test_punctuation_alone_finds_nothing() -> None:
    assert _of("!!!") == (NOTHING,)
    assert _of('"…"') == (NOTHING,)
    assert _of("jalan !!! & /") == (HasWord("jalan"),)


def test_a_short_form_and_its_full_form_find_each_other() -> None:
    full = HasPhrase(("satuan", "polisi", "pamong", "praja"))
    assert _of("Satpol PP") == (OneOf((AllOf((HasWord("satpol"), HasWord("pp"))), full)),)
    # Its function words are none of the query; in quotes it is only what it says.
    written = AllOf((HasWord("pekerjaan"), HasWord("umum"), HasWord("penataan"), HasWord("ruang")))
    assert _of("pekerjaan umum dan penataan ruang") == (OneOf((written, HasPhrase(("pupr",)))),)
    assert _of('"PUPR"') == (HasPhrase(("pupr",)),)


def test_a_short_name_finds_the_full_ones() -> None:
    full = HasPhrase(("kutai", "timur")), HasPhrase(("east", "kutai"))
    assert _of("Kutim") == (OneOf((AllOf((HasWord("kutim"),)), *full)),)
    in_title = HasPhrase(("kutai", "timur"), True), HasPhrase(("east", "kutai"), True)
    assert _of("title:Kutim") == (OneOf((AllOf((HasWord("kutim", True),)), *in_title)),)


def test_a_full_name_finds_the_short_ones() -> None:
    name = OneOf(
        (AllOf((HasWord("kutai"), HasWord("timur"))), HasPhrase(("east", "kutai")), HasPhrase(("kutim",)))
    )
    assert _of("banjir kutai timur") == (HasWord("banjir"), name)
    assert _of("banjir (kutai timur)") == (HasWord("banjir"), name)
    assert _of("kutai title:timur") == (HasWord("kutai"), HasWord("timur", True))
    assert _of("kutai kebakar* timur") == (HasWord("kutai"), HasPrefix("kebakar"), HasWord("timur"))


def test_stop_words_within_a_name_are_not_asked_for() -> None:
    [name] = _of("pangkajene dan kepulauan")
    assert isinstance(name, OneOf)
    assert name.criteria[0] == AllOf((HasWord("pangkajene"), HasWord("kepulauan")))
    assert HasPhrase(("pangkep",)) in name.criteria


def test_phrases_prefixes_and_nearness_mean_what_they_say() -> None:
    assert _of('"Di Kutai Timur"') == (HasPhrase(("di", "kutai", "timur")),)
    assert _of("Kuti*") == (HasPrefix("kuti"),)
    assert _of("Rp1.5*") == (HasPrefix("rp1.5"),)
    assert _of('"Kutim di banjir"~3') == (HasNear((("kutim",), ("di",), ("banjir",)), 3),)


def test_what_is_written_without_a_space_stays_together() -> None:
    assert _of('title:"undang-undang desa !"~5') == (HasNear((("undang", "undang"), ("desa",)), 5, True),)
