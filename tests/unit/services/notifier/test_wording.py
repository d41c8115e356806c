"""What an alert says."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from services.notifier.telegram import LONGEST_TEXT
from services.notifier.wording import length, links, subject, text, webhook_body
from shared.contracts.messages import AlertPart, AlertRaised, Delivery

ALERT = AlertRaised(
    alert_id="a1",
    tenant_id="t1",
    watch_id="w1",
    title="Keluhan air bersih\ndi Kutai Timur",
    reason="7 berita bernada negatif dalam satu jam, biasanya 1.",
    article_ids=[f"{number:032x}" for number in range(12)],
    deliveries=[Delivery(type="email", target="humas@opd.example")],
    raised_at=datetime(2024, 5, 14, 3, 0, tzinfo=UTC),
)


def test_a_subject_is_one_line() -> None:
    assert subject(ALERT) == "[Gaung] Keluhan air bersih di Kutai Timur"


def test_the_text_gives_the_reason_and_ten_links() -> None:
    written = text(ALERT, "https://gaung.example/")
    assert "7 berita bernada negatif" in written
    assert "https://gaung.example/artikel/00000000000000000000000000000000" in written
    assert written.count("/artikel/") == 10
    assert "… dan 2 berita lain." in written


def digest(*titles: str) -> AlertRaised:
    """A message of several alerts with three links each."""
    parts = [
        AlertPart(
            alert_id=f"p{number}",
            title=title,
            reason="3 berita dari 2 media, terbit pertama kali Selasa, 14 Mei 2024 pukul 10.00 WITA.",
            article_ids=[f"{number:030x}{link:02x}" for link in range(4)],
            raised_at=datetime(2024, 5, 13, 15, number, tzinfo=UTC),
        )
        for number, title in enumerate(titles)
    ]
    return ALERT.model_copy(update={"parts": parts, "held_for": "digest", "watch_name": "Air bersih"})


@pytest.mark.parametrize(
    ("titles", "most"),
    [
        ([f"Keluhan air bersih di kecamatan {number}" for number in range(18)], LONGEST_TEXT),
        ([f"Keluhan 💧💧💧 {number}" for number in range(30)], LONGEST_TEXT),
        (["Pendek", "P" * 900, "Pendek"], 1_000),
        (["P" * 5_000], 1_000),
    ],
)
def test_a_long_digest_leaves_out_whole_alerts_counts_them_and_keeps_its_end(
    titles: list[str], most: int
) -> None:
    alert, base = digest(*titles), "https://pemantauan.kutaitimurkab.example"
    whole, written = text(alert, base), text(alert, base, most)
    assert len(whole) > most >= length(written)
    first, *paragraphs, last = written.split("\n\n")[1:]
    assert first == ALERT.reason
    assert last == "Ringkasan berkala.\nPesan ini dikirim oleh Gaung karena pantauan “Air bersih” terpicu."
    *shown, rest = paragraphs
    assert rest == f"… dan {len(titles) - len(shown)} peringatan lain."
    assert shown == whole.split("\n\n")[2 : 2 + len(shown)]
    # One more would have been too much.
    following = digest(*titles).parts[len(shown)]
    assert length(written) + length(following.title) + length(following.reason) + 3 * 80 > most


def test_a_long_alert_leaves_out_whole_links() -> None:
    short = text(ALERT, "https://gaung.example", 400)
    assert length(short) <= 400
    *shown, rest = short.split("Berita:\n")[1].split("\n\n")[0].splitlines()
    assert shown == links(ALERT.article_ids, "https://gaung.example", len(shown))
    assert shown
    assert rest == f"… dan {12 - len(shown)} berita lain."


def test_a_title_that_is_longer_than_a_message_is_cut() -> None:
    alert = ALERT.model_copy(update={"title": "💧" * 3_000, "watch_name": "Air"})
    written = text(alert, "https://gaung.example", LONGEST_TEXT)
    assert LONGEST_TEXT - 1 <= length(written) <= LONGEST_TEXT
    assert "💧…\n\n… dan 12 berita lain.\n\nPesan ini dikirim" in written


def test_a_webhook_does_not_learn_the_other_places() -> None:
    body = json.loads(webhook_body(ALERT, "https://gaung.example"))
    assert "deliveries" not in body
    assert body["alert_id"] == "a1"
    assert body["raised_at"] == "2024-05-14T03:00:00Z"
    assert len(body["article_ids"]) == 12


def test_held_alerts_come_as_one_with_times_as_people_say_them() -> None:
    parts = [
        AlertPart(
            alert_id=f"p{hour}",
            title=f"Judul {hour}",
            reason="3 artikel dari 2 media.",
            article_ids=["0" * 32],
            raised_at=datetime(2024, 5, 13, hour, 10, tzinfo=UTC),
        )
        for hour in (15, 17)
    ]
    held = ALERT.model_copy(
        update={
            "title": "2 peringatan dari pantauan “Air bersih”",
            "parts": parts,
            "held_for": "quiet_hours",
            "zone": "Asia/Makassar",
            "watch_name": "Air bersih",
            "raised_at": datetime(2024, 5, 13, 22, 0, tzinfo=UTC),
        }
    )
    written = text(held, "https://gaung.example/")
    assert "• Judul 15 (kemarin pukul 23.10 WITA)" in written
    assert "• Judul 17 (hari ini pukul 01.10 WITA)" in written
    assert "Ditahan selama jam tenang." in written
    assert "pantauan “Air bersih” terpicu" in written
    body = json.loads(webhook_body(held, "https://gaung.example"))
    assert [part["alert_id"] for part in body["parts"]] == ["p15", "p17"]
    assert "secret_versions" not in body
