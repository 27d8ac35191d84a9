"""Several passes together: first old value, last new one, and nothing that came and went."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.runs.net_changes import net_changes

Json = dict[str, Any]


def a_row(code: str, **cells: object) -> Json:
    return {"Kode": code, **cells}


def a_cell(old: object, new: object, header: str = "Status", row: str = "CC-1") -> Json:
    return {"row": row, "header": header, "old": old, "new": new}


def a_summary(tab: str = "Pendaftaran", **parts: list[Any]) -> Json:
    return {"tab": tab, "setup": [], "added": [], "changed": [], "removed": [], **parts}


def added(*rows: Json) -> Json:
    return a_summary(added=list(rows))


def removed(*rows: Json) -> Json:
    return a_summary(removed=list(rows))


def changed(*cells: Json) -> Json:
    return a_summary(changed=list(cells))


@pytest.mark.parametrize(
    ("passes", "net"),
    [
        pytest.param([], [], id="none"),
        pytest.param([a_summary()], [], id="nothing changed"),
        pytest.param(
            [changed(a_cell("a", "b")), changed(a_cell("b", "c"), a_cell(1, 2, "Minggu"))],
            [changed(a_cell("a", "c"), a_cell(1, 2, "Minggu"))],
            id="one cell twice",
        ),
        pytest.param(
            [changed(a_cell("a", "b")), changed(a_cell("b", "a"))], [], id="there and back"
        ),
        pytest.param(
            [changed(a_cell("a", "b"))] * 2,
            [changed(a_cell("a", "b"))],
            id="once more after a crash",
        ),
        pytest.param(
            [added(a_row("CC-1", Status="a")), changed(a_cell("a", "b"))],
            [added(a_row("CC-1", Status="b"))],
            id="a new row that changes",
        ),
        pytest.param([added(a_row("CC-1"))] * 2, [added(a_row("CC-1"))], id="a new row once more"),
        pytest.param(
            [added(a_row("CC-1", Status="a")), removed(a_row("CC-1", Status="a"))],
            [],
            id="a row that comes and goes",
        ),
        pytest.param(
            [changed(a_cell("a", "b")), removed(a_row("CC-1", Status="b"))],
            [removed(a_row("CC-1", Status="a"))],
            id="a row that changes and goes",
        ),
        pytest.param(
            [removed(a_row("CC-1", Status="a")), added(a_row("CC-1", Status="b"))],
            [changed(a_cell("a", "b"))],
            id="a row that goes and comes back changed",
        ),
        pytest.param(
            [
                a_summary("Jadwal 2026-W48", added=[a_row("CC-1", Status="a")]),
                a_summary("Jadwal 2026-W48", changed=[a_cell("a", "b")]),
                changed(a_cell("x", "y")),
            ],
            [
                a_summary("Jadwal 2026-W48", added=[a_row("CC-1", Status="b")]),
                changed(a_cell("x", "y")),
            ],
            id="tabs are kept apart",
        ),
        pytest.param(
            [
                a_summary(
                    "Kuota Terisi", added=[{"Tanggal": "2026-11-23", "Layanan": "UKM", "N": 1}]
                ),
                a_summary("Kuota Terisi", changed=[a_cell(1, 2, "N", "2026-11-23 · UKM")]),
            ],
            [
                a_summary(
                    "Kuota Terisi", added=[{"Tanggal": "2026-11-23", "Layanan": "UKM", "N": 2}]
                )
            ],
            id="a key of two parts",
        ),
        pytest.param(
            [a_summary("Tab Kantor", added=[{"A": 1}]), a_summary("Tab Kantor", added=[{"A": 2}])],
            [a_summary("Tab Kantor", added=[{"A": 1}, {"A": 2}])],
            id="a tab that is not known by that name",
        ),
        pytest.param(
            [a_summary(setup=["tab created"]), a_summary(setup=["filter views", "tab created"])],
            [a_summary(setup=["tab created", "filter views"])],
            id="what else was put right",
        ),
    ],
)
def test_net_changes(passes: list[Json], net: list[Json]) -> None:
    found = net_changes(passes)
    assert [{key: tab[key] for key in a_summary()} for tab in found] == net
    for tab in found:
        assert tab["cells"] == sum(map(len, tab["added"])) + len(tab["changed"])
