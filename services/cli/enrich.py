"""``gaung enrich``: run the language stages on a text or on JSON lines, print the enrichment."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import track

from services.cli.console import CommandError, err, print_json
from shared.runtime.settings import load_settings

# The encoder's batch: larger ones gain nothing on a CPU (see benchmarks/encoder.py).
BATCH = 8


def enrich(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")],
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="The input is JSON lines {id, title, text, source_region?}.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line (always, with --jsonl).")
    ] = False,
) -> None:
    """Read a text as the pipeline would: the first line of a plain text is its title."""
    settings = load_settings()
    rows = list(_rows(_read(file), jsonl))
    # Late: loading the model takes a second or two, bad input must not wait for it.
    from services.nlp.pipeline import Reader, article_from_text

    reader = Reader.load(settings)
    batches = [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
    for batch in track(batches, description="reading", console=err, disable=len(batches) < 2):
        articles = [article_from_text(row["title"], row["text"], row.get("source_region")) for row in batch]
        for row, enrichment in zip(batch, reader.read(articles), strict=True):
            result: dict[str, Any] = enrichment.model_dump(mode="json", exclude={"embedding", "minhash"})
            if jsonl or as_json:
                print_json({"id": row.get("id"), **result})
            else:
                sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=2) + "\n")


def _read(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"cannot read {file}: {error}") from error


def _rows(text: str, jsonl: bool) -> Iterator[dict[str, Any]]:
    if not jsonl:
        title, _, body = text.strip().partition("\n")
        if not title:
            raise CommandError("the text is empty")
        yield {"title": title.strip(), "text": body.strip()}
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not (isinstance(row["title"], str) and isinstance(row["text"], str)):
                raise TypeError("title and text must be strings")
        except (ValueError, TypeError, KeyError) as error:
            raise CommandError(f"line {number} is not a JSON object with title and text ({error})") from error
        yield row
