"""The past: what lies so far back that a pass need not look at it again before tomorrow.

The first pass of a day looks at everything. What it finds to be over, it notes down: responses that
need not be read again, rows and tabs that need not be fetched. The passes after it go by this note
as long as it holds; at the first sign that something of the past has changed they look at
everything again. Whatever the note says, the spreadsheet is the record: without it nothing is lost.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from connectors.ledger.ledger import Ledger
from connectors.sheets.grid import Grid
from connectors.sheets.reading import NotRead, Part, PartialTabState, Reading
from connectors.sheets.rows.row_changes import desired_rows, keys_of
from connectors.sheets.snapshot import Snapshot
from connectors.sheets.tab import Tab
from loket import __version__
from loket.columns import (
    CODE,
    CORRECTION,
    CREATED,
    FEEDBACK_CODE,
    FORM,
    INVITATION_CODE,
    QUESTION,
    RESPONSE_ID,
    WEEK,
)
from loket.errors import LoketError
from loket.vocabulary import TIME_ZONE, Form
from loket.week import Week
from pipeline import tabs
from pipeline.configuration.settings import Settings
from pipeline.intake.intake import Intake
from pipeline.order import Order
from pipeline.questionnaires.question_titles import form_title
from transforms.evaluation.feedback_code import read_code

if TYPE_CHECKING:
    from pipeline.areas.evaluation_tabs import Evaluations

Json = dict[str, Any]

INVITED = [CODE, RESPONSE_ID, CREATED, INVITATION_CODE]

PARTLY = (tabs.REGISTRATIONS, tabs.MILESTONES)
"""The tabs that only grow."""

_NOTE = "past"


@dataclass(frozen=True)
class Past:
    """What the last look at everything found to be over.

    ``versions``: how many versions of responses are past, by form; ``invited``: those of past
    registrations that gave an invitation code, which serves once (``INVITED``); ``strays``: codes
    of feedback whose session is nowhere to be found; ``statuses``: past registrations by status;
    ``witness``: what people would change if they changed something of the past.
    """

    day: date
    circumstances: str
    reading: Reading
    versions: Mapping[str, int]
    invited: pd.DataFrame
    strays: frozenset[str]
    statuses: Mapping[str, int]
    witness: str

    def stands(self, snapshot: Snapshot, present: Mapping[Form, Intake]) -> bool:
        """Tell whether a reading shows the past as it was."""
        return witness(snapshot, self.reading.parts, codes_of(present)) == self.witness


def recalled(ledger: Ledger, settings: Settings, order: Order) -> Past | None:
    """Give the note if it is of today, and for just such a pass as is to be run."""
    note = ledger.notes.read(_NOTE)
    if note is None or order.full or order.weeks or order.as_of:
        return None
    past = _past_of(json.loads(note))
    same = past.day == order.now.astimezone(TIME_ZONE).date()
    return past if same and past.circumstances == circumstances(settings) else None


def require_undisturbed(past: Past, ledger: Ledger, intakes: Mapping[Form, Intake]) -> None:
    """Raise NotRead where all was listed, or a past response edited, or listed again."""
    if any(found.full for found in intakes.values()):
        raise NotRead("all responses were listed")
    for form, number in past.versions.items():
        if ledger.responses.past_versions(form) != number:
            raise NotRead("a response of the past")


def note_down(ledger: Ledger, past: Past | None) -> None:
    """Keep the note, or drop it."""
    if past is None:
        ledger.notes.drop(_NOTE)
    else:
        ledger.notes.write(_NOTE, json.dumps(_json_of(past), ensure_ascii=True))


def require_present(evaluated: Evaluations, past: Past, snapshot: Snapshot) -> None:
    """Raise NotRead where feedback has to do with a week that was not read."""
    named = session_codes(evaluated.answered)
    strangers = set(named.index[~named.isin(evaluated.sessions[CODE])]) - past.strays
    placed = (evaluated.feedback.counted[WEEK], evaluated.feedback.superseded[WEEK])
    weeks = {Week.of_label(label) for labels in placed for label in labels.unique()}
    if strangers or any(snapshot.lacks(tabs.schedule_tab(week)) for week in weeks):
        raise NotRead("feedback for a session of the past")


def require_read(
    snapshot: Snapshot,
    desired: Mapping[Tab, pd.DataFrame | Grid],
    errors: Sequence[LoketError],
) -> None:
    """Raise NotRead where a tab is to be made, where a row of the past is to change, or at errors.

    What has gone wrong may have to do with what was not read.
    """
    missing = [tab.title for tab in desired if tab.sheet_id not in snapshot.sheets]
    for tab, rows in desired.items():
        state = None if missing else snapshot.tab(tab)
        if isinstance(state, PartialTabState) and isinstance(rows, pd.DataFrame):
            keys = keys_of(tab, desired_rows(tab, rows, snapshot.zone))
            missing += [str(key) for key in keys if not state.was_read(state.keys.get(key, 0))]
    if missing or errors:
        raise NotRead(", ".join([*missing, *map(str, errors)]))


def session_codes(answered: pd.DataFrame) -> pd.Series[str]:
    """Give the codes of sessions that feedback names, by its own code; without those without."""
    named = answered.set_index(CODE)[FEEDBACK_CODE]
    return named.map(lambda text: read_code(text) if isinstance(text, str) else None).dropna()


def circumstances(settings: Settings) -> str:
    """Give what a note is good for: this version of Loket under these settings."""
    return _digest([__version__, settings.model_dump_json()])


def codes_of(intakes: Mapping[Form, Intake]) -> dict[Form, frozenset[str]]:
    """Give the codes of the responses of each form."""
    return {form: frozenset(found.responses[CODE]) for form, found in intakes.items()}


def witness(
    snapshot: Snapshot, parts: Mapping[int, Part], present: Mapping[Form, Collection[str]]
) -> str:
    """Give a digest of all that people may change of what is past.

    These are the keys and ✎ cells of rows that are left out, ✎Koreksi of responses that are not
    among the ``present`` ones, and Perubahan of registrations that are not.
    """
    problems = snapshot.tab(tabs.PROBLEMS).frame
    titles = {form_title(form): codes for form, codes in present.items()}
    known = [
        code in titles.get(form, ())
        for form, code in zip(problems[FORM], problems[CODE], strict=True)
    ]
    ours = problems[FORM].isin(titles) & ~pd.Series(known, index=problems.index, dtype=bool)
    corrected = problems.loc[ours & problems[CORRECTION].notna()]
    changes = snapshot.tab(tabs.CHANGES).frame.drop(columns="row")
    registered = present.get(Form.REGISTRATION, ())
    theirs = [
        code not in registered and read_code(str(code)) not in registered for code in changes[CODE]
    ]
    return _digest(
        [
            *(
                parts[tab.sheet_id].left_out(snapshot.tab(tab))
                for tab in PARTLY
                if tab.sheet_id in parts
            ),
            corrected[[FORM, CODE, QUESTION, CORRECTION]].to_numpy().tolist(),
            changes[theirs].to_numpy().tolist(),
        ]
    )


def _digest(parts: list[Any]) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()


def _json_of(past: Past) -> Json:
    reading = past.reading
    invited = past.invited.assign(**{CREATED: [at.isoformat() for at in past.invited[CREATED]]})
    return {
        "day": past.day.isoformat(),
        "circumstances": past.circumstances,
        "titles": list(reading.titles.items()),
        "skipped": sorted(reading.skipped),
        "parts": [
            (
                key,
                [(gap.start, gap.stop) for gap in part.gaps],
                part.columns,
                sorted(part.near, key=repr),
            )
            for key, part in reading.parts.items()
        ],
        "batch": reading.batch,
        "versions": dict(past.versions),
        "invited": invited[INVITED].to_numpy().tolist(),
        "strays": sorted(past.strays),
        "statuses": dict(past.statuses),
        "witness": past.witness,
    }


def _past_of(note: Json) -> Past:
    invited = pd.DataFrame(note["invited"], columns=INVITED, dtype="str")
    instants = pd.to_datetime(invited[CREATED], format="ISO8601", utc=True)
    return Past(
        day=date.fromisoformat(note["day"]),
        circumstances=note["circumstances"],
        reading=Reading(
            titles=dict(note["titles"]),
            skipped=frozenset(note["skipped"]),
            parts={
                key: Part(
                    tuple(range(*gap) for gap in gaps), tuple(columns), frozenset(map(tuple, near))
                )
                for key, gaps, columns, near in note["parts"]
            },
            batch=note["batch"],
        ),
        versions=note["versions"],
        invited=invited.assign(**{CREATED: instants.dt.as_unit("us").dt.tz_convert(TIME_ZONE)}),
        strays=frozenset(note["strays"]),
        statuses=note["statuses"],
        witness=note["witness"],
    )
