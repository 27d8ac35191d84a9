"""``loket login``: a person's consent, for offices without a service account."""

from __future__ import annotations

import click

from pipeline.commands.session import Session, command, is_quiet


@click.command()
@command
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default="a free one",
    help="Port of 127.0.0.1 to which the browser is sent back.",
)
def login(session: Session, port: int) -> None:
    """Ask a person's consent in a browser and keep it where the settings say."""
    from pipeline.setup.login import log_in

    def say(url: str) -> None:
        click.echo(f"Open this address in a browser on this machine and consent:\n\n  {url}\n")

    settings = session.settings()
    done = log_in(settings, say=say, port=port)
    if not is_quiet():
        click.echo(f"The consent of {done.account} is kept in {done.path}.")
    if done.account.casefold() != settings.google.loket.casefold():
        click.echo(
            f"loket: config.yaml names {settings.google.loket} as Loket's account (google.loket); "
            f"write {done.account} there.",
            err=True,
        )
