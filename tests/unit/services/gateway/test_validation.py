"""What pydantic refuses is told in Bahasa Indonesia, whatever it is."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import pytest
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from services.gateway.validation import invalid_values
from services.gateway.watch_input import WatchBody


class Told(BaseModel):
    model_config = ConfigDict(extra="forbid")

    tone: list[Literal["positif", "netral", "negatif"]] = []
    copies: Literal["include", "fold"] = "fold"
    name: str = Field("", max_length=5)
    day: date | None = None
    at: AwareDatetime | None = None
    number: int = 0
    share: float = Field(0.0, gt=0.5)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"tone": ["buruk"]}, "pilihannya: positif, netral atau negatif"),
        ({"copies": "hide"}, "pilihannya: include atau fold"),
        ({"name": "\ud800"}, "memuat karakter yang tidak sah"),
        ({"name": "panjang"}, "terlalu panjang, paling banyak 5 karakter"),
        ({"day": "kemarin"}, "bukan tanggal, mis. 2026-08-17"),
        ({"day": "2026-08-17T10:00:00"}, "harus tanggal tanpa jam, mis. 2026-08-17"),
        ({"at": "2026-08-17T10:00:00"}, "waktu harus menyebut zonanya, mis. 2026-08-17T10:00:00+08:00"),
        ({"number": "9" * 5000}, "bilangannya terlalu besar"),
        ({"unknown": 1}, "tidak dikenal"),
        # A kind that the table does not have.
        ({"share": 0.2}, "tidak dapat dibaca"),
    ],
)
def test_every_refusal_is_in_the_users_language(given: dict[str, Any], message: str) -> None:
    assert _messages(Told, given) == [message]


def test_a_rule_of_an_unknown_kind_names_the_known_ones() -> None:
    [message] = _messages(WatchBody, {"name": "Banjir", "when": {"rule": "sometimes"}})
    assert message.startswith("rule: pilihannya each_story, ")


def _messages(model: type[BaseModel], given: dict[str, Any]) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(given)
    errors = [{**error, "loc": ("body", *error["loc"])} for error in caught.value.errors()]
    return [value.message for value in invalid_values(errors)]
