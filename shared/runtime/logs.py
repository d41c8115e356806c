"""Structured logs: events with fields, lower-case, to stderr, as JSON lines or for a person."""

from __future__ import annotations

import logging
import sys

import structlog

from shared.runtime.settings import Settings


def configure_logs(settings: Settings) -> None:
    """Route structlog and the standard library's loggers to stderr in the chosen format."""
    level = getattr(logging, settings.log_level.upper())
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    enrich: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *enrich,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=enrich,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in (
        "httpx",
        "httpcore",
        "aio_pika",
        "elastic_transport",
        "uvicorn.access",
        "alembic",
    ):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING))
    # It reports a broken connection before it raises; the messaging room says it once, in our words.
    logging.getLogger("aiormq").setLevel(logging.CRITICAL)


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger of the given room, e.g. ``crawler.fetch``."""
    logger: structlog.stdlib.BoundLogger = structlog.get_logger(name)
    return logger
