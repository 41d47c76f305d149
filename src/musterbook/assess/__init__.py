"""Series and statements with their uncertainty: strength, growth, flow and losses; operation, presence and coverage."""

from musterbook.assess.actor import assess_actor
from musterbook.assess.casualties import assess_casualties
from musterbook.assess.coverage import CoverageEvidence, assess_coverage, find_newcomers
from musterbook.assess.event_names import name_event
from musterbook.assess.evidence import Evidence, IncidentEvidence, Question
from musterbook.assess.operation import assess_operation
from musterbook.assess.operation_evidence import WINDOW_DAYS, OperationEvidence, Run, Window
from musterbook.assess.periods import choose_left_out, find_covered
from musterbook.assess.populations import split_by_area
from musterbook.assess.presence import PresenceEvidence, assess_presence
from musterbook.assess.scopes import Scope
from musterbook.assess.series import build_series
from musterbook.assess.wording import (
    count,
    describe_told,
    describe_weight,
    name_interval,
    name_origins,
    name_reports,
    say_no_place,
)

__all__ = [
    "WINDOW_DAYS",
    "CoverageEvidence",
    "Evidence",
    "IncidentEvidence",
    "OperationEvidence",
    "PresenceEvidence",
    "Question",
    "Run",
    "Scope",
    "Window",
    "assess_actor",
    "assess_casualties",
    "assess_coverage",
    "assess_operation",
    "assess_presence",
    "build_series",
    "choose_left_out",
    "count",
    "describe_told",
    "describe_weight",
    "find_covered",
    "find_newcomers",
    "name_event",
    "name_interval",
    "name_origins",
    "name_reports",
    "say_no_place",
    "split_by_area",
]
