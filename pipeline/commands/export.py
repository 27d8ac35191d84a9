"""``loket export``: the spreadsheet as a file."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.session import Session, command, now_option


@click.command()
@now_option
@command
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("loket.xlsx"),
    show_default=True,
    help="The file to write.",
)
def export(session: Session, output: Path) -> None:
    """Save the whole spreadsheet as a file."""
    from pipeline.office import open_office

    with open_office(session.settings(), now=lambda: session.now) as office:
        office.export(output)
    click.echo(f"Saved {output}.")
