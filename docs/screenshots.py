"""Takes the pictures of the guide: the demo's spreadsheet, seen by its staff in a headless browser.

Needs Chromium (``make screenshots``). The same seed gives the same pictures.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from connectors.sheets.tab import Tab
from connectors.workspace.server import running
from loket import columns as c
from loket.vocabulary import TIME_ZONE
from pipeline import tabs
from pipeline.configuration.settings_file import load
from pipeline.demo.office import WEEK
from pipeline.demo.story import run_demo
from pipeline.office import Office, office_at, workspace_options

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
SEEN_AT = datetime(2026, 11, 30, 9, tzinfo=TIME_ZONE)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SCHEDULE = tabs.schedule_tab(WEEK)


@dataclass(frozen=True)
class Picture:
    """One picture: a tab in a window of that size, with some columns out of the way."""

    name: str
    tab: Tab
    width: int
    height: int
    without: tuple[str, ...] = ()


PICTURES = (
    Picture("jadwal", SCHEDULE, 1415, 560),
    Picture(
        "jadwal-petugas",
        SCHEDULE,
        1550,
        560,
        without=tuple(
            column.field
            for column in SCHEDULE.loket_columns
            if column.field not in {c.CODE, c.DAY, c.DATE, c.START, c.NAME}
        ),
    ),
    Picture("papan", tabs.board_tab(WEEK), 1040, 700),
    Picture("perlu-perbaikan", tabs.PROBLEMS, 1680, 240),
    Picture("rekap-evaluasi", tabs.EVALUATIONS, 1760, 260),
    Picture("evaluasi", tabs.evaluation_tab(WEEK), 1040, 1010),
    Picture("tahapan", tabs.MILESTONES, 1560, 620),
    Picture("halo-evaluasi", tabs.HALO_EVALUATION, 1040, 760),
)


def main() -> None:
    """Run the demo in a folder that goes again, and take all pictures."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        sys.exit(f"A browser is needed for the pictures: one of {', '.join(BROWSERS)}.")
    with TemporaryDirectory() as name:
        folder = Path(name)
        run_demo(ROOT / "config.yaml", folder, seed=48, clients=80, say=lambda _: None)
        settings = load(folder / "config.yaml")
        with running(workspace_options(settings), now=lambda: SEEN_AT) as workspace:
            office = office_at(settings, workspace, now=lambda: SEEN_AT)
            for picture in PICTURES:
                _hide(office, picture.tab, picture.without)
                _take(browser, workspace.url + _address(office, picture.tab), picture)


def _hide(office: Office, tab: Tab, fields: Sequence[str]) -> None:
    """Hide columns as whoever owns the spreadsheet would."""
    spreadsheet_id = office.spreadsheet.spreadsheet_id
    requests: list[dict[str, Any]] = [
        {
            "updateDimensionProperties": {
                "range": {
                    "sheetId": tab.sheet_id,
                    "dimension": "COLUMNS",
                    "startIndex": tab.places[field],
                    "endIndex": tab.places[field] + 1,
                },
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        }
        for field in fields
    ]
    if requests:
        http = office.founder.gspread.http_client
        http.batch_update(spreadsheet_id, {"requests": requests})


def _address(office: Office, tab: Tab) -> str:
    staff = office.settings.google.staff[0]
    spreadsheet_id = office.spreadsheet.spreadsheet_id
    return f"/spreadsheets/d/{spreadsheet_id}/edit?gid={tab.sheet_id}&as={staff}"


def _take(browser: str, address: str, picture: Picture) -> None:
    target = IMAGES / f"{picture.name}.png"
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--window-size={picture.width},{picture.height}",
        f"--screenshot={target}",
        address,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sys.stdout.write(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main()
