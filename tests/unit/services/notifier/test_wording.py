"""What an alert says."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from services.notifier.wording import subject, text, webhook_body
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
