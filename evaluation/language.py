"""The language of sentences kept aside of NusaWrites and NusaX; the baseline always says Indonesian."""

from __future__ import annotations

from pathlib import Path

from evaluation.rows import Row, mean_row
from services.nlp.fit_language import read
from services.nlp.stages.language import INDONESIAN, identify_language


def measure(data: Path) -> list[Row]:
    """Accuracy over sentences of fifteen languages."""
    held_out = [(language, text) for language, texts in sorted(read(data)[1].items()) for text in texts]
    right = [float(identify_language(text) == language) for language, text in held_out]
    plain = [float(language == INDONESIAN) for language, _ in held_out]
    return [
        mean_row("language", "nusa_lid and NusaX, kept aside", "accuracy", right, "always Indonesian", plain)
    ]
