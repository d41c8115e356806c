"""Sources files: what is read, and what is said (file, line, reason) when it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.crawler.errors import SourcesFileError
from services.crawler.sources_file import read_sources, read_sources_file

FILE = Path("sumber.yaml")


def test_everything_given() -> None:
    [source] = read_sources(
        """
        - id: kabar-pesisir
          name: Kabar Pesisir
          url: "https://kabar-pesisir.example"
          feeds: ["https://kabar-pesisir.example/feed"]
          sitemaps: []
          region: "19.71"
          timezone: Asia/Jakarta
          kind: media
          interval: 5m
        """,
        FILE,
    )
    assert (source.id, source.name, source.region, source.interval) == (
        "kabar-pesisir",
        "Kabar Pesisir",
        "19.71",
        300,
    )
    assert source.feeds == ["https://kabar-pesisir.example/feed"]


def test_only_the_url_is_required() -> None:
    [source] = read_sources("- url: https://kutim.lintas-mahakam.co.id/berita", FILE)
    assert (source.id, source.name) == ("kutim-lintas-mahakam-co-id", "Kutim Lintas Mahakam")
    assert (source.domain, source.kind, source.interval) == ("kutim.lintas-mahakam.co.id", "media", 300)


def test_the_zone_follows_from_the_region() -> None:
    [source] = read_sources('- {url: "https://a.example", region: "64.08"}', FILE)
    assert source.timezone == "Asia/Makassar"


@pytest.mark.parametrize("text", ["", "# kosong\n", "sources: []", "[]"])
def test_an_empty_file_has_no_sources(text: str) -> None:
    assert read_sources(text, FILE) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- url: https://a.example\n  intervall: 5m", "sumber.yaml:2: unknown key 'intervall'"),
        (
            "- url: https://a.example\n\n  region: 64.10",
            "sumber.yaml:3: region: 64.1 is not a region code; quote it",
        ),
        (
            '- url: https://a.example\n  region: "99.99"',
            "sumber.yaml:2: region: '99.99' is not a known region code",
        ),
        ("- url: https://a.example\n  region: Kutim", "sumber.yaml:2: region: 'Kutim' is not a region code"),
        (
            "- url: https://a.example\n- url: https://b.example\n  interval: sering",
            "sumber.yaml:3: interval: 'sering'",
        ),
        ("- url: https://a.example\n  interval: 1s", "sumber.yaml:2: interval: "),
        ("- url: https://a.example\n  timezone: Mars", "sumber.yaml:2: timezone: 'Mars' is not a time zone"),
        ("- url: https://a.example\n  kind: koran", "sumber.yaml:2: kind: "),
        (
            "- url: https://a.example\n  feeds: [ftp://x]",
            "sumber.yaml:2: feeds: 'ftp://x' is not an http or https",
        ),
        ("- name: Kabar", "sumber.yaml:1: url is missing"),
        ("- url: kabar.example", "sumber.yaml:1: url: 'kabar.example' is not an http"),
        (
            "- url: https://a.example\n- url: https://a.example",
            "sumber.yaml:2: id 'a-example' is taken by the source on line 1",
        ),
        ("- url: https://a.example\n  url: https://b.example", "sumber.yaml:2: url: given twice"),
        ("- https://a.example", "sumber.yaml:1: expected a source with at least url"),
        ("kabar: pesisir", "sumber.yaml:1: expected a list of sources"),
        ("- url: [\n", "sumber.yaml:2: "),
        ("- url: https://a.example\n name: x", "sumber.yaml:2: "),
        ("- {[1]: 2}", "sumber.yaml:1: a key must be a word"),
        ("- {url: 2001-99-99}", "sumber.yaml:1: a value cannot be read"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(text: str, message: str) -> None:
    with pytest.raises(SourcesFileError) as caught:
        read_sources(text, FILE)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourcesFileError, match="cannot be read"):
        read_sources_file(tmp_path / "tidak-ada.yaml")
    (tmp_path / "biner.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourcesFileError, match="not UTF-8"):
        read_sources_file(tmp_path / "biner.yaml")
