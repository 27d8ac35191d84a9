"""``loket sync``: one pass."""

from __future__ import annotations

import json

import click

from loket.errors import LoketError, UsageError
from loket.week import Week
from pipeline.commands.session import (
    Session,
    command,
    complain,
    instant_of,
    is_quiet,
    log_option,
    now_option,
)


@click.command()
@now_option
@log_option(default=None)
@command
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
    "--as-of",
    "moment",
    metavar="T",
    help="Show the weeks as the responses stood at T, e.g. 2026-11-15T09:00; write nothing.",
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
    moment: str | None,
    trigger: str,
    as_json: bool,
) -> int:
    """Run one pass over the open weeks, or over just the given ones."""
    from pipeline.change_report import as_data, print_report
    from pipeline.order import Order
    from pipeline.service.stopping import StopSignal
    from pipeline.signals.attended_pass import attended_pass

    settings = session.settings()
    as_of = instant_of(moment, "--as-of") if moment else None
    if as_of and as_of > session.now:
        raise UsageError(f"--as-of {moment!r} is yet to come.", remedy="Give a time gone by.")
    rehearsed = session.rehearsed and settings.google.workspace is None
    order = Order(
        session.now,
        weeks=tuple(Week.parse(week, session.now.date()) for week in weeks),
        dry_run=dry_run or rehearsed or as_of is not None,
        reassign=reassign,
        trigger=trigger,
        as_of=as_of,
    )
    try:
        with StopSignal() as stop:
            report = attended_pass(
                settings,
                order,
                now=session.clock,
                patience=stop.patience(settings.sync.deadline_minutes * 60),
                in_log=session.in_log,
            )
    except LoketError as error:
        if session.in_log:
            return error.exit_code
        raise
    if as_json:
        click.echo(json.dumps(as_data(report), ensure_ascii=False, indent=2))
    elif not (is_quiet() or session.in_log):
        print_report(report)
    if not session.in_log:
        for problem in report.errors:
            complain(problem)
    return report.exit_code
