"""``loket status``: how the office stands."""

from __future__ import annotations

from contextlib import suppress

import click

from loket.errors import LockedError
from pipeline.commands.session import Session, command, now_option, show


@click.command()
@now_option
@command
@click.option("--alert", is_flag=True, help="Send the alerts that are due, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(session: Session, alert: bool, as_json: bool) -> int:
    """Tell the last passes, the next ones, open problems and health."""
    from pipeline.runs.status import health

    report = health(session.settings(), session.now)
    show(report.data, as_json=as_json, text=report.text)
    if alert:
        from pipeline.signals.alerting import alert as send_alerts

        # While another process sends them there is nothing left to do.
        with suppress(LockedError):
            send_alerts(session.settings(), session.now)
    return report.exit_code
