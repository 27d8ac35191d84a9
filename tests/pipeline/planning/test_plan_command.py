"""``loket plan``: what a week looks like, and what other staff tabs would mean, without a trace."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.errors import UsageError
from pipeline.cli import run
from pipeline.planning.plan import Prospect, prospect
from pipeline.planning.plan_report import as_data, as_text
from tests.pipeline.office_factory import (
    CLIENTS,
    DRAFTED,
    WEEK,
    OpenOffice,
    at,
    code_of_client,
    copy_office,
    documents,
    open_folder,
    reads_and_writes,
)
from transforms.reading.indonesian import option_text

RINA_ON_FRIDAY = "Ketersediaan[Rina,27/11/2026].Tersedia=ya"
RINA_ON_TUESDAYS = "Konsultan[Rina].Hari=Selasa"
BUSINESS = "Usaha Dewi"


@pytest.fixture(scope="module")
def folder(drafted_original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drafted week's office; one more has registered for a day on which nobody is there."""
    folder = copy_office(drafted_original, tmp_path_factory.mktemp("plan") / "office")
    with open_folder(folder, DRAFTED) as office:
        friday = (option_text(WEEK.days[4]),)
        office.register(name="Dewi", phone="081200000009", business=BUSINESS, dates=friday)
    return folder


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[OpenOffice]:
    with open_folder(folder, DRAFTED) as opened:
        yield opened


def plan(office: OpenOffice, *texts: str, now: str = DRAFTED) -> Prospect:
    return prospect(office.office, WEEK, at(now), texts)


def test_it_leaves_no_trace(office: OpenOffice, folder: Path) -> None:
    def everything() -> object:
        files = {
            path: path.stat().st_mtime_ns for path in folder.glob("*") if "lock" not in path.name
        }
        return documents(folder), (folder / "loket.sqlite").read_bytes(), files.keys()

    before = everything()
    with office.watched() as requests:
        plan(office, RINA_ON_FRIDAY)
    reads, writes = reads_and_writes(requests)
    assert writes == 0
    assert 0 < reads <= 3
    assert everything() == before


def test_who_gets_a_place_is_whom_the_advice_named(office: OpenOffice) -> None:
    today = as_data(plan(office))["today"]
    (waiting,) = today["waiting"]
    assert waiting["reason"] == "no consultant for the field on the chosen dates"
    assert today["advice"] == {
        "consultant": "Rina Kartika",
        "field": None,
        "service": "UKM",
        "date": "2026-11-27",
        "start": "13:00:00",
        "served": (waiting["code"],),
        "proven": True,
    }
    (row,) = as_data(plan(office, RINA_ON_FRIDAY))["consequences"]
    assert (row["code"], row["kind"]) == (waiting["code"], "gets")
    assert (row["after"]["consultant"], row["after"]["date"]) == ("Rina Kartika", "2026-11-27")


def test_who_moves_or_loses_stands_with_the_reason_and_without_a_name(office: OpenOffice) -> None:
    """Three can come on Monday or Tuesday; then there is nobody on Monday, and room for two."""
    found = plan(office, RINA_ON_TUESDAYS, "Kuota[Selasa,UKM].Kuota Umum=2")
    said = as_text(found)
    assert said.splitlines()[1] == "If Konsultan[Rina Kartika].Hari: Senin-Rabu → Selasa"
    last = code_of_client(office.look(), list(CLIENTS)[2])
    rows = {row["code"]: row for row in as_data(found)["consequences"]}
    assert rows[last]["kind"] == "loses"
    assert f"  {last}  loses  Mon 23/11" in said or f"  {last}  loses  Tue 24/11" in said
    assert "→ Daftar Tunggu: quota full on 2026-11-24" in said
    assert "0  3= → 2=" in said
    assert "  Rina Kartika             UKM          2 of 6\n" in said
    assert not any(name in said for name in (*CLIENTS, "Dewi", BUSINESS))


def test_a_week_that_is_not_drafted_yet_is_shown_as_it_will_be(office: OpenOffice) -> None:
    early = plan(office, now="2026-11-12T09:00")
    assert early.today.at == at("2026-11-16T00:00")
    assert as_text(early).startswith(
        "2026-W48 (drafted), as it would be drafted at 2026-11-16 00:00 with those registered so "
        "far: 3 have a place, 1 wait."
    )


def test_a_week_that_is_over_says_so(office: OpenOffice) -> None:
    with pytest.raises(UsageError, match="2026-W48 is over"):
        plan(office, now="2026-12-01T09:00")


def test_what_could_not_be_read_is_refused_and_what_follows_is_told(office: OpenOffice) -> None:
    with pytest.raises(UsageError, match="could not read Hari: Hari tidak dikenal"):
        plan(office, "Konsultan[Rina].Hari=Senen")
    renamed = plan(office, "Bidang[UKM,NIB].Bidang=Perizinan")
    assert "Konsultan 3, Bidang Utama: Bidang ini tidak ada pada tab Bidang" in as_text(renamed)


def test_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--config", str(folder / "config.yaml"), "--now", DRAFTED, "--week", "next"]
    assert run(["plan", "--set", RINA_ON_FRIDAY, "--json", *options]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [row["kind"] for row in data["consequences"]] == ["gets"]
    assert [data[name]["spread"]["proven"] for name in ("today", "changed")] == [True, True]
    assert run(["plan", "--set", "Konsultan[Budi].Hari=Senin", *options]) == 64
    assert "has no row 'Budi'. There are: Hadi Wijaya" in capsys.readouterr().err
