"""``loket doctor``: what is amiss, what it affects, what to do."""

from __future__ import annotations

import click

from pipeline.commands.session import Session, command, now_option, show


@click.command()
@now_option
@command
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(session: Session, as_json: bool) -> int:
    """Look at settings, machine, credentials, forms and spreadsheet; change nothing."""
    from connectors.workspace.server import clock_from
    from pipeline.doctor.examination import examine
    from pipeline.doctor.finding import as_text, exit_code_of

    found = examine(session.config, now=clock_from(session.now))
    exit_code = exit_code_of(found)
    data = {"exit_code": exit_code, "findings": [each.as_json() for each in found]}
    show(data, as_json=as_json, text=as_text(found))
    return exit_code
