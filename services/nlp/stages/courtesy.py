"""Thanks at the end of a letter: manners, and no word about what it says.

A complaint that closes with "Terima kasih." is a complaint; the network, which has read thanks mostly where
somebody was content, took such letters for appreciation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.nlp.stages.document import Sentence

_WORD = re.compile(r"\w+")
_THANKS = frozenset("kasih terimakasih makasih trims".split())
# What stands around thanks without saying anything of its own.
_AROUND = frozenset(
    """
    sekian demikian begitu dan atas untuk dari yang ini itu ya sebelumnya sebesar besarnya banyak sekali
    lagi saya kami aku kita bapak ibu pak bu saudara min admin kak bang sampaikan ucapkan mengucapkan
    haturkan hormat salam terima perhatian perhatiannya bantuan bantuannya tanggapan tanggapannya
    respons responsnya respon responnya kerja sama samanya kerjasama kerjasamanya waktu waktunya tindak
    lanjut lanjutnya laporan keluhan aduan pengaduan permohonan pesan surat mohon tolong harap segera
    ditindaklanjuti ditanggapi dibantu diproses direspons
    """.split()
)


def without_closing_thanks(sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """The sentences up to the closing thanks; the first one always stays."""
    end = len(sentences)
    while end > 1 and _is_courtesy(sentences[end - 1].text):
        end -= 1
    return sentences[:end]


def _is_courtesy(sentence: str) -> bool:
    words = set(_WORD.findall(sentence.lower()))
    return not words.isdisjoint(_THANKS) and words <= _THANKS | _AROUND
