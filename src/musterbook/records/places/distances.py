"""How fine a place is, and places that only say how far off another one lies: "at Lala, 75 km north of Bunia"."""

from __future__ import annotations

from collections.abc import Sequence

from musterbook.model import Mention, PlaceReading
from musterbook.records.sentences.views import SentenceView

__all__ = ["FINE", "NEAR_PREC", "find_anchors", "fineness_of", "is_measured", "states_distance"]

_FINENESS = {
    "landmark": 0, "town": 0, "adm2": 1, "border": 2, "water": 2, "adm1": 2, "region": 3, "country": 4, "unknown": 5,
}  # fmt: skip
# Towns, landmarks and districts.
FINE = 1
NEAR_PREC = 2
# Words that a length may take before "north of": "some 75 km to the north of".
_LENGTH_WORDS = 5
# What is farther from a town than this is not near it.
_NEAR_KM = 50.0


def find_anchors(view: SentenceView, mentions: Sequence[Mention]) -> frozenset[str]:
    """Return the ids of the places that only say how far off another one lies: "at Lala, 75 km north of Bunia".

    That may be a name no gazetteer has, if it lies so far off that it is not near.

    Args:
        view: the sentence.
        mentions: places of it, in order.
    """
    found: set[str] = set()
    has_fine = has_unknown = False
    for mention in mentions:
        away = _stated_distance(view, mention)
        if away is not None and (has_fine or (has_unknown and away > _NEAR_KM)):
            found.add(mention.mention_id)
        fineness = fineness_of(mention)[0]
        has_fine = has_fine or fineness <= FINE
        has_unknown = has_unknown or fineness == _FINENESS["unknown"]
    return frozenset(found)


def states_distance(view: SentenceView, mention: Mention) -> bool:
    """Return whether a length is measured from the place: "35 km southeast of Gao" is not Gao, whatever lies there."""
    return _stated_distance(view, mention) is not None


def _stated_distance(view: SentenceView, mention: Mention) -> float | None:
    """Return the number before "north of" and the place ("75 km north of"), 0 for one in words; None where no length is stated."""
    reading = mention.reading
    if not isinstance(reading, PlaceReading) or reading.where_prec != NEAR_PREC:
        return None
    words = reading.words.lower().removesuffix(mention.text.lower()).split()
    if not words or words[-1] not in {"of", "from"}:
        return None
    first = view.positions(mention.start - len(reading.words) + len(mention.text), mention.end)[0]
    before = [view.tokens[token] for token in range(max(first - _LENGTH_WORDS, 0), first + 1)]
    numbers = [token.text for token in before if token.pos == "NUM"]
    return None if not numbers else float(numbers[-1]) if numbers[-1].isdecimal() else 0.0


def fineness_of(mention: Mention) -> tuple[int, int]:
    """Return how fine a place is, the finest first: by its kind, then by how exactly the words give it ("near" comes after "in")."""
    reading = mention.reading
    if not isinstance(reading, PlaceReading) or reading.place is None:
        return _FINENESS["unknown"], 0
    return _FINENESS.get(reading.place.kind, 5), reading.where_prec or 0


def is_measured(mention: Mention) -> bool:
    """Return whether the words before the name measure a distance from it: what lies "40 km from Gao" lies near it."""
    reading = mention.reading
    if not isinstance(reading, PlaceReading) or reading.where_prec != NEAR_PREC:
        return False
    words = reading.words.lower().removesuffix(mention.text.lower()).split()
    stated = [float(word) for word in words if word.isdecimal()]
    return "from" in words and all(distance <= _NEAR_KM for distance in stated)
