"""Logging: a closed set of events with fields, and never personal data.

A field is a count, a code, an identity of a message, a topic or a duration; a message's content never is.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog

from ijw.settings import Settings

log: Any = structlog.get_logger("ijw")


def configure_logging(settings: Settings) -> None:
    """Write events to stderr, as JSON lines or for a console; libraries only from WARNING."""
    level = logging.getLevelNamesMapping()[settings.log_level]
    shape: Any = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, shape],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    # Libraries may print what they handle; what they say below WARNING is not for a log that is kept.
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=shape, foreign_pre_chain=shared))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
