"""By what a pass was computed: the versions that its figures may depend on."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version

from connectors.ledger.schema import SCHEMA_VERSION
from loket import __version__


@cache
def versions() -> Mapping[str, str]:
    """Give the versions of Loket, Python, pandas, the solver and the ledger's schema."""
    return {
        "loket": __version__,
        "python": platform.python_version(),
        "pandas": version("pandas"),
        "solver": f"highspy {version('highspy')}",
        "schema": str(SCHEMA_VERSION),
    }
