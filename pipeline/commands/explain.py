"""``loket explain``: all about one registration."""

from __future__ import annotations

import click

from pipeline.commands.session import Session, command, now_option, show


@click.command()
@now_option
@command
@click.argument("kode")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def explain(session: Session, kode: str, as_json: bool) -> None:
    """Tell everything about the registration KODE: answers, why this slot or none, its history.

    Writes nothing. KODE may be typed without CC and hyphens, in any case. What it prints is
    personal.
    """
    from pipeline.explanation.explain import explain as explained
    from pipeline.office import open_office

    with open_office(session.settings(), now=lambda: session.now) as office:
        explanation = explained(office, kode, session.now)
    show(explanation.data, as_json=as_json, text=explanation.text)
