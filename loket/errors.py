"""Every error that stops something, ordered by what a caller does about it.

    LoketError
    ├── UsageError            64  the command line is wrong: correct the call
    ├── DataError             65  data stopped an output: correct the data named
    │   ├── SumError              a form's responses are not all accounted for
    │   └── DriftError            a form or tab lost something that Loket needs: put it back
    │       ├── QuestionMissing
    │       ├── ResponsesMissing
    │       ├── HeaderMissing
    │       ├── HeaderSunken
    │       └── TabMissing
    ├── InternalError         70  Loket itself is wrong: report it
    ├── UnavailableError      69  Google does not answer: try again later
    │   ├── QuotaExceeded
    │   ├── OutOfTime             the pass has reached its deadline
    │   ├── Disturbed             people did not let the spreadsheet come to rest
    │   ├── Overtaken             another's change came first: read again, then plan again
    │   └── AmbiguousWrite        nobody knows whether a write arrived: read again, then plan again
    ├── DeliveryError         69  word to whoever watches did not arrive: it is tried again
    ├── LocalError            74  this machine's disk, file, port or clock: repair it
    │   └── ClockWrong
    ├── LockedError           75  another pass runs: nothing to do
    ├── AccessError           77  credentials or sharing: grant the access named
    │   └── Protected             people have protected the cells
    ├── ConfigurationError    78  config.yaml, or an id in it: edit it
    └── Stopped              143  the process was told to stop: nothing to do

Errors take fields and build their own message, which always ends in a remedy.
A row that cannot be read is no error but a problem: see ``transforms``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar


class LoketError(Exception):
    """Root of the tree. ``exit_code`` follows sysexits.h."""

    exit_code: ClassVar[int] = 70

    def __init__(self, message: str, *, remedy: str = "") -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message} {remedy}".strip())


class UsageError(LoketError):
    """The command line asks for something that cannot be."""

    exit_code = 64


class DataError(LoketError):
    """Data stopped an output."""

    exit_code = 65


class SumError(DataError):
    """Responses listed by Google and responses accounted for differ (promise 3)."""

    def __init__(self, form: str, listed: int, accounted: int, missing: Sequence[str]) -> None:
        self.form, self.listed, self.accounted, self.missing = form, listed, accounted, missing
        super().__init__(
            f"Form {form!r}: Google lists {listed} responses, {accounted} are accounted for; "
            f"missing: {', '.join(missing) or 'none'}.",
            remedy="Nothing was written. It is a defect of Loket: report this line.",
        )


class DriftError(DataError):
    """A form or a tab has lost something that Loket relies on."""


class QuestionMissing(DriftError):
    """A mapped question is no longer on its form."""

    def __init__(self, form: str, question: str, question_id: str) -> None:
        self.form, self.question, self.question_id = form, question, question_id
        super().__init__(
            f"Form {form!r} has lost the question {question!r} (id {question_id}).",
            remedy="Restore it in the form's editor, or run `loket init` to map a new question.",
        )


class ResponsesMissing(DriftError):
    """A form lists no response at all, though the spreadsheet holds some."""

    def __init__(self, form: str, standing: int) -> None:
        self.form, self.standing = form, standing
        super().__init__(
            f"Form {form!r} lists no response, though the spreadsheet holds {standing} of them.",
            remedy="Check that config.yaml names the right form (forms: id). If they were deleted "
            "on purpose, nothing is to be done: the next response that comes in settles it.",
        )


class HeaderMissing(DriftError):
    """A needed header is no longer on its tab."""

    def __init__(self, tab: str, headers: Sequence[str]) -> None:
        self.tab, self.headers = tab, tuple(headers)
        super().__init__(
            f"Tab {tab!r} has lost the header {', '.join(map(repr, headers))}.",
            remedy="Type the header back into the tab's header row.",
        )


class HeaderSunken(DriftError):
    """Rows of a tab stand above its headers, where nobody reads them."""

    def __init__(self, tab: str, rows: Sequence[int]) -> None:
        self.tab, self.rows = tab, tuple(rows)
        super().__init__(
            f"Tab {tab!r} has rows above its headers: {', '.join(map(str, rows))}.",
            remedy="Move the header row back above them.",
        )


class TabMissing(DriftError):
    """A tab that Loket relies on is no longer in the spreadsheet."""

    def __init__(self, tab: str) -> None:
        self.tab = tab
        super().__init__(
            f"The spreadsheet has no tab {tab!r}.",
            remedy="Run `loket init` to create it, or restore it from the version history.",
        )


class InternalError(LoketError):
    """Something that nobody foresaw; names the place and no value, for values may be personal."""

    exit_code = 70

    def __init__(self, kind: str, place: str) -> None:
        self.kind, self.place = kind, place
        super().__init__(
            f"Internal error: {kind} in {place}.",
            remedy="This is a defect of Loket: report this line. `--verbose` shows by which "
            "lines it came.",
        )


class UnavailableError(LoketError):
    """Google, or the way to it, is out of order for now; retries are used up."""

    exit_code = 69


class QuotaExceeded(UnavailableError):
    """Google's quota for this project or user is used up."""


class Disturbed(UnavailableError):
    """People rearranged the spreadsheet each time that a pass wrote to it."""

    def __init__(self, rounds: int) -> None:
        self.rounds = rounds
        super().__init__(
            f"People rearranged the spreadsheet during each of {rounds} attempts to write to it.",
            remedy="What was hit by the last one is on record; the next pass puts it right.",
        )


class Overtaken(UnavailableError):
    """Somebody else's change came first; nothing was written: read again, then plan again."""


class OutOfTime(UnavailableError):
    """A pass has reached its deadline."""

    def __init__(self, seconds: float, doing: str) -> None:
        self.seconds, self.doing = seconds, doing
        super().__init__(
            f"The pass was given up at its deadline of {seconds / 60:g} minutes, before {doing}.",
            remedy="The next pass tries again. If it lasts, look at the network, "
            "or raise sync.deadline_minutes in config.yaml.",
        )


class AmbiguousWrite(UnavailableError):
    """The connection broke after a write was sent: it may or may not have been applied."""


class DeliveryError(LoketError):
    """A ping, a webhook or a mail did not arrive. It never stops a pass."""

    exit_code = 69

    def __init__(self, host: str, reason: str) -> None:
        self.host, self.reason = host, reason
        super().__init__(
            f"{host} took no word from Loket ({reason}).",
            remedy="It is tried again at the next pass; if that lasts, correct the sections "
            "`signals` and `alerts` of config.yaml.",
        )


class LocalError(LoketError):
    """A file, disk, port or clock of this machine fails."""

    exit_code = 74


class ClockWrong(LocalError):
    """The clock of this machine differs from Google's by more than can be put up with."""

    def __init__(self, ours: datetime, theirs: datetime) -> None:
        self.ours, self.theirs = ours, theirs
        super().__init__(
            f"This machine's clock says {ours:%Y-%m-%d %H:%M} UTC, Google's "
            f"{theirs:%Y-%m-%d %H:%M} UTC: nothing was written, since weeks would be frozen or "
            "closed at the wrong time.",
            remedy="Set the clock (`timedatectl set-ntp true`); the next pass goes on by itself.",
        )


class LockedError(LoketError):
    """Another pass holds the lock of this office."""

    exit_code = 75


class AccessError(LoketError):
    """Google refuses: credentials, scopes or sharing."""

    exit_code = 77


class Protected(AccessError):
    """People have protected cells against Loket's account."""


class ConfigurationError(LoketError):
    """config.yaml is missing or wrong, or names an id that does not exist."""

    exit_code = 78


class Stopped(LoketError):
    """The process was told to stop; the exit code is a shell's for one that SIGTERM ended."""

    exit_code = 143

    def __init__(self, doing: str) -> None:
        self.doing = doing
        super().__init__(
            f"The pass was told to stop and ended before {doing}.",
            remedy="Nothing to do: the next pass goes on.",
        )
