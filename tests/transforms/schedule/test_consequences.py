"""What another plan means for clients."""

from __future__ import annotations

from datetime import date, time

import pandas as pd
import pytest

from transforms.schedule.consequences import AFTER, BEFORE, consequences

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
COLUMNS = ["code", "status", "date", "start", "consultant", "reason"]

Standing = tuple[object, ...]

RINA: Standing = ("Terjadwal", MONDAY, time(13), "Rina", None)
RINA_CONFIRMED: Standing = ("Dikonfirmasi", MONDAY, time(13), "Rina", None)
LATER: Standing = ("Terjadwal", MONDAY, time(13, 30), "Rina", None)
HADI: Standing = ("Terjadwal", MONDAY, time(13), "Hadi", None)
FULL: Standing = ("Daftar Tunggu", None, None, None, "quota full")
HELD: Standing = ("Daftar Tunggu", None, None, None, "held")
CANCELLED: Standing = ("Batal", MONDAY, time(13), "Rina", None)
TRANSFERRED: Standing = ("Dialihkan", None, None, None, None)


def a_plan(**standings: Standing) -> pd.DataFrame:
    rows = [(code, *standing) for code, standing in standings.items()]
    frame = pd.DataFrame(rows, columns=COLUMNS, dtype=object)
    return frame.astype({"code": "str", "status": "str", "consultant": "str", "reason": "str"})


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        pytest.param(RINA, RINA, None, id="stays"),
        pytest.param(RINA, RINA_CONFIRMED, None, id="another-status-in-the-same-place"),
        pytest.param(RINA, FULL, "loses", id="loses"),
        pytest.param(RINA, TRANSFERRED, "loses", id="goes-to-another-week"),
        pytest.param(RINA, LATER, "moves", id="another-time"),
        pytest.param(RINA, HADI, "moves", id="another-consultant"),
        pytest.param(FULL, RINA, "gets", id="gets"),
        pytest.param(FULL, HELD, "waits", id="another-reason"),
        pytest.param(FULL, FULL, None, id="the-same-reason"),
        pytest.param(CANCELLED, CANCELLED, None, id="a-cancelled-row-shows-no-place"),
        pytest.param(FULL, TRANSFERRED, "waits", id="waits-elsewhere"),
    ],
)
def test_kind(before: Standing, after: Standing, kind: str | None) -> None:
    found = consequences(a_plan(CC=before), a_plan(CC=after))
    assert list(found["kind"]) == ([kind] if kind else [])


def test_the_gravest_first_and_both_plans_side_by_side() -> None:
    before = a_plan(A=FULL, B=RINA, C=HADI, D=LATER)
    after = a_plan(D=FULL, C=RINA, B=FULL, E=HADI)
    found = consequences(before, after)
    shown = found[["code", "kind", f"start{BEFORE}", f"start{AFTER}"]].astype(object)
    assert shown.where(shown.notna(), None).to_numpy().tolist() == [
        ["B", "loses", time(13), None],
        ["D", "loses", time(13, 30), None],
        ["C", "moves", time(13), time(13)],
        ["E", "gets", None, time(13)],
        ["A", "waits", None, None],
    ]


def test_no_plan_at_all() -> None:
    assert consequences(a_plan(), a_plan()).empty
