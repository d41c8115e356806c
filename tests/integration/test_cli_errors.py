"""What a user gets wrong ends in one line that says what to do and an exit code, never in a stack trace."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GAUNG = Path(sys.executable).with_name("gaung")


def gaung(
    *arguments: str, data: Path, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in an empty data directory."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GAUNG_")}
    return subprocess.run(
        [GAUNG, *arguments],
        env={**clean, "GAUNG_DATA_DIR": str(data), "COLUMNS": "200", **environment},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def error_line(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of an expected failure."""
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_a_wrong_broker_address(data_dir: Path) -> None:
    done = gaung("queues", data=data_dir, GAUNG_BROKER_URL="amqp://someone:hunter2@127.0.0.1:1/")
    line = error_line(done)
    assert "127.0.0.1:1" in line
    assert "hunter2" not in line


def test_a_service_with_a_wrong_broker_address(data_dir: Path) -> None:
    done = gaung(
        "serve",
        "notifier",
        data=data_dir,
        GAUNG_BROKER_URL="amqp://someone:hunter2@127.0.0.1:1/",
        GAUNG_INTERNAL_TOKEN="token",
    )
    line = error_line(done)
    assert "127.0.0.1:1" in line
    assert "hunter2" not in line


def test_a_broker_of_an_unknown_kind(data_dir: Path) -> None:
    assert "kafka" in error_line(gaung("queues", data=data_dir, GAUNG_BROKER_URL="kafka://localhost"))


def test_a_service_without_its_token(data_dir: Path) -> None:
    assert "GAUNG_INTERNAL_TOKEN" in error_line(gaung("serve", "search", data=data_dir))


def test_a_wrong_database_address(data_dir: Path) -> None:
    done = gaung(
        "tenants", "list", data=data_dir, GAUNG_DATABASE_URL="postgresql://x:hunter2@127.0.0.1:1/gaung"
    )
    line = error_line(done)
    assert "127.0.0.1:1" in line
    assert "hunter2" not in line


def test_a_wrong_setting_names_its_variable(data_dir: Path) -> None:
    assert "GAUNG_PORT" in error_line(gaung("queues", data=data_dir, GAUNG_PORT="eighty"))


def test_an_unknown_region(data_dir: Path) -> None:
    done = gaung("tenants", "create", "--name", "Nowhere", "--region", "64.99", data=data_dir)
    assert "64.99" in error_line(done)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("- url: https://kabar.example\n  interval: [5m\n", 3, ""),
        ("- url: https://kabar.example\n- name: Tanpa Alamat\n", 2, "url"),
        ("- url: https://kabar.example\n  region: '64.99'\n", 2, "64.99"),
    ],
)
def test_a_malformed_sources_file_names_line_and_reason(
    data_dir: Path, tmp_path: Path, text: str, line: int, reason: str
) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(text)
    said = error_line(gaung("sources", "import", str(path), data=data_dir))
    assert f"{path}:{line}" in said or f"line {line}" in said
    assert reason in said


def test_a_missing_sources_file(data_dir: Path) -> None:
    assert "nowhere.yaml" in error_line(gaung("sources", "import", "nowhere.yaml", data=data_dir))


def test_enrich_names_the_line_that_is_no_json(data_dir: Path) -> None:
    done = gaung("enrich", "--jsonl", "-", data=data_dir, stdin='{"title": "a", "text": "b"}\n{"title": 3}\n')
    assert "line 2" in error_line(done)


def test_tenants_and_keys_speak_json(data_dir: Path) -> None:
    made = gaung("tenants", "create", "--name", "Kutai Timur", "--region", "64.08", "--json", data=data_dir)
    tenant = json.loads(made.stdout)
    assert tenant["timezone"] == "Asia/Makassar"
    issued = gaung("keys", "issue", "--tenant", tenant["id"], "--role", "viewer", "--json", data=data_dir)
    key = json.loads(issued.stdout)
    listed = gaung("keys", "list", "--json", data=data_dir).stdout
    assert json.loads(listed)["id"] == key["id"]
    assert key["key"] not in listed
