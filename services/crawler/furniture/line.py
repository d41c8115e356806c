"""Decides about one line by itself: furniture of which kind, or article."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from services.crawler.furniture.byline import is_byline
from services.crawler.furniture.headline import has_capitals, is_headline, is_label
from services.crawler.furniture.interface import is_interface
from services.crawler.furniture.rule import Kind, Lookup, Where
from services.crawler.furniture.signature import BRACKETED, MARK, is_signature
from services.crawler.furniture.table import RULES
from services.crawler.furniture.words import CLOCK, DATE, NETWORK

# The longest headline or photo caption seen behind such a label; a longer line has article text in it.
LONGEST = 220
# "Artikel ini telah tayang di … dengan judul …, klik untuk baca …", with an address.
LONGEST_NOTICE = 600

_LINES = Lookup(RULES, Where.ANYWHERE, Where.LINE, Where.NOTICE)
_LONG_LINES = Lookup(RULES, Where.NOTICE)
_ENDINGS = Lookup(RULES, Where.ANYWHERE)
_TOP = Lookup(RULES, Where.EDGE, Where.HEAD)
_BOTTOM = Lookup(RULES, Where.EDGE, Where.TAIL)
_OUTERMOST = Lookup(RULES, Where.OUTERMOST)

# What a page puts around a line: bullets, brackets, arrows, pictograms.
LEADING = re.compile(r"[^\w\"“”'‘#@&♪★☆⭐©←]+")
TRAILING = " \t*])=—–|»▸▶→✓✔⭐_~-▾👇⬇↓\ufe0f"
# A sentence end followed by more text: a headline or caption does not go on like that.
GOES_ON = re.compile(r"[a-z)\"”]{3,}[.!?][\"”]?\s+[A-Z\"“][^()]{25,}[.!?]")
# Notices are sentences by nature.
NOTICES = {Kind.LEGAL, Kind.COMMENT, Kind.FOLLOW, Kind.REPORT}
BEFORE_HEADLINE = re.compile(
    r"(?:(?:baca|lihat|simak|tonton)\s+(?:juga|pula)\s"
    r"|(?:lihat|simak|buka|tonton|saksikan|dengarkan)\s+"
    r"(?:galeri|foto|video|infografis|album|dokumentasi|rekaman|grafis|data|peta|podcast)\s*[:：|–—]"
    r"|(?:terkait|related|rekomendasi|videos?|infografis|populer|pop|trending|sorotan|galeri|lainnya)\s*[:：])"
    r"\s*(?P<headline>.{8,180})",
    re.IGNORECASE,
)

# With fewer words a full stop is no sign of a sentence ("Komentar ditutup.").
SHORTEST_SENTENCE = 6

# The headline behind "Baca juga:"; glued to a paragraph it could be followed by more of the article.
LABELLED = re.compile(r"[^:：»>]{3,30}[:：»>]\s*(.+)")

# "Facebook: warga ramai mengeluh" tells what is said there; an account is a word, a handle or a name.
ON_NETWORK = re.compile(rf"\W*(?:{NETWORK}|fanpage)\s*[:：]\s*(?P<account>.+)", re.IGNORECASE)

LONGEST_SIGNATURE = 3
# "Ilustrasi kapal perintis bersandar. (Foto: KHI)", "Tribun pascaambruk. Foto SS/Zul": it ends in its credit.
CREDITED = re.compile(
    r"[^\"“”]{1,160}?(?:[(\[](?i:(?:sumber )?foto|dok|doc|ist|istimewa|ilustrasi)\b\.?\s*[:：/]?"
    r"[^()\[\]]{0,40}[)\]]"
    r"|[.)]\s+(?:(?:Foto|FOTO|Dok|dok)\s?[:.]\s?[^.\"“”]{2,45}|Foto\s\S{2,40}|[A-Z]{2,5}/[A-Z][a-z]+))\.?"
)
STEP = re.compile(r"(?:[-–—•*]|\w[.)])\s|\d+\s?[.)]")
CREDIT_SIGN = re.compile(r"(?i:foto|dok|doc|ist|ilustrasi)|/")
SEPARATOR = re.compile(r"[|·•»›>~\t]+|\s[-–—/]+\s|\s{2,}")
DATE_PART = re.compile(
    rf"{DATE}|{CLOCK}|(?:oleh |by )?(?:admin|administrator|redaksi|kominfo)\w{{0,20}}", re.IGNORECASE
)
EMOJI_COUNTS = re.compile(r"(?:[^\w\s.,:;!?\"“”'’()/-]{1,4}\s*(?:[\d.,]+\s?(?:rb|k|jt)?)\s*){1,8}")


def kind_of(line: str) -> Kind | None:
    """What kind of furniture a line is, wherever it stands; None for a line of the article.

    Two blanks or a tab in it count as a separator, so give the line as it came.
    """
    line = line.strip()
    return _kind_of(line) if len(line) <= LONGEST_NOTICE else None


@lru_cache(maxsize=4096)
def _kind_of(line: str) -> Kind | None:
    line = unicodedata.normalize("NFKC", line).strip()
    if not line or len(line) > LONGEST_NOTICE:
        return None
    if len(line) > LONGEST:
        rule = _LONG_LINES.find(undecorated(line))
        return rule.kind if rule else None
    bare = undecorated(line)
    if not bare:
        return Kind.SIGNATURE if MARK.fullmatch(line) else None
    if line.endswith(".") and not line.endswith("..") and " " not in bare:
        return None
    if kind := _one_piece(line, bare) or _pieces(line):
        return kind
    # The steps of a how-to are the words of an interface too, and have a number or a bullet.
    return Kind.NAVIGATION if is_interface(line) and not STEP.match(line) else None


def undecorated(line: str) -> str:
    """The line without bullets, brackets, arrows and pictograms around it."""
    found = LEADING.match(line)
    return line[found.end() if found else 0 :].rstrip(TRAILING)


def _one_piece(line: str, bare: str) -> Kind | None:
    if is_signature(line) or MARK.fullmatch(line):
        return Kind.SIGNATURE
    rule = _LINES.find(bare) or _LINES.find(line)
    if is_byline(bare) and not (rule and rule.kind is Kind.CAPTION):
        return Kind.BYLINE
    if rule:
        return rule.kind if rule.kind in NOTICES or not _is_sentence(line, rule.kind) else None
    if EMOJI_COUNTS.fullmatch(line):
        return Kind.COUNTER
    if (match := BEFORE_HEADLINE.fullmatch(bare)) and is_headline(match["headline"]):
        return Kind.LINK
    if CREDIT_SIGN.search(line) and CREDITED.fullmatch(line) and not GOES_ON.search(line):
        return Kind.CAPTION
    return None


def _is_sentence(line: str, kind: Kind) -> bool:
    """Whether a line that follows a rule reads like the article all the same."""
    if GOES_ON.search(line):
        return True
    if kind is Kind.SHARE and (on := ON_NETWORK.fullmatch(line)):
        account = on["account"]
        return " " in account and not re.search(r"[@/|]", account) and not has_capitals(account)
    labelled = kind in (Kind.LINK, Kind.CAPTION)
    return (
        not labelled
        and line.endswith(".")
        and len(line.split()) >= SHORTEST_SENTENCE
        and not has_capitals(line)
    )


def _pieces(line: str) -> Kind | None:
    """A line of several pieces is furniture when one is, and the others are dates or short labels."""
    if not SEPARATOR.search(line):
        return None
    pieces = [piece.strip() for piece in SEPARATOR.split(line) if piece and piece.strip()]
    if not 2 <= len(pieces) <= 8:
        return None
    kinds = [_one_piece(piece, undecorated(piece) or piece) for piece in pieces]
    certain = [
        kind for kind, piece in zip(kinds, pieces, strict=True) if kind and not DATE_PART.fullmatch(piece)
    ]
    if not certain:
        return None
    others = [piece for kind, piece in zip(kinds, pieces, strict=True) if kind is None]
    if not all(is_label(piece) or DATE_PART.fullmatch(piece) for piece in others):
        return None
    # A row that names its author or its date carries a fact, whatever else it counts.
    facts = [kind for kind in kinds if kind in (Kind.BYLINE, Kind.DATE)]
    return facts[0] if facts else certain[0]


def is_ending(text: str) -> Kind | None:
    """What kind of furniture is glued to the end of a paragraph; real sentences end in a full stop."""
    if text.endswith(".") or len(text) > LONGEST:
        return None
    if is_byline(text):
        return Kind.BYLINE
    rule = _ENDINGS.find(text) or _ENDINGS.find(undecorated(text))
    if rule is None or GOES_ON.search(text):
        return None
    if rule.kind is Kind.LINK and (behind := LABELLED.match(text)) and not is_headline(behind[1]):
        return None
    return rule.kind


def at_top(line: str) -> Kind | None:
    """What kind of furniture a line is above the first paragraph, and only there."""
    bare = undecorated(line)
    if len(line) > LONGEST:
        return None
    if rule := _TOP.find(bare):
        return rule.kind
    pieces = [
        piece.strip() for piece in re.split(r"\s*[|»›>•·]\s*|\s+[–—-]\s+|\s+/\s+", line) if piece.strip()
    ]
    if len(pieces) < 2 or not all(is_label(piece) or DATE_PART.fullmatch(piece) for piece in pieces):
        return None
    if any(DATE_PART.fullmatch(piece) for piece in pieces):
        return Kind.DATE
    return Kind.NAVIGATION if re.search(r"[|»›>]|\s/\s", line) else None


def at_bottom(line: str) -> Kind | None:
    """What kind of furniture a line is below the last paragraph, and only there."""
    if len(line) > LONGEST:
        return None
    if BRACKETED.fullmatch(line) and len(line.split()) <= LONGEST_SIGNATURE:
        return Kind.SIGNATURE
    rule = _BOTTOM.find(undecorated(line)) or _BOTTOM.find(line)
    if rule and rule.kind is Kind.LINK and (behind := LABELLED.match(line)) and not is_headline(behind[1]):
        return None
    return rule.kind if rule and not _is_sentence(line, rule.kind) else None


def is_outermost(line: str) -> bool:
    """Whether a line, though a sentence, is furniture when it is the first or the last of all."""
    return len(line) <= LONGEST and bool(_OUTERMOST.find(undecorated(line)) or _OUTERMOST.find(line))
