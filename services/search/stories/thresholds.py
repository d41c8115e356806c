"""Every threshold of the story decisions, with its source."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from services.search.stories.evidence import KINDS

# Whoever repeats a release does so within the week, and 94 of 100 annotated pairs of one event were published
# within a week; what comes later looks back, or is the next event of its kind.
WINDOW = timedelta(days=7)


@dataclass(frozen=True)
class Fitted:
    """What is learned from annotated pairs by a logistic regression.

    `weights`, shape (KINDS,), and `bias` make evidence the log-odds that two articles tell one event; from
    `join` on they are put into one story (two groups: from their mean over all pairs on).
    """

    weights: npt.NDArray[np.float64]
    bias: float
    join: float


def _shipped() -> Fitted:
    stored = json.loads(files("services.search.stories").joinpath("fitted.json").read_text(encoding="utf-8"))
    return Fitted(np.array([stored["weights"][kind] for kind in KINDS]), stored["bias"], stored["join"])


# Written by `python -m benchmarks.stories --fit FILE…`, which prints the table behind it; fitted.json says
# from which files and with which scores.
FITTED = _shipped()
# One pair counts for no more than this in the mean of a group: neither a copy nor a slip of one clue decides.
LEAST, MOST = -4.0, 6.0

# Which pairs are compared at all: those about one region (or of which one is about none) whose embeddings
# have at least this cosine, and those that share a band of their MinHash. Of 136 annotated pairs of one event
# 118 pass.
NEAR = 0.25
NEAR_IN_REGION = 0.15
# 16 bands of 3 values find 88 of 100 copies with a Jaccard similarity of 0.5, whatever they are
# about, and 2 of 100 with 0.1 (Leskovec et al. 2014, ch. 3.4); copies about one region are found by their
# embeddings, too.
BANDS, ROWS = 16, 3

# Estimated Jaccard similarity of word 5-shingles from which on two articles of one story are copies.
# Annotated copies (a release with small edits, shortened, another lead) lie at 0.19 to 0.46, everything
# else below 0.07; the standard error of 128 permutations at 0.12 is 0.03.
COPY_JACCARD = 0.12

# Articles that are grouped together; of more, the closest (docs/decisions/0005). 400 take 0.2 s.
MOST_TOGETHER = 400
