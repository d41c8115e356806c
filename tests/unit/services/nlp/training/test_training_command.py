"""The one command, from labelled files to a readable model folder, with a base encoder made here."""

import json
import shutil
from pathlib import Path

import pytest

from services.nlp.encoder import MODEL_DIRECTORY, Encoder
from services.nlp.passage import passage_of_text
from services.nlp.training import data as corpus
from services.nlp.training.data import evaluation_examples, judged_examples, training_examples
from tests.unit.services.nlp.training.corpora import data_directory


def tiny_base(directory: Path) -> Path:
    """Two layers of random weights under the shipped tokenizer."""
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=50168,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        pad_token_id=1,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(directory)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(MODEL_DIRECTORY / name, directory / name)
    return directory


def test_evaluation_articles_are_not_for_training(tmp_path: Path) -> None:
    data = data_directory(tmp_path)
    learned = {example.id for example in training_examples(data)}
    judged = {example.id for example in (*evaluation_examples(data), *judged_examples())}
    assert len(learned) == 70 + 255 + 360
    assert len(judged) == 20 + 95 + 90
    assert not learned & judged


@pytest.mark.timeout(300)
def test_from_files_to_a_model_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    from services.nlp.training import __main__ as command

    data, base, out = data_directory(tmp_path / "data"), tiny_base(tmp_path / "base"), tmp_path / "out"
    # The project's own articles would make a minute of it.
    monkeypatch.setattr(corpus, "OWN_TRAINING", ())
    arguments = ["training", "--data", str(data), "--base", str(base), "--out", str(out), "--epochs", "2"]
    monkeypatch.setattr("sys.argv", arguments)
    command.main()

    reading = Encoder.load(out / "model").read([passage_of_text("Banjir", "Air merendam desa.")])[0]
    assert sum(reading.tone.values()) == pytest.approx(1, abs=1e-5)
    scores = json.loads((out / "model" / "scores.json").read_text(encoding="utf-8"))
    assert scores["sets"]["tulis c and g"]["items"] == 20
    assert "# gaung-id-2" in (out / "model" / "MODEL_CARD.md").read_text(encoding="utf-8")

    checkpoints = sorted((out / "checkpoints").iterdir())
    assert [path.name for path in checkpoints] == ["epoch-0.pt", "epoch-1.pt", "names.pt"]
    written = [path.stat().st_mtime_ns for path in checkpoints]
    command.main()  # goes on from what is there
    assert [path.stat().st_mtime_ns for path in checkpoints] == written
    assert json.loads((out / "model" / "scores.json").read_text(encoding="utf-8")) == scores
