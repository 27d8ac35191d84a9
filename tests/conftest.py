"""What holds for every test."""

from __future__ import annotations

import gc

# As the command line does: spreadsheets are many small objects without a cycle among them.
gc.set_threshold(100_000, 50, 50)
