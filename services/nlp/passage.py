"""What the encoder reads of one article: title and chosen sentences as token ids that know where they
stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.nlp.stages.courtesy import without_closing_thanks
from services.nlp.stages.document import Document, read_document
from services.nlp.stages.excerpt import choose_sentences

TITLE = -1
"""Index of the title among the pieces of a passage, as in `Sentence.index`."""
SENTENCES_WEIGHED = 200
"""No article gets more than its first 200 sentences weighed: a text of megabytes costs no more than a long
one."""
CHARACTERS_PER_TOKEN = 24
"""No piece needs more characters than this per token read: the vocabulary's entries have at most 16."""


@dataclass(frozen=True)
class Passage:
    """Title and sentences of an article; `preferred` are the indices of those that name its region."""

    title: str
    sentences: tuple[str, ...]
    preferred: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Piece:
    """A title or a sentence in a row of tokens: tokens start..end-1 are its own, `offsets` their places in
    it."""

    index: int
    text: str
    start: int
    end: int
    offsets: list[tuple[int, int]]


@dataclass(frozen=True)
class Row:
    """One passage as the network reads it; `truncated` when some of it was left out."""

    ids: list[int]
    pieces: tuple[Piece, ...]
    truncated: bool


def passage_of(document: Document, preferred: frozenset[int] = frozenset()) -> Passage:
    """The passage of a document, without the thanks that close a letter."""
    sentences = without_closing_thanks(document.sentences)
    return Passage(document.title, tuple(sentence.text for sentence in sentences), preferred)


def passage_of_text(title: str, text: str) -> Passage:
    """The passage of a bare title and text."""
    return passage_of(read_document(title, text))


def rows_of(tokenizer: Any, passages: Sequence[Passage], prefix: str, tokens: int) -> list[Row]:
    """The rows of passages, in order: prefix, title, chosen sentences, at most `tokens` ids with the marks.

    All pieces of all passages are tokenised in one call. The tokenizer must be a fast one that puts a word
    mark at the start of a text, so that pieces joined are tokenised as the whole text would be.
    """
    texts = [prefix.rstrip()]
    for passage in passages:
        texts += [_clipped(passage.title, tokens)]
        texts += [_clipped(sentence, tokens) for sentence in passage.sentences[:SENTENCES_WEIGHED]]
    encoded = tokenizer(texts, add_special_tokens=False, return_offsets_mapping=True)
    ids, offsets = encoded["input_ids"], encoded["offset_mapping"]
    rows = []
    at = 1
    for passage in passages:
        count = 1 + min(len(passage.sentences), SENTENCES_WEIGHED)
        rows.append(
            _row(
                passage,
                [tokenizer.bos_token_id, *ids[0]],
                ids[at : at + count],
                offsets[at : at + count],
                tokenizer.eos_token_id,
                tokens,
            )
        )
        at += count
    return rows


def _row(
    passage: Passage,
    opening: list[int],
    ids: Sequence[list[int]],
    offsets: Sequence[list[tuple[int, int]]],
    closing: int,
    tokens: int,
) -> Row:
    room = tokens - len(opening) - 1
    title = ids[0][:room]
    row = [*opening, *title]
    pieces = [Piece(TITLE, passage.title, len(opening), len(row), offsets[0][: len(title)])]
    room -= len(title)
    costs = [len(piece) for piece in ids[1:]]
    chosen = choose_sentences(costs, passage.preferred, room) if room > 0 else []
    for index in chosen:
        kept = ids[1 + index][: tokens - len(row) - 1]
        pieces.append(
            Piece(
                index,
                passage.sentences[index],
                len(row),
                len(row) + len(kept),
                offsets[1 + index][: len(kept)],
            )
        )
        row += kept
    left_out = len(title) < len(ids[0]) or len(chosen) < len(passage.sentences)
    cut = bool(chosen) and pieces[-1].end - pieces[-1].start < costs[chosen[-1]]
    return Row([*row, closing], tuple(pieces), left_out or cut)


def _clipped(text: str, tokens: int) -> str:
    return text[: tokens * CHARACTERS_PER_TOKEN]
