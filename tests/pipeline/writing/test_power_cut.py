"""The power fails as a batch arrives, and takes the end of what the ledger had kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from connectors.ledger.ledger import Ledger
from loket.columns import BUSINESS
from loket.vocabulary import Form
from pipeline import tabs
from pipeline.order import Order
from pipeline.sync import locked_sync
from tests.pipeline.interleaving.gaps import Call, Gaps, Killed
from tests.pipeline.office_factory import OpenOffice, a_registration
from tests.pipeline.year.trouble import LedgerImage

CUTS = (1, 4)
"""Transactions that are lost; a batch that goes out is kept in fewer."""


def commits(journal: bytes) -> Iterator[int]:
    """Where each transaction of a journal of SQLite's ends, by the format of its frames."""
    header, frame_header = 32, 24
    size = frame_header + int.from_bytes(journal[8:12])
    for start in range(header, len(journal) - size + 1, size):
        if int.from_bytes(journal[start + 4 : start + 8]):
            yield start + size


def without_the_last(image: LedgerImage, number: int) -> LedgerImage:
    journal = image.files["-wal"]
    ends = [0, *commits(journal)]
    assert len(ends) > max(CUTS), "the journal holds more than what a batch is kept in"
    return LedgerImage(image.path, {**image.files, "-wal": journal[: ends[-1 - number]]})


@pytest.mark.parametrize("lost", CUTS)
def test_nobody_is_told_to_have_typed_what_a_pass_wrote_before_the_power_failed(
    drafted: OpenOffice, lost: int
) -> None:
    path = drafted.settings.path(drafted.settings.sync.ledger)
    link = drafted.submit(Form.REGISTRATION, a_registration(business="Toko Satu"))
    drafted.sync()
    images: list[LedgerImage] = []

    def the_power_fails(call: Call) -> None:
        if call.batch:
            images.append(LedgerImage.of(path))
            raise Killed

    def renamed(name: str) -> None:
        drafted.clock.now += timedelta(minutes=5)
        answers = drafted.by_id(Form.REGISTRATION, a_registration(business=name))
        drafted.visitor.edit(link, answers)

    renamed("Toko Dua")
    office = drafted.office
    Gaps(lambda _: None, the_power_fails, lambda _: False).watch(office.access)
    with pytest.raises(Killed):
        locked_sync(office, Order(drafted.clock.now))
    without_the_last(images[0], lost).put_back()

    renamed("Toko Tiga")
    after = drafted.sync()
    assert (after.edits, after.errors) == ((), ())
    assert "Toko Tiga" in set(drafted.rows(tabs.REGISTRATIONS)[BUSINESS])
    with Ledger(path) as ledger:
        assert ledger.edits.all() == []
    assert drafted.sync().cells == 0
