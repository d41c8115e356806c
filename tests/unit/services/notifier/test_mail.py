"""E-mail: what is sent, and which refusals are final."""

from __future__ import annotations

import email
import email.policy

import pytest

from services.notifier.mail import Mail, smtp_address
from services.notifier.outcome import Later, Never, Sent
from shared.runtime.settings import SettingsError
from tests.unit.services.notifier.receivers import smtp_receiver


async def test_a_mail_arrives() -> None:
    async with smtp_receiver() as receiver:
        mail = Mail(f"smtp://127.0.0.1:{receiver.port}", "gaung@kominfo.example")
        assert await mail.send("humas@opd.example", "Nada negatif — naik", "Isi: 12 berita", "d1") == Sent()
    [raw] = receiver.mails
    parsed = email.message_from_string(raw, policy=email.policy.default)
    assert parsed["To"] == "humas@opd.example"
    assert parsed["From"] == "gaung@kominfo.example"
    assert parsed["Subject"] == "Nada negatif — naik"
    assert parsed["Auto-Submitted"] == "auto-generated"
    assert "Isi: 12 berita" in parsed.get_content()


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ("550 no such user", Never("SMTP 550 no such user")),
        ("451 greylisted", Later("SMTP 451 greylisted")),
    ],
)
async def test_refusals(reply: str, outcome: object) -> None:
    async with smtp_receiver() as receiver:
        receiver.rcpt = reply
        mail = Mail(f"smtp://127.0.0.1:{receiver.port}", "gaung@kominfo.example")
        assert await mail.send("humas@opd.example", "s", "t", "d") == outcome


async def test_a_server_that_is_away_is_tried_again() -> None:
    assert isinstance(
        await Mail("smtp://127.0.0.1:1", "g@x.example").send("a@b.example", "s", "t", "d"), Later
    )


@pytest.mark.parametrize(
    "recipient", ["nobody", "a@b.example, c@d.example", "a@b.example\nBcc: x@y.example", ""]
)
async def test_only_one_plain_address(recipient: str) -> None:
    assert isinstance(await Mail("smtp://127.0.0.1:1", "g@x.example").send(recipient, "s", "t", "d"), Never)


async def test_not_set_up() -> None:
    assert await Mail("", "g@x.example").send("a@b.example", "s", "t", "d") == Never(
        "e-mail is not set up (GAUNG_NOTIFIER_SMTP_URL)"
    )


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:port"]
)
def test_a_wrong_server_address_is_told_at_start(url: str) -> None:
    with pytest.raises(SettingsError, match="GAUNG_NOTIFIER_SMTP_URL"):
        smtp_address(url)
