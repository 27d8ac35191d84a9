"""``loket workspace``: the embedded Google Workspace on its own."""

from __future__ import annotations

import click

from pipeline.commands.session import Session, command, now_option


@click.command()
@now_option
@command
@click.option("--port", type=click.IntRange(0, 65535), help="Instead of the port of the settings.")
def workspace(session: Session, port: int | None) -> None:
    """Serve the embedded Google Workspace with its web pages, until interrupted.

    With --now its clock starts there and runs on.
    """
    from pipeline.office import serve_workspace

    start = session.now if session.rehearsed else None
    serve_workspace(session.settings(), port=port, start=start, say=click.echo)
