"""The registration form's responses, corrected and read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from connectors.sheets.snapshot import Snapshot
from loket.columns import (
    BLOCKING,
    CODE,
    CORRECTION,
    CREATED,
    DATES,
    FORM,
    GROUP,
    INVITATION_CODE,
    QUESTION,
    REMARK,
    STATUS,
    VALUE,
)
from loket.vocabulary import Form, Status
from pipeline import tabs
from pipeline.clinic.desk import Desk
from pipeline.clinic.safeguards import whole
from pipeline.intake.intake import Intake
from pipeline.questionnaires.question_titles import question_key
from transforms.evaluation.feedback_code import read_code
from transforms.reading.remark_column import joined
from transforms.reading.tab_problems import TabReading
from transforms.registration import corrections, invitations, registrations
from transforms.registration.earlier_answers import KEPT, earlier_answers
from transforms.registration.problem_list import is_set_aside

_CHANGEABLE = {
    column.header.casefold(): column.field
    for column in tabs.REGISTRATIONS.columns
    if not column.staff
}


@dataclass(frozen=True)
class Registrants:
    """Who has registered.

    ``responses``: all live responses, erased persons' aside; ``valid``: the registrations that
    could be read, now or before; ``problems``: what could not; ``invited``: the parties of Undangan
    with their codes; ``sheet``: Pendaftaran as it stands; ``erased``: codes of erased persons;
    ``complete``: whether the listing can be trusted to show what was deleted; ``changed``: codes
    with a change on the tab Perubahan; ``redated``: codes whose dates are what staff typed;
    ``tab_problems``: unusable rows of Perubahan; ``came_before``: who came by invitation among the
    past registrations, which are left out of all the others.
    """

    responses: pd.DataFrame
    valid: pd.DataFrame
    problems: pd.DataFrame
    invited: pd.DataFrame
    sheet: pd.DataFrame
    erased: frozenset[str]
    complete: bool
    changed: frozenset[str]
    redated: frozenset[str]
    tab_problems: pd.DataFrame
    came_before: pd.DataFrame


def registrants(
    intake: Intake, snapshot: Snapshot, desk: Desk, earlier: pd.DataFrame | None = None
) -> Registrants:
    """Read the registrations as staff's corrections and clients' changes by phone leave them.

    earlier: past registrations that gave an invitation code, see ``invitations.groups``.
    Raises HeaderMissing where Pendaftaran or Perlu Perbaikan has lost one.
    """
    sheet = whole(snapshot, tabs.REGISTRATIONS).frame.dropna(subset=[CODE])
    sheet = sheet.drop_duplicates(CODE, ignore_index=True)
    erased = frozenset(sheet.loc[sheet[STATUS] == Status.ERASED, CODE])
    responses = intake.responses[~intake.responses[CODE].isin(erased)]
    known = {str(key[0]) for key in snapshot.tab(tabs.REGISTRATIONS).keys}
    changes, change_problems = _changes(desk.tab(tabs.CHANGES), known)
    typed = pd.concat([corrected(snapshot, Form.REGISTRATION), changes], ignore_index=True)
    answers = corrections.apply(responses, typed)
    valid, problems = _read(answers, desk, earlier)
    kept = earlier_answers(problems, sheet)
    if len(kept):
        valid, problems = _with_earlier(answers, kept, problems, desk, earlier)
    return Registrants(
        responses=responses,
        valid=valid,
        problems=problems,
        invited=desk.invited,
        sheet=sheet,
        erased=erased,
        complete=intake.complete,
        changed=frozenset(changes[CODE]),
        redated=frozenset(typed.loc[typed[QUESTION] == DATES, CODE]),
        tab_problems=change_problems,
        came_before=_invited_before(earlier, desk),
    )


def _read(
    answers: pd.DataFrame, desk: Desk, earlier: pd.DataFrame | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    return registrations.normalise(
        answers,
        desk.invited,
        walk_in_code=desk.settings.clinic.walk_in_code,
        hours=desk.settings.clinic.service_hours,
        fields=desk.fields,
        earlier=earlier,
    )


def _with_earlier(
    answers: pd.DataFrame,
    kept: pd.DataFrame,
    problems: pd.DataFrame,
    desk: Desk,
    earlier: pd.DataFrame | None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the answers with earlier ones in place of what cannot be read, which stays on record."""
    valid, _ = _read(corrections.apply(answers, kept), desk, earlier)
    notes = pd.Series(KEPT, index=valid.index, dtype="str").where(valid[CODE].isin(kept[CODE]))
    blocking = problems[BLOCKING] & ~problems[CODE].isin(valid[CODE])
    return (
        valid.assign(**{REMARK: joined(notes, valid[REMARK])}),
        problems.assign(**{BLOCKING: blocking}),
    )


def _invited_before(earlier: pd.DataFrame | None, desk: Desk) -> pd.DataFrame:
    """Give CODE, CREATED, INVITATION_CODE, GROUP of past registrations that gave a code."""
    columns = [CODE, CREATED, INVITATION_CODE, GROUP]
    if earlier is None:
        return pd.DataFrame(columns=columns)
    walk_in_code = desk.settings.clinic.walk_in_code
    rows = earlier.assign(**{REMARK: pd.Series(None, index=earlier.index, dtype="str")})
    return invitations.groups(rows, desk.invited, walk_in_code=walk_in_code)[columns]


def corrected(snapshot: Snapshot, form: Form) -> pd.DataFrame:
    """Give what staff typed in ✎Koreksi for one form: CODE, QUESTION (key), VALUE.

    Raises HeaderMissing where the tab has lost one.
    """
    frame = whole(snapshot, tabs.PROBLEMS).frame
    typed = frame[frame[CORRECTION].notna() & ~is_set_aside(frame[CORRECTION])]
    keys = [question_key(f, q) for f, q in zip(typed[FORM], typed[QUESTION], strict=True)]
    rows = pd.DataFrame({CODE: typed[CODE], QUESTION: keys, VALUE: typed[CORRECTION]})
    chosen = [key is not None and key[0] is form for key in keys]
    rows = rows[pd.Series(chosen, index=rows.index, dtype=bool)]
    return rows.assign(**{QUESTION: rows[QUESTION].map(lambda key: key[1])})


def _changes(tab: pd.DataFrame, known: Collection[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read Perubahan: one row per change a client asked for, the last one counts."""
    reading = TabReading(tabs.CHANGES.title)
    rows: list[tuple[str, str, str]] = []
    for record in tab.to_dict("records"):
        code, header, value = (str(record[name] or "").strip() for name in (CODE, "column", VALUE))
        field = _CHANGEABLE.get(header.casefold())
        registration = code if code in known else read_code(code) or code
        if registration not in known:
            reading.report(
                record["row"],
                "Kode",
                code,
                "Kode tidak dikenal.",
                "Salin kode dari tab Pendaftaran.",
            )
        elif (key := corrections.question_of(field)) is None:
            reading.report(
                record["row"],
                "Kolom",
                header,
                "Kolom ini tidak bisa diubah.",
                "Tulis judul kolom jawaban di tab Pendaftaran, misalnya Tanggal Bisa.",
            )
        else:
            rows.append((registration, key, value))
    return pd.DataFrame(rows, columns=[CODE, QUESTION, VALUE], dtype="str"), reading.problems()
