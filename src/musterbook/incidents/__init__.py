"""Events of many documents to incidents in the world, and claims to their origins."""

from musterbook.incidents.beside import Fit, Statement, choose_incident, draft_statement, find_told, may_speak_of
from musterbook.incidents.cluster import group_events
from musterbook.incidents.compare import Comparison, Part, compare
from musterbook.incidents.contradictions import say_denial
from musterbook.incidents.covering import find_covered
from musterbook.incidents.facts import WIDEST_DAYS, EventFacts, gather_facts, order_events
from musterbook.incidents.identity import Identities, keep_ids, make_incident_id
from musterbook.incidents.names import Name, find_names
from musterbook.incidents.origins import find_origins, iterate_origins
from musterbook.incidents.pairing import LATE_DAYS, SLACK_DAYS, Work, first_day
from musterbook.incidents.quoting import RULES
from musterbook.incidents.reconcile import Casualties, choose_again, reconcile_casualties
from musterbook.incidents.retellings import find_retold, join_retold
from musterbook.incidents.rulings import Settled, settle_rulings
from musterbook.incidents.run import choose_events, make_incidents, run
from musterbook.incidents.same_speakers import join_speakers
from musterbook.incidents.scenes import Setting, read_setting

__all__ = [
    "LATE_DAYS",
    "RULES",
    "SLACK_DAYS",
    "WIDEST_DAYS",
    "Casualties",
    "Comparison",
    "EventFacts",
    "Fit",
    "Identities",
    "Name",
    "Part",
    "Setting",
    "Settled",
    "Statement",
    "Work",
    "choose_again",
    "choose_events",
    "choose_incident",
    "compare",
    "draft_statement",
    "find_covered",
    "find_names",
    "find_origins",
    "find_retold",
    "find_told",
    "first_day",
    "gather_facts",
    "group_events",
    "iterate_origins",
    "join_retold",
    "join_speakers",
    "keep_ids",
    "make_incident_id",
    "make_incidents",
    "may_speak_of",
    "order_events",
    "read_setting",
    "reconcile_casualties",
    "run",
    "say_denial",
    "settle_rulings",
]
