"""E-mail: what is sent, and which refusals are final."""

from __future__ import annotations

import email
import email.policy
import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest
import trustme

from services.notifier.mail import Mail, compose, smtp_address
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


async def test_every_try_of_a_delivery_is_the_same_mail() -> None:
    async with smtp_receiver() as receiver:
        mail = Mail(f"smtp://127.0.0.1:{receiver.port}", "gaung@kominfo.example")
        for delivery_id in ("d1", "d1", "d2"):
            await mail.send("humas@opd.example", "s", "t", delivery_id)
    ids = [email.message_from_string(raw)["Message-ID"] for raw in receiver.mails]
    assert ids == ["<d1@kominfo.example>", "<d1@kominfo.example>", "<d2@kominfo.example>"]


async def test_a_mail_says_when_it_was_sent() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    async with smtp_receiver() as receiver:
        mail = Mail(f"smtp://127.0.0.1:{receiver.port}", "gaung@kominfo.example")
        await mail.send("humas@opd.example", "s", "t", "d1")
    [raw] = receiver.mails
    sent = parsedate_to_datetime(email.message_from_string(raw)["Date"])
    assert before <= sent <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("sender", "message_id"),
    [
        ("Gaung Kominfo <gaung@kominfo.example>", "<d1@kominfo.example>"),
        ("gaung@localhost", "<d1@localhost>"),
    ],
)
def test_the_id_of_a_mail_is_of_its_senders_domain(sender: str, message_id: str) -> None:
    assert compose(sender, "humas@opd.example", "s", "t", "d1")["Message-ID"] == message_id


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


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Who signs the server's certificate."""
    return trustme.CA()


@pytest.fixture(scope="module")
def server_tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


async def test_starttls_is_taken_and_the_password_goes_over_it(
    authority: trustme.CA, server_tls: ssl.SSLContext
) -> None:
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    async with smtp_receiver(tls_context=server_tls, require_starttls=True) as receiver:
        mail = Mail(f"smtp://gaung:sandi@127.0.0.1:{receiver.port}", "gaung@kominfo.example", trusting)
        assert await mail.send("humas@opd.example", "s", "t", "d") == Sent()
    assert (receiver.tls, receiver.logins) == ([True], ["gaung"])


async def test_a_server_with_a_strangers_certificate_gets_nothing(server_tls: ssl.SSLContext) -> None:
    async with smtp_receiver(tls_context=server_tls) as receiver:
        mail = Mail(f"smtp://gaung:sandi@127.0.0.1:{receiver.port}", "gaung@kominfo.example")
        outcome = await mail.send("humas@opd.example", "s", "t", "d")
    assert isinstance(outcome, Later)
    assert "CERTIFICATE_VERIFY_FAILED" in outcome.error
    assert (receiver.mails, receiver.logins) == ([], [])


async def test_a_password_never_travels_without_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    """To a server that is not on loopback, and offers no STARTTLS."""
    real = socket.create_connection
    monkeypatch.setattr(
        socket,
        "create_connection",
        lambda address, *rest: real(("127.0.0.1", address[1]), *rest),
    )
    async with smtp_receiver(auth_require_tls=False) as receiver:
        mail = Mail(f"smtp://gaung:sandi@mail.example:{receiver.port}", "gaung@kominfo.example")
        outcome = await mail.send("humas@opd.example", "s", "t", "d")
        assert outcome == Later("server SMTP tidak menawarkan TLS; kata sandi tidak dikirim tanpa TLS")
        assert (receiver.mails, receiver.logins) == ([], [])
        relay = Mail(f"smtp://mail.example:{receiver.port}", "gaung@kominfo.example")
        assert await relay.send("humas@opd.example", "s", "t", "d") == Sent()


def test_what_speaks_against_a_recipient() -> None:
    mail = Mail("smtp://127.0.0.1:1", "g@x.example")
    assert mail.refusal("humas@opd.example") is None
    assert mail.refusal("humas") == "malformed"
    assert Mail("", "g@x.example").refusal("humas@opd.example") == "not_set_up"


async def test_not_set_up() -> None:
    assert await Mail("", "g@x.example").send("a@b.example", "s", "t", "d") == Never(
        "e-mail belum disiapkan (GAUNG_NOTIFIER_SMTP_URL)"
    )


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:port"]
)
def test_a_wrong_server_address_is_told_at_start(url: str) -> None:
    with pytest.raises(SettingsError, match="GAUNG_NOTIFIER_SMTP_URL"):
        smtp_address(url)
