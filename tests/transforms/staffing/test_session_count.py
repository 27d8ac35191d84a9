from datetime import time
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.staffing.session_count import Cell, most_sessions

A, B, C = time(9), time(9, 30), time(10)


@pytest.mark.parametrize(
    ("cells", "per_consultant", "per_start", "expected"),
    [
        pytest.param([], {}, {}, 0, id="nobody"),
        pytest.param([("x", A), ("x", B), ("y", A)], {}, {}, 3, id="no-caps"),
        pytest.param([("x", A), ("x", B), ("y", A)], {}, {A: 1}, 2, id="rooms"),
        pytest.param([("x", A), ("x", B), ("y", A)], {"x": 1}, {A: 1}, 2, id="x-must-move"),
        pytest.param([("x", A), ("x", B)], {"x": 0}, {}, 0, id="no-sessions-at-all"),
        pytest.param([("x", A), ("x", B)], {"x": -1}, {}, 0, id="over-the-cap-elsewhere"),
        pytest.param(
            [("x", A), ("x", B), ("y", B), ("y", C), ("z", C)],
            {"x": 1, "y": 1, "z": 1},
            {A: 1, B: 1, C: 1},
            3,
            id="a-chain-of-moves",
        ),
    ],
)
def test_most_sessions(
    cells: list[Cell], per_consultant: dict[str, int], per_start: dict[time, int], expected: int
) -> None:
    assert most_sessions(cells, per_consultant, per_start) == expected


def tried_out(cells: set[Cell], per_consultant: dict[str, int], per_start: dict[time, int]) -> int:
    """The same by trying every choice of cells."""
    for size in range(len(cells), 0, -1):
        for chosen in combinations(sorted(cells), size):
            names, starts = zip(*chosen, strict=True)
            if all(names.count(name) <= cap for name, cap in per_consultant.items()) and all(
                starts.count(start) <= cap for start, cap in per_start.items()
            ):
                return size
    return 0


NAMES, STARTS = st.sampled_from("xyz"), st.sampled_from([A, B, C])


@settings(deadline=None)
@given(
    st.sets(st.tuples(NAMES, STARTS), max_size=9),
    st.dictionaries(NAMES, st.integers(0, 3)),
    st.dictionaries(STARTS, st.integers(0, 3)),
)
def test_it_is_the_most(
    cells: set[Cell], per_consultant: dict[str, int], per_start: dict[time, int]
) -> None:
    expected = tried_out(cells, per_consultant, per_start)
    assert most_sessions(cells, per_consultant, per_start) == expected
