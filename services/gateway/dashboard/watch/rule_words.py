"""Rules and rhythms of watches in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from services.gateway.presentation.wording import number
from services.gateway.watch_input import DigestBody, QuietHoursBody
from shared.contracts.watch import EachStory, NegativeTurn, Rule, Sensitivity, Spike

SENSITIVITIES: dict[Sensitivity, str] = {
    "low": "rendah",
    "normal": "sedang",
    "high": "tinggi",
}
UNITS = {"m": "menit", "h": "jam", "d": "hari"}
CHANNEL_NAMES = {"email": "Surel", "telegram": "Telegram", "webhook": "Webhook"}


def rule_text(rule: Rule) -> str:
    """When a watch tells, as the end of a sentence: ``ada cerita baru``."""
    match rule:
        case EachStory():
            return "ada cerita baru"
        case NegativeTurn(of="story"):
            return f"nada sebuah cerita berbalik negatif dalam {span_text(rule.hours)}"
        case NegativeTurn():
            return f"nada pemberitaan berbalik negatif dalam {span_text(rule.hours)}"
        case Spike():
            per = "dihitung per jam" if rule.per == "hour" else "dihitung per hari"
            sensitivity = SENSITIVITIES[rule.sensitivity]
            return f"berita jauh lebih banyak daripada biasanya ({per}, kepekaan {sensitivity})"
    kind = "berita negatif" if rule.only_negative else "berita"
    return (
        f"ada {number(rule.count)} {kind} atau lebih dalam {'satu jam' if rule.per == 'hour' else 'sehari'}"
    )


def span_text(hours: int) -> str:
    """``24 jam``, ``3 hari``."""
    return f"{hours // 24} hari" if hours > 24 and hours % 24 == 0 else f"{hours} jam"


def duration_text(duration: str) -> str:
    """``6h`` as ``6 jam``."""
    return "tanpa jeda" if duration[:-1] == "0" else f"{duration[:-1]} {UNITS[duration[-1]]}"


def pause_text(duration: str) -> str:
    """What a cool-down does: ``6 jam setelah setiap pesan``."""
    return (
        duration_text(duration) if duration[:-1] == "0" else f"{duration_text(duration)} setelah setiap pesan"
    )


def wall(text: str) -> str:
    """``07:00`` as people write it: ``07.00``."""
    return text.replace(":", ".")


def quiet_text(quiet: QuietHoursBody | None) -> str:
    """``22.00 sampai 06.00``; empty without quiet hours."""
    return f"{wall(quiet.from_)} sampai {wall(quiet.to)}" if quiet else ""


def digest_text(digest: DigestBody | None) -> str:
    """How alerts are sent: each at once, or collected."""
    if digest is None:
        return "satu per satu, segera"
    return (
        "dikumpulkan, dikirim setiap jam"
        if digest.every == "hour"
        else f"dikumpulkan, dikirim setiap hari pukul {wall(digest.at)}"
    )


def channels_text(types: Sequence[str]) -> str:
    """``2 surel, Telegram``; what a watch without channels does."""
    if not types:
        return "hanya dicatat di Gaung"
    counted = {type_: types.count(type_) for type_ in CHANNEL_NAMES if type_ in types}
    return ", ".join(
        f"{n} {CHANNEL_NAMES[type_].lower()}" if n > 1 else CHANNEL_NAMES[type_]
        for type_, n in counted.items()
    )
