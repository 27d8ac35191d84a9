"""Promise 1: running it twice changes nothing, counted at the server."""

from __future__ import annotations

from collections import Counter

from connectors.workspace.faults import Request
from tests.pipeline.office_factory import OpenOffice, reads_and_writes

FORMS = 3


def by_method(requests: list[Request]) -> dict[str, int]:
    return dict(Counter(request.method_id for request in requests))


def test_second_pass_reads_each_form_and_the_spreadsheet_once_and_writes_nothing(
    opened: OpenOffice,
) -> None:
    opened.register()
    opened.sync()
    with opened.watched() as seen:
        report = opened.sync()
    assert by_method(seen) == {"forms.forms.responses.list": FORMS, "sheets.spreadsheets.get": 1}
    assert (report.outcome, report.cells, report.changes) == ("quiet", 0, [])


def test_changed_pass_reads_the_spreadsheet_again_and_writes_once(opened: OpenOffice) -> None:
    opened.sync()
    opened.register()
    with opened.watched() as seen:
        report = opened.sync()
    assert by_method(seen) == {
        "forms.forms.responses.list": FORMS,
        "sheets.spreadsheets.get": 2,
        "sheets.spreadsheets.batchUpdate": 1,
    }
    assert report.outcome == "changed"
    assert reads_and_writes(seen) == (report.calls["reads"], report.calls["writes"])
