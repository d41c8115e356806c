"""Named entities by exact place and type; the baseline takes every run of capitalised words for a place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from evaluation.rows import Counts, Row, f1_row
from services.nlp.encoder import Encoder
from services.nlp.passage import passage_of_text
from services.nlp.training.data import Example, evaluation_examples
from services.nlp.training.measure import Names, names_of_articles, names_of_sentences
from services.nlp.training.tagged import marked, read_conll

_CAPITALS = re.compile(r"\b[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*")
_BASELINE = "capitalised words as places"


def shipped(encoder: Encoder, demo: Path) -> list[Row]:
    """The articles of c and g in which names were marked."""
    examples = [example for example in evaluation_examples(demo) if example.entities is not None]
    pairs = names_of_articles(encoder, examples)
    return [
        f1_row(
            "names", "c and g", _counts(pairs), _BASELINE, _counts(_capitals_of_articles(encoder, examples))
        )
    ]


def published(encoder: Encoder, data: Path) -> list[Row]:
    """NERGrit's validation and IDNER's development sentences."""
    rows = []
    for name, file in (("NERGrit valid", "nergrit/valid.txt"), ("IDNER dev", "idner/dev.txt")):
        sentences = read_conll(data / file)
        pairs = names_of_sentences(encoder, sentences)
        plain = [
            ({(0, *span) for span in sentence.spans}, _capitals(0, sentence.text)) for sentence in sentences
        ]
        rows.append(f1_row("names", name, _counts(pairs), _BASELINE, _counts(plain)))
    return rows


def _capitals_of_articles(encoder: Encoder, examples: Sequence[Example]) -> list[tuple[Names, Names]]:
    rows = encoder.rows([passage_of_text(example.title, example.text) for example in examples])
    pairs = []
    for example, row in zip(examples, rows, strict=True):
        want: Names = set()
        found: Names = set()
        for piece in row.pieces:
            want |= {(piece.index, *span) for span in marked(piece.text, example.entities or ()).spans}
            found |= _capitals(piece.index, piece.text)
        pairs.append((want, found))
    return pairs


def _capitals(piece: int, text: str) -> Names:
    return {(piece, match.start(), match.end(), "LOC") for match in _CAPITALS.finditer(text)}


def _counts(pairs: Sequence[tuple[Names, Names]]) -> list[Counts]:
    return [Counts(len(w & f), len(f - w), len(w - f)) for w, f in pairs]
