"""An article as the API shows it: the documented shape, and no markup but ours."""

from __future__ import annotations

import json

from services.gateway.article_view import marked_html, view_of_article
from services.gateway.examples import ARTICLE
from tests.unit.services.gateway.fakes import indexed_article


def test_the_shape_is_that_of_the_example() -> None:
    assert json.loads(view_of_article(indexed_article()).model_dump_json()) == ARTICLE


def test_the_offset_of_the_publication_is_kept() -> None:
    view = view_of_article(indexed_article(published_at="2026-08-17T20:00:00+09:00"))
    assert json.loads(view.model_dump_json())["published_at"] == "2026-08-17T20:00:00+09:00"


def test_marked_words_are_emphasised_and_the_rest_is_escaped() -> None:
    assert marked_html("<b>\ue000R&D\ue001</b>") == "&lt;b&gt;<em>R&amp;D</em>&lt;/b&gt;"
