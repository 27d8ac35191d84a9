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
BLOCKING = "blocking"

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

# A feedback's answers, and what is derived from them.
FEEDBACK_CODE = "feedback_code"
FEEDBACK_DATE = "feedback_date"
FEEDBACK_SERVICE = "feedback_service"
UNSUR_KEYS = ("u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9")
SOLVED = "solved"
FOLLOW_UP = "follow_up"
GENDER = "gender"
AGE_GROUP = "age_group"
EDUCATION = "education"
OCCUPATION = "occupation"
SUGGESTION = "suggestion"
SESSION_CODE = "session_code"

# The weekly figures of the evaluation.
REGISTERED = "registered"
SCHEDULED = "scheduled"
PRESENT = "present"
ABSENT = "absent"
UNRECORDED = "unrecorded"
CANCELLED = "cancelled"
WAITING = "waiting"
FEEDBACK_COUNT = "feedback"
RESPONSE_RATE = "response_rate"
SATISFACTION_INDEX = "ikm"
GRADE = "grade"
LOWEST_UNSUR = "lowest"
SOLVED_SHARE = "solved"

# HALO KOP-UKM: the feedback form's answers, the staff's rows, the recap.
HALO_DATE = "halo_date"
HALO_ROLE = "halo_role"
HALO_SATISFACTION = "halo_satisfaction"
HALO_BENEFIT = "halo_benefit"
HALO_TOPIC = "halo_topic"
HALO_SUGGESTION = "halo_suggestion"
GUEST = "guest"
ORGANISATION = "organisation"
TOPIC = "topic"
VIEWERS = "viewers"
VIEWERS_CHANGE = "change"
VIEWERS_MEAN = "mean_of_four"
INTERACTION_RATE = "interaction"
QUESTIONS_ASKED = "asked"
QUESTIONS_ANSWERED = "answered"
SATISFACTION = "satisfaction"
BENEFIT = "benefit"
FEEDBACK_DUE = "feedback_due"
EVALUATION_DUE = "evaluation_due"

# Calendar, roster and capacity.
ESTIMATED = "estimated"
OPEN = "open"
NOTE = "note"
OPEN_SERVICES = "open_services"
KEY = "key"
ACTIVE = "active"
READABLE = "readable"
WEEKDAYS = "weekdays"
HOURS = "hours"
CAPACITY = "capacity"
INVITED = "invited"
PUBLIC = "public"
FILLED = "filled"
REMAINING = "remaining"
FREE = "free"

# Milestones (Tahapan).
PROGRAM = "program"
NUMBER = "number"
STEP = "step"
SOP_DEADLINE = "sop_deadline"
WORKING_DEADLINE = "working_deadline"
PARTY = "party"
WARNING = "warning"

# Problems of staff tabs: what staff typed that could not be read.
TAB = "tab"
ROW = "row"
HEADER = "header"

# The sheets' other columns.
DAY = "day"
TIME = "time"
ORDER = "order"
MESSAGE_LINK = "message_link"
FEEDBACK_LINK = "feedback_link"
CORRECTION = "correction"
CLERK = "clerk"

# Presence of consultants (Ketersediaan).
AVAILABLE = "available"
LOAD = "load"

# An assignment's worth, level by level.
LEVEL = "level"
MEASURE = "measure"
BOUND = "bound"
PROVEN = "proven"

# The minutes of an evaluation (Notulen Evaluasi), and staff's tick that something is done.
PERIOD = "period"
OWNER = "owner"
DUE = "due"
DONE = "done"

# Duplicates: which registration a copy belongs to, and whether its answers count there.
ORIGINAL = "original"
ADOPTED = "adopted"

# Why a client waits.
KIND = "kind"
EVIDENCE = "evidence"

# What a wish would cost, and why a booking changed.
WISH = "wish"
LOSS = "loss"
CAUSE = "cause"
BEFORE = "before"
AFTER = "after"

# What stands in a member of staff's cell of a schedule and could not be read.
UNREAD = "unread"
