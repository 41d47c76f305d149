"""Events of many documents to incidents in the world, and claims to their origins."""

from musterbook.incidents.origins import find_origins
from musterbook.incidents.run import run

__all__ = [
    "find_origins",
    "run",
]
