"""The command line: ``loket COMMAND``. Thin: it reads the call, runs one stage, prints, exits."""

from __future__ import annotations

import gc
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

from loket import __version__
from loket.errors import InternalError, LoketError, UsageError
from loket.vocabulary import TIME_ZONE
from loket.week import Week

if TYPE_CHECKING:
    from pipeline.settings import Settings


@dataclass(frozen=True)
class Session:
    """What every command is given: where its settings are, and what time it is."""

    config: Path
    now: datetime
    rehearsed: bool
    """Whether ``--now`` replaces the clock."""

    def settings(self) -> Settings:
        """Read the settings; raises ConfigurationError."""
        from pipeline.settings import load

        return load(self.config)


def main() -> None:
    """Run the command line and exit as sysexits.h says."""
    # A spreadsheet is hundreds of thousands of small objects without a cycle among them: at the
    # usual thresholds the collector walks them again and again, for half of the whole run time.
    gc.set_threshold(100_000, 50, 50)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; return its exit code."""
    try:
        result = loket.main(arguments, prog_name="loket", standalone_mode=False)
    except LoketError as error:
        click.echo(f"loket: {error}", err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return UsageError.exit_code
    except click.Abort:
        click.echo("loket: stopped.", err=True)
        return InternalError.exit_code
    except Exception as error:
        # A traceback's values may be personal, so it is shown to those who ask for it only.
        from pipeline.internal_error import internal_error

        logging.getLogger(__name__).debug("Broken off.", exc_info=True)
        click.echo(f"loket: {internal_error(error)}", err=True)
        return InternalError.exit_code
    return result if isinstance(result, int) else 0


def _command(function: Callable[..., Any]) -> Callable[..., Any]:
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
    def command(
        config: Path, verbose: bool, quiet: bool, instant: str | None = None, **options: Any
    ) -> Any:
        _log(logging.DEBUG if verbose else logging.ERROR if quiet else logging.WARNING)
        now = _instant(instant) if instant else datetime.now(TIME_ZONE)
        return function(Session(config, now, instant is not None), **options)

    return command


_now = click.option(
    "--now", "instant", metavar="ISO8601", help="Replace the clock (rehearsal, tests)."
)
"""For a command to which one moment means something; it stands above ``_command``."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def loket() -> None:
    """Keep a consultation clinic's Google Forms and Sheets in step with its SOP."""


@loket.command()
@_command
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Where the demo's files go; an earlier demo there is replaced.",
)
@click.option("--seed", default=48, show_default=True, help="Another seed, another week.")
@click.option(
    "--clients",
    default=80,
    show_default=True,
    type=click.IntRange(20, 600),
    help="Number of registrations.",
)
def demo(session: Session, folder: Path, seed: int, clients: int) -> None:
    """Run a clinic's whole week, from nothing, on the embedded workspace."""
    from pipeline.demo.story import run_demo

    run_demo(session.config, folder, seed=seed, clients=clients, say=click.echo)


@loket.command()
@_now
@_command
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def init(session: Session, as_json: bool) -> None:
    """Create or repair the forms and the spreadsheet; write their ids into the settings."""
    from pipeline.office import open_office
    from pipeline.setup import initialise

    with open_office(session.settings(), now=lambda: session.now) as office:
        done = initialise(office, session.config)
    _print(done, as_json=as_json)


@loket.command()
@_now
@_command
@click.option(
    "--week",
    "weeks",
    multiple=True,
    metavar="W",
    help="Only this week: 2026-W48, a date in it, this, next.",
)
@click.option("--dry-run", is_flag=True, help="Print what would change; write nothing.")
@click.option(
    "--reassign", is_flag=True, help="Let bookings move that nobody has been told of yet."
)
@click.option(
    "--trigger", default="manual", show_default=True, help="Name in the Log and the ledger."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def sync(
    session: Session,
    weeks: tuple[str, ...],
    dry_run: bool,
    reassign: bool,
    trigger: str,
    as_json: bool,
) -> int:
    """Run one pass over the open weeks, or over just the given ones."""
    from pipeline.change_report import as_data, print_report
    from pipeline.office import open_office
    from pipeline.order import Order
    from pipeline.sync import locked_sync

    settings = session.settings()
    dry_run = dry_run or (session.rehearsed and settings.google.workspace is None)
    chosen = tuple(Week.parse(week, session.now.date()) for week in weeks)
    order = Order(session.now, weeks=chosen, dry_run=dry_run, reassign=reassign, trigger=trigger)
    with open_office(settings, now=lambda: session.now) as office:
        report = locked_sync(office, order)
    if as_json:
        click.echo(json.dumps(as_data(report), ensure_ascii=False, indent=2))
    elif not _is_quiet():
        print_report(report)
    for problem in report.errors:
        click.echo(f"loket: {problem}", err=True)
    return report.exit_code


@loket.command()
@_now
@_command
@click.option(
    "--week",
    metavar="W",
    required=True,
    help="The week: 2026-W48, a date in it, this, next.",
)
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="TAB[ROW].COLUMN=VALUE",
    help="What staff might type, e.g. 'Konsultan[Rina].Hari=Senin, Rabu'; may be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def plan(session: Session, week: str, changes: tuple[str, ...], as_json: bool) -> None:
    """Tell how a week is planned, and what changed staff tabs would mean; write nothing."""
    from pipeline.office import open_office
    from pipeline.plan import prospect
    from pipeline.plan_report import as_data, as_text

    chosen = Week.parse(week, session.now.date())
    with open_office(session.settings(), now=lambda: session.now) as office:
        found = prospect(office, chosen, session.now, changes)
    _print(as_data(found), as_json=as_json, text=as_text(found))


@loket.command()
@_command
def serve(session: Session) -> None:
    """Run unattended: the cron triggers of the settings, one pass at a time."""
    from pipeline.serve import serve_forever

    serve_forever(session.settings())


@loket.command()
@_now
@_command
@click.argument("kode")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def explain(session: Session, kode: str, as_json: bool) -> None:
    """Tell everything about the registration KODE: answers, why this slot or none, its history.

    Writes nothing. KODE may be typed without CC and hyphens, in any case. What it prints is
    personal.
    """
    from pipeline.explanation.explain import explain as explained
    from pipeline.office import open_office

    with open_office(session.settings(), now=lambda: session.now) as office:
        explanation = explained(office, kode, session.now)
    _print(explanation.data, as_json=as_json, text=explanation.text)


@loket.command()
@_now
@_command
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(session: Session, as_json: bool) -> int:
    """Tell the last passes, the next ones, open problems and health."""
    from pipeline.status import health

    report = health(session.settings(), session.now)
    _print(report.data, as_json=as_json, text=report.text)
    return report.exit_code


@loket.command()
@_now
@_command
@click.option("--port", type=click.IntRange(0, 65535), help="Instead of the port of the settings.")
def workspace(session: Session, port: int | None) -> None:
    """Serve the embedded Google Workspace with its web pages, until interrupted.

    With --now its clock starts there and runs on.
    """
    from pipeline.office import serve_workspace

    start = session.now if session.rehearsed else None
    serve_workspace(session.settings(), port=port, start=start, say=click.echo)


@loket.command()
@_now
@_command
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("loket.xlsx"),
    show_default=True,
    help="The file to write.",
)
def export(session: Session, output: Path) -> None:
    """Save the whole spreadsheet as a file."""
    from pipeline.office import open_office

    with open_office(session.settings(), now=lambda: session.now) as office:
        office.export(output)
    click.echo(f"Saved {output}.")


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"--now {text!r} is no time ({error}).", remedy="Give e.g. 2026-11-20T12:00."
        ) from error
    return instant.astimezone(TIME_ZONE) if instant.tzinfo else instant.replace(tzinfo=TIME_ZONE)


def _log(level: int) -> None:
    logging.basicConfig(
        level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    for noisy in ("apscheduler", "googleapiclient", "urllib3", "uvicorn", "httpx", "filelock"):
        logging.getLogger(noisy).setLevel(max(level, logging.WARNING))


def _is_quiet() -> bool:
    return logging.getLogger().level >= logging.ERROR


def _print(data: dict[str, Any], *, as_json: bool, text: str | None = None) -> None:
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))
    elif not _is_quiet():
        click.echo(text if text is not None else "\n".join(f"{k}: {v}" for k, v in data.items()))
