"""What counts as found again: what stands where it was typed, or is on record where staff look."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.pipeline.interleaving.page import Column, Key, Page, Row
from tests.pipeline.interleaving.tokens import HandEdit, Token, Tokens
from tests.pipeline.office_factory import SCHEDULE

CODE, OTHER = "CC-AAAA-0001", "CC-AAAA-0002"
KEY, TEXT = "ketikan 1", "ketikan 2"
UNDER_PASTED = HandEdit(KEY, "Jam", TEXT)
RECORDS = [
    pytest.param((CODE,), [HandEdit(CODE, "Jam", TEXT)], True, id="under the row's key"),
    pytest.param((CODE,), [HandEdit(CODE, "Hari", TEXT)], False, id="in another column"),
    pytest.param((CODE,), [UNDER_PASTED], False, id="under a key that nobody knows"),
    pytest.param(
        (CODE,),
        [UNDER_PASTED, HandEdit(CODE, "Kode", KEY)],
        True,
        id="under one that is told to have been typed over the row's",
    ),
    pytest.param(
        (CODE,), [UNDER_PASTED, HandEdit(OTHER, "Kode", KEY)], False, id="or over another row's"
    ),
    pytest.param(None, [UNDER_PASTED], True, id="in a row with a key of somebody's own"),
    pytest.param(None, [], False, id="and not on record"),
]


@pytest.mark.parametrize(("key", "edits", "found"), RECORDS)
def test_losses(key: Key | None, edits: Sequence[HandEdit], found: bool) -> None:
    tokens = Tokens()
    texts = [tokens.fresh(), tokens.fresh()]
    assert texts == [KEY, TEXT]
    column = Column("Jam", loket=True)
    tokens.all.append(Token(TEXT, 1, Row(key), column, put_back=key is not None))
    assert (tokens.losses({1: Page(1, "Jadwal", SCHEDULE)}, edits) == []) is found


def test_a_number_that_was_copied_is_nobodys_invention() -> None:
    tokens = Tokens()
    page = Page(1, "Jadwal", SCHEDULE, [Row()], [Column()])
    page.cells[page.rows[0], page.columns[0]] = 0.5
    tokens.person_changed(page, {})
    assert tokens.false_edits([HandEdit(CODE, "Jam", "0.5")]) == []
    assert tokens.false_edits([HandEdit(CODE, "Jam", "0.25")])


def test_a_copy_of_what_loket_says_is_no_value_of_its_own() -> None:
    tokens = Tokens()
    column, row, copy = Column("Keterangan", loket=True), Row((CODE,)), Row((CODE,))
    page = Page(1, "Jadwal", SCHEDULE, [row, copy], [column])
    page.cells[row, column] = tokens.fresh()
    tokens.loket_wrote(page)
    before = dict(page.cells)
    page.cells[copy, column] = KEY
    tokens.person_changed(page, before)
    assert tokens.followed == 0
    page.cells[row, column] = tokens.fresh()
    tokens.person_changed(page, before)
    assert [token.text for token in tokens.all] == [TEXT]
