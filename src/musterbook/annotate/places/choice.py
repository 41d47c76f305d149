"""Which of the places of one name is meant.

The weight of a candidate grows with, in this order of force:

1. a region named beside it that holds it ("Achin district of Nangarhar"), here or at another mention of the same name;
2. a feature word that says its level ("district", "city of");
3. the countries the document is about;
4. agreement with the other places of the document: towns near one another, towns inside divisions that are named too;
5. prominence: the order of the gazetteer, population, country before province before town.
A name that a town shares with the province or district around it means the larger one (UCDP GED), unless a word says town.
A village that is said to lie where the gazetteer has none of that name stands for the division it is said to lie in (GED).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from musterbook.annotate.places.coherence import lie_apart, tie
from musterbook.annotate.places.lookup import Lookup
from musterbook.annotate.places.names import Name
from musterbook.model import Place, PlaceCandidate, PlaceKind

__all__ = ["Choice", "choose", "is_minor", "is_obscure"]

_KEPT = 5
# Prominence of a level before population is known: news names countries and provinces more than villages of that name.
_LEVEL: Mapping[PlaceKind, float] = {
    "country": 1.6, "adm1": 0.8, "region": 1.3, "border": 0.6, "water": 0.5, "adm2": 0.35, "landmark": 0.4, "town": 0.2,
    "unknown": 0.0,
}  # fmt: skip
_PARENT = 2.5
_FEATURE = 1.6
_FOCUS = 1.3
# What the other names say, on a logarithmic scale: the second town near by tells less than the first. Their own doubts are
# settled in the same rounds. Values chosen on half of the development documents; the other half moves by less than a point.
_AGREEMENT = 1.0
_AGREEMENT_SCALE = 8.0
_ROUNDS = 3
# A country or province has no towns near its point: it gets this share of what the best of its namesakes gets.
_AGREEMENT_OF: Mapping[PlaceKind, float] = {"country": 0.8, "region": 0.8, "water": 0.8, "adm1": 0.8}
_SHARPNESS = 2.0
_METROPOLIS = 1_000_000
# Places of these kinds with fewer inhabitants may be namesakes of one that the gazetteer spells otherwise, or does not have.
_SMALL = frozenset({"town", "adm2", "landmark", "unknown"})
_DIVISIONS = _SMALL | {"adm1"}
_KNOWN_WIDELY = 50_000
# What a place may be said to lie in.
_HOLDERS = frozenset({"country", "adm1", "adm2", "town"})
_FAR_KM = 1_000.0
_OTHER_WORLD_KM = 2_500.0
# What lies farther from a town than this is not in it.
_BEYOND_TOWN_KM = 100.0
# The countries that a document is about before all others.
_FOREMOST = 2
_LARGE = {"adm1": 2, "adm2": 1, "town": 0}
_LEVELS_OF: Mapping[PlaceKind, frozenset[PlaceKind]] = {
    "adm1": frozenset({"adm1", "region"}),
    "adm2": frozenset({"adm2"}),
    "town": frozenset({"town"}),
    "region": frozenset({"region", "adm1", "adm2", "landmark"}),
    "landmark": frozenset({"landmark"}),
    "water": frozenset({"water"}),
    "country": frozenset({"country"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The place that is meant, the candidates with their weights, and why; no place where the gazetteer has none."""

    place: Place | None
    candidates: tuple[PlaceCandidate, ...]
    why: str


@dataclass(slots=True)
class _Scores:
    """The candidates of one name with their points so far and the strongest reason for each."""

    name: Name
    points: list[float]
    reasons: list[str]
    strongest: list[float]

    def add(self, index: int, points: float, reason: str) -> None:
        """Give a candidate points; the reason stays if none before it gave more."""
        self.points[index] += points
        if points > self.strongest[index]:
            self.strongest[index] = points
            self.reasons[index] = reason

    def best(self) -> int:
        return max(range(len(self.points)), key=lambda index: (self.points[index], -index))


def choose(
    names: Sequence[Name],
    *,
    parents: Mapping[int, int],
    listed: frozenset[int],
    inside: frozenset[int] = frozenset(),
    focus: Sequence[str],
    lookup: Lookup,
) -> tuple[Choice, ...]:
    """Return the choice for each name.

    Args:
        names: the place names of a document.
        parents: index of a name → index of the name that a phrase says it lies in ("Achin, Nangarhar").
        listed: those of them that only a comma parts from that name: they may be one list.
        inside: those of them that "in" puts there ("Faru, in the Maradun district").
        focus: countries the document is about, the heaviest first.
        lookup: for containment.
    """
    scores = [_start(name, focus) for name in names]
    _add_parents(scores, parents, lookup)
    groups = _share(scores)
    _add_agreement(groups)
    choices = [_finish(score, lookup) for score in scores]
    said = {child: parent for child, parent in parents.items() if child not in listed}
    held = _find_held(names, choices, said, inside=inside, focus=focus, lookup=lookup)
    # The name alone means the same place; one that is said to lie elsewhere keeps the place it was given there.
    by_name = {names[child].text.casefold(): choice for child, choice in held.items()}
    return tuple(
        held.get(index, choice) if index in said else by_name.get(name.text.casefold(), choice)
        for index, (name, choice) in enumerate(zip(names, choices, strict=True))
    )


def is_minor(name: Name) -> bool:
    """Return whether no place of the name is known widely: that it lies elsewhere proves little."""
    return all(place.kind in _SMALL and (place.population or 0) < _KNOWN_WIDELY for place in name.candidates)


def is_obscure(name: Name) -> bool:
    """Return whether the name is minor, or that of a far division no more known than its town: it yields to what the text says of it."""
    return all(place.kind in _DIVISIONS and (place.population or 0) < _KNOWN_WIDELY for place in name.candidates)


def _find_held(
    names: Sequence[Name],
    choices: Sequence[Choice],
    parents: Mapping[int, int],
    *,
    inside: frozenset[int],
    focus: Sequence[str],
    lookup: Lookup,
) -> dict[int, Choice]:
    """Return, by number of the name, the division or country that a place lies in which the gazetteer does not have there.

    "Kofa in Zamfara" is no village of Ukraine, and all that is known of where it lies is Zamfara.
    """
    held: dict[int, Choice] = {}
    for child, parent in parents.items():
        region, places = choices[parent].place, names[child].candidates
        if region is None or region.kind not in _HOLDERS:
            continue
        is_foreign = all(place.country not in focus[:_FOREMOST] for place in places)
        is_far = is_obscure(names[child]) and is_foreign and lie_apart(places, (region,), km=_FAR_KM)
        is_elsewhere = child in inside and _is_namesake(choices[child].place, region, focus)
        if not is_far and not is_elsewhere and not is_minor(names[child]):
            continue
        if region.kind == "town" and places and not lie_apart(places, (region,), km=_BEYOND_TOWN_KM):
            continue
        if not any(_may_hold(region, place) or lookup.contains(region, place) for place in places):
            where = "in or near" if region.kind == "town" else "in"
            held[child] = Choice(
                place=region,
                candidates=(PlaceCandidate(place=region, weight=1.0),),
                why=f"no place of that name is known {where} {region.name}, where it is said to lie",
            )
    return held


def _is_namesake(place: Place | None, region: Place, focus: Sequence[str]) -> bool:
    """Return whether the place, of no fame, lies a world away from where it is said to lie: Faro is not in Zamfara."""
    if place is None or place.kind not in _SMALL or (place.population or 0) >= _METROPOLIS:
        return False
    return place.country not in focus[:_FOREMOST] and lie_apart((place,), (region,), km=_OTHER_WORLD_KM)


def _may_hold(region: Place, place: Place) -> bool:
    """Return whether a place may lie in the region for all that its parents say; gazetteers are unsure of districts."""
    if region.country != place.country:
        return False
    is_open = region.kind == "country" or place.adm1_id is None
    return is_open or (region.adm1_id or region.place_id) == place.adm1_id


def _start(name: Name, focus: Sequence[str]) -> _Scores:
    """Return the points that the candidate, its feature words and the countries of the document give."""
    scores = _Scores(name=name, points=[], reasons=[], strongest=[0.0] * len(name.candidates))
    wanted = frozenset(kind for word in name.kinds for kind in _LEVELS_OF.get(word, frozenset()))
    stand_ins = _stand_ins(name, wanted, focus)
    weights = {iso: 1.0 / (1 + rank) for rank, iso in enumerate(focus[:4])}
    for rank, place in enumerate(name.candidates):
        population = math.log10(max(place.population or 1, 1)) / 7
        scores.points.append(_LEVEL[place.kind] + population + 0.5 / (1 + rank))
        scores.reasons.append("the most prominent place of that name" if rank == 0 else "a place of that name")
        weight = weights.get(place.country or "", 0.0)
        if weight:
            scores.add(rank, _FOCUS * weight, f"the document is about {place.country}")
        if wanted:
            if place.kind in wanted:
                scores.add(rank, _FEATURE, f"the word beside it says {place.kind}")
            elif rank not in stand_ins:
                scores.points[rank] -= _FEATURE / 2
            else:
                scores.add(
                    rank, _FEATURE, f"the place of that name in {place.country}, whatever the word beside it says"
                )
    return scores


def _stand_ins(name: Name, wanted: frozenset[PlaceKind], focus: Sequence[str]) -> frozenset[int]:
    """Return the places of the name in the first country of the document that has any, if none there has the level that is said.

    A gazetteer has the town of a district, an island as a village, counties as provinces: they are meant rather than a far
    place of that level. Of division and town the division is meant. Where these countries have none and a province is said,
    a division of the second level is, if no place of the name has the first.
    """
    for iso in focus[:_FOREMOST]:
        inside = [index for index, place in enumerate(name.candidates) if place.country == iso]
        kinds = {name.candidates[index].kind for index in inside}
        if kinds:
            is_division = "adm2" in wanted and "adm1" in kinds
            meant = [index for index in inside if not is_division or name.candidates[index].kind == "adm1"]
            return frozenset() if kinds & wanted else frozenset(meant)
    return _of_lower_level(name, wanted)


def _of_lower_level(name: Name, wanted: frozenset[PlaceKind]) -> frozenset[int]:
    """Return the divisions of the second level where the first is said and no place of the name has it: Burkina Faso's provinces."""
    if "adm1" not in wanted or any(place.kind in wanted for place in name.candidates):
        return frozenset()
    return frozenset(index for index, place in enumerate(name.candidates) if place.kind == "adm2")


def _add_parents(scores: Sequence[_Scores], parents: Mapping[int, int], lookup: Lookup) -> None:
    """Give points to candidates inside a candidate of the region named beside them, and to that region's candidate."""
    for child, parent in parents.items():
        inner, outer = scores[child], scores[parent]
        held: set[int] = set()
        for index, place in enumerate(inner.name.candidates):
            holders = [
                position
                for position, region in enumerate(outer.name.candidates[:_KEPT])
                if lookup.contains(region, place)
            ]
            if holders:
                region = outer.name.candidates[holders[0]]
                inner.add(index, _PARENT, f"inside {region.name}, named beside it")
                held.update(holders)
        for position in held:
            outer.add(position, _PARENT / 2, "holds the place named beside it")


def _add_agreement(groups: Sequence[Sequence[_Scores]]) -> None:
    """Give each candidate points for what the likely candidates of the other names say for it."""
    firsts = [group[0] for group in groups if group[0].points]
    if len(firsts) < 2:
        return
    ties = tie([score.name.candidates for score in firsts])
    before = [list(score.points) for score in firsts]
    points = before
    for _ in range(_ROUNDS):
        support = ties.support(points, _SHARPNESS)
        points = [
            _agree(row, gains, score.name.candidates) for row, gains, score in zip(before, support, firsts, strict=True)
        ]
    for group, row in zip((group for group in groups if group[0].points), points, strict=True):
        for score in group:
            for index, value in enumerate(row):
                score.add(index, value - score.points[index], "agrees with the other places named")


def _agree(points: Sequence[float], gains: Sequence[float], places: Sequence[Place]) -> list[float]:
    """Return the points of the candidates of one name with what the other names say for each."""
    most = max(gains)
    shares = (max(gain, most * _AGREEMENT_OF.get(place.kind, 0.0)) for gain, place in zip(gains, places, strict=True))
    return [old + _AGREEMENT * math.log1p(_AGREEMENT_SCALE * share) for old, share in zip(points, shares, strict=True)]


def _share(scores: Sequence[_Scores]) -> list[list[_Scores]]:
    """Give all mentions of one name the points of the mention that says most about each candidate; return the mentions by name."""
    # The candidates are part of the key: one mention of a name may have been looked up as part of a longer one.
    groups: dict[tuple[str, frozenset[PlaceKind], tuple[str, ...]], list[_Scores]] = {}
    for score in scores:
        candidates = tuple(place.place_id for place in score.name.candidates)
        groups.setdefault((score.name.text.lower(), score.name.kinds, candidates), []).append(score)
    for group in groups.values():
        for index in range(len(group[0].points)):
            best = max(group, key=lambda score, at=index: score.points[at])  # type: ignore[misc]
            for score in group:
                score.points[index], score.reasons[index] = best.points[index], best.reasons[index]
    return list(groups.values())


def _larger(score: _Scores, best: int, lookup: Lookup) -> tuple[int, str]:
    """Return the candidate that is meant and why: the division around the best one where both share the name.

    Not where a word says the level, nor behind "near", "north of" and "at", which take a point. Nor for a city of a
    million: nobody who reads of a bomb "in Kabul" or "in Mogadishu" is in doubt, and as a province it could not be joined
    with the other reports of that bomb. For smaller namesakes the doubt is real, and GED's rule stands.
    """
    name, places = score.name, score.name.candidates
    is_metropolis = (places[best].population or 0) >= _METROPOLIS
    if name.kinds or name.lead is not None or name.is_point or places[best].kind not in _LARGE or is_metropolis:
        return best, score.reasons[best]
    larger = [
        index
        for index, place in enumerate(places)
        if _LARGE.get(place.kind, -1) > _LARGE[places[best].kind]
        and place.name.casefold() in {name.text.casefold(), places[best].name.casefold()}
        and lookup.contains(place, places[best])
    ]
    if not larger:
        return best, score.reasons[best]
    chosen = max(larger, key=lambda index: _LARGE[places[index].kind])
    return chosen, f"the name of a {places[best].kind} and of the {places[chosen].kind} around it: the larger one (GED)"


def _smaller(score: _Scores, best: int, lookup: Lookup) -> tuple[int, str] | None:
    """Return the town that shares the name of the chosen division around it, behind "near" and the like; None elsewhere."""
    name, places = score.name, score.name.candidates
    if (
        name.kinds
        or (name.lead is None and not name.is_point)
        or name.is_fuzzy
        or places[best].kind not in {"adm1", "adm2"}
    ):
        return None
    for index, place in enumerate(places):
        if place.kind == "town" and lookup.contains(places[best], place):
            return index, f"‘{name.lead or 'at'}’ takes the town, not the division of that name"
    return None


def _finish(score: _Scores, lookup: Lookup) -> Choice:
    places = score.name.candidates
    if not places:
        return Choice(place=None, candidates=(), why="the gazetteer has no place of that name")
    best = score.best()
    chosen, why = _smaller(score, best, lookup) or _larger(score, best, lookup)
    order = sorted(range(len(places)), key=lambda index: (index != chosen, -score.points[index], index))[:_KEPT]
    top = max(score.points[index] for index in order)
    raw = [math.exp(_SHARPNESS * (score.points[index] - top)) for index in order]
    raw[0] = max(raw)
    total = sum(raw)
    return Choice(
        place=places[chosen],
        candidates=tuple(
            PlaceCandidate(place=places[index], weight=weight / total) for index, weight in zip(order, raw, strict=True)
        ),
        why=why,
    )
