from __future__ import annotations

import pandas as pd
import pytest

from loket import columns as c
from loket.vocabulary import Group
from tests.transforms.registration_factory import a_registration, at, registered
from tests.transforms.schedule_frames import Row, code
from transforms.registration.invited_parties import COLUMNS, invited_parties

INVITED = {c.GROUP: Group.INVITED.value}


def parties(*codes: str | None) -> pd.DataFrame:
    """The tab Undangan with its codes; names tell the rows apart."""
    rows = [(f"Pihak {n}", "KSP Maju", "Koperasi", given, False) for n, given in enumerate(codes)]
    columns = [c.NAME, c.BUSINESS, c.SERVICE, c.INVITATION_CODE, "letter_sent"]
    return pd.DataFrame(rows, columns=columns, dtype=object).astype({c.INVITATION_CODE: "str"})


@pytest.mark.parametrize(
    ("codes", "people", "expected"),
    [
        pytest.param([], [], [], id="nobody is invited"),
        pytest.param(["A"], [], [("Belum", None)], id="not registered yet"),
        pytest.param(
            ["A", "B"],
            [a_registration(1, invitation_code="B", **INVITED)],
            [("Belum", None), ("Sudah", code(1))],
            id="one of two",
        ),
        pytest.param(
            ["A"],
            [a_registration(1, invitation_code="A")],
            [("Belum", None)],
            id="a public one who knows the code has not used it",
        ),
        pytest.param(
            ["A"],
            [
                a_registration(1, invitation_code="A", created=at(9), **INVITED),
                a_registration(2, invitation_code="A", created=at(1), **INVITED),
            ],
            [("Sudah", code(2))],
            id="used twice, the earlier counts",
        ),
        pytest.param(
            ["A", None],
            [a_registration(1, invitation_code=None, **INVITED)],
            [("Belum", None)],
            id="a row that names nobody",
        ),
        pytest.param(["A", "A", "B"], [], [("Belum", None), ("Belum", None)], id="a copied row"),
        pytest.param(
            [], [a_registration(1, invitation_code="A", **INVITED)], [], id="a party that left"
        ),
    ],
)
def test_who_has_registered(
    codes: list[str | None], people: list[Row], expected: list[tuple[str, str | None]]
) -> None:
    invited = parties(*codes)
    found = invited_parties(invited, registered(*people))
    answers = pd.DataFrame(expected, columns=["registered", c.CODE], dtype="str")
    kept = invited.drop(columns="letter_sent").dropna(subset=[c.INVITATION_CODE])
    table = kept.drop_duplicates(c.INVITATION_CODE, ignore_index=True).join(answers)[COLUMNS]
    pd.testing.assert_frame_equal(found, table, check_index_type=False)
