"""The one-time stamp of a batch: developer metadata whose id is the batch's sequence number.

Google refuses to create metadata under an id that exists, and refuses the batch with it. A batch
can thus be sent again when its reply was lost, and a late copy of it changes nothing. Stamps are
kept for a while so that a copy delayed by later batches still finds its number taken.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

METADATA_KEY = "loket.batch"
KEPT = 64
"""Stamps that stay. Google drops a request after 180 s, in which far fewer batches are sent."""


@dataclass(frozen=True)
class Stamp:
    """A batch's number, and a word that tells it from another program's batch of that number."""

    number: int
    word: str


def read_stamps(metadata: Iterable[Mapping[str, Any]]) -> dict[int, Stamp]:
    """Give the stamps among a spreadsheet's developer metadata, by number."""
    return {
        entry["metadataId"]: Stamp(entry["metadataId"], entry.get("metadataValue", ""))
        for entry in metadata
        if entry.get("metadataKey") == METADATA_KEY
    }


def next_stamp(stamps: Mapping[int, Stamp]) -> Stamp:
    """Give the stamp for the batch that follows."""
    return Stamp(max(stamps, default=0) + 1, secrets.token_hex(4))


def stamp_requests(stamp: Stamp, stamps: Mapping[int, Stamp]) -> list[dict[str, Any]]:
    """Give the requests that put the stamp on a batch and drop those that are old enough."""
    metadata = {
        "metadataId": stamp.number,
        "metadataKey": METADATA_KEY,
        "metadataValue": stamp.word,
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",
    }
    outdated = [{"metadataId": number} for number in stamps if number <= stamp.number - KEPT]
    return [
        {"createDeveloperMetadata": {"developerMetadata": metadata}},
        *(
            {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}
            for lookup in outdated
        ),
    ]
