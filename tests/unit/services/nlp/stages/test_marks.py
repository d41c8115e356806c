"""What stands between quotation marks, of every kind."""

from __future__ import annotations

import time

import pytest

from services.nlp.stages.marks import find_marked


@pytest.mark.parametrize("marks", ['""', "“”", "„“", "„”", "«»", "‘’"])
def test_words_between_marks(marks: str) -> None:
    text = f"Kata dia {marks[0]}ya, besok{marks[1]} lalu pergi."
    (marked,) = find_marked(text)
    assert (marked.text, marked.closed) == ("ya, besok", True)
    assert text[marked.start : marked.end] == f"{marks[0]}ya, besok{marks[1]}"


def test_an_apostrophe_closes_nothing() -> None:
    (marked,) = find_marked("‘Besok Jum’at saja,’ katanya.")
    assert marked.text == "Besok Jum’at saja,"


def test_speech_that_runs_on_is_open() -> None:
    (marked,) = find_marked("“Bantuan sudah tiba. Tinggal dibagi.")
    assert (marked.text, marked.closed) == ("Bantuan sudah tiba. Tinggal dibagi.", False)


def test_an_inch_opens_no_speech() -> None:
    assert find_marked('Pipa 6" itu bocor sejak Maret.') == []


@pytest.mark.parametrize("text", ["“" * 300_000, '"' * 300_001, "“a " * 100_000, "‘a’b " * 60_000])
def test_marks_without_end_take_linear_time(text: str) -> None:
    started = time.perf_counter()
    find_marked(text)
    assert time.perf_counter() - started < 5
