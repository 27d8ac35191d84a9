"""``loket status``: how the office stands."""

from __future__ import annotations

import click

from pipeline.commands.session import Session, command, now_option, show


@click.command()
@now_option
@command
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(session: Session, as_json: bool) -> int:
    """Tell the last passes, the next ones, open problems and health."""
    from pipeline.status import health

    report = health(session.settings(), session.now)
    show(report.data, as_json=as_json, text=report.text)
    return report.exit_code
