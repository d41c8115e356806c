"""From probabilities to labels."""

from __future__ import annotations

from services.nlp.verdicts import SECOND_TOPIC, best_aspiration, best_tone, best_topics


def test_second_topic_only_when_it_is_likely_enough() -> None:
    assert [t.id for t in best_topics({"agama": 0.7, "sosial": SECOND_TOPIC - 0.01})] == ["agama"]
    topics = best_topics({"sosial": SECOND_TOPIC, "agama": 0.7})
    assert [(topic.id, topic.score) for topic in topics] == [("agama", 0.7), ("sosial", SECOND_TOPIC)]


def test_a_tone_is_the_most_probable_one() -> None:
    assert best_tone({"positif": 0.2, "netral": 0.3, "negatif": 0.5}) == "negatif"
    assert best_tone({"positif": 1.0}) == "positif"


def test_nothing_voiced_is_none_save_in_a_citizens_report() -> None:
    quiet = {
        "tidak_ada": 0.6,
        "pengaduan": 0.1,
        "aspirasi": 0.25,
        "permintaan_informasi": 0.05,
        "apresiasi": 0.0,
    }
    assert best_aspiration(quiet, "berita") is None
    assert best_aspiration(quiet, "aspirasi") == "aspirasi"
    loud = {
        "tidak_ada": 0.3,
        "pengaduan": 0.5,
        "aspirasi": 0.1,
        "permintaan_informasi": 0.1,
        "apresiasi": 0.0,
    }
    assert best_aspiration(loud, "rilis") == "pengaduan"
