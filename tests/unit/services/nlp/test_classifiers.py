"""Another model per task: loaded through transformers, its labels translated, its absence explained."""

import importlib.util
import os
from pathlib import Path

import pytest

from services.nlp import classifiers
from services.nlp.classifiers import Classifier, ClassifierError, LabelsDiffer, ModelsExtraMissing, our_labels

TONES = ("positif", "netral", "negatif")


@pytest.fixture
def torch_installed() -> None:
    """Skips on a machine without the `models` extra; CI must have it."""
    if os.environ.get("CI") == "true":
        assert importlib.util.find_spec("torch"), "CI installs the extra gaung[models]"
    pytest.importorskip("torch")


def tiny_model(directory: Path, labels: list[str]) -> str:
    """A BERT of two thousand weights, drawn at random, with a vocabulary of eight words."""
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "jalan", "rusak", "bagus"]
    (directory / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(directory / "vocab.txt")).save_pretrained(directory)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=LONG,
        id2label=dict(enumerate(labels)),
        label2id={label: index for index, label in enumerate(labels)},
    )
    BertForSequenceClassification(config).save_pretrained(directory)
    return str(directory)


LONG = 512


@pytest.mark.usefixtures("torch_installed")
def test_answers_with_our_labels_in_text_order(tmp_path: Path) -> None:
    model = Classifier.load(tiny_model(tmp_path, ["Negative", "Neutral", "Positive"]), TONES)
    texts = ["jalan rusak", "jalan bagus bagus", "bagus"] * 4
    together = model.classify(texts)
    alone = [model.classify([text])[0] for text in texts]
    for joint, single in zip(together, alone, strict=True):
        assert set(joint) == set(TONES)
        assert sum(joint.values()) == pytest.approx(1)
        assert joint == pytest.approx(single, abs=1e-5)
    assert together[0] != pytest.approx(together[1], abs=1e-6)


@pytest.mark.usefixtures("torch_installed")
def test_columns_keep_their_meaning_when_the_model_orders_them_differently(tmp_path: Path) -> None:
    import torch
    from transformers import BertForSequenceClassification

    directory = tiny_model(tmp_path, ["negatif", "netral", "positif"])
    weights = BertForSequenceClassification.from_pretrained(directory)
    with torch.no_grad():
        weights.classifier.weight.zero_()
        weights.classifier.bias.copy_(torch.tensor([9.0, 0.0, 0.0]))
    weights.save_pretrained(directory)
    answer = Classifier.load(directory, TONES).classify(["jalan"])[0]
    assert answer["negatif"] > 0.99


@pytest.mark.usefixtures("torch_installed")
def test_a_text_longer_than_the_model_is_cut(tmp_path: Path) -> None:
    model = Classifier.load(tiny_model(tmp_path, list(TONES)), TONES)
    assert sum(model.classify(["jalan " * (LONG * 2)])[0].values()) == pytest.approx(1)


@pytest.mark.usefixtures("torch_installed")
def test_a_missing_model_is_ours_to_report(tmp_path: Path) -> None:
    with pytest.raises(ClassifierError, match="could not be loaded") as caught:
        Classifier.load(str(tmp_path / "nowhere"), TONES)
    assert caught.value.__cause__ is not None


def test_without_torch_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifiers.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelsExtraMissing, match=r"gaung\[models\]"):
        Classifier.load("some/model", TONES)


def test_labels_are_understood_in_either_language() -> None:
    assert our_labels("m", {1: "NETRAL", 0: "Positive", 2: "neg"}, TONES) == ["positif", "netral", "negatif"]
    assert our_labels("m", {0: "Pangan Pertanian-Perikanan"}, ("pangan_pertanian_perikanan",)) == [
        "pangan_pertanian_perikanan"
    ]


def test_a_model_with_fewer_labels_is_accepted() -> None:
    assert our_labels("m", {0: "negative", 1: "positive"}, TONES) == ["negatif", "positif"]


@pytest.mark.parametrize(
    ("labels", "message"),
    [({0: "LABEL_0", 1: "LABEL_1"}, "LABEL_0"), ({0: "positive", 1: "positif"}, "two labels")],
)
def test_labels_that_do_not_match_are_refused(labels: dict[int, str], message: str) -> None:
    with pytest.raises(LabelsDiffer, match=message):
        our_labels("m", labels, TONES)
