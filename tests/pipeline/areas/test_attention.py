"""What needs the eyes of staff stands on top of Log; it comes and goes with its cause."""

from __future__ import annotations

from loket import columns as c
from pipeline import tabs
from tests.pipeline.office_factory import FROZEN, SCHEDULE, OpenOffice, code_of_client


def on_top(office: OpenOffice) -> list[str]:
    """The lines of the newest row, those of Tahapan aside."""
    text = office.rows(tabs.LOG)[c.REMARK].iloc[0] or ""
    lines = [line for line in text.split("\n") if line.startswith("☐")]
    return [line for line in lines if not line.startswith("☐ Tahapan")]


def test_lines_on_top_of_log_follow_what_is_to_be_done(drafted: OpenOffice) -> None:
    assert on_top(drafted) == [
        "☐ Perlu dilihat Senin, 16/11/2026:",
        "☐ Perlu Perbaikan: 2 baris terbuka",
    ]
    parties = [("Ibu Neng", "KSP Barokah", "", "Koperasi", "A-1"), ("", "KUD Jaya", "", "", "A-2")]
    drafted.staff.fill(tabs.INVITATIONS, parties)
    drafted.register(name="Ibu Neng", phone="0812-0000-0009", invitation_code="A1")
    drafted.sync()
    assert on_top(drafted)[1:] == [
        "☐ Undangan belum mendaftar (1 dari 2), ingatkan sebelum Jumat, 20/11/2026: A-2",
        "☐ Perlu Perbaikan: 2 baris terbuka",
    ]

    drafted.at(FROZEN)
    drafted.sync()
    assert "Undangan" not in "".join(on_top(drafted))
    names = ("Asep Suryana", "Siti Nurhayati", "Ujang Hidayat", "Ibu Neng")
    codes = [code_of_client(drafted.look(), name) for name in names]
    schedule = drafted.rows(SCHEDULE).sort_values([c.DATE, c.START, c.CODE])
    in_time = [code for code in schedule[c.CODE] if code in codes]
    assert on_top(drafted)[:2] == [
        "☐ Perlu dilihat Jumat, 20/11/2026:",
        f"☐ Belum diberi tahu: {', '.join(in_time)}",
    ]

    told = {code: {c.TOLD: True} for code in in_time[:3]}
    drafted.staff.mark(drafted.look(), SCHEDULE, told)
    before = len(drafted.rows(tabs.LOG))
    report = drafted.sync()
    assert (report.outcome, report.cells) == ("changed", 2)
    assert [change["tab"] for change in report.changes] == ["Tahapan", "Log"]
    assert len(drafted.rows(tabs.LOG)) == before
    assert on_top(drafted)[1] == f"☐ Belum diberi tahu: {in_time[3]}"
    assert drafted.sync().outcome == "quiet"

    drafted.at("2026-11-24T16:00")
    drafted.staff.mark(
        drafted.look(), SCHEDULE, {in_time[0]: {c.ATTENDANCE: "Hadir"}, in_time[1]: {c.TOLD: False}}
    )
    drafted.sync()
    assert on_top(drafted) == [
        "☐ Perlu dilihat Selasa, 24/11/2026:",
        f"☐ Kehadiran belum dicatat: {', '.join(in_time[1:])}",
        "☐ Undangan belum mendaftar (1 dari 2), ingatkan sebelum Jumat, 27/11/2026: A-2",
        "☐ Perlu Perbaikan: 2 baris terbuka",
    ]
    assert list(drafted.rows(tabs.LOG)[c.REMARK].str.contains("☐")).count(True) == 1
    assert drafted.sync().outcome == "quiet"
