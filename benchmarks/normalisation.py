"""Reading registrations, against merely parsing the same bytes.

Ours is all that a pass does to responses between the network and the registrations: ``json.loads``,
raw responses, their frame, and ``registrations.normalise`` with names, telephone
numbers, businesses, districts, dates, fields and times. The other is ``json.loads`` and a frame of
what it gives, a row per response with all answers still in one nested cell: the least that anybody
must do who wants these bytes in pandas, so the ratio is the price of reading them. Both begin with
the same bytes, in pages as Google lists them. The note says how long ``normalise`` took of ours.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd

from benchmarks.comparison import Comparison, Effort, Trial, compare
from benchmarks.made_up_responses import pages
from benchmarks.measurement import Job
from connectors.forms.response import RawResponse
from loket import columns as c
from loket.vocabulary import Form
from pipeline.configuration.settings import Clinic
from pipeline.intake.intake import responses_frame
from pipeline.questionnaires.questionnaires import DEFAULT_FIELDS, questionnaires
from transforms.registration.invitations import codes
from transforms.registration.registrations import normalise

FULL = {10_000: Effort(runs=3), 100_000: Effort(runs=1)}
TINY = {50: Effort(runs=1, memory=False)}
_REPEATABLE = 20_000


def comparisons(size: int, effort: Effort) -> list[Comparison]:
    """Compare at so many responses."""
    slow = size > _REPEATABLE
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "listing.jsonl"
        path.write_bytes(b"\n".join(pages(size)))
        found = compare(
            f"{size:,} responses",
            effort,
            Trial("read and normalise", partial(_read_and_normalise, path), slow),
            Trial("json.loads + DataFrame", partial(_parse, path), slow),
        )
        megabytes = path.stat().st_size / 1e6
    return [
        replace(line, note=f"{megabytes:.3g} MB; normalise {line.results[0]:.2g} s of ours")
        for line in found
    ]


@contextmanager
def _read_and_normalise(path: Path) -> Iterator[Job]:
    bodies = path.read_bytes().split(b"\n")

    def job() -> float:
        frame = _frame(bodies)
        began = time.perf_counter()
        _registrations(frame)
        return time.perf_counter() - began

    yield job


@contextmanager
def _parse(path: Path) -> Iterator[Job]:
    bodies = path.read_bytes().split(b"\n")
    yield lambda: len(pd.DataFrame(_listed(bodies)))


def _listed(bodies: list[bytes]) -> list[dict[str, object]]:
    return [response for body in bodies for response in json.loads(body)["responses"]]


def _frame(bodies: list[bytes]) -> pd.DataFrame:
    questionnaire = questionnaires(Clinic())[Form.REGISTRATION]
    ids = {question.key: question.key for question in questionnaire.questions()}
    responses = [RawResponse.of(payload) for payload in _listed(bodies)]
    return responses_frame(responses, questionnaire, ids)


def _registrations(frame: pd.DataFrame) -> pd.DataFrame:
    clinic = Clinic()
    nobody = pd.DataFrame(columns=[c.NAME, c.BUSINESS, c.PHONE, c.SERVICE, c.INVITATION_CODE])
    fields = [(str(service), name) for service, names in DEFAULT_FIELDS.items() for name in names]
    registrations, problems = normalise(
        frame,
        codes(nobody.astype(object)),
        hours=clinic.service_hours,
        fields=pd.DataFrame(fields, columns=[c.SERVICE, c.FIELD], dtype="str"),
        walk_in_code=clinic.walk_in_code,
    )
    if len(registrations) < 0.9 * len(frame):
        raise RuntimeError(f"only {len(registrations)} of {len(frame)} read:\n{problems}")
    return registrations
