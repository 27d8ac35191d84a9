"""The faults: what each does from one call of a run on, and the exit code that it leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from connectors.workspace.faults import CONSENT, Fault
from connectors.workspace.outages import (
    LISTING,
    bad_gateway,
    expired_page,
    expired_token,
    failing,
    gone,
    login_page,
    no_storage,
    revoked_consent,
)
from tests.pipeline.faults.watch import Call, Patience

if TYPE_CHECKING:
    from tests.pipeline.faults.trial import Trial

FOR_GOOD = 10_000
"""Times that a fault happens when it lasts till the end of the run."""

OK, UNAVAILABLE, LOCAL, ACCESS, CONFIGURATION = 0, 69, 74, 77, 78

USUAL = Patience()


@dataclass(frozen=True)
class Kind:
    """One fault. ``begin`` lets it begin right before a call that it ``fits``.

    ``impatient`` is how long the calls that meet it may take; ``lasts`` whether these are all from
    then on or just the one. ``may_pass``: it may be that nothing comes to harm. ``in_a_pass``: an
    init cannot meet it. ``on_one_file``: calls about other files are as ever.
    """

    name: str
    begin: Callable[[Trial, Call], None]
    exit_code: int = OK
    fits: Callable[[Call], bool] = lambda _: True
    impatient: Patience = USUAL
    lasts: bool = False
    may_pass: bool = False
    in_a_pass: bool = False
    on_one_file: bool = False


def _ordered(*faults: Fault) -> Callable[[Trial, Call], None]:
    return lambda trial, _: trial.faults.add(*faults)


def _once(name: str, fault: Fault, impatient: Patience = USUAL) -> Kind:
    return Kind(f"{name}, once", _ordered(fault), impatient=impatient)


def _lasting(name: str, fault: Fault, impatient: Patience = USUAL) -> Kind:
    begin = _ordered(replace(fault, times=FOR_GOOD))
    return Kind(f"{name}, lasting", begin, UNAVAILABLE, impatient=impatient, lasts=True)


def _no_token(fault: Fault) -> Callable[[Trial, Call], None]:
    """Let the token expire, and the service that gives another one fail."""
    refused = replace(expired_token(), times=fault.times)
    return _ordered(fault, refused)


def _names_a_file(call: Call) -> bool:
    return bool(call.file_id) and "/batch/" not in call.path


_BUSY = Fault(status=429, headers={"Retry-After": "30"})
_DRIP = Fault(drip=0.01)
_IMPATIENT = Patience(0.05)

KINDS: tuple[Kind, ...] = (
    _once("429", _BUSY),
    _lasting("429", _BUSY),
    _once("500", failing(500)),
    _once("502 page", bad_gateway()),
    _once("login page", login_page()),
    _once("503", failing(503)),
    _lasting("503", failing(503)),
    Kind("refused, once", lambda trial, _: trial.go_away(till_a_retry=True)),
    Kind("refused, lasting", lambda trial, _: trial.go_away(), UNAVAILABLE),
    _once("reset before", Fault(drop="before")),
    _once("reset midway", Fault(drop="midway")),
    _once("reset after", Fault(drop="after")),
    _lasting("reset after", Fault(drop="after")),
    _once("hang before", Fault(hang="before"), _IMPATIENT),
    _lasting("hang before", Fault(hang="before"), _IMPATIENT),
    _once("hang after", Fault(hang="after"), Patience(0.5)),
    # A file whose making comes to pass only after it was looked for is there twice; nothing helps.
    Kind(
        "late, once",
        _ordered(Fault(delay=0.3)),
        fits=lambda call: not call.is_creation,
        impatient=Patience(0.1),
    ),
    _once("slow drip", _DRIP, Patience(1, 0.05)),
    _once("truncated", Fault(truncate=True)),
    Kind("token expired", _ordered(expired_token())),
    Kind(
        "token revoked",
        _no_token(replace(revoked_consent(), times=FOR_GOOD)),
        ACCESS,
    ),
    Kind("token service down, once", _no_token(Fault(CONSENT, status=503))),
    Kind(
        "token service down, lasting",
        _no_token(Fault(CONSENT, status=503, times=FOR_GOOD)),
        UNAVAILABLE,
    ),
    Kind(
        "403 storage quota",
        _ordered(replace(no_storage(), times=FOR_GOOD)),
        ACCESS,
        fits=lambda call: call.is_write,
    ),
    Kind(
        "file deleted",
        lambda trial, call: trial.faults.add(replace(gone(call.file_id), times=FOR_GOOD)),
        CONFIGURATION,
        fits=_names_a_file,
        # What Drive hides from an account is its owner's to share.
        may_pass=True,
        on_one_file=True,
    ),
    Kind("form closed", lambda trial, _: trial.close_the_form(), in_a_pass=True),
    Kind(
        "page token expired",
        lambda trial, call: trial.faults.add(*expired_page(call.file_id)),
        fits=lambda call: call.is_listing,
    ),
    Kind(
        "page shorter than asked",
        _ordered(Fault(LISTING, page=1, times=FOR_GOOD)),
        fits=lambda call: call.is_listing,
    ),
    Kind(
        "responses out of order",
        _ordered(Fault(LISTING, backwards=True, times=FOR_GOOD)),
        fits=lambda call: call.is_listing,
    ),
    Kind("server's clock ahead", lambda trial, _: trial.skew(timedelta(hours=3))),
    Kind("server's clock behind", lambda trial, _: trial.skew(timedelta(hours=-3))),
    Kind("disk full", lambda trial, _: trial.fill_the_disk(), LOCAL, may_pass=True),
    Kind("disk read-only", lambda trial, _: trial.make_read_only(), LOCAL, may_pass=True),
    Kind("ledger locked", lambda trial, _: trial.lock_the_ledger(), LOCAL, in_a_pass=True),
)
