"""Somebody rearranges the schedule each time that a pass writes: it says so and stops."""

from __future__ import annotations

import pandas as pd

from loket import columns as c
from loket.errors import Disturbed
from pipeline import tabs
from pipeline.order import Order
from pipeline.sync import locked_sync
from pipeline.writing.writing import ROUNDS
from tests.pipeline.interleaving.gaps import Call, Gaps
from tests.pipeline.office_factory import SCHEDULE, OpenOffice


def test_a_pass_that_is_never_left_alone_gives_up_and_the_next_one_mends(
    drafted: OpenOffice,
) -> None:
    codes = drafted.rows(SCHEDULE)[c.CODE].tolist()
    drafted.staff.mark(
        drafted.look(), SCHEDULE, {code: {c.NOTES: f"catatan {code}"} for code in codes}
    )
    sheet = drafted.owner.book.get_worksheet_by_id(SCHEDULE.sheet_id)
    sent = []

    def insert_a_column(call: Call) -> None:
        if call.batch:
            sent.append(call)
            sheet.insert_cols([[]], col=5)

    office = drafted.office
    Gaps(insert_a_column, lambda _: None, lambda _: False).watch(office.access)
    drafted.register(name="Aan Herlina", phone="0812-9999-0000", business="Usaha Aan")
    report = locked_sync(office, Order(drafted.clock.now))
    assert [type(error) for error in report.errors] == [Disturbed]
    assert (report.exit_code, len(sent)) == (69, ROUNDS)

    assert drafted.sync().exit_code == 0
    assert drafted.sync().outcome == "quiet"
    rows = drafted.rows(SCHEDULE).set_index(c.CODE)
    assert rows[c.NOTES].dropna().to_dict() == {code: f"catatan {code}" for code in codes}
    registered = drafted.rows(tabs.REGISTRATIONS).set_index(c.CODE)
    pd.testing.assert_series_equal(
        rows[c.STATUS].sort_index(), registered[c.STATUS].loc[rows.index].sort_index()
    )
