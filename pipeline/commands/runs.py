"""``loket runs``: the passes that were run."""

from __future__ import annotations

import click

from loket.errors import UsageError
from pipeline.commands.session import Session, command, is_quiet, show


@click.command()
@command
@click.argument("what", metavar="[show", type=click.Choice(["show"]), required=False)
@click.argument("number", metavar="N]", type=int, required=False)
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="List so many runs."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def runs(session: Session, what: str | None, number: int | None, limit: int, as_json: bool) -> None:
    """List the latest passes, or with `show N` tell all of one: what it read and what it changed.

    What a pass changed may be personal.
    """
    from pipeline.runs.run_report import as_data, run_ledger, table

    if number is not None:
        _show_run(session, number, as_json=as_json)
        return
    if what:
        raise UsageError("Which run?", remedy="Write e.g. `loket runs show 16`.")
    settings = session.settings()
    with run_ledger(settings.path(settings.sync.ledger)) as ledger:
        latest = ledger.latest(limit) if ledger else []
    data = [as_data(run, latest[0].number) for run in latest]
    show({"runs": data}, as_json=as_json, text="\n".join(table(latest)))


def _show_run(session: Session, number: int, *, as_json: bool) -> None:
    from pipeline.change_report import print_changes
    from pipeline.runs.run_report import as_data, facts, run_ledger, runs_of, tabs_of

    settings = session.settings()
    with run_ledger(settings.path(settings.sync.ledger)) as ledger:
        if ledger is None:
            raise UsageError("No pass has run yet.", remedy="`loket sync` runs one.")
        (run,), newest = runs_of(ledger, number), ledger.latest(1)[0].number
    show(as_data(run, newest, whole=True), as_json=as_json, text="\n".join(facts(run, newest)))
    if not (as_json or is_quiet()):
        print_changes(tabs_of(run))
