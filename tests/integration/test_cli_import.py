"""``gaung import``: a look at a file, its import, and what is wrong with an order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.console import CommandError
from services.cli.main import app
from tests.integration.import_world import as_csv, complaints


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The arguments of an import of five complaints into a new installation."""
    monkeypatch.setenv("GAUNG_DATA_DIR", str(tmp_path / "data"))
    made = CliRunner().invoke(app, ["tenants", "create", "--name", "Kutim", "--region", "64.08", "--json"])
    file = tmp_path / "aduan.csv"
    file.write_bytes(as_csv(complaints(5)))
    return ["import", str(file), "--tenant", json.loads(made.stdout)["id"], "--source", "Lapor Kutim"]


def test_a_dry_run_keeps_nothing_and_an_import_does(order: list[str]) -> None:
    seen = json.loads(CliRunner().invoke(app, [*order, "--dry-run", "--json"]).stdout)
    assert (seen["counts"]["accepted"], seen["mapping"]["Isi Laporan"]) == (5, "text")
    taken = json.loads(CliRunner().invoke(app, [*order, "--json"]).stdout)
    assert (taken["state"], taken["counts"]["waiting"]) == ("running", 5)
    assert taken["source"]["region"] == "64.08"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--mapping", '{"Hantu": "text"}'], "Hantu"),
        (["--mapping", "{"], "no JSON"),
        (["--mapping", '{"Isi Laporan": "isi"}'], "mapping"),
        (["--kind", "kabar"], "kind"),
        (["--region", "64.09"], "di luar wilayah"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(order: list[str], more: list[str], message: str) -> None:
    result = CliRunner().invoke(app, [*order, *more])
    assert isinstance(result.exception, CommandError)
    assert message in str(result.exception)
