"""Column names of the frames that travel between stages, each spelled once.

Headers that staff read are not here: they stand in the declaration of the tabs.
"""

from __future__ import annotations

# Identity and time of a response.
FORM = "form"
RESPONSE_ID = "response_id"
CODE = "code"
CREATED = "created"
SUBMITTED = "submitted"

# A registration's answers.
NAME = "name"
PHONE = "phone"
APPLICANT = "applicant"
BUSINESS = "business"
DISTRICT = "district"
DATES = "dates"
SERVICE = "service"
FIELD = "field"
FIELD_COOPERATIVE = "field_cooperative"
FIELD_SME = "field_sme"
TIMES = "times"
TIMES_COOPERATIVE = "times_cooperative"
TIMES_SME = "times_sme"
PROBLEM = "problem"
INVITATION_CODE = "invitation_code"
SOURCE = "source"
CONSENT = "consent"

# What Loket derives from them.
NAME_KEY = "name_key"
BUSINESS_KEY = "business_key"
GROUP = "group"
RANK = "rank"
WEEK = "week"
STATUS = "status"
REMARK = "remark"

# Problems: answers that could not be read.
QUESTION = "question"
VALUE = "value"
REASON = "reason"
REMEDY = "remedy"
RECEIVED = "received"

# Slots and bookings.
CONSULTANT = "consultant"
DATE = "date"
START = "start"
MAIN_FIELDS = "main_fields"
OTHER_FIELDS = "other_fields"
DAILY_MAXIMUM = "daily_maximum"
ROOMS = "rooms"
INVITED_QUOTA = "invited_quota"
PUBLIC_QUOTA = "public_quota"
FIXED = "fixed"

# Taking part in a week.
FROZEN_AT = "frozen_at"
PHASE = "phase"
CURRENT = "current"
LATE = "late"
PLACEABLE = "placeable"

# What staff type on a week's schedule.
TOLD = "told"
CONFIRMATION = "confirmation"
MOVE_DATE = "move_date"
MOVE_START = "move_start"
MOVE_CONSULTANT = "move_consultant"
PINNED = "pinned"
ATTENDANCE = "attendance"
ARRIVED = "arrived"
NOTES = "notes"
DECISION = "decision"
