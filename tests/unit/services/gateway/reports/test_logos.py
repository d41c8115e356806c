"""Logos: a PNG that is whole is taken; everything else is refused with what to do."""

from __future__ import annotations

import pytest

from services.gateway.reports.logos import MOST_BYTES, UnusableLogo, logo_of
from tests.unit.services.gateway.reports.pictures import png


def test_a_whole_png_is_taken_as_it_is() -> None:
    assert logo_of(png()) == png()


@pytest.mark.parametrize(
    "attributes", ['width="30000000" height="10"', 'viewBox="0 0 10 12"'], ids=["enormous", "plain"]
)
def test_an_svg_is_refused_undrawn_and_told_to_become_a_png(attributes: str) -> None:
    svg = f'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" {attributes}></svg>'
    with pytest.raises(UnusableLogo, match=r"SVG .*Simpan gambarnya sebagai PNG"):
        logo_of(svg.encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        png()[:-8],
        png().replace(b"IDAT", b"IDOT"),
        png(rows=3),
        png(rows=40_000),
        png(width=4, height=4),
        png(width=5_000, height=16),
        b"\x89PNG\r\n\x1a\n" + b"0" * (MOST_BYTES + 1),
        png(depth=3),
        png(colours=5),
        png(cut=4),
        b"<html/>",
    ],
)
def test_all_else_is_refused(content: bytes) -> None:
    with pytest.raises(UnusableLogo):
        logo_of(content)
