"""Whether a run took its fault as it should: exit code, message, and what stands in the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from loket.errors import LoketError
from loket.vocabulary import Form
from pipeline.runs.outcome import CHANGED, FAILED, PARTIAL
from tests.pipeline.faults.kinds import KINDS, Kind
from tests.pipeline.faults.outcome import Cells
from tests.pipeline.faults.stages import Ended, Stage, run_init
from tests.pipeline.faults.trial import Plain, on_trial
from tests.pipeline.office_factory import CLIENTS

_PLACE = re.compile(r"form .{10}|spreadsheet .{20}|file .{20}|The ledger /|The settings file /")
_PERSONAL = (*CLIENTS, *CLIENTS.values(), "Wati", "Maman")

_OF_FORM = {
    Form.REGISTRATION: ("",),
    Form.FEEDBACK: ("Rekap Evaluasi", "Evaluasi", "Tahapan", "Perlu Perbaikan"),
    Form.HALO_FEEDBACK: ("HALO Rekap", "HALO Evaluasi", "Tahapan", "Perlu Perbaikan"),
}
"""How the places begin that follow from each form; from that of registrations all do."""


@dataclass(frozen=True)
class Verdict:
    """What came of a trial. ``wrong`` says in words what ought to be otherwise."""

    stage: str
    kind: str
    call: str
    outcome: str
    exit_code: int
    waited: float
    calls: int
    wrong: tuple[str, ...]


def meetings(stage: Stage, without: Plain) -> list[tuple[int, Kind]]:
    """Give each call of a stage, by its place, with each fault that it can meet."""
    kinds = [kind for kind in KINDS if not (kind.in_a_pass and stage.run is run_init)]
    return [(call.number, kind) for call in without.calls for kind in kinds if kind.fits(call)]


def judged(original: Path, stage: Stage, kind: Kind, place: int, plain: Plain) -> Verdict:
    """Let a run meet a fault at one of its calls, then let it run again if it has to."""
    with on_trial(original, stage) as trial:
        trial.kind, trial.place = kind, place
        ended = trial.run()
        calls, waited = len(trial.watch.calls), trial.waited
        wrong = [*_ending(ended, kind)]
        if ended.outcome == PARTIAL and kind.on_one_file:
            struck = plain.calls[place].file_id
            lost = [form for form in Form if trial.settings.forms.of(form).id == struck]
            if lost:
                wrong += _unaffected(lost, _differences(plain.cells, trial.look()))
        if ended.exit_code:
            again = trial.run()
            wrong += [f"the next run: {error}" for error in again.errors]
        wrong += _differences(plain.cells, trial.look())
    return Verdict(
        stage.name,
        kind.name,
        str(plain.calls[place]),
        ended.outcome,
        ended.exit_code,
        waited,
        calls,
        tuple(wrong),
    )


def _ending(ended: Ended, kind: Kind) -> Iterator[str]:
    if ended.exit_code != kind.exit_code and not (kind.may_pass and not ended.errors):
        yield f"exit code {ended.exit_code}, not {kind.exit_code}: {ended.errors}"
    if (ended.outcome == CHANGED) != (not ended.errors):
        yield f"outcome {ended.outcome} with errors {ended.errors}"
    if ended.outcome not in {CHANGED, PARTIAL, FAILED}:
        yield f"outcome {ended.outcome}"
    for error in ended.errors:
        yield from _message(error)


def _message(error: LoketError) -> Iterator[str]:
    text = str(error)
    if not _PLACE.search(text):
        yield f"names no place: {text}"
    if not error.remedy:
        yield f"names no remedy: {text}"
    if any(word in text for word in _PERSONAL):
        yield f"is personal: {text}"


def _unaffected(lost: Iterable[Form], differences: Iterable[str]) -> Iterator[str]:
    """Give what differs though it does not come from a form that was lost."""
    theirs = tuple(title for form in lost for title in _OF_FORM[form])
    for line in differences:
        if not line.startswith(theirs):
            yield f"left undone: {line}"


def _differences(wanted: Cells, found: Cells) -> Iterator[str]:
    for place in sorted(wanted.keys() | found.keys()):
        if wanted.get(place) != found.get(place):
            yield f"{place} holds {found.get(place)}, not {wanted.get(place)}"
