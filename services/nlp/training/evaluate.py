"""`python -m services.nlp.training.evaluate`: the card's figures, measured again on shipped articles."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from services.nlp.encoder import MODEL_DIRECTORY, Encoder, Outputs
from services.nlp.training.data import Example, evaluation_examples
from services.nlp.training.labels import TONES, TOPICS
from services.nlp.training.metrics import bootstrap, calibration_error, macro_f1
from services.nlp.training.pairs import NEAR_DAYS, all_pairs, score_pairs

DEMO_DIRECTORY = Path(__file__).parents[2] / "standalone" / "demo"


def read(encoder: Encoder, examples: Sequence[Example]) -> Outputs:
    """The network's outputs for whole articles."""
    return encoder.outputs([f"{example.title}\n{example.text}" for example in examples])


def measure(examples: Sequence[Example], outputs: Outputs, pair_threshold: float) -> dict[str, Any]:
    """Scores with 95 % bootstrap intervals (1,000 draws over articles), rounded to three places."""
    tone = np.array([TONES.index(example.tone) for example in examples])
    topic = np.array([TOPICS.index(example.topic) for example in examples])
    said_tone, said_topic = outputs.tone.argmax(1), outputs.topic.argmax(1)
    lenient = np.array(
        [
            TOPICS[int(said)] in (ex.topic, *ex.topic_alt)
            for said, ex in zip(said_topic, examples, strict=True)
        ]
    )
    near = score_pairs(*all_pairs(examples, outputs.embedding, NEAR_DAYS), pair_threshold)
    every = score_pairs(*all_pairs(examples, outputs.embedding), pair_threshold)
    count = len(examples)
    return {
        "items": count,
        "tone": {
            "macro_f1": _with_interval(count, lambda i: macro_f1(tone[i], said_tone[i], len(TONES))),
            "accuracy": _with_interval(count, lambda i: float(np.mean(tone[i] == said_tone[i]))),
            "ece": round(calibration_error(tone, outputs.tone), 3),
            "confusion": [
                [int(np.sum((tone == row) & (said_tone == column))) for column in range(len(TONES))]
                for row in range(len(TONES))
            ],
        },
        "topic": {
            "macro_f1": _with_interval(count, lambda i: macro_f1(topic[i], said_topic[i], len(TOPICS))),
            "accuracy": _with_interval(count, lambda i: float(np.mean(topic[i] == said_topic[i]))),
            "accuracy_with_alternatives": _with_interval(count, lambda i: float(np.mean(lenient[i]))),
            "ece": round(calibration_error(topic, outputs.topic), 3),
        },
        "same_event_within_days": rounded(asdict(near)),
        "same_event_any_date": rounded(asdict(every)),
    }


def _with_interval(count: int, score: Any) -> dict[str, Any]:
    low, high = bootstrap(count, score)
    return {"value": round(score(np.arange(count)), 3), "interval": [round(low, 3), round(high, 3)]}


def rounded(values: dict[str, float]) -> dict[str, float]:
    """The values to three places, as scores.json keeps them."""
    return {name: round(value, 3) for name, value in values.items()}


def main() -> int:
    """Prints the measured scores beside the card's."""
    parser = argparse.ArgumentParser(prog="python -m services.nlp.training.evaluate", description=__doc__)
    parser.add_argument("--model", type=Path, default=MODEL_DIRECTORY)
    parser.add_argument("--data", type=Path, default=DEMO_DIRECTORY, help="articles-c/-g.jsonl, or tulis/")
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    recorded = json.loads((arguments.model / "scores.json").read_text(encoding="utf-8"))
    examples = evaluation_examples(arguments.data)
    encoder = Encoder.load(arguments.model, threads=arguments.threads)
    threshold = recorded["same_event_threshold"]
    measured = measure(examples, read(encoder, examples), threshold)
    for line in compared(measured, recorded["evaluation"]):
        sys.stdout.write(line + "\n")
    return 0


def compared(measured: dict[str, Any], recorded: dict[str, Any]) -> list[str]:
    """One line per figure: its name, the value measured now, the card's value and interval."""
    lines = [f"{'figure':38} {'now':>7} {'card':>7}  95 % interval"]
    for task in ("tone", "topic"):
        for name, card in recorded[task].items():
            now = measured[task][name]
            if isinstance(card, dict):
                low, high = card["interval"]
                figures = f"{now['value']:7.3f} {card['value']:7.3f}  {low:.3f} to {high:.3f}"
                lines.append(f"{task + ' ' + name:38} {figures}")
            elif isinstance(card, float):
                lines.append(f"{task + ' ' + name:38} {now:7.3f} {card:7.3f}")
    for kind in ("same_event_within_days", "same_event_any_date"):
        for name in ("precision", "recall"):
            now, card = measured[kind][name], recorded[kind][name]
            lines.append(f"{kind + ' ' + name:38} {now:7.3f} {card:7.3f}")
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
