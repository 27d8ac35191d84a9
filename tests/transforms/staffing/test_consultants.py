from datetime import time

import pandas as pd
import pytest

from tests.transforms.roster_tabs import Cells, a_consultant, the_consultants
from transforms.reading.time_range import TimeRange

RAT = "Akuntansi & laporan RAT"


def test_a_consultant_of_both_services_has_a_shift_in_each_with_its_fields() -> None:
    found = the_consultants(
        a_consultant(
            name=" Siti  Aminah ",
            service="Koperasi, UKM",
            main_field="simpan PINJAM; nib / oss",
            other_fields=f"{RAT}, Lainnya",
            days="Senin s.d. Rabu",
            hours=None,
            daily_maximum="4",
        )
    )
    shifts = pd.DataFrame(
        {
            "consultant": ["Siti Aminah"] * 2,
            "service": ["Koperasi", "UKM"],
            "weekdays": [frozenset({0, 1, 2})] * 2,
            "hours": [()] * 2,
            "main_fields": [frozenset({"Simpan pinjam"}), frozenset({"NIB/OSS"})],
            "other_fields": [frozenset({RAT, "Lainnya"}), frozenset({"Lainnya"})],
            "daily_maximum": pd.array([4, 4], dtype="Int64"),
        }
    )
    names = pd.DataFrame(
        {
            "consultant": ["Siti Aminah"],
            "key": ["sitiaminah"],
            "active": [True],
            "readable": [True],
        }
    )
    pd.testing.assert_frame_equal(found.shifts, shifts)
    pd.testing.assert_frame_equal(found.names, names)
    assert found.problems.empty


@pytest.mark.parametrize(
    ("active", "is_active", "readable", "shifts"),
    [
        pytest.param(True, True, True, 1, id="ticked"),
        pytest.param(False, False, True, 0, id="not-ticked"),
        pytest.param(None, True, True, 1, id="blank"),
        pytest.param("Tidak", False, True, 0, id="word"),
        pytest.param("cuti", False, False, 0, id="unreadable"),
    ],
)
def test_aktif(active: object, is_active: bool, readable: bool, shifts: int) -> None:
    found = the_consultants(a_consultant(active=active))
    assert found.names["active"].tolist() == [is_active]
    assert found.names["readable"].tolist() == [readable]
    assert len(found.shifts) == shifts
    assert len(found.problems) == (not readable)


@pytest.mark.parametrize(
    ("cells", "header", "value", "readable"),
    [
        pytest.param({"service": "Desa"}, "Layanan", "Desa", False, id="service"),
        pytest.param({"service": None}, "Layanan", None, False, id="no-service"),
        pytest.param({"days": "Sening"}, "Hari", "Sening", False, id="days"),
        pytest.param({"hours": "pagi"}, "Jam", "pagi", False, id="hours"),
        pytest.param(
            {"main_field": "Simpan pinjan, Lainnya"},
            "Bidang Utama",
            "Simpan pinjan",
            False,
            id="main-field",
        ),
        pytest.param(
            {"other_fields": "NIB/OSS"},
            "Bidang Lain",
            "NIB/OSS",
            False,
            id="field-of-the-other-service",
        ),
        pytest.param(
            {"daily_maximum": "banyak"}, "Maks Sesi per Hari", "banyak", True, id="maximum"
        ),
        pytest.param({"name": " "}, "Nama", None, None, id="no-name"),
    ],
)
def test_what_cannot_be_read_is_reported(
    cells: Cells, header: str, value: str | None, readable: bool | None
) -> None:
    found = the_consultants(a_consultant(**cells))
    (problem,) = found.problems.to_dict("records")
    assert (problem["tab"], problem["row"], problem["header"]) == ("Konsultan", 2, header)
    assert (None if pd.isna(problem["value"]) else problem["value"]) == value
    assert found.names["readable"].tolist() == ([] if readable is None else [readable])
    assert found.shifts.empty is (readable is not True)


def test_several_rows_may_tell_of_one_consultant() -> None:
    found = the_consultants(
        a_consultant(name="SITI", days="Senin", daily_maximum=5.0),
        a_consultant(name="Siti", days="Rabu", daily_maximum=3.0),
        a_consultant(name="Siti", service="UKM", main_field="Ekspor", active=False),
    )
    assert found.problems.empty
    assert found.names["consultant"].tolist() == ["SITI"]
    assert found.names["active"].tolist() == [True]
    assert found.shifts["daily_maximum"].tolist() == [3, 3]
    assert found.shifts["weekdays"].tolist() == [{0}, {2}]
    assert found.shifts["hours"].tolist() == [(TimeRange(time(9), time(10)),)] * 2


def test_a_row_that_repeats_another_is_reported() -> None:
    found = the_consultants(
        a_consultant(), a_consultant(name="Budi"), a_consultant(name="siti", main_field="Lainnya")
    )
    (problem,) = found.problems.to_dict("records")
    assert (problem["row"], problem["header"], problem["value"]) == (4, "Nama", "siti")
    assert "baris 2" in problem["reason"]


def test_rows_with_nothing_but_a_box_are_no_consultants() -> None:
    blank: Cells = dict.fromkeys(a_consultant())
    found, full = the_consultants({**blank, "active": False}), the_consultants(a_consultant())
    assert found.problems.empty
    for empty, filled in ((found.names, full.names), (found.shifts, full.shifts)):
        assert empty.empty
        pd.testing.assert_series_equal(empty.dtypes, filled.dtypes)
