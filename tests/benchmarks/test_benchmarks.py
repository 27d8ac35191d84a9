import pytest

from benchmarks.__main__ import BENCHMARKS, main


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("pass", "quiet pass / its bare HTTP calls"),
        ("normalisation", "read and normalise / json.loads + DataFrame"),
        ("difference", "diff and requests / DataFrame.compare"),
        ("assignment", "assign / SimpleMinCostFlow, levels 1, 2"),
        ("papers", "papers of a week / bare tables by python-docx"),
        ("survey", "a quarter's survey / groupby().mean()"),
        ("booking", "| the assignment | "),
    ],
)
def test_a_benchmark_prints_its_lines_at_a_tiny_size(
    capsys: pytest.CaptureFixture[str], name: str, shown: str
) -> None:
    main(["--tiny", name])
    assert shown in capsys.readouterr().out


def test_every_benchmark_has_a_full_and_a_tiny_size() -> None:
    assert all(module.FULL and module.TINY for module in BENCHMARKS.values())


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["speed"])
    assert "no such benchmark: speed" in capsys.readouterr().err
