"""The papers that the demo prints: letters and posters before the week, reports at its end."""

from __future__ import annotations

from pathlib import Path

from pipeline.demo.office import WEEK, Demo
from pipeline.papers.frame import Paper
from pipeline.papers.papers import Letters, Posters, Wanted, made_papers, papers_of
from pipeline.papers.period import Period
from pipeline.papers.printing import files_of, printed
from pipeline.papers.publishing import link_from_recap, publish
from pipeline.papers.record import read_record

MONTH = Period(WEEK.year, WEEK.monday.month, 1)


def public_papers(demo: Demo) -> list[Paper]:
    """Make the posters and the week's letters, which staff then tick as sent."""
    wanted: tuple[Wanted, ...] = (Letters(WEEK), Posters())
    made = [made_papers(demo.office, each, demo.clock.now)[1] for each in wanted]
    demo.staff.tick_letters()
    return [paper for papers in made for paper in papers]


def print_papers(demo: Demo, before: list[Paper]) -> list[Path]:
    """Print the papers of the week and the month and those of ``before``, and give all files.

    The reports are published.
    """
    office, now = demo.office, demo.clock.now
    demo.say("Printing the papers (loket report)")
    record = read_record(office, now, [WEEK])
    folder = demo.settings.path(demo.settings.papers.output)
    papers = [*papers_of(record, WEEK), *papers_of(record, MONTH)]
    made, errors = printed(record, [*papers, *before], folder)
    if errors:
        raise errors[0]
    published = publish(office, made[: len(papers)])
    demo.reports.append(link_from_recap(office, WEEK, published, now))
    return files_of(made)
