"""``loket forget``: one person's data erased."""

from __future__ import annotations

import sys

import click

from loket.errors import UsageError
from pipeline.commands.session import Session, command, now_option, show


@click.command()
@now_option
@command
@click.argument("phone_or_kode", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Tell what would be erased; erase nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def forget(
    session: Session, phone_or_kode: tuple[str, ...], dry_run: bool, yes: bool, as_json: bool
) -> int | None:
    """Erase one person's data everywhere Loket can, and tell where it cannot.

    A phone number stands for all registrations made with it, a Kode for that one; several may be
    given. What is left is
    the Kode with the status Dihapus, and the marks of feedback without whose they are.
    """
    from pipeline.forget import forget as forgotten
    from pipeline.forget import look_up
    from pipeline.office import open_office

    settings = session.settings()
    if session.rehearsed and settings.google.workspace is None:
        dry_run = True
    with open_office(settings, now=lambda: session.now) as office:
        if not yes or dry_run:
            found = look_up(office, phone_or_kode, session.now)
            if dry_run:
                show(found.data, as_json=as_json, text=found.text)
                return None
            _require_consent(found.text)
        done = forgotten(office, phone_or_kode, session.now)
    show(done.data, as_json=as_json, text=done.text)
    for problem in done.errors:
        click.echo(f"loket: {problem}", err=True)
    return done.exit_code


def _require_consent(found: str) -> None:
    """Ask on the terminal; what is erased does not come back."""
    if not sys.stdin.isatty():
        raise UsageError(
            "Nothing was erased: nobody is there to be asked.", remedy="Add --yes to go on."
        )
    click.echo(found, err=True)
    click.confirm("Erase it for good?", abort=True, err=True)
