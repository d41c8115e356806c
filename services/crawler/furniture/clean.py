"""Cleans the text of an article: line by line, list by list, at its edges, and in its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from services.crawler.furniture.byline import author_in
from services.crawler.furniture.dateline import is_label as is_outlet_label
from services.crawler.furniture.dateline import names_outlet, place_of, without_outlet
from services.crawler.furniture.inline import split_beginning, split_ending, split_signature, without_inserts
from services.crawler.furniture.leftover import is_foreign, is_kicker, is_letter, is_of_the_site
from services.crawler.furniture.line import at_bottom, at_top, is_desk, is_headline, is_label, kind_of
from services.crawler.furniture.rule import Kind
from services.crawler.furniture.tidy import lines_of
from services.crawler.furniture.words import DATE

# What is left after one pass may have new neighbours; three passes were enough for every text seen.
PASSES = 4
BULLET = re.compile(r"^\s*(?:[-–—•*»▸►>·]|\d{1,2}[.)])\s+")
# A line this long with a sentence end, or much longer, is a paragraph of the article.
SHORTEST_SENTENCE = 60
SHORTEST_PROSE = 120
LONGEST_CAPTION = 180
LONGEST_AFTERWORD = 300
SENTENCE_ENDS = (".", "!", "?", '"', "”", "'", "’", ":", ";", ",", "…")
# Of an article's paragraphs; posts by citizens often have no full stops at all.
WELL_PUNCTUATED = 0.8
# Where a letter or a complaint begins to close, what follows is its sender.
CLOSING = re.compile(
    r"\b(?:hormat|salam|wassalam\w*|terima ?kasih|makasih|mohon|tolong|ttd|tertanda|pelapor|warga|pengirim"
    r"|atas nama|a\.n\.?|horas|mauliate|nuwun|nuhun|sembah)\b",
    re.IGNORECASE,
)
# "Los pasar yang kosong, Selasa pagi. (RK/Dolfina)": the credit of a picture, written as outlet and name.
PICTURE_CREDIT = re.compile(
    r"[^\"“”]{8,160}?[\w.)]\s?[(\[](?P<outlet>[A-Z][\w .-]{1,30})/(?P<name>[A-Z][\w .]{1,24})\)\.?"
)
# "Tembilahan, 30 Juli 2026", "KOTA JAMBI — MC | Senin, 13 Juli 2026": a place above the text.
FILED = re.compile(r"(?P<place>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2})(?:,|\s[–—-])\s")
DATELINE = re.compile(
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:,[^–—|-]{2,40}| ?\([^()]{2,40}\))?\s*(?:[–—|-]+)\s"
)
DATED_DATELINE = re.compile(rf"[A-Z][\w.'’ -]{{2,40}}?(?:,\s?|\s)\(?(?P<date>(?i:{DATE}))\)?\s*[.–—|-]+\s")
# What ends an article: nothing of it follows.
END_MARKS = {Kind.SIGNATURE, Kind.BYLINE, Kind.COUNTER, Kind.COMMENT}
# Footnotes that introduce the region, not the news: two of these facts, and no clock, quote or speaker.
REGION_FACT = re.compile(
    r"\b(?:(?:adalah|merupakan) (?:salah satu )?(?:kabupaten|kota|provinsi|daerah)|(?:ber-?)?ibu ?kota"
    r"|terdiri (?:atas|dari)|luas (?:wilayah|daerah)|km2|km²|jumlah penduduk|berpenduduk|terletak di"
    r"|berbatasan|\d+ (?:kecamatan|distrik|desa|kelurahan|kampung|nagari|gampong)|dikenal (?:sebagai|dengan)"
    r"|dibentuk (?:pada|berdasarkan))",
    re.IGNORECASE,
)
NEWS = re.compile(
    r"[\"“”]|\b(?:kata|ujar|tutur|jelas|senin|selasa|rabu|kamis|jumat|sabtu|minggu)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Cleaned:
    """A text without furniture, and the facts that stood in the furniture.

    `text` has one blank line between paragraphs. `author` is who wrote it, as a byline says. `dates` are the
    removed lines that name a date, as written, the topmost first, and the date in the text's own dateline.
    """

    text: str
    author: str | None
    dates: tuple[str, ...]


@dataclass
class _Line:
    text: str
    apart: bool
    above: set[Kind] = field(default_factory=set)


@dataclass
class _Page:
    """The lines that are still there, and those that were removed with facts in them."""

    lines: list[_Line]
    bylines: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    place: str | None = None

    def note(self, text: str, kind: Kind) -> None:
        if kind is Kind.BYLINE:
            self.bylines.append(text)
        if kind in (Kind.BYLINE, Kind.DATE) and re.search(r"\d{4}", text):
            self.dates.append(text)


def clean(text: str, *, title: str | None = None, outlet: str | None = None) -> Cleaned:
    """Remove page furniture from a text, pushed or extracted.

    A first line that repeats the title goes too; the name of the `outlet` goes from the dateline. Line breaks
    part paragraphs. Never raises; a text that is nothing but furniture gives an empty text.
    """
    page = _Page(_lines(text))
    before: list[str] | None = None
    for _ in range(PASSES):
        now = [line.text for line in page.lines]
        if now == before:
            break
        before = now
        _drop_title(page, title)
        _split_glued(page)
        _drop_lines(page)
        _drop_captions(page)
        _drop_edges(page)
        _sign_off(page)
        _drop_afterword(page)
        _drop_leftovers(page, outlet)
        _drop_outlet(page, outlet)
    _keep_place(page)
    author = next((name for line in page.bylines if (name := author_in(line))), None)
    return Cleaned("\n\n".join(line.text for line in page.lines), author, tuple(page.dates))


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    apart = True
    for line in lines_of(text):
        if line:
            lines.append(_Line(line, apart))
        apart = not line
    return lines


def _drop_title(page: _Page, title: str | None) -> None:
    first = 0
    while title and first < len(page.lines) and _letters(page.lines[first].text) == _letters(title):
        first += 1
    page.lines = page.lines[first:]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _split_glued(page: _Page) -> None:
    for number, line in enumerate(page.lines):
        text = without_inserts(line.text)
        if number == 0 and not kind_of(text):
            glued, text = split_beginning(text)
            if glued and (kind := kind_of(glued)):
                page.note(glued, kind)
        if not kind_of(text):
            text, endings = split_ending(text)
            for ending, kind in endings:
                page.note(ending, kind)
        line.text = text if any(map(str.isalnum, text)) or text == line.text else ""
    page.lines = [line for line in page.lines if line.text]


def _drop_lines(page: _Page) -> None:
    """Drop furniture, and the headlines below headings like "Baca juga"."""
    kept: list[_Line] = []
    above: set[Kind] = set()
    last_prose = _last_prose(page.lines)
    listed = 0
    in_list = False
    for number, line in enumerate(page.lines):
        kind = kind_of(line.text)
        if kind is None and in_list and _is_item(line, first=listed == 0, below=number > last_prose):
            kind = Kind.LINK
            listed += 1
        elif kind is Kind.LIST:
            in_list, listed = True, 0
        else:
            in_list = False
        if kind:
            page.note(line.text, kind)
            above.add(kind)
            continue
        line.text = " ".join(line.text.split())
        line.above |= above
        above = set()
        kept.append(line)
    page.lines = kept


def _is_item(line: _Line, *, first: bool, below: bool) -> bool:
    bullet = bool(BULLET.match(line.text))
    if bullet and len(line.text) <= SHORTEST_PROSE and not line.text.endswith((".", ";", ",")):
        return True
    return is_headline(line.text) and (first or bullet or below or not line.apart)


def _is_prose(text: str) -> bool:
    if len(text) >= SHORTEST_PROSE:
        return True
    return len(text) >= SHORTEST_SENTENCE and text.endswith((".", "!", "?", '"', "”"))


def _last_prose(lines: list[_Line]) -> int:
    return max((number for number, line in enumerate(lines) if _is_prose(line.text)), default=len(lines))


def _drop_captions(page: _Page) -> None:
    """Drop captions with an outlet's credit; below the last paragraph the same brackets are a signature."""
    last = _last_prose(page.lines)
    kept = []
    for number, line in enumerate(page.lines):
        short = len(line.text) <= LONGEST_CAPTION and number < last
        if short and PICTURE_CREDIT.fullmatch(line.text):
            continue
        kept.append(line)
    page.lines = kept


def _drop_edges(page: _Page) -> None:
    """Drop what is furniture only above the first or below the last paragraph."""
    prose = [number for number, line in enumerate(page.lines) if _is_prose(line.text)]
    if not prose:
        return
    kept: list[_Line] = []
    in_list = False
    for number, line in enumerate(page.lines):
        kind = None
        if number < prose[0]:
            kind = at_top(line.text)
            if kind is Kind.DATE and (filed := FILED.match(line.text)) and not is_desk(filed["place"]):
                page.place = filed["place"]
        elif number > prose[-1]:
            kind = at_bottom(line.text)
            if kind is None and in_list and is_label(line.text) and not line.text.endswith("."):
                kind = Kind.LIST
            in_list = kind is Kind.LIST
        if kind:
            page.note(line.text, kind)
        else:
            kept.append(line)
    page.lines = kept


def _drop_leftovers(page: _Page, outlet: str | None) -> None:
    """Drop lines that no rule knows, and that cannot be the article's where they stand.

    Anywhere: what names the outlet and is no sentence. Around the article: web addresses and invitations.
    Around news (paragraphs end in full stops, nobody writes a letter): dates; above it sections; below it
    headlines and labels.
    """
    prose = [number for number, line in enumerate(page.lines) if _is_prose(line.text)]
    if not prose:
        return
    stopped = [page.lines[number].text.endswith(SENTENCE_ENDS) for number in prose]
    news = stopped[-1] and sum(stopped) >= WELL_PUNCTUATED * len(stopped) and len(stopped) > 1
    news = news and not is_letter(" ".join(line.text for line in page.lines))
    kept: list[_Line] = []
    closed = False
    for number, line in enumerate(page.lines):
        edge = not prose[0] <= number <= prose[-1]
        closed = closed or (number > prose[-1] and bool(CLOSING.search(line.text) or line.text.endswith(":")))
        if not line.text.endswith(SENTENCE_ENDS) and (
            (outlet and names_outlet(line.text, outlet))
            or (edge and not closed and is_of_the_site(line.text, dates=news))
            or (number > prose[-1] and news and not closed and is_foreign(line.text))
            or (number < prose[0] and news and is_kicker(line.text))
        ):
            continue
        kept.append(line)
    page.lines = kept


def _sign_off(page: _Page) -> None:
    """Cut signatures off the ends of paragraphs."""
    for number, line in enumerate(page.lines):
        last = number == len(page.lines) - 1
        line.text, signature = split_signature(line.text, last=last)
        if signature and not last:
            page.lines[number + 1].above.add(Kind.SIGNATURE)


def _drop_afterword(page: _Page) -> None:
    """Drop headlines and footnotes about the region that follow the end of the article."""
    start = len(page.lines)
    while start > 1 and _is_afterword(page.lines[start - 1].text):
        start -= 1
    for number, line in enumerate(page.lines[start:], start):
        if line.above & END_MARKS or line.text.startswith("*"):
            page.lines = page.lines[:number]
            return


def _drop_outlet(page: _Page, outlet: str | None) -> None:
    """Drop lines at the edges that are the outlet's name with a label, and the name in the dateline."""
    first, last = 0, len(page.lines)
    while outlet and first + 1 < last and is_outlet_label(page.lines[first].text, outlet):
        first += 1
    while outlet and first + 1 < last and is_outlet_label(page.lines[last - 1].text, outlet):
        last -= 1
    if first + 1 < last and (place := place_of(page.lines[first].text, outlet)):
        page.place = place
        first += 1
    page.lines = page.lines[first:last]
    if page.lines:
        page.lines[0].text = without_outlet(page.lines[0].text, outlet)


def _keep_place(page: _Page) -> None:
    """Give the text the dateline that a removed line of place and date was, when it has none."""
    first = page.lines[0] if page.lines else None
    if first and (dated := DATED_DATELINE.match(first.text)):
        page.dates.append(dated["date"])
    if first and page.place and not DATELINE.match(first.text):
        first.text = f"{page.place.upper()} – {first.text}"


def _is_afterword(text: str) -> bool:
    if is_headline(text):
        return True
    if len(text) > LONGEST_AFTERWORD or NEWS.search(text):
        return False
    return len(set(REGION_FACT.findall(text.lower()))) >= 2
