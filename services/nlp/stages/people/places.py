"""Tells the place of an office from a person's name: "Camat Seririt", "warga Bandengan"."""

from __future__ import annotations

from services.nlp.stages.people.lexicon import ORG_HEADS, TITLES, words
from services.nlp.stages.people.names import Span
from services.nlp.stages.people.parts import part_of_name
from services.nlp.stages.people.tokens import Token


def place_follows(tokens: list[Token], span: Span, office: list[Token]) -> bool:
    """Whether what looks like a name is the place of an office: "Camat Seririt", "warga Bandengan"."""
    if not office or tokens[span.first - 1].text == ",":
        return False
    head = office[0].plain
    if span.known > 1 or (span.known and not _at(tokens, span.last + 1)[:1].isupper()):
        # "Direktur PDAM Tirta Handayani, Toto Sugiharto": the company is called so.
        company = office[-1].plain in ORG_HEADS and not span.strong and _at(tokens, span.last + 1) == ","
        place = span.known == 1 and span.first == span.last and head in _HEADS_OF_PLACE
        if not company and not (place and len(office) <= _SHORT_OFFICE):
            return False
    if head in OF_A_PLACE and span.first == span.last and len(office) <= _SHORT_OFFICE:
        return True
    # "UPT Perparkiran Dinas Perhubungan …", "Seksi Surveilans dan Imunisasi …": the unit goes on.
    follower = _at(tokens, span.last + 1)
    if follower in {"dan", "-", "/"} and _at(tokens, span.last + 2)[:1].isupper():
        return True
    if follower[:1].isupper():
        return True
    if follower != "," or not _at(tokens, span.last + 2)[:1].isupper():
        return False
    index = span.last + 2
    return (
        tokens[index].plain in TITLES
        or part_of_name(tokens, index) in {"name", "maybe"}
        or (head in _HEADS_OF_PLACE and len(office) <= _SHORT_OFFICE)
    )


def _at(tokens: list[Token], index: int) -> str:
    return tokens[index].text if index < len(tokens) else ""


# "Camat Seririt", "Ketua RT": an office of so few words wants the name of its place.
_SHORT_OFFICE = 2
OF_A_PLACE = words(
    "warga penduduk pemuda pemudi turis wisatawan tokoh nelayan petani perwakilan siswa santri murid"
)
_HEADS_OF_PLACE = words(
    "camat lurah kades keuchik kapolsek danramil panewu perbekel kuwu petinggi bendesa kapolres dandim"
)
