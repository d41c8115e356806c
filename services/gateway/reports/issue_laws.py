"""Which sentences name a law or decree: by its number, or by its title and year."""

from __future__ import annotations

import re

_YEAR = r"tahun\s+\d{4}\b"
_NUMBER = r"(?:nomor|no\.?)\s*\d+"
# A number without the word for it counts with its year alone: a "perda 5 tahun lalu" has none.
_SHORT_NUMBER = rf"\d+\s*(?:/\s*\d{{4}}\b|{_YEAR})"
# PP are also the Satpol's last letters and the board of many a society: it counts before a number alone.
_PP = r"(?<!satpol\s)(?<!polisi\s)(?<!praja\s)\bpp"
_NAME = (
    r"\b(?:undang-undang|uu|perppu|peraturan pemerintah|perpres|peraturan presiden|inpres|instruksi presiden|"
    r"keppres|keputusan presiden|permen\w*|peraturan menteri|kepmen\w*|keputusan menteri|pergub|perbup|"
    r"perwali|perwako|perda|perdes|peraturan (?:daerah|gubernur|bupati|wali ?kota|desa)|surat edaran)"
)
# Words with a capital, and small ones between them: "tentang Pajak Daerah dan Retribusi Daerah".
_WORD = r"(?-i:[A-Z(][\w()./-]*)"
_TITLE = (
    rf"(?:\s+tentang)?\s+{_WORD}(?:(?:\s+(?-i:dan|tentang|atas|dalam|bagi|untuk|pada|dengan|oleh|di)){{0,2}}"
    rf"\s+{_WORD}){{0,15}}"
)
LAW = re.compile(
    rf"(?:(?:{_NAME}|{_PP})\s+(?:{_NUMBER}|{_SHORT_NUMBER})"
    rf"|{_NAME}{_TITLE},?\s+(?:{_NUMBER}|{_SHORT_NUMBER}|{_YEAR})"
    # Whatever stands between: no house and no queue has a number with a year.
    rf"|{_NAME}\b[^.!?]{{0,90}}?\s{_NUMBER}\s+{_YEAR}"
    r"|\b(?:uud|undang-undang dasar)\b[^.!?]{0,40}?\b1945\b)",
    re.IGNORECASE,
)


def names_law(sentence: str) -> bool:
    """Whether a sentence names a law or decree that a reader can look up; a bare "peraturan" is none."""
    return LAW.search(sentence) is not None
