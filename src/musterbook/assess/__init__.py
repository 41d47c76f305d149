"""Series and statements with their uncertainty: the literal form of strength, growth, flow and losses."""

from musterbook.assess.actor import assess_actor
from musterbook.assess.evidence import Evidence, Question
from musterbook.assess.series import build_series, describe_source
from musterbook.assess.wording import count, describe_weight, name_interval

__all__ = [
    "Evidence",
    "Question",
    "assess_actor",
    "build_series",
    "count",
    "describe_source",
    "describe_weight",
    "name_interval",
]
