"""Events of many documents to incidents in the world, and claims to their origins."""

from musterbook.incidents.origins import find_origins, iterate_origins
from musterbook.incidents.reconcile import RULES, Casualties, choose_again, reconcile_casualties
from musterbook.incidents.run import run

__all__ = [
    "RULES",
    "Casualties",
    "choose_again",
    "find_origins",
    "iterate_origins",
    "reconcile_casualties",
    "run",
]
