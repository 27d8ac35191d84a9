"""The staff tab Bidang: the fields of consultation that each service offers."""

from __future__ import annotations

import pandas as pd

from loket.columns import FIELD, ROW, SERVICE
from transforms.reading.tab_cells import is_blank, listed, services_of, tidy
from transforms.reading.tab_problems import TabReading

FIELDS_TAB = "Bidang"


def consultation_fields(tab: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read Bidang (service, field, row); give the fields and the problems.

    Fields, one row per service and field in the tab's order: SERVICE, FIELD (as written there).
    A field with a comma or semicolon is refused: the tab Konsultan separates fields with them.
    """
    reading = TabReading(FIELDS_TAB)
    rows: list[tuple[str, str]] = []
    for record in tab.to_dict("records"):
        row, field = int(record[ROW]), tidy(record["field"])
        if not field and is_blank(record["service"]):
            continue
        services = reading.cell(row, "Layanan", record["service"], services_of)
        if len(listed(record["field"])) != 1:
            reading.report(
                row,
                "Bidang",
                record["field"],
                "Bidang memuat tanda koma." if field else "Bidang belum diisi.",
                "Tulis satu bidang tanpa koma atau titik koma.",
            )
            continue
        rows += [(service.value, field) for service in sorted(services or ())]
    frame = pd.DataFrame(rows, columns=[SERVICE, FIELD], dtype="str")
    return frame.drop_duplicates(ignore_index=True), reading.problems()
