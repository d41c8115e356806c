"""The extractive summary against editors' summaries of IndoSum (dev.04); the baseline is the first three
sentences."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from evaluation.rows import Row, mean_row
from services.nlp.fit_summary import Summarised, read_indosum
from services.nlp.stages.summary import SENTENCES, summarize

_WORD = re.compile(r"\w+")
_FITTED = ("dev.01", "dev.02", "dev.03")


def measure(data: Path) -> list[Row]:
    """ROUGE-1 and ROUGE-2 F1 (Lin 2004; words in lower case, no stemming) of the articles that were not
    fitted on."""
    fitted = {
        article.id for part in _FITTED for article in read_indosum(data / "indosum" / f"{part}.jsonl.gz")
    }
    articles = [
        article for article in read_indosum(data / "indosum" / "dev.04.jsonl.gz") if article.id not in fitted
    ]
    return [_row(articles, length) for length in (1, 2)]


def _row(articles: list[Summarised], length: int) -> Row:
    ours = [rouge(summarize(article.document), article.summary, length) for article in articles]
    lead = [
        rouge([sentence.text for sentence in article.document.sentences[:SENTENCES]], article.summary, length)
        for article in articles
    ]
    return mean_row("summary", "IndoSum dev.04", f"ROUGE-{length} F1", ours, "first three sentences", lead)


def rouge(sentences: list[str], reference: list[str], length: int) -> float:
    """F1 of the n-grams that both have."""
    one, other = _grams(sentences, length), _grams(reference, length)
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0


def _grams(sentences: list[str], length: int) -> Counter[tuple[str, ...]]:
    words = [word for sentence in sentences for word in _WORD.findall(sentence.lower())]
    return Counter(tuple(words[at : at + length]) for at in range(len(words) - length + 1))
