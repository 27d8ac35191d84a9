"""``loket report``: the printed papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loket.errors import UsageError
from loket.week import Week
from pipeline.commands.session import Session, command, now_option, show

if TYPE_CHECKING:
    from pipeline.configuration.settings import Settings
    from pipeline.papers.papers import Wanted
    from pipeline.papers.period import Period


@click.command()
@now_option
@command
@click.option("--week", metavar="W", help="A week: 2026-W48, a date in it, this, next.")
@click.option("--month", metavar="M", help="A month: 2026-11.")
@click.option("--quarter", metavar="Q", help="A quarter: 2026-Q4.")
@click.option("--semester", metavar="S", help="A half year: 2026-S2.")
@click.option("--year", metavar="Y", help="A year: 2026.")
@click.option("--letters", metavar="W", help="The letters that invite to a week to come.")
@click.option("--posters", is_flag=True, help="A page per service with the feedback form's QR.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write to; papers.output in config.yaml by default.",
)
@click.option("--publish", is_flag=True, help="Put the reports into Drive and link the week's.")
@click.option(
    "--templates", is_flag=True, help="Only copy the templates that staff may restyle in Word."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def report(
    session: Session,
    week: str | None,
    letters: str | None,
    output: Path | None,
    *,
    posters: bool,
    publish: bool,
    templates: bool,
    as_json: bool,
    **periods: str | None,
) -> int:
    """Write papers as Word documents, and as PDF with LibreOffice.

    A week has its attendance sheets and the consultants' day lists, and once it has begun its
    report; a month, quarter, half year or year the report on the satisfaction survey (SKM), a month
    also that on HALO KOP-UKM. The spreadsheet is written to with --publish only. Letters go to the
    parties of the tab Undangan that have none yet and have not registered.
    """
    settings = session.settings()
    _require_one(week, letters, *periods.values(), posters, templates)
    if templates:
        return _copy_templates(settings, as_json=as_json)
    if publish and session.rehearsed and settings.google.workspace is None:
        raise UsageError(
            "With --now nothing is written to real Google.", remedy="Leave --now or --publish out."
        )
    wanted = _wanted(week, letters, session.now.date(), posters=posters, **periods)
    folder = output or settings.path(settings.papers.output)
    return _papers(session, settings, wanted, folder, publish=publish, as_json=as_json)


def _require_one(*options: str | bool | None) -> None:
    given = sum(map(bool, options))
    if given != 1:
        raise UsageError(
            f"{given or 'No'} kinds of papers are asked for, and it is one at a time.",
            remedy="Give one of --week, --month, --quarter, --semester, --year, --letters, "
            "--posters, or --templates.",
        )


def _wanted(
    week: str | None, letters: str | None, today: date, *, posters: bool, **periods: str | None
) -> Wanted:
    from pipeline.papers.papers import Letters, Posters

    if posters:
        return Posters()
    if letters:
        return Letters(Week.parse(letters, today))
    return Week.parse(week, today) if week else _period(**periods)


def _period(
    *, month: str | None, quarter: str | None, semester: str | None, year: str | None
) -> Period:
    from pipeline.papers.period import Period

    if month:
        return Period.month(month)
    if quarter:
        return Period.quarter(quarter)
    return Period.semester(semester) if semester else Period.whole_year(year or "")


def _copy_templates(settings: Settings, *, as_json: bool) -> int:
    from pipeline.papers.printing import copy_templates

    put, kept = copy_templates(settings)
    data = {"copied": [str(path) for path in put], "kept": [str(path) for path in kept]}
    lines = [f"Copied {path}" for path in put] + [f"Kept {path}, which is there" for path in kept]
    show(data, as_json=as_json, text="\n".join(lines))
    return 0


def _papers(
    session: Session,
    settings: Settings,
    wanted: Wanted,
    folder: Path,
    *,
    publish: bool,
    as_json: bool,
) -> int:
    from pipeline.office import open_office
    from pipeline.papers.papers import made_papers
    from pipeline.papers.printing import NO_PDF, files_of, printed
    from pipeline.papers.publishing import link_from_recap
    from pipeline.papers.publishing import publish as put_into_drive

    exit_code = 0
    with open_office(settings, now=lambda: session.now) as office:
        made, errors = printed(*made_papers(office, wanted, session.now), folder)
        published = put_into_drive(office, made) if publish else []
        if published and isinstance(wanted, Week):
            passed = link_from_recap(office, wanted, published, session.now)
            exit_code = passed.exit_code
            for problem in passed.errors:
                click.echo(f"loket: {problem}", err=True)
    files = files_of(made)
    lines = [f"Saved {path}" for path in files]
    lines += [f"Published {each.name}: {each.link}" for each in published]
    data = {
        "files": [str(path) for path in files],
        "published": {each.name: each.link for each in published},
    }
    show(data, as_json=as_json, text="\n".join(lines))
    if made and not any(each.pdf for each in made):
        click.echo(f"loket: {NO_PDF}", err=True)
    for error in errors:
        click.echo(f"loket: {error}", err=True)
    return errors[0].exit_code if errors else exit_code
