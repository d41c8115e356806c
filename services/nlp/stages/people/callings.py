"""What somebody without an office is: a pastor by the title, a resident of a place."""

from __future__ import annotations

from services.nlp.stages.people.lexicon import ORG_HEADS, is_role_head, words
from services.nlp.stages.people.names import Span
from services.nlp.stages.people.parts import before_titles
from services.nlp.stages.people.tokens import Token
from shared.regions import load_regions

# Titles that are a trade as well.
_TRADES = {
    "pdt": "pendeta",
    "pendeta": "pendeta",
    "pastor": "pastor",
    "romo": "romo",
    "bhikkhu": "bhikkhu",
    "suster": "suster",
    "kiai": "kiai",
    "kyai": "kiai",
    "jaro": "jaro",
    "ustaz": "ustaz",
    "ustadz": "ustaz",
    "ustazah": "ustazah",
    "coach": "pelatih",
    "drg": "dokter gigi",
    "drh": "dokter hewan",
    "apt": "apoteker",
}


def calling(tokens: list[Token], first: int) -> str | None:
    """The trade that the titles before a name tell: "Pdt. Korneles" → "pendeta"; None without one."""
    titles = tokens[before_titles(tokens, first) : first]
    return next((_TRADES[token.plain] for token in titles if token.plain in _TRADES), None)


_MYSELF = words("saya aku abdi ulun ambo kulo kula kaula tiang beta sa ane nama enyong")
_KINDS = words(
    "kec kecamatan desa kampung distrik dusun kelurahan pekon nagari gampong jalan perumahan banjar"
)
_ORIGINS = words("dari asal")
_LONGEST_PLACE = 5
_SHORT = 9


def residence(tokens: list[Token], span: Span) -> str | None:
    """The role of one who tells or signs where he lives: "Saya Demas dari Tabulahan", "Domi Bere, Raimanuk".

    "warga" and the place as written; None where no place stands behind the name.
    """
    first = before_titles(tokens, span.first)
    index = span.last + 1
    comma = index < len(tokens) and tokens[index].text == ","
    index += comma
    origin = index < len(tokens) and tokens[index].plain in _ORIGINS
    lives = [token.plain for token in tokens[index : index + 2]] == ["tinggal", "di"]
    index += 2 if lives else origin
    place = _place(tokens, index)
    if not place:
        return None
    end = index + len(place)
    known = tokens[index].plain in _KINDS or bool(load_regions().named(" ".join(t.text for t in place)))
    myself = 0 < first <= _LONGEST_PLACE and tokens[first - 1].plain in _MYSELF
    signed = comma and known and len(tokens) <= _SHORT and end >= len(tokens) - 1
    if lives or (origin and (known or myself)) or (myself and comma and known) or signed:
        return "warga " + " ".join(token.text for token in place).replace(" .", ".")
    return None


def _place(tokens: list[Token], start: int) -> list[Token]:
    """The capitalised words from a token on, when they name no house and no office."""
    end = start
    while end < len(tokens) and end - start < _LONGEST_PLACE and tokens[end].text[0].isupper():
        end += 1
        if end + 1 < len(tokens) and tokens[end].text == "." and tokens[end - 1].plain in _KINDS:
            end += 1
    place = tokens[start:end]
    return [] if any(t.plain in ORG_HEADS or is_role_head(t.plain) for t in place) else place
