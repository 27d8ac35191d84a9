"""What every command is given, and how it speaks."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from connectors.signals.json_lines import JsonLines
from loket.errors import UsageError
from loket.vocabulary import TIME_ZONE

if TYPE_CHECKING:
    from pipeline.configuration.settings import Settings


@dataclass(frozen=True)
class Session:
    """What every command is given: where its settings are, and what time it is."""

    config: Path
    now: datetime
    rehearsed: bool
    """Whether ``--now`` replaces the clock."""
    in_log: bool
    """Whether the log says how it went, since ``--log-format`` was given: the command need not."""

    def clock(self) -> datetime:
        """Give the time at this moment; with ``--now`` it stands still."""
        return self.now if self.rehearsed else datetime.now(TIME_ZONE)

    def settings(self) -> Settings:
        """Read the settings; raises ConfigurationError."""
        from pipeline.configuration.settings_file import load

        return load(self.config)


def command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that all share, and turn them into a ``Session``."""

    @click.option(
        "--config",
        type=click.Path(path_type=Path),
        default=Path("config.yaml"),
        show_default=True,
        help="The settings file.",
    )
    @click.option("--verbose", "-v", is_flag=True, help="Tell each step.")
    @click.option("--quiet", "-q", is_flag=True, help="Tell only what went wrong.")
    @wraps(function)
    def called(
        config: Path,
        verbose: bool,
        quiet: bool,
        instant: str | None = None,
        log_format: str | None = None,
        **options: Any,
    ) -> Any:
        usual = logging.INFO if log_format else logging.WARNING
        _log(logging.DEBUG if verbose else logging.ERROR if quiet else usual, log_format)
        now = instant_of(instant, "--now") if instant else datetime.now(TIME_ZONE)
        session = Session(config, now, instant is not None, log_format is not None)
        return function(session, **options)

    return called


now_option = click.option(
    "--now", "instant", metavar="ISO8601", help="Replace the clock (rehearsal, tests)."
)
"""For a command to which one moment means something; it stands above ``command``."""


def log_option(*, default: str | None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a command that runs passes tell them in the log; it stands above ``command``."""
    return click.option(
        "--log-format",
        type=click.Choice(["auto", "text", "json"]),
        default=default,
        show_default=default is not None,
        help="Tell each pass in the log, on standard error: for people or as lines of JSON; auto "
        "is for people on a terminal.",
    )


def complain(error: Exception) -> None:
    """Tell what ended a command, in the form in which its log is kept."""
    if any(isinstance(each.formatter, JsonLines) for each in logging.getLogger().handlers):
        logging.getLogger(__name__).error("%s", error)
    else:
        click.echo(f"loket: {error}", err=True)


def is_quiet() -> bool:
    """Tell whether only what went wrong should be printed."""
    return logging.getLogger().level >= logging.ERROR


def show(data: dict[str, Any], *, as_json: bool, text: str | None = None) -> None:
    """Print what a command found: as JSON, or as text, by default a line a key."""
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))
    elif not is_quiet():
        click.echo(text if text is not None else "\n".join(f"{k}: {v}" for k, v in data.items()))


def instant_of(text: str, option: str) -> datetime:
    """Read the time that an option gives, by the office's clock; raises UsageError."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"{option} {text!r} is no time ({error}).", remedy="Give e.g. 2026-11-20T12:00."
        ) from error
    return instant.astimezone(TIME_ZONE) if instant.tzinfo else instant.replace(tzinfo=TIME_ZONE)


def _log(level: int, form: str | None) -> None:
    logging.basicConfig(
        level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    if form == "json" or (form == "auto" and not sys.stderr.isatty()):
        for handler in logging.getLogger().handlers:
            handler.setFormatter(JsonLines(TIME_ZONE))
    for noisy in ("apscheduler", "googleapiclient", "urllib3", "uvicorn", "httpx", "filelock"):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING))
