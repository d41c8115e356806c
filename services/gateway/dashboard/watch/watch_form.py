"""The form of a watch: filled from a search or a watch, and read into what the watch becomes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from services.gateway.dashboard.forms import Form
from services.gateway.dashboard.search.search import ABOUT, Search
from services.gateway.dashboard.search.words import FIELD_NAMES, value_name
from services.gateway.dashboard.watch.filter_words import PARAMETERS
from services.gateway.dashboard.watch.rule_words import SENSITIVITIES
from services.gateway.problems import Problem
from services.gateway.tenants import Tenant
from services.gateway.watch_input import MOST_CHANNELS, WatchBody, WatchFilter, duration_of, new_watch
from shared.contracts.enrichment import TONES, TOPICS
from shared.contracts.watch import NegativeTurn, NewWatch, Rule, Spike, Threshold, Watch

RULES = ("each_story", "negative_turn", "spike", "threshold")
WINDOWS = ("6", "12", "24", "48", "72", "168")
COOLDOWNS = ("0m", "30m", "1h", "3h", "6h", "12h", "1d", "2d", "3d", "7d")
# Field of the form → kind of channel, in the order in which they are sent.
CHANNELS = {"surel": "email", "telegram": "telegram", "webhook": "webhook"}
# Conditions that have no field of their own in the form: shown as boxes that are ticked.
OTHERS = ("region", "source", "person", "kind", "lang", "story", "from", "to")
# What the form shows of a watch: muting and secrets have buttons of their own.
_SHOWN = {"name", "given", "when", "cooldown", "quiet_hours", "digest", "deliveries"}
_SINGLE = ("story", "from", "to")
_ALL = ("", "semua")
_REFUSED = {"q": "q", "from": "lain", "to": "lain", "region": "wilayah"}


def form_of_search(search: Search, name: str) -> Form:
    """The form of a new watch for a search."""
    pairs = [
        ("nama", name),
        ("q", search.q),
        ("wilayah", search.wilayah),
        ("lingkup", search.lingkup),
        ("salinan", search.salinan),
        *(("nada", tone) for tone in search.nada),
        *(("topik", topic) for topic in search.topik),
        *(
            ("lain", f"{field}={value}")
            for field, parameter in PARAMETERS.items()
            if field not in ("tone", "topic")
            for value in search.values(parameter)
        ),
        *((("lain", f"story={search.cerita}"),) if search.cerita else ()),
        ("aturan", "each_story"),
        *_usual_rule_fields(),
        ("ringkasan_jam", "07:00"),
    ]
    return Form(pairs)


def form_of_watch(watch: Watch) -> Form:
    """The form with what a watch is now."""
    wanted = WatchFilter.model_validate(watch.given)
    given = wanted.model_dump(mode="json", by_alias=True)
    one_region = wanted.region[0] if len(wanted.region) == 1 else ""
    others = [
        f"{field}={value}"
        for field in OTHERS
        for value in (given[field] if isinstance(given[field], list) else [given[field]])
        if value and not (field == "region" and one_region)
    ]
    rule = dict(_rule_fields(watch.when))
    quiet, digest = watch.quiet_hours, watch.digest
    pairs = [
        ("nama", watch.name),
        ("q", wanted.q or ""),
        ("wilayah", one_region),
        ("lingkup", next(name for name, about in ABOUT.items() if about is wanted.about)),
        ("salinan", "semua" if wanted.copies == "include" else "lipat"),
        *(("nada", tone) for tone in wanted.tone),
        *(("topik", topic) for topic in wanted.topic),
        *(("lain", other) for other in others),
        ("aturan", watch.when.rule),
        *(dict(_usual_rule_fields()) | rule).items(),
        ("jeda", duration_of(watch.cooldown)),
        ("tenang_dari", f"{quiet.start:%H:%M}" if quiet else ""),
        ("tenang_sampai", f"{quiet.end:%H:%M}" if quiet else ""),
        ("ringkasan", digest.every if digest else ""),
        ("ringkasan_jam", f"{digest.at:%H:%M}" if digest else "07:00"),
        *(
            (field, "\n".join(place.target for place in watch.deliveries if place.type == kind))
            for field, kind in CHANNELS.items()
        ),
        ("versi", version_of(watch)),
    ]
    return Form(pairs)


def version_of(watch: Watch) -> str:
    """What tells a watch from the same one after somebody changed what the form shows of it."""
    return hashlib.sha256(watch.model_dump_json(include=_SHOWN).encode()).hexdigest()[:32]


def read_watch(form: Form, tenant: Tenant) -> NewWatch | None:
    """The watch that the form describes; None when something in it is wrong, which is then noted there."""
    name = form.required("nama", most=200, message="Beri nama, misalnya Banjir di Sangatta.")
    described = {
        "name": name,
        "filter": _filter(form),
        "when": _rule(form),
        "cooldown": form.text("jeda") or None,
        "quiet_hours": _quiet(form),
        "digest": _digest(form),
        "channels": _channels(form),
    }
    if form.errors:
        return None
    try:
        return new_watch(WatchBody.model_validate(described), tenant)
    except Problem as problem:
        for error in problem.errors:
            form.refuse(_REFUSED.get(error.name.removeprefix("filter."), "lain"), _sentence(error.message))
    except ValidationError as error:
        for each in error.errors():
            form.refuse(_field_of(each["loc"]), "Nilai ini tidak dapat dipakai; pilih atau tulis yang lain.")
    return None


def refuse_channels(form: Form, problem: Problem) -> None:
    """Note which of the places cannot be delivered to."""
    places, said = _places(form), dict[str, list[str]]()
    for error in problem.errors:
        field, target = places[int(error.name.split(".")[1])]
        said.setdefault(field, []).append(f"{target}: {error.message}.")
    for field, sentences in said.items():
        form.refuse(field, " ".join(sentences))


def other_choices(form: Form, sources: Mapping[str, str]) -> list[tuple[str, str]]:
    """The ticked boxes of conditions without a field of their own: value and words."""
    return [(each, _other_words(each, sources)) for each in dict.fromkeys(form.many("lain")) if "=" in each]


def _other_words(condition: str, sources: Mapping[str, str]) -> str:
    field, _, value = condition.partition("=")
    if field in ("from", "to"):
        return f"{'Sejak' if field == 'from' else 'Sampai'} {value}"
    parameter = {"region": "wilayah", "story": "cerita"}.get(field) or PARAMETERS.get(field, field)
    return f"{FIELD_NAMES.get(parameter, field)}: {value_name(parameter, value, sources)}"


def _filter(form: Form) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    query = form.text("q", most=2000)
    if query:
        wanted["q"] = query
    for field, name, allowed in (("tone", "nada", TONES), ("topic", "topik", TOPICS)):
        values = [value for value in dict.fromkeys(form.many(name)) if value in allowed]
        if values:
            wanted[field] = values
    for condition in dict.fromkeys(form.many("lain")):
        field, _, value = condition.partition("=")
        if field in _SINGLE:
            wanted[field] = value
        elif field in OTHERS and value:
            wanted.setdefault(field, []).append(value)
    region = form.text("wilayah")
    if region not in _ALL:
        wanted["region"] = list(dict.fromkeys([*wanted.get("region", []), region]))
    about = ABOUT[form.one_of("lingkup", tuple(ABOUT), default="tentang") or "tentang"]
    if about is not None:
        wanted["about"] = about
    if form.text("salinan") == "semua":
        wanted["copies"] = "include"
    return wanted


def _rule(form: Form) -> dict[str, Any]:
    kind = form.one_of("aturan", RULES)
    if not kind:
        form.refuse("aturan", "Pilih kapan Anda ingin diberi tahu.")
    match kind:
        case "negative_turn":
            hours = form.one_of("turun_jam", WINDOWS, default="24")
            return {
                "rule": kind,
                "of": form.text("turun_dari") or "filter",
                "hours": int(hours) if hours.isdigit() else 24,
            }
        case "spike":
            peka = form.one_of("lonjakan_peka", tuple(SENSITIVITIES), default="normal")
            return {"rule": kind, "per": form.text("lonjakan_per") or "hour", "sensitivity": peka}
        case "threshold":
            return {
                "rule": kind,
                "count": _count(form),
                "per": form.text("ambang_per") or "hour",
                "only_negative": form.flag("ambang_negatif"),
            }
    return {"rule": "each_story"}


def _count(form: Form) -> int:
    text = form.text("ambang_jumlah").replace(".", "")
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= 100_000:
        form.refuse("ambang_jumlah", "Tulis angka dari 1 sampai 100.000.")
        return 1
    return int(text)


def _quiet(form: Form) -> dict[str, str] | None:
    start, end = form.text("tenang_dari")[:5], form.text("tenang_sampai")[:5]
    if bool(start) != bool(end):
        form.refuse("tenang_sampai" if start else "tenang_dari", "Isi kedua jamnya, atau kosongkan keduanya.")
    return {"from": start, "to": end} if start and end else None


def _digest(form: Form) -> dict[str, str] | None:
    every = form.one_of("ringkasan", ("hour", "day"))
    return {"every": every, "at": form.text("ringkasan_jam")[:5] or "07:00"} if every else None


def _places(form: Form) -> list[tuple[str, str]]:
    """Every place that was written, each once: field of the form and target."""
    # Mail addresses are pasted with commas between; an address of the web may hold some.
    lines = {
        field: form.text(field).replace(",", "\n") if field == "surel" else form.text(field)
        for field in CHANNELS
    }
    written = [(field, line.strip()) for field in CHANNELS for line in lines[field].splitlines()]
    return list(dict.fromkeys(place for place in written if place[1]))


def _channels(form: Form) -> list[dict[str, str]]:
    places = _places(form)
    if len(places) > MOST_CHANNELS:
        form.refuse("surel", f"Paling banyak {MOST_CHANNELS} tujuan; sekarang {len(places)}.")
    return [{"type": CHANNELS[field], "target": target} for field, target in places]


def _usual_rule_fields() -> list[tuple[str, str]]:
    return [
        ("turun_dari", "filter"),
        ("turun_jam", "24"),
        ("lonjakan_per", "hour"),
        ("lonjakan_peka", "normal"),
        ("ambang_jumlah", "10"),
        ("ambang_per", "day"),
    ]


def _rule_fields(rule: Rule) -> list[tuple[str, str]]:
    match rule:
        case NegativeTurn():
            return [("turun_dari", rule.of), ("turun_jam", str(rule.hours))]
        case Spike():
            return [("lonjakan_per", rule.per), ("lonjakan_peka", rule.sensitivity)]
        case Threshold():
            negative = [("ambang_negatif", "1")] if rule.only_negative else []
            return [("ambang_jumlah", str(rule.count)), ("ambang_per", rule.per), *negative]
    return []


def _field_of(location: tuple[int | str, ...]) -> str:
    """The field of the form behind a place in the body."""
    known = {
        "name": "nama",
        "cooldown": "jeda",
        "quiet_hours": "tenang_dari",
        "digest": "ringkasan_jam",
        "channels": "surel",
        "when": "aturan",
    }
    if location[0] == "filter":
        return "q" if location[1:2] == ("q",) else "lain"
    return known.get(str(location[0]), "nama")


def _sentence(message: str) -> str:
    return f"{message[:1].upper()}{message[1:]}{'' if message.endswith('.') else '.'}"
