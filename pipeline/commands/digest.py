"""``loket digest``: the day's text for the staff's WhatsApp group."""

from __future__ import annotations

import click

from pipeline.commands.session import Session, command, now_option, show


@click.command()
@now_option
@command
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def digest(session: Session, *, as_json: bool) -> int:
    """Print the day's text for the staff's WhatsApp group, as it stands on Tahapan.

    It is worked out from the forms and the spreadsheet as they are now; nothing is written.
    """
    from pipeline.office import open_office
    from pipeline.papers.record import read_record

    with open_office(session.settings(), now=lambda: session.now) as office:
        found = read_record(office, session.now).digest
    data = {"date": found.day.isoformat(), "parts": dict(found.parts), "text": found.text}
    show(data, as_json=as_json, text=found.text)
    return 0
