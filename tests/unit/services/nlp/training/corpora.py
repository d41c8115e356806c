"""A few labelled articles and sentences in the places where training looks for them."""

from __future__ import annotations

import json
from pathlib import Path

from services.nlp.training.data import TULIS_EVALUATION, TULIS_TRAINING
from services.standalone import demo

DEMO = Path(demo.__file__).parent
SENTENCES = "Bupati\tO\nWayan\tB-PERSON\nSukerta\tI-PERSON\ndi\tO\nBangli\tB-PLACE\n\n" * 6


def data_directory(root: Path) -> Path:
    """Ten articles in every file that training or evaluation reads, each under a name of its own."""
    rows = [
        json.loads(line)
        for part in TULIS_EVALUATION
        for line in (DEMO / f"articles-{part}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    names = [f"tulis/{part}.jsonl" for part in (*TULIS_TRAINING, *TULIS_EVALUATION)]
    names += ["berita/labelled.jsonl", "berita/labelled-2.jsonl"]
    for number, name in enumerate(names):
        chosen = rows[number * 10 : number * 10 + 10]
        _write(root / name, "\n".join(json.dumps(row) for row in chosen))
    for name in ("nergrit/train.txt", "nergrit/valid.txt", "idner/train.txt"):
        _write(root / name, SENTENCES)
    return root


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
