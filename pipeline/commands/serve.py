"""``loket serve``: the unattended service."""

from __future__ import annotations

import click

from pipeline.commands.session import Session, command, log_option


@click.command()
@log_option(default="auto")
@command
def serve(session: Session) -> None:
    """Run unattended: the cron triggers of the settings, one pass at a time."""
    from pipeline.service.serve import serve_forever

    serve_forever(session.settings())
