"""The words and figures of the dashboard: names of tones and topics, numbers as Indonesia writes them."""

from __future__ import annotations

TONE_NAMES = {"negatif": "Negatif", "netral": "Netral", "positif": "Positif"}

TOPIC_NAMES = {
    "pendidikan": "Pendidikan",
    "kesehatan": "Kesehatan",
    "infrastruktur": "Jalan & infrastruktur",
    "perhubungan": "Perhubungan",
    "perumahan_permukiman": "Perumahan & permukiman",
    "keamanan_ketertiban": "Keamanan & ketertiban",
    "hukum_korupsi": "Hukum & korupsi",
    "sosial": "Sosial",
    "ekonomi_umkm": "Ekonomi & UMKM",
    "pangan_pertanian_perikanan": "Pangan, pertanian & perikanan",
    "lingkungan": "Lingkungan",
    "bencana": "Bencana",
    "pariwisata_budaya": "Pariwisata & budaya",
    "layanan_publik_adminduk": "Layanan publik & adminduk",
    "kominfo_digital": "Kominfo & digital",
    "keuangan_daerah": "Keuangan daerah",
    "politik_pemerintahan": "Politik & pemerintahan",
    "ketenagakerjaan": "Ketenagakerjaan",
    "pemuda_olahraga": "Pemuda & olahraga",
    "agama": "Agama",
    "lainnya": "Lainnya",
}

KIND_NAMES = {
    "berita": "Berita",
    "rilis": "Rilis pemerintah",
    "aspirasi": "Aspirasi warga",
    "sosial": "Media sosial",
}

ASPIRATION_NAMES = {
    "pengaduan": "Pengaduan",
    "aspirasi": "Aspirasi",
    "permintaan_informasi": "Permintaan informasi",
    "apresiasi": "Apresiasi",
}

ROLE_NAMES = {"viewer": "pembaca", "analyst": "analis", "admin": "admin", "operator": "operator"}


def tone_name(label: str) -> str:
    """The name of a tone."""
    return TONE_NAMES.get(label, label)


def topic_name(topic: str) -> str:
    """The name of a topic; one that this version does not know keeps its id, made readable."""
    return TOPIC_NAMES.get(topic, topic.replace("_", " ").capitalize())


def number(value: int) -> str:
    """A whole number with dots between thousands: 1.234."""
    return f"{value:,}".replace(",", ".")


def decimal(value: float, places: int = 1) -> str:
    """A number with its decimals as Indonesia writes it: ``1.234,5``; a minus that is one: ``−0,3``."""
    text = f"{abs(value):,.{places}f}".translate(str.maketrans(",.", ".,"))
    return f"−{text}" if value < 0 and float(f"{value:.{places}f}") != 0 else text


def signed(value: float, places: int = 2) -> str:
    """A mean tone or a difference of two with its sign: ``+0,31``, ``−0,08``, ``0,00``."""
    text = decimal(value, places)
    return f"+{text}" if round(value, places) > 0 else text


def percent(part: int, whole: int) -> str:
    """A share as a whole percentage: ``39%``; some never reads 0%, and not quite all never 100%."""
    if whole == 0:
        return "0%"
    share = 100 * part / whole
    if 0 < share < 1:
        return "<1%"
    if 99 < share < 100:
        return ">99%"
    # Half up, as people round; Python's round() would turn 12.5 into 12.
    return f"{int(share + 0.5)}%"


def listed(names: list[str], most: int = 3) -> str:
    """Names in a sentence: ``A``, ``A dan B``, ``A, B, C dan 2 lainnya``."""
    if len(names) > most:
        return f"{', '.join(names[:most])} dan {number(len(names) - most)} lainnya"
    if len(names) > 1:
        return f"{', '.join(names[:-1])} dan {names[-1]}"
    return "".join(names)
