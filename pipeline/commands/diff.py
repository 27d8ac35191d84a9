"""``loket diff``: what changed between two passes."""

from __future__ import annotations

import click

from loket.errors import UsageError
from pipeline.commands.session import Session, command, is_quiet, show


@click.command()
@command
@click.argument("one", metavar="N", type=int)
@click.argument("other", metavar="M", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def diff(session: Session, one: int, other: int, as_json: bool) -> None:
    """Tell what changed from the end of run N to the end of run M: cells, figures, weeks, versions.

    What changed on the tabs may be personal.
    """
    from pipeline.change_report import print_changes
    from pipeline.runs.run_difference import as_data, difference, lines
    from pipeline.runs.run_report import run_ledger

    settings = session.settings()
    with run_ledger(settings.path(settings.sync.ledger)) as ledger:
        if ledger is None:
            raise UsageError("No pass has run yet.", remedy="`loket sync` runs one.")
        found = difference(ledger, one, other)
    show(as_data(found), as_json=as_json, text="\n".join(lines(found)))
    if not (as_json or is_quiet()):
        print_changes(found.changes)
