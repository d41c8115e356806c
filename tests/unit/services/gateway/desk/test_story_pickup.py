"""What became of a release, and what followed a clarification: pure functions over articles."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.gateway.desk import passages
from services.gateway.desk.clarification_effect import effect_of
from services.gateway.desk.clarifications import Answer
from services.gateway.desk.passages import figures, kept_figures, says, share_taken, stands_in
from services.gateway.desk.story_pickup import pickups
from shared.contracts.enrichment import Quote, ToneLabel
from shared.contracts.query import UNSEEN, IndexedArticle
from tests.unit.services.gateway.dashboard.fakes import NOW, article, article_id

PROMISE = "Jalur darurat dapat dilalui mulai Rabu siang untuk semua kendaraan"
RELEASE = (
    "Dinas Pekerjaan Umum menurunkan dua ekskavator ke Kilometer 48 jalan poros. Sebanyak 214 warga dan "
    f"37 kendaraan tertahan sejak kemarin. “{PROMISE},” kata Kepala Dinas."
)


def release(**more: object) -> IndexedArticle:
    quotes = [Quote(speaker="Kepala Dinas", text=PROMISE)]
    kept = {"text": RELEASE, "kind": "rilis", "quotes": quotes, "age": timedelta(hours=10)}
    return article(1, **(kept | more))  # type: ignore[arg-type]


def press(
    number: int, text: str, hours: float = 2, tone: ToneLabel = "netral", **more: object
) -> IndexedArticle:
    outlet = (f"media-{number}", f"Media {number}")
    return article(number, text=text, source=outlet, tone=tone, age=timedelta(hours=hours), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (press(2, "Naskah apa saja.", copy_of=1), "dimuat"),
        (press(2, f"SANGATTA – {RELEASE} Demikian rilis itu."), "dimuat"),
        (press(2, f"Warga lega. “{PROMISE},” ujarnya kepada wartawan di lokasi pagi tadi."), "diubah"),
        (press(2, "Ada 214 warga yang menunggu bersama 37 kendaraan, menurut dinas."), "diubah"),
        (press(2, "Janji lagi: 214 warga dan 37 kendaraan masih tertahan.", tone="negatif"), "dibalik"),
        # The very text under another headline is no turn, whatever the machine reads.
        (press(2, RELEASE, tone="negatif", copy_of=1), "dimuat"),
        (press(2, "Warga memprotes jalan rusak di depan kantor bupati.", tone="negatif"), None),
        (press(2, "Ada 214 warga berunjuk rasa."), None),
        # Before the release nobody took it up.
        (press(2, RELEASE, hours=20), None),
    ],
)
def test_a_release_is_printed_changed_or_turned(one: IndexedArticle, kind: str | None) -> None:
    [found] = pickups([one, release()])
    assert [pickup.kind for pickup in found.taken] == ([kind] if kind else [])
    assert len(found.without) == (0 if kind or one.article.published_at < NOW - timedelta(hours=10) else 1)


def test_the_evidence_of_a_pickup_is_told() -> None:
    text = f"Ada 214 warga dan 37 kendaraan. “{PROMISE},” ujarnya."
    [found] = pickups([release(), press(2, text)])
    [pickup] = found.taken
    assert pickup.quotes == (PROMISE,)
    assert pickup.figures == ("214 warga", "37 kendaraan")
    assert pickup.delay == timedelta(hours=8)
    assert 0 < pickup.share < 1


def test_a_release_that_another_office_repeats_is_told_once_and_picked_up_by_nobody() -> None:
    again = press(2, RELEASE, copy_of=1, kind="rilis")
    [found] = pickups([release(), again])
    assert found.release.article.id == article_id(1)
    assert found.taken == ()


def test_copies_of_originals_that_nobody_may_see_are_not_one_text() -> None:
    unseen = [
        one.model_copy(update={"copy_of": UNSEEN})
        for one in (release(), press(2, "Warga memprotes jalan rusak di depan kantor."))
    ]
    [found] = pickups(unseen)
    assert found.taken == ()


def test_only_the_newest_releases_are_compared_when_there_are_many() -> None:
    many = [press(n, f"Rilis ke-{n}.", hours=50 - n, kind="rilis") for n in range(1, 6)]
    found = pickups(many, most=2)
    assert [one.release.article.id for one in found] == [article_id(4), article_id(5)]
    assert len(pickups(many)) == 5


def test_every_text_is_read_once_however_many_it_is_compared_with(monkeypatch: pytest.MonkeyPatch) -> None:
    quote = [Quote(speaker="Kepala Dinas", text=PROMISE)]
    members = [
        press(n, f"{RELEASE} Rilis {n}.", hours=90 - n, kind="rilis", quotes=quote) for n in range(1, 9)
    ]
    members += [press(n, f"{CLAIM} {n}.", hours=60 - n) for n in range(9, 29)]
    read = list[str]()
    words, figures = passages.words, passages.figures
    monkeypatch.setattr(passages, "words", lambda text: read.append(text) or words(text))
    monkeypatch.setattr(passages, "figures", lambda text: read.append(text) or figures(text))
    pickups(members)
    # Words and figures of each article, and the words of a quote of each release.
    assert len(read) <= 2 * 28 + 8
    read.clear()
    effect_of(Answer(CLAIM, article_id(9), REPLY, NOW - timedelta(hours=40)), members)
    # Each article, the claim, the answer and its two sentences.
    assert len(read) <= 28 + 4


def test_of_an_endless_text_the_beginning_is_compared() -> None:
    text = passages.Text("kata " * 1_000_000)
    assert len(text.words) == passages.LONGEST_COMPARED // len("kata ")


def test_figures_leave_out_dates_and_hours() -> None:
    text = "Pada 25 November 2026 pukul 14.30 WITA, 1.200 rumah menerima Rp2,3 miliar dan 91,4 persen puas."
    assert list(figures(text).values()) == ["1.200 rumah", "Rp2,3 miliar", "91,4 persen"]
    assert kept_figures(text, "Hanya 1.200 rumah, bukan 2,3 triliun.") == ["1.200 rumah"]


def test_a_passage_is_found_with_small_changes_and_a_short_one_word_for_word() -> None:
    assert says(f"Katanya, “{PROMISE.replace('semua', 'seluruh')}”.", PROMISE)
    assert not says("Jalur darurat dapat ditutup lagi mulai Kamis.", PROMISE)
    assert says("Itu tidak benar, katanya.", "Tidak benar.")
    assert not says("Tidak ada yang benar.", "Tidak benar.")
    assert stands_in("Warga menilai, perbaikan itu asal jadi!", "perbaikan itu asal jadi")
    assert not stands_in("Warga menilai perbaikan itu asal jadi", "sal jadi")
    assert not stands_in("apa saja", "")
    assert share_taken("", "apa saja") == 0


CLAIM = "Warga menilai perbaikan jalan itu dikerjakan asal jadi oleh kontraktor"
REPLY = "Perbaikan itu sementara. Perbaikan permanen dimulai Senin depan dengan anggaran perubahan daerah."


def test_what_followed_a_clarification_is_told_by_outlet_and_tone() -> None:
    answer = Answer(CLAIM, article_id(1), REPLY, NOW - timedelta(hours=10))
    members = [
        press(1, f"Jalan putus. {CLAIM}.", hours=20, tone="negatif"),
        press(2, "Salinan.", hours=19, tone="negatif", copy_of=1),
        press(3, f"Kata sopir: {CLAIM}, dan truk mogok.", hours=18, tone="negatif"),
        press(4, "Hujan turun di hulu sungai.", hours=17),
        article(
            11, text=f"Dinas menjelaskan. {REPLY}", source=("media-1", "Media 1"), age=timedelta(hours=5)
        ),
        article(
            13, text="Truk mogok lagi.", source=("media-3", "Media 3"), tone="negatif", age=timedelta(hours=4)
        ),
    ]
    effect = effect_of(answer, members)
    assert effect.tones_before == {"negatif": 3, "netral": 1}
    assert effect.tones_after == {"netral": 1, "negatif": 1}
    assert [(one.name, one.following) for one in effect.outlets] == [
        ("Media 1", "memuat"),
        ("Media 2", "diam"),
        ("Media 3", "menulis_lagi"),
    ]
    assert effect.followed


def test_a_release_that_carries_the_answer_is_no_coverage_and_tells_who_followed() -> None:
    answer = Answer(CLAIM, article_id(2), "Tidak benar.", NOW - timedelta(hours=10), "", article_id(1))
    printed = press(3, "Naskah rilis.", hours=1, copy_of=1)
    effect = effect_of(answer, [release(), press(2, CLAIM, hours=20), printed])
    assert effect.carrying == (printed,)
    assert effect.after == (printed,)
    assert not effect_of(answer, [press(2, CLAIM, hours=20)]).followed
