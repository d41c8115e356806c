"""Part B of a telaah: what the responsible office and the law say, what is disputed, how the tone went."""

from __future__ import annotations

from collections.abc import Sequence

from services.gateway.presentation.article_view import spoken
from services.gateway.presentation.dates import long_day
from services.gateway.presentation.wording import TONE_NAMES, number, percent, signed
from services.gateway.reports.citing import Citing
from services.gateway.reports.document import Block, Entries, Entry, Paragraph, QuotePart, Quotes
from services.gateway.reports.issue_denials import denials
from services.gateway.reports.issue_laws import names_law
from services.gateway.reports.issue_reading import Reading, Said, Sentence
from services.gateway.reports.text_keys import text_key

QUOTES, LAWS = 5, 6


def analysis_blocks(reading: Reading, citing: Citing) -> list[Block]:
    """Office, law, dispute and tone."""
    own = [said for said in reading.said if reading.speaks_for_office(said)]
    officials = [said for said in reading.said if said.official and said not in own]
    others = [said for said in reading.said if not said.official]
    in_bad_news = [said for said in others if _tone(said) == "negatif"]
    office = reading.office.name if reading.office else ""
    return [
        Paragraph(text=_who_answers(reading)),
        Paragraph(text="Keterangan perangkat daerah yang berwenang", style="heading"),
        Quotes(
            items=[_quote(said, citing) for said in own[:QUOTES]],
            empty=f"Belum ada keterangan {office or 'perangkat daerah yang berwenang'} yang dikutip berita.",
        ),
        *_more("Keterangan pejabat pemerintah lain", officials, citing),
        Paragraph(text="Peraturan yang disebut berita", style="heading"),
        Entries(
            items=_laws(reading, citing), empty="Tidak ada peraturan yang disebut dengan nomor atau tahunnya."
        ),
        Paragraph(text="Yang dipersoalkan", style="heading"),
        *_disputed(reading, in_bad_news, citing),
        Paragraph(text="Nada pemberitaan", style="heading"),
        *_tones(reading, citing),
    ]


def _who_answers(reading: Reading) -> str:
    if reading.office is None:
        return (
            "Belum ada perangkat daerah yang ditetapkan untuk topik ini; pengelola dapat mengisinya di tabel "
            "perangkat daerah."
        )
    if reading.chosen:
        return f"Perangkat daerah yang dipilih tim untuk cerita ini: {reading.office.name}."
    return f"Perangkat daerah yang berwenang menurut topiknya: {reading.office.name}."


def _more(name: str, said: Sequence[Said], citing: Citing) -> list[Block]:
    if not said:
        return []
    return [
        Paragraph(text=name, style="heading"),
        Quotes(items=[_quote(one, citing) for one in said[:QUOTES]]),
    ]


def _laws(reading: Reading, citing: Citing) -> list[Entry]:
    named = [sentence for sentence in reading.sentences() if names_law(sentence.text)]
    return [
        Entry(
            key=f"aturan:{one.item.article.id}:{text_key(one.text)}",
            text=f"“{one.text}”",
            sources=[citing.cite(one.item)],
        )
        for one in named[:LAWS]
    ]


def _disputed(reading: Reading, others: Sequence[Said], citing: Citing) -> list[Block]:
    """What others say in negative news, and sentences that deny something: who is right is not judged.

    A quote takes no tone of its own: whoever speaks in a negative article may be a critic as well as a police
    chief who explains.
    """
    against = denials(reading)
    if not others and not against:
        evidence = _worst(reading)
        if evidence is None:
            return [Paragraph(text="Tidak ada pernyataan yang saling bertentangan dalam berita-beritanya.")]
        return [
            Paragraph(
                text="Tidak ada kutipan yang bertentangan. Kalimat yang paling menentukan nada negatif:"
            ),
            Entries(
                items=[
                    Entry(
                        key=f"sengketa:{evidence.item.article.id}",
                        text=f"“{evidence.text}”",
                        sources=[citing.cite(evidence.item)],
                    )
                ]
            ),
        ]
    blocks: list[Block] = []
    for told, said in (
        ("Keterangan pihak lain dalam berita bernada negatif:", [one for one in others if one.office]),
        (
            "Keterangan dalam berita bernada negatif dari narasumber yang jabatannya tidak disebut:",
            [one for one in others if not one.office],
        ),
    ):
        if said:
            blocks += [
                Paragraph(text=told),
                Quotes(items=[_quote(one, citing) for one in said[:QUOTES]]),
            ]
    if against:
        blocks += [
            Paragraph(text="Kalimat yang memuat bantahan atau ralat:"),
            Entries(
                items=[
                    Entry(
                        key=f"bantah:{one.item.article.id}:{text_key(one.text)}",
                        text=f"“{one.text}”",
                        sources=[citing.cite(one.item)],
                    )
                    for one in against[:QUOTES]
                ]
            ),
        ]
    return blocks


def _worst(reading: Reading) -> Sentence | None:
    """The evidence of the article that is most surely negative."""
    negative = [
        (item.enrichment.tone.scores.get("negatif", 0.0), item)
        for item in reading.originals
        if item.enrichment.tone is not None
        and item.enrichment.tone.label == "negatif"
        and item.enrichment.tone.evidence
    ]
    if not negative:
        return None
    _, item = max(negative, key=lambda pair: pair[0])
    tone = item.enrichment.tone
    return Sentence(tone.evidence, item) if tone else None


def _tones(reading: Reading, citing: Citing) -> list[Block]:
    story = reading.story
    if not story.toned:
        return [Paragraph(text="Nada berita-beritanya belum terbaca.")]
    counts = [(name.lower(), story.tones.get(label, 0)) for label, name in TONE_NAMES.items()]
    shares = ", ".join(f"{name} {number(count)} ({percent(count, story.toned)})" for name, count in counts)
    mean = (
        f"; rata-rata {signed(story.mean_tone)} pada skala −1 sampai +1"
        if story.mean_tone is not None
        else ""
    )
    blocks: list[Block] = [
        Paragraph(
            key="nada",
            text=f"Dari {number(story.toned)} berita yang nadanya terbaca: {shares}{mean}.",
            url=reading.making.address(f"/cerita/{story.id}"),
        )
    ]
    turn = story.turning_point
    if turn is not None:
        article = next((item for item in reading.articles if item.article.id == turn.article_id), None)
        day = long_day(turn.published_at.astimezone(reading.making.tenant.zone).date())
        worse = "memburuk" if turn.mean_after < turn.mean_before else "membaik"
        blocks.append(
            Paragraph(
                key="balik",
                text=f"Nada {worse} sejak {day}, yaitu sejak berita “{turn.title}” "
                f"({turn.source_name}): "
                f"rata-rata {signed(turn.mean_before)} sebelum dan "
                f"{signed(turn.mean_after)} sesudahnya.",
                sources=[citing.cite(article)] if article is not None else [],
            )
        )
    return blocks


def _tone(said: Said) -> str:
    return said.item.enrichment.tone.label if said.item.enrichment.tone else ""


def _quote(said: Said, citing: Citing) -> QuotePart:
    return QuotePart(
        key=f"kutipan:{said.item.article.id}:{text_key(f'{said.quote.speaker}: {said.quote.text}')}",
        text=spoken(said.quote.text),
        speaker=said.quote.speaker,
        role=said.office,
        indirect=said.quote.indirect,
        sources=[citing.cite(said.item)],
    )
