"""What the shipped encoder is measured against: the same network in torch, in fp32, and once per task."""

from collections.abc import Callable
from pathlib import Path

from services.nlp.encoder import Encoder
from services.nlp.passage import Passage

TORCH_BATCH = 8
"""Texts of equal length in one torch pass."""

Candidate = tuple[str, Callable[[list[str]], object]]


def shipped(encoder: Encoder) -> Callable[[list[str]], object]:
    """Every answer from one pass."""
    return lambda texts: encoder.read(passages(texts))


def five_passes(encoder: Encoder) -> Callable[[list[str]], object]:
    """Embedding, tone, topic, aspiration and names each from a pass of their own, as separate models would
    need."""

    def run(texts: list[str]) -> object:
        return [encoder.read(passages(texts)) for _ in range(5)]

    return run


def fp32_session(directory: Path, threads: int) -> Callable[[list[str]], object]:
    """The fp32 export in ONNX Runtime, read exactly like the shipped file."""
    encoder = Encoder.load(directory, threads=threads)
    return shipped(encoder)


def passages(texts: list[str]) -> list[Passage]:
    """Texts as single sentences, so that none is cut."""
    return [Passage("", (text,)) for text in texts]


def torch_fp32(encoder: Encoder, threads: int) -> Callable[[list[str]], object]:
    """The same architecture in torch with random weights: a matrix product costs the same whatever it holds.

    Tokenising is the shipped encoder's, so that only the network differs; the heads, a few per
    cent of the work, are left out in torch's favour.
    """
    import torch
    from transformers import BertConfig, BertModel

    torch.set_num_threads(threads)
    config = BertConfig(  # the base encoder's, see the model card
        vocab_size=50168,
        hidden_size=384,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=1536,
        max_position_embeddings=512,
        pad_token_id=1,
    )
    model = BertModel(config, add_pooling_layer=False).eval()

    def run(texts: list[str]) -> object:
        rows = sorted((row.ids for row in encoder.rows(passages(texts))), key=len)
        results = []
        with torch.inference_mode():
            for start in range(0, len(rows), TORCH_BATCH):
                batch = rows[start : start + TORCH_BATCH]
                width = max(map(len, batch))
                ids = torch.tensor([row + [config.pad_token_id] * (width - len(row)) for row in batch])
                mask = (ids != config.pad_token_id).long()
                results.append(model(input_ids=ids, attention_mask=mask).last_hidden_state.mean(dim=1))
        return results

    return run
