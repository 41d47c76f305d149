"""How alike two events are: a probability that both tell of one incident, with the parts that it is made of.

A pure function of two records. Each part looks at one thing (time, place, type, sides, weapon, casualties, words, document)
and finds a level; a table gives each level its weight, and the weights are added on the scale of log odds:
score = 1 / (1 + exp(-(base + sum of weights))). What is not stated weighs nothing.
Source: Fellegi and Sunter, A theory for record linkage, JASA 64 (1969): weights of agreement and disagreement.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from musterbook.incidents.counts import compare_counts
from musterbook.incidents.facts import EventFacts
from musterbook.incidents.scenes import is_same_scene
from musterbook.incidents.spots import NEAR_A_POINT_KM, compare_places, is_spot
from musterbook.incidents.targets import compare_targets
from musterbook.incidents.weights import read_weights
from musterbook.incidents.words import measure_likeness
from musterbook.model import Side, are_parts_apart

__all__ = ["Comparison", "Part", "compare"]

# A report of a thing that happened comes within so many days; later ones are background or another thing.
_SOON_DAYS = 2
_WEEK_DAYS = 7
_LATE_DAYS = 15
# "Last year's bombing", with a margin for "a year ago".
_YEAR_DAYS = 400
# What two places can be said of of which one is coarse or not known.
_COARSE_LEVELS = frozenset({"not_stated", "same_province", "same_country"})
# What two places can be said of that are known to be two.
_APART = frozenset({"other_town", "far", "other_country"})
# UCDP GED's where_prec of a place that is told as near another.
_NEAR_A_POINT = 2
# What says nothing against two tellings of one thing: their words, that one comes late, that a toll has grown, that one
# document ("same") tells it twice.
_UNSTATED = frozenset({"text", "sentences"})
_BESIDE = frozenset({"told_within_week", "told_later", "published_later", "within_year", "undated", "revised", "same"})
# Shorter texts are hardly longer than the sentences of their events.
_LEAST_WORDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a comparison.

    Attributes:
        name: what was looked at ("place"); level: what was found ("same_town"), a row of the table of weights.
        weight: what it adds to the log odds, in natural units.
    """

    name: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How alike two events are.

    Attributes:
        log_odds: of the two telling of one incident.
        score: the same as a probability in [0, 1].
        parts: in fixed order, those that found nothing stated too.
    """

    log_odds: float
    score: float
    parts: tuple[Part, ...]

    @property
    def against(self) -> float:
        """What is stated against it, at most 0; that two reports tell a thing in their own words is no statement."""
        return sum(
            min(part.weight, 0.0) for part in self.parts if part.name not in _UNSTATED and part.level not in _BESIDE
        )


def compare(one: EventFacts, other: EventFacts) -> Comparison:
    """Return how alike two events are; the order of the two does not matter.

    Assumes: that the parts tell independently of each other, which they do only roughly; the weights were fitted together.
    """
    weights = read_weights()
    place = _compare_places(one, other)
    levels = (
        ("time", _compare_times(one, other)),
        ("place", place),
        ("type", _compare_types(one, other)),
        (
            "initiator",
            _compare_sides((one.initiator_id, one.initiator_side), (other.initiator_id, other.initiator_side)),
        ),
        (
            "recipient",
            _compare_sides((one.recipient_id, one.recipient_side), (other.recipient_id, other.recipient_side)),
        ),
        ("weapon", _compare_weapons(one, other)),
        ("target", compare_targets(one.targets, other.targets)),
        ("casualties", compare_counts(one.counts, other.counts)),
        *_compare_words(one, other, is_apart=place in _APART),
        ("document", _compare_documents(one, other)),
        ("clarity", "differ" if one.is_summary != other.is_summary else "same"),
    )
    parts = tuple(Part(name=name, level=level, weight=weights.weigh(name, level)) for name, level in levels)
    log_odds = weights.base + sum(part.weight for part in parts)
    return Comparison(log_odds=log_odds, score=1 / (1 + math.exp(-log_odds)), parts=parts)


def _compare_places(one: EventFacts, other: EventFacts) -> str:
    """Return how the places agree; where one is coarse or not known, whether the texts name the same small place."""
    is_near = _NEAR_A_POINT in {one.where_prec, other.where_prec}
    level = compare_places(one.place, other.place, slack_km=NEAR_A_POINT_KM if is_near else 0.0)
    if _share_sentence(one, other):
        return level
    if level == "far" and one.place_key is not None and one.place_key == other.place_key:
        return "same_words"  # a name that many places have may be read as two of them
    if level in _COARSE_LEVELS:
        return _compare_names(one, other) or level
    return level


def _compare_names(one: EventFacts, other: EventFacts) -> str | None:
    """Return what the countries and names say where one place is coarse or not known; None if nothing."""
    if one.countries and other.countries and one.countries.isdisjoint(other.countries):
        return "other_country"
    if one.names & other.names:
        return "same_name"
    if _share_scene(one, other) or _share_scene(other, one):
        return "same_scene"
    is_named = bool(one.names & other.named or other.names & one.named)
    return "named_there" if is_named and not _has_far_scene(one, other) and not _has_far_scene(other, one) else None


def _has_far_scene(one: EventFacts, other: EventFacts) -> bool:
    """Return True if all places where the first can be thought to be lie far from the place of the second."""
    places = one.scene.places
    return bool(places) and all(compare_places(place, other.place) == "far" for place in places)


def _share_sentence(one: EventFacts, other: EventFacts) -> bool:
    """Return True if one sentence tells both: that they share its words and its names says nothing."""
    return one.document_id == other.document_id and not one.sentences.isdisjoint(other.sentences)


def _share_scene(one: EventFacts, other: EventFacts) -> bool:
    """Return True if the first, which states no small place, can be thought to be where the second is."""
    places = (other.place,) if other.place is not None and is_spot(other.place) else other.scene.places
    return is_same_scene(one.scene, places) or bool(one.scene.names & (other.names | other.scene.names))


def _compare_times(one: EventFacts, other: EventFacts) -> str:
    if one.is_undated or other.is_undated:
        return _compare_limits(one, other)
    first, second = _stated(one), _stated(other)
    if first is not None and second is not None:
        level = _compare_days(first, second)
        level = "other_hours" if level == "same_day" and are_parts_apart(one.hours, other.hours) else level
        return "retold_period" if level == "same_period" and _is_retold(one) and _is_retold(other) else level
    if first is not None or second is not None:
        days, published = (first, other.published) if first is not None else (second, one.published)
        return "not_stated" if days is None or published is None else _compare_telling(days, published)
    if one.published is None or other.published is None:
        return "not_stated"
    gap = abs((one.published - other.published).days)
    if gap <= 1:
        return "published_together"
    return "published_within_week" if gap <= _WEEK_DAYS else "published_later" if gap <= _LATE_DAYS else "far_apart"


def _compare_limits(one: EventFacts, other: EventFacts) -> str:
    """Return whether two events, of which one is dated by a year or not at all, may lie on one day."""
    first, second = _limit(one), _limit(other)
    if any(
        start is not None and end is not None and start > end
        for start, end in ((first[0], second[1]), (second[0], first[1]))
    ):
        return "far_apart"
    is_told = all(
        start is not None and end is not None and (end - start).days <= _YEAR_DAYS for start, end in (first, second)
    )
    return "within_year" if is_told else "undated"


def _limit(facts: EventFacts) -> tuple[date | None, date | None]:
    """Return the days between which an event lies; a report of a day that it does not name comes soon after it."""
    if facts.is_undated:
        return facts.limits
    days = _stated(facts)
    if days is not None:
        return days
    return (
        (facts.published - timedelta(days=_LATE_DAYS), facts.published) if facts.published is not None else (None, None)
    )


def _stated(facts: EventFacts) -> tuple[date, date] | None:
    return (facts.earliest, facts.latest) if facts.earliest is not None and facts.latest is not None else None


def _is_retold(facts: EventFacts) -> bool:
    """Return True for a day, and for a longer time that was over when it was told: "last month's raid" is one that is remembered.

    What is told of a month that still runs may be any of its days, or all of them.
    """
    days = _stated(facts)
    if days is None or (days[1] - days[0]).days <= _WEEK_DAYS:
        return True
    return facts.published is None or facts.published > days[1]


def _compare_days(one: tuple[date, date], other: tuple[date, date]) -> str:
    gap = (max(one[0], other[0]) - min(one[1], other[1])).days
    if gap <= 0:
        widest = max((one[1] - one[0]).days, (other[1] - other[0]).days)
        return "same_day" if widest == 0 else "same_days" if widest <= _WEEK_DAYS else "same_period"
    return "next_day" if gap == 1 else "days_apart" if gap <= _SOON_DAYS + 1 else "far_apart"


def _compare_telling(days: tuple[date, date], published: date) -> str:
    """Return how a stated time stands to the day on which another report, without a time, was published."""
    delay = (published - days[0]).days
    since_end = (published - days[1]).days
    if delay < 0 or since_end > _LATE_DAYS:
        return "far_apart"
    return "told_soon" if since_end <= _SOON_DAYS else "told_within_week" if since_end <= _WEEK_DAYS else "told_later"


def _compare_types(one: EventFacts, other: EventFacts) -> str:
    if one.event_type != other.event_type:
        return "other_type"
    if one.mode is None or other.mode is None:
        return "same_type"
    if one.mode == other.mode:
        return "same_mode"
    return "kin_mode" if read_weights().are_kin(one.mode, other.mode) else "other_mode"


def _compare_sides(one: tuple[str | None, Side], other: tuple[str | None, Side]) -> str:
    if one[0] is not None and other[0] is not None:
        if one[0] == other[0]:
            return "same_actor"
        return "kin_actor" if _are_kin_actors(one[0], other[0]) else "other_actor"
    if "unknown" in {one[1], other[1]}:
        return "not_stated"
    return "same_side" if one[1] == other[1] else "other_side"


def _are_kin_actors(one: str, other: str) -> bool:
    """Return True where one report may name the whole and the other a part: a branch, or the army of a government."""
    is_branch = one.startswith(f"{other}-") or other.startswith(f"{one}-")
    is_state = "-of-" in one and one.partition("-of-")[2] == other.partition("-of-")[2]
    return is_branch or is_state or read_weights().are_kin(one, other)


def _compare_weapons(one: EventFacts, other: EventFacts) -> str:
    if one.weapon_class is None or other.weapon_class is None:
        return "not_stated"
    if one.weapon_model is not None and one.weapon_model == other.weapon_model:
        return "same_model"
    if one.weapon_class == other.weapon_class:
        return "same_class"
    return "kin_class" if read_weights().are_kin(one.weapon_class, other.weapon_class) else "other_class"


def _compare_documents(one: EventFacts, other: EventFacts) -> str:
    """Return whether one document tells both; what it tells of one place and day as two things, it had reason to."""
    if one.document_id != other.document_id:
        return "other"
    is_full = all(
        is_spot(facts.place) and _stated(facts) is not None and not facts.is_day_lent for facts in (one, other)
    )
    first = max(min(facts.sentences, default=0) for facts in (one, other))
    # Of two that begin in one sentence either may be the one that it calls another.
    is_other = any(facts.is_another for facts in (one, other) if min(facts.sentences, default=0) == first)
    return "told_apart" if is_full or is_other else "same"


def _compare_words(one: EventFacts, other: EventFacts, *, is_apart: bool) -> tuple[tuple[str, str], ...]:
    """Return the level of the texts where each is mainly about its event, else that of the events' own sentences.

    Two attacks of one day in two towns (`is_apart`) are told in much the same words: there likeness is no more than some.
    """
    if _share_sentence(one, other):
        return (("sentences", "not_stated"),)
    weights = read_weights()
    texts = (one.text_words or frozenset(), other.text_words or frozenset())
    if min(map(len, texts)) >= _LEAST_WORDS:
        grade = weights.grade("text", measure_likeness(*texts))
        return (("text", "some" if is_apart and grade in {"much", "clear"} else grade),)
    if not one.words or not other.words:
        return (("sentences", "not_stated"),)
    return (("sentences", weights.grade("sentences", measure_likeness(one.words, other.words))),)
