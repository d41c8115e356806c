"""When a telaah calls for an answer to the press: an official calls news wrong, nobody else's word does."""

from __future__ import annotations

import pytest

from services.gateway.reports.issue_denials import denials
from services.gateway.reports.issue_proposal import situations
from services.gateway.reports.issue_reading import Reading
from shared.contracts.enrichment import Person, Quote
from tests.unit.services.gateway.dashboard.fakes import article
from tests.unit.services.gateway.reports.test_issue_sheet import reading

OFFICIAL = Person(name="Rina", role="Kepala Dinas Kesehatan", org="Dinas Kesehatan Kutai Timur")
OTHER = Person(name="Sari", role="warga", org="")


def told(text: str, *quotes: Quote, official_site: bool = False) -> Reading:
    one = article(1, text=text, quotes=quotes, people=[OFFICIAL, OTHER])
    if official_site:
        source = one.article.source.model_copy(update={"official": True})
        one = one.model_copy(update={"article": one.article.model_copy(update={"source": source})})
    return reading([one])


def found(story: Reading) -> list[str]:
    return [one.id for one in situations(story) if one.id in ("hoaks", "keliru_kutip")]


@pytest.mark.parametrize(
    "text",
    [
        "Tersangka membantah menerima uang.",
        "Penyidik memanggil Kepala Dinas Kesehatan untuk klarifikasi.",
        "Diskominfo menggelar sosialisasi bahaya hoaks di sekolah.",
        "Sari menyebut pernyataan Bupati itu hoaks.",
        "Warga mengatakan kabar perbaikan dari Dinas Kesehatan itu tidak benar.",
        "Warga meminta Dinas Kesehatan meluruskan data penerima.",
        "Kepala Dinas Kesehatan belum dapat memastikan apakah kabar itu hoaks.",
        "Bupati menyatakan membuang sampah seperti itu tidak benar.",
        "Kepala Dinas Kesehatan mengakui data kantornya keliru.",
        "Redaksi meralat berita kemarin.",
        "Bupati menjelaskan pemberitaan tentang gedung salah satu sekolah.",
        "Kabar itu hoaks.",
        "Mantan Kepala Dinas Kesehatan membantah; ia menyatakan berita itu tidak benar.",
        "Polisi menilai berita acara dari Dinas Kesehatan tidak benar.",
        "Benarkah Bupati menyatakan kabar itu hoaks?",
    ],
)
def test_other_peoples_words_call_for_no_answer_to_the_press(text: str) -> None:
    assert found(told(text)) == []


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        ("Kepala Dinas Kesehatan Rina memastikan kabar itu hoaks.", "hoaks"),
        ("Diskominfo Kutai Timur menegaskan informasi penerimaan pegawai tersebut tidak benar.", "hoaks"),
        ("Bupati menyatakan tidak benar bahwa puskesmas ditutup.", "hoaks"),
        ("Bupati meluruskan pemberitaan tentang penutupan puskesmas.", "keliru_kutip"),
        ("Kepala Dinas Kesehatan mengatakan dirinya salah dikutip.", "keliru_kutip"),
        ("Sekda menjelaskan angka yang diberitakan itu keliru.", "keliru_kutip"),
    ],
)
def test_an_official_who_calls_news_wrong_calls_for_an_answer(text: str, situation: str) -> None:
    story = told(text)
    assert found(story) == [situation]
    assert next(one for one in situations(story) if one.id == situation).evidence == f"“{text}”"


def test_a_quote_counts_by_its_speaker() -> None:
    text = "“Kabar penutupan puskesmas itu tidak benar,” ujarnya."
    words = "Kabar penutupan puskesmas itu tidak benar"
    assert found(told(text, Quote(speaker="Rina", text=words))) == ["hoaks"]
    assert found(told(text, Quote(speaker="Sari", text=words))) == []
    # Both of them said it: which of the two this sentence quotes is not sure.
    both = [Quote(speaker=name, text=words) for name in ("Rina", "Sari")]
    assert found(told(text, *both)) == []


def test_a_government_site_speaks_for_the_government() -> None:
    text = "Pesan berantai tentang penerimaan pegawai itu dipastikan hoaks."
    assert found(told(text, official_site=True)) == ["hoaks"]
    assert found(told(text)) == []


def test_all_denials_are_shown_but_an_admission_is_none() -> None:
    text = (
        "Tersangka membantah menerima uang. Kepala Dinas tidak menampik kekurangan itu. "
        "Sari menyebut kabar itu hoaks. Penyidik memanggilnya untuk klarifikasi."
    )
    assert [one.text for one in denials(told(text))] == [
        "Tersangka membantah menerima uang.",
        "Sari menyebut kabar itu hoaks.",
    ]
