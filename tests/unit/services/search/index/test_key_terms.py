"""Key terms: what of a text is counted, as people write it, and what is noise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.search.index.analysis import STOP_WORDS
from services.search.index.key_terms import MOST_PHRASES, MOST_WORDS, NOISE_WORDS, key_terms

_TEXT = (
    "SANGATTA – Jalan poros Sangatta rusak parah. Warga memperbaiki jalan poros sendiri, kata Bupati, Senin "
    "(2/11/2026) pukul 09.30 WITA.\n\nDinas PUPR membangun drainase; pembangunan drainase selesai Rp1.500,50 "
    "juta. Baca juga: https://suara-sangatta.example/jalan?id=7 atau surel warga@contoh.example dan @warga."
)


def test_words_stay_as_people_write_them_and_phrases_are_found() -> None:
    terms = key_terms("Jalan Poros Rusak", _TEXT)
    assert {"jalan poros", "drainase", "membangun", "pembangunan", "memperbaiki", "pupr"} <= set(terms)
    assert terms == sorted(set(terms))


def test_noise_is_left_out() -> None:
    found = {word for term in key_terms("Jalan Poros Rusak", _TEXT) for word in term.split()}
    assert not found & {
        "kata", "senin", "wita", "pukul", "baca", "juta", "atau", "dan", "example", "https", "suara", "contoh",
    }  # fmt: skip
    assert all(word.isalpha() and len(word) > 2 for word in found)


def test_a_phrase_does_not_cross_a_mark_a_line_or_a_stop_word() -> None:
    terms = key_terms("Judul", "Banjir, longsor\nkebakaran dan gempa. Banjir, longsor\nkebakaran dan gempa.")
    assert {"banjir", "longsor", "kebakaran", "gempa"} <= set(terms)
    assert [term for term in terms if " " in term] == []


def test_verbs_and_possessives_do_not_border_a_phrase() -> None:
    terms = key_terms(
        "Judul", "Warga memperbaiki jembatan gantung. " * 2 + "Jembatan gantung miliknya roboh."
    )
    assert "jembatan gantung" in terms
    assert not any(term.startswith("memperbaiki ") or term.endswith("nya") for term in terms if " " in term)


def test_outlet_and_author_are_not_the_subject_of_their_texts() -> None:
    text = "Kabar Pesisir - Nelayan melaut. Kabar Pesisir memantau pesisir. Ditulis Rahma Dewi. Rahma Dewi."
    terms = key_terms("Nelayan melaut", text, ["Kabar Pesisir", "kabar-pesisir", "Rahma Dewi"])
    assert "pesisir" in terms, "the word by itself may be meant"
    assert not {"kabar", "kabar pesisir", "rahma", "dewi", "rahma dewi"} & set(terms)


def test_accents_quotes_and_invisible_characters() -> None:
    terms = key_terms("Naïve", "“Sholat Jum’at” ‘kafé’ ban\u00adjir ban\u00adjir")
    assert {"naive", "jum'at", "kafe", "banjir"} & set(terms) == {"naive", "kafe", "banjir"}, "a day is noise"


def test_there_is_a_bound_and_the_weightiest_come_first() -> None:
    words = [f"kata{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(200)]
    terms = key_terms("Judul", " ".join(words) + ". " + "banjir bandang. " * 5)
    assert {"banjir", "bandang", "banjir bandang"} <= set(terms)
    assert len([term for term in terms if " " not in term]) == MOST_WORDS
    assert len(terms) <= MOST_WORDS + MOST_PHRASES


@given(title=st.text(min_size=1, max_size=80), text=st.text(max_size=600), name=st.text(max_size=20))
def test_any_text_gives_terms_that_an_index_can_hold(title: str, text: str, name: str) -> None:
    terms = key_terms(title, text, [name])
    assert terms == sorted(set(terms))
    for term in terms:
        assert 1 <= len(term.split(" ")) <= 3
        assert len(term.encode()) <= 3 * 40 * 4
        for word in term.split(" "):
            assert word not in STOP_WORDS | NOISE_WORDS
            assert not any(character.isspace() or character.isdigit() for character in word)
