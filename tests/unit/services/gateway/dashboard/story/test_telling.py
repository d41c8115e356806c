"""What the page of a story says in words."""

from __future__ import annotations

from services.gateway.dashboard.story.telling import size_words
from tests.unit.services.gateway.dashboard.fakes import article
from tests.unit.services.gateway.reports.test_issue_sheet import detail


def test_the_size_of_a_large_story_has_its_dots() -> None:
    story = detail([article(1)], size=12_040, copies=1_020)
    assert size_words(story) == "12.040 berita dari 0 media, 1.020 salinan"
    assert size_words(detail([article(1)], size=3)) == "3 berita dari 0 media"
