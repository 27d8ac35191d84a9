"""The table of checks, and how they are gone through: each on its own, one failure stops no other.

Checks stand in the order of cause and effect; one that needs another which failed is left out, for
it could only say the same again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from loket.errors import LoketError
from loket.vocabulary import Form
from pipeline.configuration.settings import Settings
from pipeline.configuration.settings_file import load
from pipeline.doctor import (
    account,
    form_checks,
    machine,
    public_checks,
    records,
    spreadsheet_checks,
)
from pipeline.doctor.case import Case, Premises, open_case
from pipeline.doctor.finding import Finding, Level, error, ok, warning
from pipeline.internal_error import internal_error

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Check(Generic[Subject]):
    """One check. ``affects``: what its errors stop. ``needs``: names of checks before it."""

    name: str
    examine: Callable[[Subject], Iterator[Finding]]
    affects: str
    needs: tuple[str, ...] = ()


def _machine_zone(premises: Premises) -> Iterator[Finding]:
    here = premises.now().astimezone()
    return machine.zone(here, by_cron=records.by_cron(premises))


_EVERYTHING = "every pass: nothing is read, nothing is written"
_ONLINE = ("network", "token")

PREMISES: tuple[Check[Premises], ...] = (
    Check("packages", lambda _: machine.versions(), "every command"),
    Check("disk", lambda p: machine.disk(machine.disk_of(p.ledger.parent)), _EVERYTHING),
    Check("ledger", records.ledger, _EVERYTHING),
    Check("lock", records.lock, "every pass"),
    Check("machine zone", _machine_zone, "when cron starts passes"),
    Check("credentials", account.credentials, _EVERYTHING),
)
"""What is looked at on this machine."""


def _of_form(form: Form, affects: str) -> tuple[Check[Case], ...]:
    name = f"form {form}"
    return (
        Check(name, partial(form_checks.access, form=form), affects, _ONLINE),
        Check(f"{name} open", partial(form_checks.open_to_people, form=form), affects, (name,)),
        Check(f"{name} questions", partial(form_checks.mapping, form=form), affects, (name,)),
    )


_SHEET = ("spreadsheet",)

AT_GOOGLE: tuple[Check[Case], ...] = (
    Check("network", account.network, _EVERYTHING),
    Check("clock", account.clock, "phases begin at wrong times; keys are refused", ("network",)),
    Check("token", account.token, _EVERYTHING, ("network",)),
    Check("account", account.account, "who Loket is in protected tabs", _ONLINE),
    *_of_form(Form.REGISTRATION, "registrations, schedules and the waiting list"),
    *_of_form(Form.FEEDBACK, "the weeks' evaluations"),
    *_of_form(Form.HALO_FEEDBACK, "HALO Rekap"),
    Check("public schedule", public_checks.schedule, "what anybody may read", _ONLINE),
    Check("spreadsheet", spreadsheet_checks.access, "every tab", _ONLINE),
    Check("headers", spreadsheet_checks.headers, "the tabs named", _SHEET),
    Check("weeks", spreadsheet_checks.weeks, "the weeks named", _SHEET),
    Check("protection", spreadsheet_checks.protection, "what people can type by mistake", _SHEET),
    Check("sheet zone", spreadsheet_checks.zone, "dates that staff type", _SHEET),
)
"""What is looked at over the line."""

RESULTS: tuple[Check[Premises], ...] = (
    Check("passes", records.passes, "every tab"),
    Check("quota", records.quota, "how long passes take"),
    Check("alerts", records.alerts, "how soon somebody sees that passes fail"),
)
"""What came of it all."""


def examine(config: Path, *, now: Callable[[], datetime]) -> list[Finding]:
    """Examine the office of a settings file, from cause to effect; changes nothing."""
    try:
        settings = load(config)
    except LoketError as broken:
        settled = replace(error(broken, affects="every command"), check="settings")
        versions = [replace(each, check="packages") for each in machine.versions()]
        return [settled, *versions]
    premises = Premises(settings, now)
    found = [replace(ok(f"{config} has no mistakes."), check="settings")]
    found += gone_through(PREMISES, premises)
    found += _at_google(settings, now, found)
    return found + gone_through(RESULTS, premises)


def gone_through(checks: Sequence[Check[Subject]], subject: Subject) -> list[Finding]:
    """Go through checks, whatever each of them meets; what had to be left out is told last."""
    found: list[Finding] = []
    failed: list[str] = []
    left_out: list[str] = []
    for check in checks:
        if {*failed, *left_out} & set(check.needs):
            left_out.append(check.name)
            continue
        results, whole = _examined(check, subject)
        failed += [] if whole else [check.name]
        found += [_named(each, check) for each in results]
    needed = {name for check in checks for name in check.needs}
    causes = [name for name in failed if name in needed]
    return found + ([_left_out(left_out, causes)] if left_out else [])


def _examined(check: Check[Subject], subject: Subject) -> tuple[list[Finding], bool]:
    """Give the findings, and whether the check got to its end: what it raises ends it."""
    found: list[Finding] = []
    try:
        found += check.examine(subject)
    except LoketError as met:
        return [*found, error(met)], False
    except Exception as met:  # noqa: BLE001 - a check with a defect must not hide the others
        return [*found, error(internal_error(met))], False
    return found, True


def _named(finding: Finding, check: Check[Any]) -> Finding:
    affects = finding.affects or (check.affects if finding.level is Level.ERROR else "")
    return replace(finding, check=check.name, affects=affects)


def _left_out(names: Sequence[str], causes: Sequence[str]) -> Finding:
    what = f"{', '.join(names)}: first {', '.join(causes)} has to be well."
    return replace(warning(what), check="not examined")


def _at_google(
    settings: Settings, now: Callable[[], datetime], before: Sequence[Finding]
) -> list[Finding]:
    if any(each.check == "credentials" and each.level is Level.ERROR for each in before):
        return [_left_out([check.name for check in AT_GOOGLE], ["credentials"])]
    try:
        with open_case(settings, now=now) as case:
            return gone_through(AT_GOOGLE, case)
    except LoketError as met:
        return [replace(error(met, affects=_EVERYTHING), check="Google")]
