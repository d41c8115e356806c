"""Downloads: a name that every system takes, headers that let nothing run."""

from __future__ import annotations

import pytest

from services.gateway.dashboard.downloads import PDF, download, file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Kliping 25 November 2026", "Kliping 25 November 2026.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ('a"b\r\nSet-Cookie: x', "a b Set-Cookie x.pdf"),
        ("  ... ", "gaung.pdf"),
        ("x" * 500, "x" * 120 + ".pdf"),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert file_name(title, "pdf") == name


def test_a_download_is_saved_and_runs_nothing() -> None:
    answer = download(b"%PDF", "Telaah – jalan “poros”.pdf", PDF)
    assert answer.headers["content-disposition"] == (
        'attachment; filename="Telaah  jalan poros.pdf"; '
        "filename*=UTF-8''Telaah%20%E2%80%93%20jalan%20%E2%80%9Cporos%E2%80%9D.pdf"
    )
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
