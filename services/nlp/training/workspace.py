"""The work directory of a training run: which run it belongs to, and files that are whole or not there."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from services.nlp.training.data import Example


class OtherRun(Exception):
    """The work directory holds files of a run with another plan or other articles."""


def claim(out: Path, plan: Any, examples: Sequence[Example]) -> None:
    """Marks the directory as this run's, or makes sure that it is.

    Raises OtherRun when an earlier run there had another plan (a dataclass) or other articles: its
    checkpoints would be taken for this one's.
    """
    out.mkdir(parents=True, exist_ok=True)
    articles = hashlib.sha256("\n".join(f"{ex.id} {ex.text}" for ex in examples).encode()).hexdigest()
    run = json.dumps({"plan": asdict(plan), "articles": articles}, indent=1)
    file = out / "run.json"
    if not file.exists():
        whole(file, lambda path: path.write_text(run, encoding="utf-8"))
    elif file.read_text(encoding="utf-8") != run:
        raise OtherRun(f"{out} holds a run with another plan or other articles: name another directory")


def whole(file: Path, write: Callable[[Path], Any]) -> None:
    """Writes under another name first: a run that is killed leaves no half file behind."""
    part = file.with_name(f"{file.name}.part")
    write(part)
    part.replace(file)
