"""What the encoder is given: title and sentences that know where their tokens are, within the budget."""

from __future__ import annotations

from typing import Any

import pytest
from transformers import PreTrainedTokenizerFast

from services.nlp.encoder import MODEL_DIRECTORY
from services.nlp.passage import TITLE, Passage, passage_of_text, rows_of

PREFIX = "query: "


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return PreTrainedTokenizerFast.from_pretrained(MODEL_DIRECTORY, local_files_only=True)


def test_pieces_joined_are_tokens_of_the_whole_text(tokenizer: Any) -> None:
    title, text = "Banjir di Sangatta", 'Warga mengungsi. "Air naik," kata Sukarti.'
    (row,) = rows_of(tokenizer, [passage_of_text(title, text)], PREFIX, 320)
    assert row.ids == tokenizer(f"{PREFIX}{title}\n{text}")["input_ids"]
    assert not row.truncated


def test_every_token_knows_its_place(tokenizer: Any) -> None:
    (row,) = rows_of(tokenizer, [passage_of_text("Banjir", "Air naik. Warga mengungsi.")], PREFIX, 320)
    assert [piece.index for piece in row.pieces] == [TITLE, 0, 1]
    for piece in row.pieces:
        joined = "".join(piece.text[start:end] for start, end in piece.offsets)
        assert joined == piece.text
        assert piece.end - piece.start == len(piece.offsets)


def test_a_long_article_keeps_the_regions_sentence(tokenizer: Any) -> None:
    sentences = tuple(f"Kalimat nomor {number} tentang hal lain." for number in range(60))
    (row,) = rows_of(tokenizer, [Passage("Judul", sentences, frozenset({55}))], PREFIX, 128)
    assert len(row.ids) <= 128
    assert row.truncated
    assert 55 in [piece.index for piece in row.pieces]


@pytest.mark.parametrize("text", ["", "kata " * 5000, "a" * 100_000, "\x00", "🙏🏽" * 3000])
def test_never_more_than_the_budget(tokenizer: Any, text: str) -> None:
    for passage in (passage_of_text("", text), passage_of_text(text, "")):
        (row,) = rows_of(tokenizer, [passage], PREFIX, 64)
        assert len(row.ids) <= 64
        assert row.ids[0] == tokenizer.bos_token_id
        assert row.ids[-1] == tokenizer.eos_token_id


def test_exactly_as_many_tokens_as_fit_are_not_called_cut(tokenizer: Any) -> None:
    def row(words: int) -> tuple[int, bool]:
        (found,) = rows_of(tokenizer, [Passage("", (" ".join(["dan"] * words),))], PREFIX, 64)
        return len(found.ids), found.truncated

    fitting = max(words for words in range(40, 70) if not row(words)[1])
    assert row(fitting)[0] == 64
    assert row(fitting + 1) == (64, True)
