"""What people write by habit from other search boxes: refused where it would mean something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.search.query.errors import QuerySyntaxError
from services.search.query.fields import SINGLE_VALUED
from services.search.query.tree import Node, Phrase, Word

_OTHER_DASH = re.compile(r"[‐‑‒–—−](?=\w)")
_EXCLAMATION = re.compile(r"!(?=\w)")
_TILDE = re.compile(r"~\d*$")


def refuse_operators_in_other_words(nodes: Sequence[Node]) -> None:
    """Refuse operators in the wrong case or language among other nodes; alone such a word is a word."""
    for node in nodes:
        if not isinstance(node, Word) or node.field is not None:
            continue
        if node.text.lower() == "or" or (node.text == "ATAU" and _has_lower_case(nodes)):
            raise QuerySyntaxError(
                node.position,
                f'"{node.text}" di sini tidak berarti "salah satu".',
                f'Tulis OR dengan huruf besar: banjir OR longsor; atau "{node.text}" dalam tanda kutip '
                "bila kata itu yang dicari.",
            )
        if node.text.lower() == "and":
            raise QuerySyntaxError(
                node.position,
                f'"{node.text}" di sini tidak berarti "semua".',
                f'Hapus: kata yang berdampingan sudah dicari semua; atau "{node.text}" dalam tanda kutip '
                "bila kata itu yang dicari.",
            )
        if node.text == "NOT" and _has_lower_case(nodes):
            raise QuerySyntaxError(
                node.position,
                "NOT tidak dikenal.",
                'Tulis - tepat di depan yang tidak dicari: -hoaks, -"air bersih", -(banjir OR longsor).',
            )


def _has_lower_case(nodes: Sequence[Node]) -> bool:
    """Whether capitals stand out: in a headline all in capitals they mean nothing."""
    return any(isinstance(node, Word | Phrase) and not node.text.isupper() for node in nodes)


def refuse_signs_of_other_languages(text: str, position: int) -> None:
    """Refuse a word that is or begins with a sign which elsewhere would be an operator."""
    if text == "||":
        raise QuerySyntaxError(position, "Tanda || tidak dikenal.", "Tulis OR: banjir OR longsor.")
    if text == "&&":
        hint = "Hapus: kata yang berdampingan sudah dicari semua, misalnya banjir longsor."
        raise QuerySyntaxError(position, "Tanda && tidak dikenal.", hint)
    negation = _OTHER_DASH.match(text) or _EXCLAMATION.match(text)
    if negation is not None:
        raise QuerySyntaxError(
            position,
            f'Tanda "{text[0]}" di depan kata tidak berarti "tanpa".',
            f"Tulis tanda hubung biasa: -{text[1:]}; atau beri spasi setelahnya bila ini tanda baca.",
        )
    tilde = _TILDE.search(text)
    if tilde is not None and "://" not in text:
        raise QuerySyntaxError(
            position + tilde.start(),
            "Tanda ~ hanya boleh tepat setelah frasa dalam tanda kutip.",
            'Tulis "banjir sangatta"~5 tanpa spasi di depan ~; untuk awal kata tulis sang*.',
        )


def refuse_two_values_at_once(name: str, nodes: Sequence[Node]) -> None:
    """Refuse values side by side in a group of a field that has one value, or words of one name apart."""
    wanted = [node for node in nodes if isinstance(node, Word | Phrase)]
    if len(wanted) < 2:
        return
    values = [f'"{node.text}"' if isinstance(node, Phrase) else node.text for node in wanted]
    if name in SINGLE_VALUED:
        raise QuerySyntaxError(
            wanted[1].position,
            f"Sebuah berita hanya punya satu {name}, jadi tidak ada yang cocok.",
            f"Tulis OR di antaranya: {name}:({' OR '.join(values)}).",
        )
    if name == "person" and all(isinstance(node, Word) for node in wanted):
        raise QuerySyntaxError(
            wanted[1].position,
            "Kata-kata sebuah nama ditulis dalam tanda kutip.",
            f'Tulis person:"{" ".join(values)}", atau OR di antara beberapa orang.',
        )
