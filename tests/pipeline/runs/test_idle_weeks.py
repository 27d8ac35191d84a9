"""An operator who asks for weeks in vain is told why."""

from __future__ import annotations

from loket.week import Week
from tests.pipeline.office_factory import WEEK, OpenOffice

OLD, EMPTY, FAR = Week(2025, 40), Week(2026, 40), Week(2027, 20)


def test_weeks_that_have_nothing_to_do_are_told_with_the_reason(drafted: OpenOffice) -> None:
    assert drafted.sync(weeks=(OLD, EMPTY, WEEK, FAR)).remarks == (
        "2025-W40 stays as it is: contact data are kept since 2025-W46 (retention.months).",
        "2026-W40 has nothing to bring up to date: no registration of it, and no Jadwal.",
        "2027-W20 is not open yet: nothing of it is planned before it opens.",
    )
