"""A past week made from one that is there: its responses, its tabs and its rows elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pandas as pd

from connectors.sheets.cell import cell_data, cell_value
from connectors.sheets.cell_writes import write_cells
from connectors.sheets.snapshot import Snapshot
from loket import columns as c
from loket.vocabulary import TIME_ZONE, Phase, Status, code_of
from loket.week import Week
from pipeline import tabs
from transforms.reading.indonesian import option_text, short_date
from transforms.reading.phones import normalise

Json = dict[str, Any]

_CODE = re.compile("CC-[0-9A-Z]{4}-[0-9A-Z]{4}")
_MADE_ANEW = (c.CODE, c.DATE, c.STATUS, c.ATTENDANCE, c.TOLD, c.REMARK)


@dataclass(frozen=True)
class CopiedWeek:
    """A copy of ``source``, some weeks earlier, in which everybody who had a place came.

    ``codes``: old to new; ``phones``: by new code, as Pendaftaran shows them; ``schedule``: the
    rows of its tab, with their numbers.
    """

    source: Week
    week: Week
    back: timedelta
    codes: Mapping[str, str]
    phones: Mapping[str, str]
    responses: tuple[Json, ...]
    schedule: pd.DataFrame

    @classmethod
    def of(
        cls, snapshot: Snapshot, source: Week, number: int, given: Sequence[Json], phone_id: str
    ) -> CopiedWeek:
        """Copy a week so many weeks back; given: the responses of its registrations."""
        back, week = timedelta(weeks=-number), source.shift(-number)
        numbers = [f"0812{number:02d}{index:06d}" for index in range(len(given))]
        responses = tuple(
            _shifted(response, source, back, phone_id, phone)
            for response, phone in zip(given, numbers, strict=True)
        )
        new = [code_of(response["responseId"]) for response in responses]
        codes = dict(zip([code_of(old["responseId"]) for old in given], new, strict=True))
        shown = normalise(pd.Series(numbers, dtype="str"))[c.PHONE]
        rows = snapshot.tab(tabs.schedule_tab(source)).frame
        placed = rows[c.DATE].notna()
        schedule = rows.assign(
            **{
                c.CODE: rows[c.CODE].map(codes),
                c.DATE: pd.Series([_day(day, back) for day in rows[c.DATE]], dtype=object),
                c.REMARK: pd.Series([_recoded(text, codes) for text in rows[c.REMARK]]),
                c.STATUS: rows[c.STATUS].mask(placed, Status.PRESENT.value),
                c.ATTENDANCE: rows[c.ATTENDANCE].mask(placed, Status.PRESENT.value),
                c.TOLD: rows[c.TOLD].mask(placed, other=True),
            }
        )
        return cls(
            source, week, back, codes, dict(zip(new, shown, strict=True)), responses, schedule
        )

    def requests(self, snapshot: Snapshot) -> list[Json]:
        """Give the requests that make the week's tabs."""
        pairs = zip(tabs.week_tabs(self.source)[:2], tabs.week_tabs(self.week)[:2], strict=True)
        duplicates = [
            {
                "duplicateSheet": {
                    "sourceSheetId": old.sheet_id,
                    "insertSheetIndex": len(snapshot.sheets) - 1,
                    "newSheetId": new.sheet_id,
                    "newSheetName": new.title,
                }
            }
            for old, new in pairs
        ]
        state = snapshot.tab(tabs.schedule_tab(self.source))
        kinds = {name: state.tab.column(name).kind for name in _MADE_ANEW}
        cells = {
            (int(row) - 1, state.positions[name]): cell_data(
                cell_value(value, kinds[name], TIME_ZONE)
            )
            for name in _MADE_ANEW
            for row, value in zip(self.schedule["row"], self.schedule[name], strict=True)
        }
        sheet_id = tabs.schedule_tab(self.week).sheet_id
        return [*duplicates, *write_cells(sheet_id, cells, "userEnteredValue")]

    def registrations(self, snapshot: Snapshot) -> pd.DataFrame:
        """Give the week's rows of Pendaftaran."""
        frame = snapshot.tab(tabs.REGISTRATIONS).frame
        rows = frame[frame[c.CODE].isin(self.codes)]
        code = rows[c.CODE].map(self.codes)
        status = code.map(self.schedule.set_index(c.CODE)[c.STATUS])
        dates = [_earlier(text, self.source, self.back, short_date) for text in rows[c.DATES]]
        remarks = [_recoded(text, self.codes) for text in rows[c.REMARK]]
        columns: dict[str, Any] = {
            c.CODE: code,
            c.CREATED: rows[c.CREATED] + self.back,
            c.WEEK: pd.Series(str(self.week), rows.index),
            c.STATUS: status.where(status.notna(), rows[c.STATUS]),
            c.DATES: pd.Series(dates, rows.index, dtype=object),
            c.PHONE: code.map(self.phones),
            c.REMARK: pd.Series(remarks, rows.index, dtype=object),
        }
        return rows.assign(**columns)

    def capacities(self, snapshot: Snapshot) -> pd.DataFrame:
        """Give the week's rows of Kuota Terisi."""
        frame = snapshot.tab(tabs.CAPACITIES).frame
        rows = frame[frame[c.WEEK] == str(self.source)]
        columns: dict[str, Any] = {
            c.WEEK: pd.Series(str(self.week), rows.index),
            c.DATE: rows[c.DATE] + self.back,
            c.PHASE: pd.Series(Phase.CLOSED.label, rows.index),
        }
        return rows.assign(**columns)


def _shifted(response: Json, source: Week, back: timedelta, phone_id: str, phone: str) -> Json:
    """Give a response as somebody else gave it earlier, for days as much earlier."""
    copy: Json = json.loads(_earlier(json.dumps(response), source, back, option_text))
    random = Random(f"{response['responseId']} {back}")
    at = datetime.fromisoformat(response["createTime"]) + back
    instant = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    copy["answers"][phone_id]["textAnswers"]["answers"] = [{"value": phone}]
    return {
        **copy,
        "responseId": f"ACYDBN{random.getrandbits(190):048x}",
        "editToken": f"2_ABaOnu{random.getrandbits(128):032x}",
        "createTime": instant,
        "lastSubmittedTime": instant,
    }


def _earlier(text: str, source: Week, back: timedelta, written: Any) -> str:
    """Write other days in a text that names some of a week."""
    for day in source.days[:5]:
        text = text.replace(written(day), written(day + back))
    return text


def _day(day: object, back: timedelta) -> date | None:
    return day + back if isinstance(day, date) and not pd.isna(day) else None


def _recoded(text: object, codes: Mapping[str, str]) -> str | None:
    """Write other codes in a remark that names some."""
    if not isinstance(text, str):
        return None
    return _CODE.sub(lambda found: codes.get(found[0], found[0]), text)
