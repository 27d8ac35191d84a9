"""Charts: the same picture for the same figures, and as large as it is to be."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest

from connectors.documents.charts import Chart, bars, lines

Draw = Callable[..., bytes]


@pytest.mark.parametrize("draw", [bars, lines])
@pytest.mark.parametrize(
    "chart",
    [
        Chart(["Senin", "Selasa"], {"Hadir": [1234, None]}),
        Chart(["U1"], {"Nilai": [85.5]}, {"B": 76.61}, floor=25, ceiling=105, ticks=(25, 100)),
        Chart(["a"], {"x": [None]}),
    ],
    ids=["a gap", "bounds", "nothing known"],
)
def test_a_chart_is_a_picture_of_its_size(draw: Draw, chart: Chart) -> None:
    picture = draw(chart, width_mm=127, height_mm=50.8)
    assert picture == draw(chart, width_mm=127, height_mm=50.8)
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (800, 320)


def test_other_figures_give_another_picture() -> None:
    one, two = (
        bars(Chart(["a"], {"x": [value]}), width_mm=50, height_mm=30) for value in (1.0, 2.0)
    )
    assert one != two
