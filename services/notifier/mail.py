"""Delivers a message by e-mail.

``smtps://`` is TLS from the first byte. ``smtp://`` takes STARTTLS where the server offers it; a server whose
certificate does not hold gets nothing, and a password never travels without TLS, loopback excepted.
"""

from __future__ import annotations

import asyncio
import base64
import smtplib
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from urllib.parse import SplitResult, unquote, urlsplit

from services.notifier.outcome import Later, Never, Outcome, Sent, of_smtp_code
from shared.contracts.deliveries import Refusal
from shared.contracts.messages import Attachment
from shared.runtime.settings import SettingsError

TIMEOUT_SECONDS = 20.0


class Mail:
    """Sends through one SMTP server; an empty address means that e-mail is not set up."""

    def __init__(self, url: str, sender: str, tls: ssl.SSLContext | None = None) -> None:
        self._server = smtp_address(url) if url else None
        self._sender = sender
        self._tls = tls or ssl.create_default_context()

    def refusal(self, recipient: str) -> Refusal | None:
        """Why nothing could ever be sent there."""
        if self._server is None:
            return "not_set_up"
        return None if is_address(recipient) else "malformed"

    async def send(
        self,
        recipient: str,
        subject: str,
        text: str,
        delivery_id: str,
        html: str = "",
        attachments: Sequence[Attachment] = (),
    ) -> Outcome:
        """Hand one mail to the server."""
        if self._server is None:
            return Never("e-mail belum disiapkan (GAUNG_NOTIFIER_SMTP_URL)")
        try:
            message = compose(self._sender, recipient, subject, text, delivery_id, html, attachments)
        except ValueError as error:
            return Never(f"bukan alamat e-mail: {error}")
        return await asyncio.to_thread(_hand_over, self._server, message, self._tls)


def smtp_address(url: str) -> SplitResult:
    """The parts of ``smtp(s)://USER:PASSWORD@HOST:PORT``; raises SettingsError."""
    parts = urlsplit(url)
    try:
        usable = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError("GAUNG_NOTIFIER_SMTP_URL: expected smtp://USER:PASSWORD@HOST:PORT or smtps://…")
    return parts


def compose(
    sender: str,
    recipient: str,
    subject: str,
    text: str,
    delivery_id: str,
    html: str = "",
    attachments: Sequence[Attachment] = (),
) -> EmailMessage:
    """A plain-text mail, with `html` one that can be read either way; pictures in it travel beside it.

    Raises ValueError for a recipient that is no single address.
    """
    if not is_address(recipient):
        raise ValueError(repr(recipient))
    message = EmailMessage()
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = subject
    message["Date"] = format_datetime(datetime.now(UTC))
    # The same on every try: a mailbox that has had it may know it again.
    message["Message-ID"] = f"<{delivery_id}@{_domain(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for one in attachments:
        _attach(message, one)
    return message


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    content = base64.b64decode(attachment.content)
    kind, _, subtype = attachment.media_type.partition("/")
    page = message.get_body(("html",))
    if attachment.content_id is not None and page is not None:
        page.add_related(content, kind, subtype, cid=f"<{attachment.content_id}>", disposition="inline")
        return
    message.add_attachment(content, kind, subtype, filename=attachment.name)


def _domain(sender: str) -> str:
    """The domain of the sender's address, which makes an id of ours unlike anybody else's."""
    return parseaddr(sender)[1].partition("@")[2] or "localhost"


def is_address(recipient: str) -> bool:
    """Whether this is one plain mail address."""
    name, _, domain = recipient.partition("@")
    odd = any(c.isspace() or not c.isprintable() or c in ',;:<>()[]\\"' for c in recipient)
    return bool(name and domain) and "@" not in domain and not odd


def _hand_over(server: SplitResult, message: EmailMessage, tls: ssl.SSLContext) -> Outcome:
    try:
        with _connect(server, tls) as smtp:
            smtp.ehlo()
            if server.scheme == "smtp" and smtp.has_extn("starttls"):
                smtp.starttls(context=tls)
            elif server.scheme == "smtp" and server.username and not _is_loopback(server):
                return Later("server SMTP tidak menawarkan TLS; kata sandi tidak dikirim tanpa TLS")
            if server.username:
                smtp.login(unquote(server.username), unquote(server.password or ""))
            smtp.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, reply = next(iter(error.recipients.values()))
        return of_smtp_code(code, f"SMTP {code} {_text(reply)}")
    except smtplib.SMTPAuthenticationError as error:
        # Somebody changed the password: a matter for ops, the mail itself is fine.
        return Later(f"SMTP {error.smtp_code}: server menolak pengguna kami")
    except smtplib.SMTPResponseException as error:
        return of_smtp_code(error.smtp_code, f"SMTP {error.smtp_code} {_text(error.smtp_error)}")
    except (smtplib.SMTPException, OSError) as error:
        return Later(f"{type(error).__name__}: {error}")
    return Sent()


def _is_loopback(server: SplitResult) -> bool:
    return server.hostname in ("localhost", "127.0.0.1", "::1")


def _connect(server: SplitResult, tls: ssl.SSLContext) -> smtplib.SMTP:
    host = server.hostname or ""
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, server.port or 465, timeout=TIMEOUT_SECONDS, context=tls)
    # 587: message submission, RFC 6409.
    return smtplib.SMTP(host, server.port or 587, timeout=TIMEOUT_SECONDS)


def _text(reply: bytes | str) -> str:
    return (reply.decode(errors="replace") if isinstance(reply, bytes) else reply)[:500]
