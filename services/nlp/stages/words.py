"""Ordinary Indonesian words with how many texts of ten thousand hold them, for telling names from words."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def document_frequency() -> dict[str, int]:
    """Word → texts per 10,000, counted over 22,811 news texts; words that are mostly names are left out."""
    text = files("services.nlp.stages").joinpath("data", "common_words.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))[1:]
    return {word: int(count) for word, count in rows}


@lru_cache(maxsize=1)
def name_parts() -> frozenset[str]:
    """Words that are parts of Indonesian people's names, in lower case: given names and family names.

    Capitalised words of 22,811 news texts and of the persons marked in NERGrit and IDNER that stood in a
    person's name at least three times and every second time, with the given names and clans of the regions
    that the national press rarely names.
    """
    text = files("services.nlp.stages").joinpath("data", "name_parts.csv").read_text(encoding="utf-8")
    return frozenset(text.split()[1:])


@lru_cache(maxsize=1)
def office_words() -> frozenset[str]:
    """Ordinary words in the names of offices: four times or more behind "Dinas", "Bidang" and the like."""
    text = files("services.nlp.stages").joinpath("data", "office_words.csv").read_text(encoding="utf-8")
    return frozenset(text.split()[1:])


def is_common(word: str) -> bool:
    """Whether a word, in any case, is an ordinary word rather than a name."""
    return word.lower() in document_frequency()


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Words that carry no subject: in more than 1,800 of 10,000 texts, or closed classes of the grammar."""
    frequent = {word for word, count in document_frequency().items() if count > _EVERYWHERE}
    return frozenset(frequent | set(_CLOSED.split()))


# Above this share of texts a word says nothing about one text ("pada", "tahun", "orang").
_EVERYWHERE = 1800
_CLOSED = (
    "yang dan di ke dari pada dengan untuk dalam adalah ini itu tersebut oleh atau juga tidak akan "
    "telah sudah belum bisa dapat harus karena sebagai bahwa saat ketika setelah sebelum hingga sampai "
    "agar supaya serta maupun namun tetapi tapi jika kalau bila maka lalu kemudian sementara selain "
    "antara para ia dia mereka kami kita saya aku anda kamu beliau nya si sang lebih paling sangat "
    "sekali masih sedang lagi pun saja hanya cuma sekitar seluruh semua setiap tiap beberapa banyak "
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh ratus ribu juta miliar persen rupiah "
    "pukul tanggal hari bulan tahun pekan senin selasa rabu kamis jumat sabtu minggu januari februari "
    "maret april mei juni juli agustus september oktober november desember wib wita wit kata ujar "
    "jelas melalui secara terkait menurut seperti yakni yaitu antaranya lain sama bukan ada tak nggak "
    "gak udah aja yg dgn utk jg"
)
