"""The runs that meet faults: an init, a first pass, a changed pass and a closing pass.

Each begins in an office of its own that is made once and copied for every trial.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from connectors.ledger.ledger import Ledger
from connectors.ledger.lock import one_pass_at_a_time
from loket import columns as c
from loket.errors import LoketError
from loket.vocabulary import Form, Service, Status
from pipeline import tabs
from pipeline.configuration.settings import Clinic
from pipeline.configuration.settings_file import copy_for_rehearsal
from pipeline.office import Office
from pipeline.order import Order
from pipeline.questionnaires.questionnaires import service_option
from pipeline.runs.outcome import CHANGED, FAILED
from pipeline.setup.setup import initialise
from pipeline.sync import sync
from tests.pipeline.office_factory import (
    CLIENTS,
    CONFIG,
    DRAFTED,
    OPENED,
    SCHEDULE,
    WEEK,
    Answers,
    OpenOffice,
    a_registration,
    code_of_client,
    copy_office,
    found_office,
    open_folder,
)
from transforms.evaluation.satisfaction_scale import UNSUR
from transforms.reading.indonesian import option_text

LATER = "2026-11-16T09:00"
CLOSED = "2026-11-30T09:00"
"""The working day after WEEK's last service day."""

DAYS = tuple(option_text(day) for day in WEEK.days[:2])


@dataclass(frozen=True)
class Ended:
    """How a run ended: its outcome, and the errors that stopped it or a part of it."""

    outcome: str
    errors: tuple[LoketError, ...] = ()

    @property
    def exit_code(self) -> int:
        """The exit code that the command gives."""
        return self.errors[0].exit_code if self.errors else 0


Run = Callable[[Office, Path, Callable[[Ledger], None]], Ended]
"""Runs once in an office whose settings file is given; tells of the ledger that it has opened."""


@dataclass(frozen=True)
class Stage:
    """A run and where it begins. ``make`` turns a copy of the folder of the stage before."""

    name: str
    now: str
    make: Callable[[Path], None]
    run: Run


def run_init(office: Office, config: Path, _: Callable[[Ledger], None]) -> Ended:
    """Set up forms and spreadsheet."""
    try:
        initialise(office, config)
    except LoketError as error:
        return Ended(FAILED, (error,))
    return Ended(CHANGED)


def run_pass(office: Office, _: Path, opened: Callable[[Ledger], None]) -> Ended:
    """Run one pass as the command line does."""
    path = office.settings.path(office.settings.sync.ledger)
    try:
        with one_pass_at_a_time(path.with_suffix(".lock")), Ledger(path) as ledger:
            opened(ledger)
            report = sync(office, ledger, Order(office.now()))
    except LoketError as error:
        return Ended(FAILED, (error,))
    return Ended(report.outcome, report.errors)


def make_originals(root: Path) -> dict[str, Path]:
    """Make the office in which each stage begins; its folder by the stage's name."""
    folders: dict[str, Path] = {}
    before = root / "empty"
    before.mkdir()
    for stage in STAGES:
        before = folders[stage.name] = copy_office(before, root / stage.name)
        stage.make(before)
    return folders


def _settings_only(folder: Path) -> None:
    copy_for_rehearsal(CONFIG, folder / "config.yaml")


def _clients_have_come(folder: Path) -> None:
    """Clients have registered and given feedback; no pass has seen them, and no ledger is there."""
    found_office(folder)
    with open_folder(folder) as opened:
        _register_all(opened)
        opened.submit(Form.HALO_FEEDBACK, _halo_feedback())
    for path in folder.glob("loket.sqlite*"):
        path.unlink()


def _much_has_changed(folder: Path) -> None:
    with open_folder(folder, DRAFTED) as opened:
        opened.sync()
    change_much(folder)


def change_much(folder: Path) -> None:
    """Close a day of a drafted week, tell a client, let one come and one change an answer."""
    with open_folder(folder, DRAFTED) as opened:
        opened.at("2026-11-16T08:30")
        told = code_of_client(opened.look(), "Asep Suryana")
        opened.staff.mark(opened.look(), SCHEDULE, {told: {c.TOLD: True}})
        opened.staff.fill(tabs.CLOSURES, [(WEEK.days[1], "Rapat dinas")])
        opened.register(name="Wati Rahayu", phone="0812-0000-0099", business="Usaha Wati")
        link = opened.submit(Form.REGISTRATION, _answers("Maman", "0812-0000-0098"))
        opened.visitor.edit(
            link, opened.by_id(Form.REGISTRATION, _answers("Maman Abdul", "0812-0000-0098"))
        )
        opened.submit(Form.HALO_FEEDBACK, _halo_feedback())


def _the_week_is_over(folder: Path) -> None:
    """Sessions have been held and attended, and clients have given feedback."""
    with open_folder(folder, LATER) as opened:
        opened.sync()
        opened.at("2026-11-27T16:30")
        opened.sync()
        snapshot = opened.look()
        placed = snapshot.tab(SCHEDULE).frame
        held = placed.loc[placed[c.DATE].notna(), c.CODE]
        marks = {code: {c.ATTENDANCE: Status.PRESENT} for code in held}
        opened.staff.mark(snapshot, SCHEDULE, marks)
        for scores in ("333433433", "434433334"):
            opened.submit(Form.FEEDBACK, _feedback(scores))
            opened.clock.now += timedelta(minutes=1)


def _register_all(opened: OpenOffice) -> None:
    for name, phone in CLIENTS.items():
        opened.submit(Form.REGISTRATION, _answers(name, phone))
        opened.clock.now += timedelta(minutes=1)


def _answers(name: str, phone: str) -> Answers:
    business = f"Usaha {name}"
    return a_registration(Service.SME, name=name, phone=phone, business=business, dates=DAYS)


def _feedback(scores: str) -> Answers:
    return {
        c.FEEDBACK_DATE: f"{WEEK.days[0]:%Y-%m-%d}",
        c.FEEDBACK_SERVICE: service_option(Service.SME, Clinic().hours[Service.SME]),
        **{
            unsur.key: unsur.answers[int(score) - 1]
            for unsur, score in zip(UNSUR, scores, strict=True)
        },
    }


def _halo_feedback() -> Answers:
    return {
        c.HALO_DATE: "2026-11-12",
        c.HALO_ROLE: "Penonton",
        c.HALO_SATISFACTION: "4",
        c.HALO_BENEFIT: "3",
    }


STAGES = (
    Stage("init", OPENED, _settings_only, run_init),
    Stage("first pass", DRAFTED, _clients_have_come, run_pass),
    Stage("changed pass", LATER, _much_has_changed, run_pass),
    Stage("closing pass", CLOSED, _the_week_is_over, run_pass),
)
