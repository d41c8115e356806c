"""Rows of an export for its tests: the article of the API's examples, with what a test cares about changed."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from services.gateway.article_view import view_of_article
from services.gateway.exports.row import ExportRow
from tests.unit.services.gateway.fakes import indexed_article

MAKASSAR = ZoneInfo("Asia/Makassar")
# What spreadsheets compute, and how it is hidden; from OWASP's page on CSV injection and reports about it.
FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", "  =1+1", '"=1+1"', "'=1+1", "“=1+1”",
    "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1", "＝1+1", "＋1", "－1", "＠SUM(1)", '=HYPERLINK("https://x.example","a")',
    "=cmd|' /C calc'!A0", "-3", "- sebuah daftar", "\ttab", " ' \" @a",
)  # fmt: skip
HARMLESS = ("Jembatan", "1-2", "a=b", "(=1)", "e-mail @", "", " ", "…", "3", "Rp-", "–5 derajat")


def row(cursor: str = "WzE", **changes: Any) -> ExportRow:
    """A row of an export."""
    return ExportRow(article=view_of_article(indexed_article(**changes)), cursor=cursor)
