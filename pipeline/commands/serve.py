"""``loket serve``: the unattended service."""

from __future__ import annotations

import click

from pipeline.commands.session import Session, command


@click.command()
@command
def serve(session: Session) -> None:
    """Run unattended: the cron triggers of the settings, one pass at a time."""
    from pipeline.serve import serve_forever

    serve_forever(session.settings())
