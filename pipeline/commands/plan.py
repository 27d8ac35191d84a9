"""``loket plan``: what if."""

from __future__ import annotations

import click

from loket.week import Week
from pipeline.commands.session import Session, command, now_option, show


@click.command()
@now_option
@command
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
    from pipeline.planning.plan import prospect
    from pipeline.planning.plan_report import as_data, as_text

    chosen = Week.parse(week, session.now.date())
    with open_office(session.settings(), now=lambda: session.now) as office:
        found = prospect(office, chosen, session.now, changes)
    show(as_data(found), as_json=as_json, text=as_text(found))
