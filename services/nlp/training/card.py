"""Writes the model card from the measured scores, so that text and figures cannot drift apart."""

from typing import Any

from services.nlp.training.labels import MAX_TOKENS, MODEL_NAME, TONES


def render(scores: dict[str, Any]) -> str:
    """MODEL_CARD.md for the content of scores.json."""
    return "\n\n".join([_head(), _data(scores), _procedure(scores), _figures(scores), _limits(scores)]) + "\n"


def _head() -> str:
    return f"""# {MODEL_NAME}

Reads Indonesian local news and complaints: a sentence embedding, the tone toward local government
({", ".join(TONES)}) and the topic (21 fields of local government) from one forward pass. An ONNX file,
dynamic int8 per channel; inputs `input_ids` and `attention_mask` (int64), outputs `embedding` (384,
centred on the mean of news texts, unit length), `tone` and `topic` logits, to be divided by the
temperatures in `labels.json`. Texts start with "query: ", title and text are joined by a line break,
{MAX_TOKENS} tokens are read.

Made to sort and count articles for people who then read them. Not made to judge persons, to decide
anything by itself, or for texts in other languages."""


def _data(scores: dict[str, Any]) -> str:
    training = scores["training"]
    return f"""## Data

- Base: multilingual-e5-small (MIT), its vocabulary cut to the pieces seen in Indonesian and eleven regional
  languages (40.8 M parameters).
- {training["real_articles"]} real articles (first 1,400 characters): CLICK-ID (September 2019, nine
  publishers), detik.com 2025-26 and Antara Lampung 2025, each read and labelled once for this project. No
  second reader; the first reader marked about 45 % of the tones as disputable. The articles belong to
  their publishers and are not part of this repository; the labels were made for this project.
- {training["written_articles"]} fictional articles written and labelled for this project (Apache-2.0, like
  the code).
- Development: {scores["development"]["items"]} further articles, split off by whole clusters (event,
  outlet of written articles, near-duplicate text), used to choose the epoch and the temperatures.
- Evaluation: {scores["evaluation"]["items"]} fictional articles (files c and g: Kalimantan, Sulawesi to
  Papua), by other outlets, about other places and events; never seen in training or development. They ship
  as the demo."""


def _procedure(scores: dict[str, Any]) -> str:
    training, plan = scores["training"], scores["training"]["plan"]
    return f"""## Procedure

`python -m services.nlp.training --data DIR --base DIR --out DIR`: one encoder, two heads with attention
pooling of their own, and a term that holds the mean-pooled embedding near the untouched base encoder's
(weight {plan["embedding_weight"]}). Alternative topics are soft labels; disputed tones count half; classes
are weighted by the inverse square root of their frequency. AdamW, {plan["encoder_rate"]} (encoder) and
{plan["head_rate"]} (heads), batch {plan["batch"]}, texts cut to {plan["train_tokens"]} tokens, seed
{plan["seed"]}, bf16 on two shared processor cores. {plan["epochs"]} epochs, the last cut to
{plan["last_share"]:.0%} of its batches while the rates fall to zero; word pieces and the lowest
{plan["frozen_layers"]} layers stay as they were, after the first epoch the lowest {plan["kept_layers"]}.
Epoch {training["best_epoch"]["epoch"] + 1} had the best development scores. At the end a linear map, fitted
in closed form on training articles, takes the embeddings back towards the base encoder's.

One run, interrupted and shortened: its first two epochs followed the rates of a plan for six and four
epochs, so a new run will differ in detail. No spread over seeds is known."""


def _figures(scores: dict[str, Any]) -> str:
    evaluation, development = scores["evaluation"], scores["development"]
    agreement, calibration = scores["int8_against_fp32"], scores["same_event_calibration"]
    rows = [
        ("tone macro-F1", "tone", "macro_f1"),
        ("tone accuracy", "tone", "accuracy"),
        ("topic macro-F1", "topic", "macro_f1"),
        ("topic accuracy", "topic", "accuracy"),
        ("topic accuracy, alternatives accepted", "topic", "accuracy_with_alternatives"),
    ]
    table = "\n".join(
        f"| {name} | {_interval(evaluation[task][key])} | {_interval(development[task][key])} |"
        for name, task, key in rows
    )
    confusion = "\n".join(
        f"| {tone} | " + " | ".join(str(count) for count in counts) + " |"
        for tone, counts in zip(TONES, evaluation["tone"]["confusion"], strict=True)
    )
    return f"""## Figures

The int8 file, whole articles, 95 % bootstrap intervals (1,000 draws over articles). The evaluation set gives
every topic the three tones about equally often, so tone is harder there than in a day's news. The development
set chose the epoch and the temperatures, so its column flatters.

| figure | evaluation ({evaluation["items"]}) | development ({development["items"]}) |
|---|---|---|
{table}
| tone expected calibration error | {evaluation["tone"]["ece"]:.3f} | {development["tone"]["ece"]:.3f} |
| topic expected calibration error | {evaluation["topic"]["ece"]:.3f} | {development["topic"]["ece"]:.3f} |

Tone on the evaluation set, rows as labelled, columns as read:

| | {" | ".join(TONES)} |
|---|---|---|---|
{confusion}

Against the fp32 export on the evaluation set: same tone {agreement["same_tone"]:.1%}, same topic
{agreement["same_topic"]:.1%}, embedding cosine {agreement["cosine_mean"]:.4f} on average,
{agreement["cosine_least"]:.4f} at least.

Articles of one event: a cosine of {scores["same_event_threshold"]:.2f} or more, chosen for the F1 of pairs
published within three days of each other among the written articles of training and development (precision
{calibration["precision"]:.3f}, recall {calibration["recall"]:.3f}). On the evaluation set:

| pairs | of one event | all | precision | recall |
|---|---|---|---|---|
| within three days | {_pairs(evaluation["same_event_within_days"])} |
| any dates | {_pairs(evaluation["same_event_any_date"])} |

A cosine alone does not make a story of articles that are months apart: compare near dates and shared regions.

`python -m services.nlp.training.evaluate` measures the evaluation column again from the shipped files."""


def _interval(figure: dict[str, Any]) -> str:
    low, high = figure["interval"]
    return f"{figure['value']:.3f} ({low:.3f} to {high:.3f})"


def _pairs(score: dict[str, Any]) -> str:
    counts = f"{score['same_event_pairs']} | {score['pairs']:,}"
    return f"{counts} | {score['precision']:.3f} | {score['recall']:.3f}"


def _limits(scores: dict[str, Any]) -> str:
    confusion = scores["evaluation"]["tone"]["confusion"]
    negative = TONES.index("negatif")
    missed, negatives = confusion[negative][TONES.index("positif")], sum(confusion[negative])
    return f"""## Limits

- The evaluation articles are fictional and were written by the project. Real newspapers differ; expect other
  figures, and measure on your own labelled articles before relying on them.
- Calm official prose can hide a failure from it: {missed} of {negatives} negative evaluation articles were
  read as positive. Single sentences are less certain than articles; their tone was not measured.
- Only the first {MAX_TOKENS} tokens (about 170 words) are read.
- 87 % of the real articles are of September 2019 and six in ten of those about a region are about Java; rare
  topics (settlement, civil registration, religion) had few real examples.
- Regional languages, Malay and English pass through the tokenizer but were not trained or measured here.
- Dynamic int8 rounds by the range of a whole batch. The figures are for articles read one by one, as
  `services/nlp/encoder.py` does; in batches of 8 the tone of 40 articles moved by .01 in the median and by
  .10 at most.
  Processors without VNNI instructions may round differently."""
