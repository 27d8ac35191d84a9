"""The papers with which the demo ends."""

from __future__ import annotations

from pathlib import Path

from pipeline.demo.office import WEEK, Demo
from pipeline.papers.papers import papers_of
from pipeline.papers.period import Period
from pipeline.papers.printing import files_of, printed
from pipeline.papers.publishing import link_from_recap, publish
from pipeline.papers.record import read_record

MONTH = Period(WEEK.year, WEEK.monday.month, 1)


def print_papers(demo: Demo) -> list[Path]:
    """Print the papers of the week and the month, publish the reports, and give all files."""
    office, now = demo.office, demo.clock.now
    demo.say("Printing the papers (loket report)")
    record = read_record(office, now, [WEEK])
    folder = demo.settings.path(demo.settings.papers.output)
    made = printed(record, [*papers_of(record, WEEK), *papers_of(record, MONTH)], folder)
    demo.reports.append(link_from_recap(office, WEEK, publish(office, made), now))
    return files_of(made)
