"""The archive of raw HTML."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from services.crawler.archive import Archive


def test_what_is_put_can_be_got_and_lies_under_its_hash(tmp_path: Path) -> None:
    page = b"<p>Jalan rusak</p>" * 500
    archive = Archive(tmp_path)
    digest = archive.put(page)
    assert digest == hashlib.sha256(page).hexdigest()
    assert archive.get(digest) == page
    stored = tmp_path / digest[:2] / digest[2:4] / f"{digest}.zst"
    assert 0 < stored.stat().st_size < len(page) / 10


def test_the_same_page_again_is_one_file_and_no_part_is_left(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert archive.put(b"x") == archive.put(b"x")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_unknown_page(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Archive(tmp_path).get("0" * 64)
