"""A midnight of ``loket serve``; ``make soak`` runs the whole day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipeline.service.serve_day import report


def test_service_is_on_time_and_leaves_no_file_open(
    drafted_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(drafted_folder, hours=0.4) == 0
    said = capsys.readouterr().out
    assert "0.4 hours, 3 passes: changed 1, quiet 2" in said
    assert "due 2: harian 1, penutupan 1; not on time: 0" in said
