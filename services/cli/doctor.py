"""``gaung doctor``: checks every dependency and setting, and says what to do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from services.cli.console import out, print_json, run
from shared.runtime.settings import Settings, SettingsError, load_settings


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `advice` says what to do when it is not well."""

    name: str
    ok: bool
    detail: str
    advice: str = ""


def doctor(as_json: Annotated[bool, typer.Option("--json", help="JSON lines on stdout.")] = False) -> None:
    """Look at settings, broker, database, index and language model; exit code 1 when one is not well."""
    findings = run(_examine())
    for finding in findings:
        if as_json:
            print_json(asdict(finding))
            continue
        mark = "[green]ok[/]  " if finding.ok else "[red]no[/]  "
        out.print(mark, f"{finding.name}: {finding.detail}", soft_wrap=True)
        if finding.advice and not finding.ok:
            out.print(f"      {finding.advice}", soft_wrap=True)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


async def _examine() -> list[Finding]:
    try:
        settings = load_settings()
    except SettingsError as error:
        return [Finding("settings", False, str(error), "See .env.example for every variable.")]
    checks: tuple[tuple[str, Callable[[Settings], Awaitable[str]], str], ...] = (
        ("data directory", _data, "Set GAUNG_DATA_DIR to a folder that this user may write."),
        ("broker", _broker, "Set GAUNG_BROKER_URL, or start RabbitMQ."),
        ("database", _database, "Set GAUNG_DATABASE_URL, or start PostgreSQL."),
        ("index", _index, "Set GAUNG_INDEX_URL, or start Elasticsearch."),
        ("language model", _model, "Install Gaung again: services/nlp/model is incomplete."),
    )
    findings = [Finding("settings", True, "understood")]
    for name, check, advice in checks:
        try:
            findings.append(Finding(name, True, await check(settings)))
        except Exception as error:
            # Whatever a dependency throws is a finding here, not a crash of the one who looks.
            findings.append(Finding(name, False, str(error) or type(error).__name__, advice))
    return findings


async def _data(settings: Settings) -> str:
    from shared.runtime.database import data_directory

    return f"{data_directory(settings.data_dir).resolve()} can be written"


async def _broker(settings: Settings) -> str:
    from shared.contracts.channels import NLP_ARTICLES
    from shared.messaging.connect import connect

    broker = await connect(settings.broker())
    try:
        depth = await broker.depth(NLP_ARTICLES)
    finally:
        await broker.close()
    return f"answers; {depth.ready} articles wait to be read"


async def _database(settings: Settings) -> str:
    from sqlalchemy import text

    from shared.runtime.database import create_engine

    engine = create_engine(settings.database(), "gateway")
    try:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    finally:
        await engine.dispose()
    return f"{engine.dialect.name} answers"


async def _index(settings: Settings) -> str:
    from services.search.index.open import open_index

    index = open_index(settings.index())
    try:
        await index.prepare()
        await index.ping()
    finally:
        await index.close()
    return "answers"


async def _model(settings: Settings) -> str:
    from services.nlp.encoder import Encoder

    encoder = Encoder.load(threads=settings.nlp_threads)
    encoder.embed(["Pemerintah kabupaten memperbaiki jalan."])
    return "reads"
