"""The order in which a week's clients are served."""

from __future__ import annotations

import pandas as pd

from loket.columns import CREATED, GROUP, RANK, RESPONSE_ID
from loket.vocabulary import Group


def ranks(members: pd.DataFrame) -> pd.DataFrame:
    """Give the week's members with RANK (1 … n): invited first, then by creation, then by id.

    Source: the contract's section 5, level 2.
    """
    ordered = members.assign(public=members[GROUP] != Group.INVITED).sort_values(
        ["public", CREATED, RESPONSE_ID], ignore_index=True
    )
    numbers = pd.Series(range(1, len(ordered) + 1), index=ordered.index, dtype="Int64")
    return ordered.drop(columns="public").assign(**{RANK: numbers})
