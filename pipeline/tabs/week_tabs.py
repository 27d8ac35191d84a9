"""The tabs that come once a week: schedule, board and evaluation."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from connectors.sheets.tab import Colour, Column, Kind, Source, Tab, View
from loket import columns as c
from loket.vocabulary import WEEKDAYS, Confirmation, Group, Status
from loket.week import Week
from pipeline.tabs.colours import BLUE, STATUS
from pipeline.tabs.staff_tabs import CONSULTANTS

_BY_TIME = (c.DATE, c.START, c.CONSULTANT)


def consultant_views(names: Iterable[str]) -> tuple[View, ...]:
    """Give the views of a schedule that show one consultant's clients each."""
    # Google would read a condition that begins like a formula as one.
    plain = sorted(name for name in set(names) if not name.startswith("="))
    return tuple(View(name, _BY_TIME, ((c.CONSULTANT, name),)) for name in plain)


@cache
def schedule_tab(week: Week) -> Tab:
    """Give the tab of one week's schedule."""
    return Tab(
        f"Jadwal {week}",
        f"Jadwal {week}",
        (
            Column(c.CODE, "Kode", width=118),
            Column(c.DAY, "Hari", width=62),
            Column(c.DATE, "Tanggal", Kind.DATE, width=88),
            Column(c.START, "Jam", Kind.TIME, width=52),
            Column(c.SERVICE, "Layanan", width=72),
            Column(c.CONSULTANT, "Konsultan", width=140),
            Column(c.NAME, "Nama", width=165, personal=True),
            Column(c.BUSINESS, "Koperasi/Usaha", width=165, personal=True),
            Column(c.FIELD, "Bidang", width=175),
            Column(c.PHONE, "No. WhatsApp", width=125, personal=True),
            Column(c.GROUP, "Jalur", width=80, colours=(Colour(Group.INVITED, BLUE),)),
            STATUS,
            Column(c.MESSAGE_LINK, "Kirim WA", Kind.LINK, width=75, personal=True),
            Column(c.FEEDBACK_LINK, "Umpan Balik", Kind.LINK, width=95),
            Column(c.REMARK, "Keterangan", width=300, wrap=True, personal=True),
            Column(
                c.TOLD,
                "Diberitahu",
                Kind.CHECKBOX,
                staff=True,
                width=85,
                note="Centang setelah klien diberi tahu",
            ),
            Column(
                c.CONFIRMATION,
                "Konfirmasi",
                Kind.CHOICE,
                staff=True,
                choices=tuple(Confirmation),
                width=115,
            ),
            Column(c.MOVE_DATE, "Pindah Tanggal", Kind.DATE, staff=True, width=112),
            Column(c.MOVE_START, "Pindah Jam", Kind.TIME, staff=True, width=88),
            Column(
                c.MOVE_CONSULTANT,
                "Pindah Konsultan",
                staff=True,
                width=145,
                choices_from=Source(CONSULTANTS, c.NAME),
                note="Nama seperti pada tab Konsultan",
            ),
            Column(
                c.PINNED,
                "Kunci",
                Kind.CHECKBOX,
                staff=True,
                width=60,
                note="Centang agar sesi ini tidak digeser Loket",
            ),
            Column(
                c.ATTENDANCE,
                "Kehadiran",
                Kind.CHOICE,
                staff=True,
                choices=(Status.PRESENT, Status.ABSENT),
                width=115,
                note="kosong berarti belum dicatat",
            ),
            Column(c.ARRIVED, "Jam Datang", Kind.TIME, staff=True, width=88),
            Column(c.NOTES, "Catatan", staff=True, width=200, personal=True),
        ),
        row_key=(c.CODE,),
        colour="#2e7d32",
        frozen_columns=1,
        views=(
            View("Urut waktu", _BY_TIME),
            *(View(day, _BY_TIME, ((c.DAY, day),)) for day in WEEKDAYS[:5]),
        ),
        place=0,
    )


def week_tabs(week: Week) -> tuple[Tab, ...]:
    """Give all the tabs of one week."""
    return schedule_tab(week), board_tab(week), evaluation_tab(week)


def board_tab(week: Week) -> Tab:
    """Give the tab of one week's board: days and times down, consultants across."""
    return Tab(f"Papan {week}", f"Papan {week}", colour="#2e7d32", place=1)


def evaluation_tab(week: Week) -> Tab:
    """Give the tab of one week's evaluation page."""
    return Tab(f"Evaluasi {week}", f"Evaluasi {week}", colour="#6a1b9a")
