"""Signed webhooks: the specification's own example, and what a receiver must refuse."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from shared.contracts.webhook import PREFIX, secret_of, signature, verify

SECRET = secret_of("kunci-instalasi", "w1", 1)
BODY = b'{"a":1}'


def test_the_example_of_the_specification() -> None:
    """The vector of the reference libraries of standardwebhooks.com."""
    signed = signature(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_request_is_believed_for_five_minutes() -> None:
    header = signature([SECRET], "d1", 1000, BODY)
    assert verify(SECRET, "d1", 1000, BODY, header, 1300)
    assert not verify(SECRET, "d1", 1000, BODY, header, 1301)
    assert not verify(SECRET, "d1", 1000, BODY, header, 699)


def test_nothing_of_a_request_can_be_changed() -> None:
    header = signature([SECRET], "d1", 1000, BODY)
    assert not verify(SECRET, "d2", 1000, BODY, header, 1000)
    assert not verify(SECRET, "d1", 1001, BODY, header, 1000)
    assert not verify(SECRET, "d1", 1000, BODY + b" ", header, 1000)
    assert not verify(secret_of("kunci-instalasi", "w2", 1), "d1", 1000, BODY, header, 1000)


def test_secrets_differ_by_watch_version_and_installation() -> None:
    secrets = {secret_of(m, w, v) for m in ("a", "b") for w in ("w1", "w2") for v in (1, 2)}
    assert len(secrets) == 8
    assert all(len(base64.b64decode(each.removeprefix(PREFIX))) == 32 for each in secrets)
    with pytest.raises(ValueError, match="GAUNG_SECRET_KEY"):
        secret_of("", "w1", 1)


def test_the_vector_of_the_documentation() -> None:
    """docs/alerts.md gives receivers this example."""
    text = (Path(__file__).parents[4] / "docs" / "alerts.md").read_text(encoding="utf-8")
    block = text.partition("A vector to test with:")[2].split("```")[1]
    vector = dict(line.split(None, 1) for line in block.strip().splitlines())
    signed = signature([vector["secret"]], vector["id"], int(vector["timestamp"]), vector["body"].encode())
    assert signed == vector["signature"]
