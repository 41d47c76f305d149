"""How many origins a toll has, where one speaker's figure is told again later: "officials said at the time that 94 were killed".

Origins are found within weeks, because over a whole record equal figures are equal by chance. That two claims tell of one
incident is known here, so the day no longer matters: the same speaker with the same figure is no new origin, as far as the
words tell. The figures themselves are left alone: who gives his old figure again after a correction stands by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from musterbook.incidents.figures import Figure, name_figure, read_figure, tell_of_one
from musterbook.incidents.joining import Joined
from musterbook.incidents.speakers import Speaker, are_one_between, read_speaker
from musterbook.model import Claim

__all__ = ["count_told"]

_MOST_EQUAL = 32  # tellings of one figure of one incident that another one is held against


def count_told(claims: Iterable[Claim], *, origin_of: Mapping[str, str]) -> int:
    """Return how many origins tell of one toll; a figure that one speaker gives again counts once.

    Args:
        claims: of one side and outcome of one incident, in order of their ids.
        origin_of: origin id by claim id; a claim without one is its own.
    """
    told = [(origin_of.get(claim.claim_id, claim.claim_id), claim) for claim in claims]
    given = {origin: claim.attribution.origin for origin, claim in told if claim.attribution.origin}
    joined = Joined()
    numbers = {origin: joined.add(given.get(origin)) for origin in sorted({origin for origin, _ in told})}
    tellings = {
        (name_figure(claim), numbers[origin], read_speaker(claim), read_figure(claim)): None for origin, claim in told
    }
    met: dict[object, list[tuple[int, Speaker, Figure]]] = defaultdict(list)
    for name, number, speaker, figure in tellings:
        if name is None or speaker is None:
            continue
        for other, its_speaker, its_figure in met[name]:
            if are_one_between(its_speaker, speaker) and tell_of_one(its_figure, figure):
                joined.join(other, number, "the same speaker gives the same figure again")
        if len(met[name]) < _MOST_EQUAL:
            met[name].append((number, speaker, figure))
    return sum(1 for _ in joined.sets())
