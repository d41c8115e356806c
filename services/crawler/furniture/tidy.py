"""Undoes what copying and scraping did to a text: entities, tags, invisible characters, line ends."""

from __future__ import annotations

import html
import re

# Some sites escape twice ("&amp;nbsp;"); entities that build other entities do not go deeper in practice.
ENTITY_PASSES = 3
AMPERSANDS = re.compile(r"&(?:(?:amp|#0{0,4}38|#x0{0,4}26);)+", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)

BLOCK_TAGS = (
    "p|br|div|h[1-6]|ul|ol|li|table|tbody|thead|tr|figure|figcaption|blockquote|hr|section|article|center"
    "|iframe|video|audio|form|ins|noscript"
)
INLINE_TAGS = "span|strong|b|i|em|u|a|img|font|small|sup|sub|picture|source|button|input|label|amp-ad"
# An attribute list longer than this is not a tag that slipped through.
BLOCK_TAG = re.compile(rf"</?(?:{BLOCK_TAGS})(?:\s[^<>]{{0,600}})?/?>", re.IGNORECASE)
INLINE_TAG = re.compile(rf"</?(?:{INLINE_TAGS})(?:\s[^<>]{{0,600}})?/?>", re.IGNORECASE)
CELL_TAG = re.compile(r"</?t[dh](?:\s[^<>]{0,600})?>", re.IGNORECASE)
COMMENT = re.compile(r"<!--[^<>]{0,300}-->")
# WordPress short codes around a picture: the caption stays in its line, the code goes.
SHORT_CODE = re.compile(
    r"\[/?(?:caption|gallery|embed|audio|video|playlist|su_\w+|irp|adrotate)\b[^\[\]]{0,300}\]"
)

# Always noise: zero-width space, word joiner, byte order mark, soft hyphen.
INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\u00ad]")
# Joiners and direction marks mean something in Arabic, Javanese and emoji, and nothing between Latin letters.
DIRECTIONS = re.compile(r"(?<![^\x00-\u024f])[\u200c-\u200f\u202a-\u202e\u2066-\u2069]+(?![^\x00-\u024f])")
LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def lines_of(text: str) -> list[str]:
    """The lines of a text as a reader sees them; blank space within a line is left alone, blank lines are "".

    Decodes entities, removes tags with a known name (a block tag ends a line) and invisible characters.
    """
    text = _without_tags(_decoded(text))
    text = LINE_END.sub("\n", DIRECTIONS.sub("", INVISIBLE.sub("", text)))
    return [line.strip() for line in text.split("\n")]


def _decoded(text: str) -> str:
    for _ in range(ENTITY_PASSES):
        if "&" not in text:
            break
        decoded = ENTITY.sub(lambda match: html.unescape(match[0]), AMPERSANDS.sub("&", text))
        if decoded == text:
            break
        text = decoded
    return text


def _without_tags(text: str) -> str:
    if "<" in text:
        for name in ("script", "style"):
            text = _without_element(text, name)
        text = CELL_TAG.sub(" ", BLOCK_TAG.sub("\n", COMMENT.sub("", text)))
        text = INLINE_TAG.sub("", text)
    return SHORT_CODE.sub("", text) if "[" in text else text


def _without_element(text: str, name: str) -> str:
    """The text without elements of that name and their content; one that is never closed stays."""
    parts: list[str] = []
    rest = 0
    while (start := text.find(f"<{name}", rest)) >= 0:
        end = text.find(f"</{name}>", start)
        if end < 0:
            break
        parts.append(text[rest:start])
        rest = end + len(f"</{name}>")
    return "".join([*parts, text[rest:]])
