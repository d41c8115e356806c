"""`python -m benchmarks.encoder`: the int8 encoder against torch fp32 and against a pass for every task.

All rows of a length are measured in one run on the same texts and the same number of threads, and the
ratios are what counts: absolute figures belong to the machine. Rounds alternate between the candidates and
the best round counts, so that a neighbour on the machine does not decide the ratio.
"""

import argparse
import importlib.util
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.encoder_baselines import Candidate, five_passes, fp32_session, passages, shipped, torch_fp32
from services.nlp.encoder import Encoder

LENGTHS = (128, 320)
TEXTS = 32
ROUNDS = 3
SENTENCE = (
    "Bupati meninjau perbaikan jalan kabupaten di Kecamatan Sangatta Utara, Selasa (14/7/2026), setelah "
    "warga mengeluhkan lubang dan genangan yang membuat angkutan hasil panen terlambat sampai ke pasar. "
)


def main() -> int:
    """Measures and prints one table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.encoder", description=__doc__)
    parser.add_argument("--threads", type=int, default=1, help="threads of every candidate")
    parser.add_argument("--fp32", type=Path, help="folder with an fp32 export (OUT/fp32 of a training run)")
    arguments = parser.parse_args()
    encoder = Encoder.load(threads=arguments.threads)
    candidates: list[Candidate] = [("int8, one pass (shipped)", shipped(encoder))]
    candidates.append(("int8, five passes", five_passes(encoder)))
    if importlib.util.find_spec("torch"):
        candidates.append(("torch fp32, one pass", torch_fp32(encoder, arguments.threads)))
    elif arguments.fp32 is None:
        sys.stdout.write("torch is not installed and no --fp32 folder was named: no fp32 baseline\n")
    if arguments.fp32 is not None:
        candidates.append(("onnx fp32, one pass", fp32_session(arguments.fp32, arguments.threads)))
    sys.stdout.write(f"{TEXTS} texts a round, {arguments.threads} thread(s), best of {ROUNDS} rounds\n")
    sys.stdout.write(f"{'candidate':28} {'tokens':>6} {'texts/s':>8} {'ms/text':>8} {'ratio':>6}\n")
    for length in LENGTHS:
        texts = texts_of(encoder, length)
        seconds = best_rounds([run for _, run in candidates], texts)
        for (name, _), taken in zip(candidates, seconds, strict=True):
            each = taken / len(texts)
            sys.stdout.write(
                f"{name:28} {length:6d} {1 / each:8.1f} {1000 * each:8.1f} {taken / seconds[0]:6.2f}\n"
            )
    return 0


def texts_of(encoder: Encoder, length: int) -> list[str]:
    """Texts of nearly `length` tokens, all different."""
    words = (SENTENCE * (length // 32)).split()
    texts = []
    for number in range(TEXTS):
        count = len(words)
        while fitted(encoder, text := f"{number} " + " ".join(words[:count])) > length:
            count -= 1
        texts.append(text)
    return texts


def fitted(encoder: Encoder, text: str) -> int:
    """Tokens of a text; one more than the network reads when it would be cut."""
    (row,) = encoder.rows(passages([text]))
    return len(row.ids) + int(row.truncated)


def best_rounds(runs: Sequence[Callable[[list[str]], object]], texts: list[str]) -> list[float]:
    """The least seconds of each run over the rounds, after one round to warm up."""
    best = [float("inf")] * len(runs)
    for number in range(ROUNDS + 1):
        for index, run in enumerate(runs):
            started = time.perf_counter()
            run(texts)
            if number:
                best[index] = min(best[index], time.perf_counter() - started)
    return best


if __name__ == "__main__":
    raise SystemExit(main())
