"""``loket init``: forms and spreadsheet as Loket needs them."""

from __future__ import annotations

import click

from pipeline.commands.session import Session, command, now_option, show


@click.command()
@now_option
@command
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def init(session: Session, as_json: bool) -> None:
    """Create or repair the forms and the spreadsheet; write their ids into the settings."""
    from pipeline.office import open_office
    from pipeline.setup.setup import initialise

    with open_office(session.settings(), now=lambda: session.now) as office:
        done = initialise(office, session.config)
    show(done, as_json=as_json)
