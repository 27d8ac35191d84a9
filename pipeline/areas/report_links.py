"""The way from a week's row on Rekap Evaluasi to its printed report.

The address stands on the cell Catatan, nowhere else: a pass carries it from the sheet, so that it
stays when the ledger is gone.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Link
from loket.columns import REMARK, WEEK
from pipeline import tabs

MARK = "Laporan: klik sel ini"
"""What a linked cell ends with."""


def with_report_links(
    rows: pd.DataFrame, snapshot: Snapshot, published: Mapping[str, str]
) -> pd.DataFrame:
    """Give Rekap Evaluasi's rows with the addresses on the sheet, and those just ``published``.

    published: addresses by the week's label.
    """
    links = {**_standing(snapshot), **published}
    if not links:
        return rows
    remarks = [
        _linked(remark, links[week]) if week in links else remark
        for week, remark in zip(rows[WEEK], rows[REMARK], strict=True)
    ]
    return rows.astype({REMARK: object}).assign(**{REMARK: pd.Series(remarks, rows.index, object)})


def _standing(snapshot: Snapshot) -> dict[str, str]:
    """Give the addresses that stand on the sheet."""
    state = snapshot.tab(tabs.EVALUATIONS)
    place = state.positions.get(REMARK)
    if state.sheet is None or place is None:
        return {}
    found = ((key[0], state.sheet.cell(row, place)) for key, row in state.keys.items())
    return {str(week): cell.uri for week, cell in found if isinstance(cell, Link)}


def _linked(remark: object, uri: str) -> Link:
    """Give a remark that opens the report; that of a week at rest has the mark already."""
    said = "" if pd.isna(remark) else str(remark)  # type: ignore[call-overload]
    parts = [said.removesuffix(MARK).removesuffix("; "), MARK]
    return Link("; ".join(part for part in parts if part), uri)
