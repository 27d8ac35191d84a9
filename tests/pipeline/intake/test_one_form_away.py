"""One form that cannot be read makes nothing wrong that follows from it, and stops nothing else."""

from __future__ import annotations

from dataclasses import replace

from connectors.workspace.outages import gone
from loket import columns as c
from loket.vocabulary import Status
from pipeline import tabs
from tests.pipeline.office_factory import SCHEDULE, OpenOffice
from transforms.steps.evidence import FROM_SESSIONS
from transforms.steps.milestones import MilestoneStatus


def session_steps(office: OpenOffice) -> list[str]:
    """How the steps stand of which sessions tell."""
    steps = office.rows(tabs.MILESTONES)
    return list(steps.loc[steps[c.NUMBER].isin(FROM_SESSIONS), c.STATUS])


def test_no_step_is_late_for_want_of_the_feedback_form(drafted: OpenOffice) -> None:
    placed = drafted.look().tab(SCHEDULE).frame
    held = placed.loc[placed[c.DATE].notna(), c.CODE]
    marks = {code: {c.ATTENDANCE: Status.PRESENT} for code in held}
    drafted.staff.mark(drafted.look(), SCHEDULE, marks)
    drafted.at("2026-11-24T17:00")
    drafted.sync()
    before = session_steps(drafted)
    assert MilestoneStatus.DONE in before
    drafted.at("2026-11-26T09:00")
    feedback = str(drafted.settings.forms.feedback.id)
    drafted.workspace.faults.add(replace(gone(feedback), times=9))
    report = drafted.sync()
    assert (report.outcome, report.exit_code) == ("partial", 78)
    assert session_steps(drafted) == before
