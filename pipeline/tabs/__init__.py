"""The declaration of the tabs: titles, columns, types, owners, validation, widths, colours.

One place drives creation, reading, writing and the staff guide. Headers and titles are a contract
with the office and with other programs; fields are Loket's own names for the same columns.
"""

from pipeline.tabs.declared import declared
from pipeline.tabs.loket_tabs import (
    CAPACITIES,
    EVALUATIONS,
    HALO_EPISODES,
    HALO_EVALUATION,
    INVITED_PARTIES,
    LOG,
    LOKET_TABS,
    MILESTONES,
    PROBLEMS,
    REGISTRATIONS,
    WAITING_LIST,
)
from pipeline.tabs.staff_tabs import (
    AVAILABILITY,
    CHANGES,
    CLOSURES,
    CONSULTANTS,
    EPISODES,
    FIELDS,
    INVITATIONS,
    MINUTES,
    QUESTIONS,
    QUOTAS,
    STAFF_TABS,
)
from pipeline.tabs.week_tabs import (
    board_tab,
    consultant_views,
    evaluation_tab,
    schedule_tab,
    week_tabs,
)

__all__ = [
    "AVAILABILITY",
    "CAPACITIES",
    "CHANGES",
    "CLOSURES",
    "CONSULTANTS",
    "EPISODES",
    "EVALUATIONS",
    "FIELDS",
    "HALO_EPISODES",
    "HALO_EVALUATION",
    "INVITATIONS",
    "INVITED_PARTIES",
    "LOG",
    "LOKET_TABS",
    "MILESTONES",
    "MINUTES",
    "PROBLEMS",
    "QUESTIONS",
    "QUOTAS",
    "REGISTRATIONS",
    "STAFF_TABS",
    "WAITING_LIST",
    "board_tab",
    "consultant_views",
    "declared",
    "evaluation_tab",
    "schedule_tab",
    "week_tabs",
]
