"""Copies in groups, and what became of releases."""

from __future__ import annotations

from services.search.stories.telling.copies import copy_groups, releases_of
from tests.unit.services.search.stories.telling.told import told

RELEASE = told("r", "2026-11-03T08:00:00+08:00", official=True)
COPY = told("c", "2026-11-03T09:00:00+08:00", copy_of="r")
FOLLOWER = told("f", "2026-11-03T10:00:00+08:00")


def test_a_group_is_the_original_and_its_copies() -> None:
    (group,) = copy_groups([RELEASE, COPY, FOLLOWER])
    assert (group.original, [each.article_id for each in group.articles]) == ("r", ["r", "c"])


def test_copies_of_something_outside_the_scope_are_a_group_still() -> None:
    (group,) = copy_groups([told("x", copy_of="unseen"), told("y", copy_of="unseen")])
    assert (group.original, len(group.articles)) == ("x", 2), "the first that is seen stands for it"


def test_a_release_was_copied_by_some_and_followed_by_others() -> None:
    before = told("b", "2026-11-03T07:00:00+08:00")
    same_outlet = told("c2", "2026-11-03T11:00:00+08:00", source=COPY.source)
    later = told("f2", "2026-11-03T12:00:00+08:00", source=FOLLOWER.source)
    (release,) = releases_of([before, RELEASE, COPY, FOLLOWER, same_outlet, later])
    assert release.article_id == "r"
    assert [each.article_id for each in release.copied_by] == ["c"]
    assert [each.article_id for each in release.followed_by] == ["f"]


def test_who_had_the_text_before_the_release_did_not_copy_it() -> None:
    first = told("a", "2026-11-03T06:00:00+08:00")
    late = told("r", "2026-11-03T08:00:00+08:00", official=True, copy_of="a")
    (release,) = releases_of([first, late, told("c", "2026-11-03T09:00:00+08:00", copy_of="a")])
    assert [each.article_id for each in release.copied_by] == ["c"]


def test_there_are_stories_without_copies_and_releases() -> None:
    assert copy_groups([FOLLOWER]) == releases_of([FOLLOWER]) == []
