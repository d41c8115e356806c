"""`python -m services.nlp.training --data DIR --base DIR --out DIR`: labelled files to model folder."""

import argparse
import json
import logging
from collections import Counter
from dataclasses import asdict
from functools import partial
from pathlib import Path

import torch
from torch.nn import functional

from services.nlp.training.data import training_examples
from services.nlp.training.fit import Plan, fit
from services.nlp.training.names import fit_names
from services.nlp.training.network import Network, load_base, load_tokenizer
from services.nlp.training.predict import base_embeddings
from services.nlp.training.release import release
from services.nlp.training.split import split
from services.nlp.training.tagged import read_conll
from services.nlp.training.workspace import OtherRun, claim, whole

DEV_SHARE = 0.12
"""About 360 articles: enough to rank epochs, little enough not to starve rare topics."""
TAGGED_FILES = ("nergrit/train.txt", "idner/train.txt")


def main() -> None:
    """Parses the arguments, trains, exports, measures."""
    parser = argparse.ArgumentParser(prog="python -m services.nlp.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="berita/, tulis/, nergrit/ and idner/")
    parser.add_argument("--base", type=Path, required=True, help="directory of the base encoder")
    parser.add_argument(
        "--out", type=Path, required=True, help="work directory; the model folder is OUT/model"
    )
    parser.add_argument("--epochs", type=int, default=Plan.epochs)
    parser.add_argument("--seed", type=int, default=Plan.seed)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    plan = Plan(epochs=arguments.epochs, seed=arguments.seed)
    torch.manual_seed(plan.seed)
    out: Path = arguments.out
    examples = training_examples(arguments.data)
    try:
        claim(out, plan, examples)
    except OtherRun as error:
        parser.error(str(error))
    sentences = [sentence for name in TAGGED_FILES for sentence in read_conll(arguments.data / name)]
    tokenizer = load_tokenizer(arguments.base)
    encoder = load_base(arguments.base)
    kept = out / "base-embeddings.pt"
    if kept.exists():
        reference = torch.load(kept, weights_only=True)
    else:
        reference = base_embeddings(encoder, tokenizer, examples)
        whole(kept, partial(torch.save, reference))
    centred = functional.normalize(reference - reference.mean(0)).numpy()
    train, dev = split(examples, centred, DEV_SHARE, Plan.seed)
    (out / "dev.json").write_text(json.dumps([examples[index].id for index in dev]), encoding="utf-8")
    logging.info("%d training articles, %d development articles", len(train), len(dev))
    training_set, development_set = [examples[index] for index in train], [examples[index] for index in dev]
    network = Network(encoder)
    best = fit(
        network,
        tokenizer,
        training_set,
        sentences,
        reference[train],
        development_set,
        plan,
        out / "checkpoints",
    )
    logging.info("best epoch %s", best)
    fit_names(network, tokenizer, training_set, sentences, out / "checkpoints" / "names.pt", plan.seed)
    facts = {
        "articles": dict(Counter(example.group for example in training_set)),
        "articles_with_marked_names": sum(example.entities is not None for example in training_set),
        "tagged_sentences": len(sentences),
        "best_epoch": best,
        "plan": asdict(plan),
    }
    folder = release(
        network,
        tokenizer,
        arguments.base,
        arguments.data,
        training_set,
        reference[train],
        development_set,
        facts,
        out,
    )
    logging.info("model folder %s", folder)


if __name__ == "__main__":
    main()
