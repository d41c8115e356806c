"""Writes the model card from the measured scores, so that text and figures cannot drift apart."""

from typing import Any

from services.nlp.training.labels import (
    ENTITY_TYPES,
    MAX_TOKENS,
    MODEL_NAME,
    NAME_EPOCHS,
    NAME_RATE,
    TONES,
)

_FIGURES = (
    ("tone macro-F1", "tone", "macro_f1"),
    ("tone macro-F1 where two readers agree", "tone", "macro_f1_where_readers_agree"),
    ("tone accuracy", "tone", "accuracy"),
    ("topic accuracy", "topic", "accuracy"),
    ("topic accuracy, alternatives accepted", "topic", "accuracy_with_alternatives"),
    ("topic macro-F1", "topic", "macro_f1"),
    ("aspiration macro-F1", "aspiration", "macro_f1"),
    ("aspiration accuracy", "aspiration", "accuracy"),
)


def render(scores: dict[str, Any]) -> str:
    """MODEL_CARD.md for the content of scores.json."""
    parts = [_head(), _data(scores), _procedure(scores), _figures(scores), _queries(scores), _limits(scores)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head() -> str:
    return f"""# {MODEL_NAME}

Reads Indonesian local news, releases and complaints in one forward pass: a sentence embedding, the tone
toward local government ({", ".join(TONES)}) with each token's share of it, the topic (21 fields of local
government), what citizens voice (four kinds or none), and names ({", ".join(ENTITY_TYPES)}). An ONNX file,
dynamic int8 per channel; inputs `input_ids` and `attention_mask` (int64); outputs `embedding` (384, centred
on the mean of news texts, unit length), `tone`, `topic` and `aspiration` logits, to be divided by the
temperatures in `labels.json`, `entities` (IOB2 logits of every token) and `evidence` (every token's part of
the tone logits). Texts start with "query:"; title and sentences follow, at most {MAX_TOKENS} tokens of them:
of a longer article the lead, then the sentences that name its region, then the rest in order.

Made to sort and count articles for people who then read them. Not made to judge persons, to decide
anything by itself, or for texts in other languages."""


def _data(scores: dict[str, Any]) -> str:
    training, sets = scores["training"], scores["sets"]
    articles = training["articles"]
    own = articles.get("own", 0)
    return f"""## Data

- Base: multilingual-e5-small (MIT), its vocabulary cut to the pieces seen in Indonesian and eleven regional
  languages (40.8 M parameters).
- {articles["berita"]} real articles (first 1,400 characters): CLICK-ID (September 2019, nine
  publishers), detik.com 2025-26 and Antara Lampung 2025, read and labelled for this project. A second
  reader, a large language model that did not see the first labels, read all of them again: the two agree on
  the tone of 87.5 % (kappa .79), on the topic of 90.4 %. Both votes are soft labels, a tone in dispute
  counts less. The articles belong to their publishers and are not part of this repository; the labels were
  made for this project.
- {articles["tulis"] + own} fictional articles written and labelled for this project
  (Apache-2.0, like the code); {own} of them lie in `services/nlp/training/articles`.
- Names: {training["articles_with_marked_names"]} of these articles with all five types marked, and
  {training["tagged_sentences"]} sentences of NERGrit and IDNER (persons, organisations, places; an unmarked
  token of theirs may still be an event or a regulation).
- Development: {sets["development"]["items"]} further articles, split off by whole clusters (event,
  outlet of written articles, near-duplicate text), used to choose the epoch and the temperatures.
- Judged only: {sets["tulis c and g"]["items"]} fictional articles (files c and g: Kalimantan, Sulawesi to
  Papua; they ship as the demo), and {sets["all provinces (k and p)"]["items"]} written from all 38 provinces
  (files k and p), here without their page furniture."""


def _procedure(scores: dict[str, Any]) -> str:
    training, plan = scores["training"], scores["training"]["plan"]
    return f"""## Procedure

`python -m services.nlp.training --data DIR --base DIR --out DIR`: one encoder; tone, topic and aspiration
heads in which every token gives a verdict and attention weighs them; a linear layer that teaches the encoder
names; and a term that holds the mean-pooled embedding near the untouched base encoder's. AdamW,
{plan["encoder_rate"]} at the top layer, times {plan["layer_decay"]} per layer below, {plan["head_rate"]} for
the heads; batches of {plan["batch_tokens"]} tokens; {plan["epochs"]} epochs; word pieces and the lowest
{plan["frozen_layers"]} layers stay as they were; classes weighted by the inverse square root of their
frequency; the weights judged and shipped are an exponential average ({plan["average"]} per step); seed
{plan["seed"]}. Epoch {training["best_epoch"]["epoch"] + 1} had the best development scores. The head whose
names ship is fitted afterwards on three layers of the finished encoder ({NAME_EPOCHS} epochs, rate
{NAME_RATE}), and a linear map, in closed form on training articles, takes the embeddings back towards the
base encoder's. One run; no spread over seeds is known."""


def _figures(scores: dict[str, Any]) -> str:
    sets, names = scores["sets"], scores["names"]
    head = " | ".join(f"{name} ({measured['items']})" for name, measured in sets.items())
    rows = [
        f"| {label} | " + " | ".join(_interval(measured[task][key]) for measured in sets.values()) + " |"
        for label, task, key in _FIGURES
    ]
    rows += [
        f"| {task} expected calibration error | "
        + " | ".join(f"{measured[task]['ece']:.3f}" for measured in sets.values())
        + " |"
        for task in ("tone", "topic", "aspiration")
    ]
    confusion = "\n".join(
        f"| {tone} | " + " | ".join(str(count) for count in counts) + " |"
        for tone, counts in zip(TONES, sets["tulis c and g"]["tone"]["confusion"], strict=True)
    )
    found = "\n".join(
        f"| {name} | {measured['texts']} | {_interval(measured['f1'])} | "
        + ", ".join(f"{kind} {value:.3f}" for kind, value in measured["by_type"].items())
        + " |"
        for name, measured in names.items()
    )
    agreement, pairs = scores["int8_against_fp32"], scores["same_event"]["calibration"]
    table = "\n".join(rows)
    return f"""## Figures

The int8 file, whole articles (of c and g with their page furniture), 95 % bootstrap intervals (1,000 draws
over articles). The judged sets give every topic the three tones about equally often, so tone is harder there
than in a day's news. The development set chose the epoch and the temperatures, so its column flatters.

| figure | {head} |
|---|{"---|" * len(sets)}
{table}

Tone on c and g, rows as labelled, columns as read:

| | {" | ".join(TONES)} |
|---|---|---|---|
{confusion}

Names, exact places and types:

| set | texts | micro-F1 | by type |
|---|---|---|---|
{found}

Against the fp32 export on c and g: same tone {agreement["same_tone"]:.1%}, same topic
{agreement["same_topic"]:.1%}, same aspiration {agreement["same_aspiration"]:.1%}, embedding cosine
{agreement["cosine_mean"]:.3f} on average, {agreement["cosine_least"]:.3f} at least.

Articles of one event within three days: a cosine of {scores["same_event"]["threshold"]:.2f} or more gives
precision {pairs["precision"]:.3f} and recall {pairs["recall"]:.3f} over the written articles of training and
development. A cosine alone does not make a story: `services/search/stories` weighs regions, people and dates
as well."""


def _queries(scores: dict[str, Any]) -> str:
    """Of `queries.npz`; a model that was just trained has none yet."""
    queries = scores.get("queries")
    if queries is None:
        return ""
    (plain, plain_fused), (less, less_fused) = queries["ndcg"].values()
    return f"""## Queries

`queries.npz` holds the mean of queries (384 values, and the model it belongs to; one of another model is
refused). Queries are short and lie elsewhere in the space than the articles on whose mean embeddings are
centred, so that all of them lean towards the same few articles; less their own mean they do not.
`python -m services.nlp.fit_queries` makes it of {queries["stand_ins"]} stand-ins, three for each article of
`services/nlp/training/articles` but k and p: its title in lower case, its key phrases, and a stretch of two
to six words of the title, read without the prefix "query:". The mean of their unit embeddings has a length
of {queries["length"]:.3f}.

nDCG@10 over {queries["judged"]} judged queries on articles c and g (`docs/search-modes.md`):
{less:.3f} with it and {plain:.3f} without, fused with BM25 {less_fused:.3f} and {plain_fused:.3f}. The
variant was chosen on the same queries, so the figures with it flatter a little."""


def _limits(scores: dict[str, Any]) -> str:
    confusion = scores["sets"]["tulis c and g"]["tone"]["confusion"]
    negative = TONES.index("negatif")
    missed, negatives = confusion[negative][TONES.index("positif")], sum(confusion[negative])
    return f"""## Limits

- The judged articles are fictional and were written by the project. Real newspapers differ; measure on your
  own labelled articles before relying on the figures.
- Calm official prose can hide a failure from it: {missed} of {negatives} negative articles of c and g were
  read as positive.
- 87 % of the real articles are of September 2019 and six in ten of those about a region are about Java.
- Events are found badly (see above) and regulations were in no measured set:
  `services/nlp/stages/entities.py` finds regulations by their form as well.
- Regional languages, Malay and English pass through the tokenizer; few were trained and none measured here.
- Dynamic int8 rounds by the range of what is read together: the figures are for articles read one by one, as
  `services/nlp/encoder.py` does. Processors without VNNI instructions may round differently."""


def _interval(figure: dict[str, Any]) -> str:
    low, high = figure["interval"]
    return f"{figure['value']:.3f} ({low:.3f} to {high:.3f})"
