"""Somebody with the spreadsheet open: plain HTTP under that person's name, no client of Loket's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import requests

Json = dict[str, Any]

_SEEN = (
    "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),merges,"
    "data(rowData(values(effectiveValue))))"
)


@dataclass
class Person:
    """One identity at one spreadsheet of an embedded workspace."""

    root: str
    book: str
    email: str
    _session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self._session.trust_env = False
        self._session.headers["Authorization"] = f"Bearer {self.email}"

    def do(self, *batch: Json) -> bool:
        """Change the spreadsheet by one batch; False if Google refuses, and nothing changes."""
        reply = self._session.post(f"{self._address}:batchUpdate", json={"requests": batch})
        if reply.status_code not in {200, 400, 403}:
            reply.raise_for_status()
        return reply.status_code == 200

    def look(self, *titles: str, fields: str = _SEEN) -> list[Json]:
        """Give the sheets as Google describes them: those of these titles, or all."""
        query = [("fields", fields), *(("ranges", f"'{title}'") for title in titles)]
        reply = self._session.get(self._address, params=query)
        reply.raise_for_status()
        sheets: list[Json] = reply.json()["sheets"]
        return sheets

    def titles(self) -> list[str]:
        """Give the titles of all sheets."""
        seen = self.look(fields="sheets(properties(title))")
        return [sheet["properties"]["title"] for sheet in seen]

    def metadata(self) -> list[Json]:
        """Give the spreadsheet's own developer metadata."""
        reply = self._session.get(self._address, params={"fields": "developerMetadata"})
        reply.raise_for_status()
        found: list[Json] = reply.json().get("developerMetadata", [])
        return found

    def close(self) -> None:
        """Close the connection."""
        self._session.close()

    @property
    def _address(self) -> str:
        return f"{self.root}/v4/spreadsheets/{self.book}"
