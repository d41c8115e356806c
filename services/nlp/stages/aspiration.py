"""Whether citizens voice something in a text: a complaint, a wish, a question, thanks. Rules, shallow."""

from __future__ import annotations

import re

from services.nlp.stages.document import Document
from services.nlp.stages.quotes.spans import quoted_spans
from shared.contracts.article import Kind
from shared.contracts.enrichment import Aspiration

_SELF = re.compile(
    r"\b(?:[Ss]aya|[Kk]ami|[Aa]ku|[Uu]lun|[Aa]mbo|[Kk]ulo|[Aa]bdi|[Nn]yong|[Gg]ue|[Kk]ito|[Aa]ne|[Ss]y|"
    r"[Aa]nakku|[Kk]ula|[Aa]den|[Dd]ewek|[Ss]a)\b"
)
_ASKS = re.compile(
    r"\b(?:mau (?:ta)?nya|numpang (?:ta)?nya|ingin bertanya|mohon (?:info|informasi|penjelasan|pencerahan)|"
    r"apakah|bagaimana cara|gimana cara|syaratnya apa|apa (?:saja )?syarat|bisa diwakilkan|nanya|nanyo|"
    r"tanglet)\b",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\b(?:terima ?kasih|terimo kasih|makasih|matur ?(?:suwun|nuwun)|nuhun|salut|apresiasi|"
    r"mengapresiasi|bangga|"
    r"alhamdulillah|bersyukur|terbantu|angkat topi|jempol)\b",
    re.IGNORECASE,
)
_COMPLAINS = re.compile(
    r"\b(?:mengeluh|mengeluhkan|keluhan|dikeluhkan|mengadu|pengaduan|aduan|protes|rusak|mampet|mati|"
    r"macet|bau|berlubang|lambat|antre|tidak (?:pernah|ada|kunjung|datang)|belum (?:juga|pernah|ada|"
    r"dibayar|diperbaiki)|sudah "
    r"\w+ kali|janji|dijanjikan|kecewa|capek|rugi|pungli|kapan|tolong|percuma|diabaikan|banjir)\b",
    re.IGNORECASE,
)
_WISHES = re.compile(
    r"\b(?:mengusulkan|usul|usulan|mengusulkan|kami ingin|berharap|harapan kami|semoga|sebaiknya|mohon "
    r"(?:agar|"
    r"dipertimbangkan|dibangun|dibuat)|alangkah|masukan|mendorong agar|meminta agar)\b",
    re.IGNORECASE,
)
# How letters to the editor and to complaint channels begin.
_GREETS = re.compile(
    r"^(?:assalam|selamat (?:pagi|siang|sore|malam)|kepada|kpd|yth|yang terhormat|halo|min\b|admin|"
    r"dear|permisi|tolong|"
    r"mohon|pak\b|bapak|izin|ijin|horas|om swastyastu|nuwun sewu|sampurasun|sugeng|tabik|salam)",
    re.IGNORECASE,
)
# In a letter the writer speaks throughout; in the news citizens do in quotations only.
_LETTER = 0.01
_CITIZENS = re.compile(
    r"\b(?:warga|pelanggan|orang tua (?:murid|siswa)|wali murid|petani|nelayan|pedagang|pasien|"
    r"penumpang|ibu rumah tangga|pengguna jalan|buruh|sopir)\b"
)
# News voices a complaint when it names three grievances; below that it reports an event.
_LOUD = 3.0


def _counts(text: str) -> dict[Aspiration, float]:
    complaints = len(_COMPLAINS.findall(text))
    return {
        "pengaduan": float(complaints),
        "aspirasi": 1.5 * len(_WISHES.findall(text)),
        "permintaan_informasi": 2.5 * len(_ASKS.findall(text)),
        "apresiasi": 2.0 * len(_THANKS.findall(text)),
    }


def is_letter(document: Document, kind: Kind) -> bool:
    """Whether a citizen wrote the text: pushed as such, or the writer speaks of himself outside quotes."""
    if kind == "aspirasi":
        return True
    own = words = 0
    for sentence in document.sentences:
        text = sentence.text
        for start, end in reversed(quoted_spans(text)):
            text = text[:start] + text[end:]
        own += len(_SELF.findall(text))
        words += len(text.split())
    share = own / max(words, 1)
    return (own >= 2 and share >= _LETTER) or (own >= 1 and bool(_GREETS.match(document.text.strip())))


def find_aspiration(document: Document, kind: Kind, tone: str | None) -> Aspiration | None:
    """What citizens voice in a text, None when they voice nothing.

    News and releases count only when their tone agrees: a complaint in a negative text, thanks in a
    positive one.
    """
    counts = _counts(f"{document.title}\n{document.text}")
    if is_letter(document, kind):
        if tone == "positif":
            counts["apresiasi"] += 3
        elif tone == "negatif":
            counts["pengaduan"] += 3
        return max(counts, key=lambda label: counts[label])
    if not _CITIZENS.search(document.text):
        return None
    if tone == "negatif" and counts["pengaduan"] >= _LOUD:
        return "pengaduan"
    return "apresiasi" if tone == "positif" and counts["apresiasi"] >= _LOUD else None
