"""CSV exports as programs and spreadsheets read them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from services.gateway.exports.columns import COLUMNS
from services.gateway.exports.csv_format import CsvWriter
from services.gateway.exports.row import ExportRow
from shared.contracts.article import Report
from tests.unit.services.gateway.exports.exported import FORMULAS, MAKASSAR, row


def written(*rows: ExportRow, delimiter: str = ",") -> bytes:
    writer = CsvWriter(MAKASSAR, delimiter)
    return writer.begin() + writer.rows(rows) + writer.end()


def read(content: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_excel_knows_the_encoding_and_lines_end_as_rfc_4180_says() -> None:
    content = written(row(title="Jembatan “Sangatta”"))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert read(content)[0]["title"] == "Jembatan “Sangatta”"


def test_every_column_stands_in_its_place() -> None:
    [found] = read(written(row()))
    assert list(found) == [column.name for column in COLUMNS]
    assert found["published_at"] == "2026-08-17T18:19:00+08:00"
    assert found["seen_at"] == "2026-08-17T18:19:41+08:00"
    assert found["published_date"] == "2026-08-17"
    assert found["about"] == "64.08"
    assert found["tone"] == "positif"
    assert found["tone_value"] == "1"
    assert found["tone_negatif"] == "0.07"
    assert found["people"] == "Rahmadi Saleh (Kepala Dinas, PUPR Kutai Timur)"
    assert found["story_size"] == "3"
    assert found["copy_of"] == ""
    assert found["cursor"] == "WzE"


def test_what_the_complaints_system_says_has_columns_of_its_own() -> None:
    facts = {"ticket": "8800012", "status": "Disposisi", "office": "=Dinas PUPR", "channel": "SMS"}
    complaint = row()
    told = complaint.article.model_copy(update={"report": Report(**facts)})
    found = read(written(replace(complaint, article=told), complaint))
    names = [f"report_{fact}" for fact in ("ticket", "status", "office", "category", "channel")]
    assert [found[0][name] for name in names] == ["8800012", "Disposisi", "'=Dinas PUPR", "", "SMS"]
    assert [found[1][name] for name in names] == [""] * 5


def test_a_day_is_a_day_in_the_tenants_zone() -> None:
    [found] = read(written(row(published_at="2026-08-17T23:30:00+07:00")))
    assert found["published_at"] == "2026-08-18T00:30:00+08:00"
    assert found["published_date"] == "2026-08-18"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula(text: str) -> None:
    person = {"name": text, "role": text, "org": None}
    content = written(row(title=text, text=text, author=text, keyphrases=[text], people=[person]))
    [found] = read(content)
    for name in ("title", "text", "author", "keyphrases"):
        assert found[name] == f"'{text}"
    assert found["people"].startswith("'")


def test_numbers_stay_numbers() -> None:
    tone = {"label": "negatif", "scores": {"positif": 0.1, "netral": 0.2, "negatif": 0.7}, "evidence": ""}
    content = written(row(tone=tone))
    assert ',"negatif",-1,0.1,0.2,0.7,' in content.decode()


def test_separators_quotes_and_lines_inside_a_text_make_no_new_cell() -> None:
    text = 'a,b;"c"\r\n=1+1,"=2+2"'
    for delimiter in (",", ";"):
        found = read(written(row(text=text), row(), delimiter=delimiter), delimiter)
        assert [line["text"] for line in found] == [text, row().article.text]


def test_nul_does_not_end_the_file() -> None:
    [found] = read(written(row(title="a\x00b")))
    assert found["title"] == "ab"
