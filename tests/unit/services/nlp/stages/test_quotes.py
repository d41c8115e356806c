"""Who said what: cues before, between and after the words, straight and typographic marks, reported speech."""

from __future__ import annotations

import pytest

from services.nlp.stages.document import read_document
from services.nlp.stages.people import find_people
from services.nlp.stages.quotes import find_quotes
from shared.contracts.enrichment import Quote


def quotes(text: str) -> list[Quote]:
    document = read_document("Judul", text)
    return find_quotes(document, find_people(document))


INTRODUCED = "Kepala Dinas Sosial, Sugeng Hartadi, hadir.\n\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"Bantuan sudah kami kirim," kata Sugeng.', "Bantuan sudah kami kirim"),
        ('"Bantuan sudah kami kirim," ujarnya.', "Bantuan sudah kami kirim"),
        ("“Bantuan sudah kami kirim,” tutur dia.", "Bantuan sudah kami kirim"),
        ('Sugeng mengatakan, "Bantuan sudah kami kirim."', "Bantuan sudah kami kirim."),
        ('"Bantuan sudah kami kirim. Tinggal dibagi."', "Bantuan sudah kami kirim. Tinggal dibagi."),
    ],
)
def test_direct_speech(text: str, words: str) -> None:
    assert quotes(INTRODUCED + text) == [Quote(speaker="Sugeng Hartadi", text=words)]


def test_speech_that_goes_on_behind_its_cue_has_the_same_speaker() -> None:
    found = quotes(INTRODUCED + '"Bantuan sudah kami kirim," kata Sugeng. "Tinggal dibagi ke warga."')
    assert [quote.speaker for quote in found] == ["Sugeng Hartadi", "Sugeng Hartadi"]


def test_a_phrase_is_no_speech() -> None:
    assert quotes(INTRODUCED + 'Berkas itu dikembalikan karena "kurang lengkap" selama setahun.') == []


def test_a_role_phrase_means_who_was_named_last() -> None:
    text = 'Parni, operator obras, ditolak.\n\n"Kartu saya mati," tutur perempuan asal Bringin itu.'
    assert quotes(text) == [Quote(speaker="Parni", text="Kartu saya mati")]


def test_an_unnamed_speaker_is_an_office() -> None:
    assert quotes('"Berkasnya belum lengkap, Bu," kata petugas loket.') == [
        Quote(speaker="petugas loket", text="Berkasnya belum lengkap, Bu")
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sugeng mengatakan bahwa dua desa masih terendam air.", "dua desa masih terendam air"),
        ("Ia menambahkan, dua desa masih terendam air.", "dua desa masih terendam air"),
        ("Menurut dia, dua desa masih terendam air.", "dua desa masih terendam air"),
        ("Dua desa masih terendam air, kata Sugeng.", "Dua desa masih terendam air"),
        ("Jawabannya, kata dia, hanya meminta foto.", "Jawabannya hanya meminta foto"),
    ],
)
def test_reported_speech(text: str, words: str) -> None:
    assert quotes(INTRODUCED + text) == [Quote(speaker="Sugeng Hartadi", text=words, indirect=True)]


def test_deeds_are_no_speech() -> None:
    assert quotes(INTRODUCED + "Sugeng membuka posko dan membagikan selimut kepada warga.") == []


def test_silence() -> None:
    assert quotes("") == []


def test_reported_words_are_those_of_the_text() -> None:
    words = "tim dipimpin Budi Hartono, S.Kep., M.Kes. sejak bulan lalu di Sangatta"
    assert quotes(f"{INTRODUCED}Sugeng mengatakan bahwa {words}.")[-1].text == words
