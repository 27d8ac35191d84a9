"""The settings as one frozen model: what an office may choose, and what it is without a choice.

Secrets never stand here, only where they are. Unknown keys are refused, so that a
misspelt setting cannot be silently ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from tempfile import gettempdir
from typing import Annotated, Any, Literal

from apscheduler.triggers.cron import CronTrigger
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PrivateAttr,
    model_validator,
)

from loket.vocabulary import Form, Service
from pipeline.configuration.signal_settings import Alerts, Signals
from transforms.calendar import service_hours
from transforms.calendar.service_hours import ServiceHours
from transforms.reading.time_range import TimeRange


def _clock_time(value: object) -> object:
    """Read 09.00 however YAML takes it: 9 and 9.30 without quotes are numbers to it."""
    match value:
        case bool() | time():
            return value
        case int():
            text = f"{value}:00"
        case float():
            text = f"{value:.2f}".replace(".", ":")
        case str():
            text = value.strip().replace(".", ":")
        case _:
            return value
    try:
        return time.fromisoformat(text.zfill(5))
    except ValueError as error:
        raise ValueError("no time of day, which is written like 09.00") from error


def _readable_cron(value: str) -> str:
    CronTrigger.from_crontab(value)
    return value


ClockTime = Annotated[
    time, BeforeValidator(_clock_time), PlainSerializer(lambda value: value.strftime("%H.%M"))
]
Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Office(_Section):
    """Who runs the clinic, and where."""

    name: str = "Dinas Koperasi dan UKM Kabupaten Bogor"
    place: str = "Kantor Diskopukm Kabupaten Bogor"


class Google(_Section):
    """Where Google is, and as whom Loket comes."""

    workspace: Path | None = None
    """The embedded workspace's file; None means Google itself."""
    port: int = Field(8765, ge=0, le=65535)
    credentials: Literal["service_account", "oauth"] = "service_account"
    service_account_file: Path = Path("service-account.json")
    oauth_token_file: Path = Path("oauth-token.json")
    """The consent that ``loket login`` keeps."""
    client_secrets_file: Path = Path("client-secrets.json")
    """The OAuth client by which ``loket login`` asks for it."""
    owner: Email = "pemilik@kantor.example"
    loket: Email = "loket@kantor.example"
    staff: tuple[Email, ...] = ()
    timeout_s: float = Field(60, gt=0, le=180)
    quota_folder: Path = Path(gettempdir())
    """Where all processes that work for one Cloud project note their calls down."""


class FormSettings(_Section):
    """One form: its id, its address for clients, and the ids of its questions by key."""

    id: str | None = None
    address: str | None = None
    questions: dict[str, str] = {}


class Forms(_Section):
    """The three forms."""

    registration: FormSettings = FormSettings()
    feedback: FormSettings = FormSettings()
    halo_feedback: FormSettings = FormSettings()

    def of(self, form: Form) -> FormSettings:
        """Give one form's settings."""
        settings: FormSettings = getattr(self, form.value)
        return settings


class Spreadsheet(_Section):
    """The shared spreadsheet."""

    id: str | None = None
    title: str = "Clean & Clear dan HALO KOP-UKM"
    visible_weeks: int = Field(4, ge=0)


class Public(_Section):
    """The schedule that anybody with the link may read, a spreadsheet of its own."""

    schedule: bool = False
    """Whether it is shown. Off, it is emptied where there is one."""
    id: str | None = None
    title: str = "Jadwal Clean & Clear (umum)"


class Hours(_Section):
    """Opening hours of one service."""

    start: ClockTime
    end: ClockTime

    @model_validator(mode="after")
    def _ordered(self) -> Hours:
        if self.start >= self.end:
            raise ValueError(f"start {self.start:%H.%M} is not before end {self.end:%H.%M}")
        return self


class SpecialHours(_Section):
    """Days with other hours, such as Ramadan."""

    first: date
    last: date
    hours: dict[Service, Hours]


class Clinic(_Section):
    """Clean & Clear: hours, sessions and its rules."""

    hours: dict[Service, Hours] = {
        Service.COOPERATIVE: Hours(start=time(9), end=time(12)),
        Service.SME: Hours(start=time(13), end=time(16)),
    }
    special_hours: tuple[SpecialHours, ...] = ()
    friday_prayer_session: bool = True
    walk_in_code: str = "DATANG"
    no_show_minutes: int = Field(10, ge=0)

    @property
    def service_hours(self) -> ServiceHours:
        """The services' hours as the roster takes them."""
        return ServiceHours(
            usual=_ranges(self.hours),
            special=tuple(
                service_hours.SpecialHours(period.first, period.last, _ranges(period.hours))
                for period in self.special_hours
            ),
            friday_prayer_session=self.friday_prayer_session,
        )

    @model_validator(mode="after")
    def _consistent(self) -> Clinic:
        if missing := set(Service) - set(self.hours):
            raise ValueError(f"hours of {', '.join(sorted(missing))} are missing")
        _ = self.service_hours  # raises ValueError where hours overlap
        return self


def _ranges(hours: Mapping[Service, Hours]) -> dict[Service, TimeRange]:
    return {service: TimeRange(span.start, span.end) for service, span in hours.items()}


class Offsets(_Section):
    """Days before H at which a week's phases begin, and times of day; the SOP's by default."""

    opens_days: int = Field(12, ge=1)
    drafted_days: int = Field(7, ge=1)
    released_days: int = Field(3, ge=0)
    frozen_days: int = Field(2, ge=0)
    frozen_time: ClockTime = time(12)
    short_notice_time: ClockTime = time(15)

    @model_validator(mode="after")
    def _ordered(self) -> Offsets:
        if not self.opens_days > self.drafted_days > self.released_days >= self.frozen_days:
            raise ValueError("opens_days > drafted_days > released_days >= frozen_days must hold")
        return self


class Halo(_Section):
    """HALO KOP-UKM's weekly show."""

    live_start: ClockTime = time(8)
    questions_start: ClockTime = time(9)


class Satisfaction(_Section):
    """The community satisfaction survey (SKM)."""

    weight: Literal["1/9", "0.111"] = "1/9"


class Signatory(_Section):
    """Who signs the reports; what is left empty is left to the pen."""

    position: str = "Kepala Dinas Koperasi dan UKM"
    name: str = ""
    rank: str = ""
    nip: str = ""


class Papers(_Section):
    """The printed papers: letterhead, signature, and where templates and files lie."""

    government: str = "Pemerintah Kabupaten Bogor"
    address: str = ""
    contact: str = ""
    logo: Path | None = None
    """A PNG or JPEG picture for the letterhead."""
    city: str = "Cibinong"
    signatory: Signatory = Signatory()
    templates: Path = Path("templat")
    """A template that lies here, restyled by staff, is used instead of Loket's own."""
    output: Path = Path("laporan")


class Trigger(_Section):
    """One cron trigger of ``loket serve``."""

    name: str = Field(min_length=1)
    cron: Annotated[str, AfterValidator(_readable_cron)]
    full: bool = False
    """Whether the pass lists every response and reads the forms' definitions."""


class Sync(_Section):
    """How a pass runs."""

    ledger: Path = Path("loket.sqlite")
    overlap_minutes: int = Field(10, ge=0)
    solver_seconds: float = Field(60, gt=0)
    deadline_minutes: float = Field(15, gt=0)
    """A pass gives up between two calls when it has gone on for longer."""
    clock_minutes: float = Field(15, gt=0)
    """A pass refuses to run when this machine's clock is further off from Google's."""
    closed_weeks: int = Field(4, ge=1)
    stale_hours: float = Field(26, gt=0)
    ledger_months: int = Field(12, ge=1)
    """How long the ledger keeps runs and what is no longer so of responses."""
    request_bytes: int = Field(2_000_000, ge=10_000)
    """What is larger goes out in several requests; Google recommends no more than this."""
    triggers: tuple[Trigger, ...] = (
        Trigger(name="rutin", cron="*/10 7-17 * * mon-fri"),
        Trigger(name="harian", cron="5 0 * * *", full=True),
        Trigger(name="penutupan", cron="15 0 * * *"),
    )


class Retention(_Section):
    """How long personal data are kept."""

    months: int = Field(12, ge=1, le=12)
    """After so many months contact data are blanked. The form promises clients no more than 12."""


class Settings(_Section):
    """All settings; paths in them are relative to the folder of ``config.yaml``."""

    _root: Path = PrivateAttr(default=Path())
    office: Office = Office()
    google: Google = Google()
    spreadsheet: Spreadsheet = Spreadsheet()
    forms: Forms = Forms()
    public: Public = Public()
    clinic: Clinic = Clinic()
    offsets: Offsets = Offsets()
    halo: Halo = Halo()
    satisfaction: Satisfaction = Satisfaction()
    papers: Papers = Papers()
    sync: Sync = Sync()
    signals: Signals = Signals()
    alerts: Alerts = Alerts()
    retention: Retention = Retention()

    @model_validator(mode="after")
    def _apart(self) -> Settings:
        if self.public.id is not None and self.public.id == self.spreadsheet.id:
            raise ValueError("public.id is the office's own spreadsheet, not for everybody to read")
        return self

    def model_post_init(self, context: Any, /) -> None:
        """Remember the folder that paths are relative to."""
        if context:
            self._root = context["root"]

    def path(self, relative: Path) -> Path:
        """Give a path of the settings as seen from anywhere."""
        return self._root / relative
