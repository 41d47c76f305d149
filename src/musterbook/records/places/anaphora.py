"""Words that stand for a place named before ("there", "the same town"), and the place a whole sentence is set in.

1. "There" and "in the town" mean a place of the nearest sentence that names one, of the kind that the noun says;
2. where somebody speaks, goes or is nursed, and from where a distance is measured, is meant only where no other place is named.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, get_args

from musterbook.model import Mention, Place, PlaceReading
from musterbook.records.places.distances import find_anchors, fineness_of, states_distance
from musterbook.records.places.elsewhere import is_goal_of_other, is_of_care, is_seat
from musterbook.records.places.locations import is_located, is_location, lies_around
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_table, read_words, row_words, table_place

__all__ = ["SPOKEN", "find_scene", "place_anaphor", "place_spoken_of"]

Spoken = Literal["known", "unlisted", "aside"]
SPOKEN: tuple[Spoken, ...] = get_args(Spoken)
"""What words such as "there" may reach back to, the likeliest first."""

_HIT = frozenset({"dobj", "nsubjpass"})


def find_scene(view: SentenceView) -> tuple[PlaceReading, Mention] | None:
    """Return the place that the whole sentence is set in: the finest that something is at, where the others lie around it; else None."""
    anchors = find_anchors(view, tuple(view.of_kind("place")))
    usable = [
        mention
        for mention in view.of_kind("place")
        if is_location(view, mention)
        and not _is_beside_the_point(view, mention, anchors)
        and not _is_meanwhile(view, mention)
    ]
    if not usable or not all(is_located(view, mention) for mention in usable):
        return None
    best = min(usable, key=fineness_of)
    is_one = all(lies_around(mention, best) for mention in usable)
    return (best.reading, best) if isinstance(best.reading, PlaceReading) and is_one else None


def place_anaphor(view: SentenceView, position: int) -> tuple[str, ...] | None:
    """Return the kinds of place that "there", "this area", "the same district" may reach back to; None if it is none.

    The likeliest kind comes first; no kinds stand for every kind.
    """
    token, key = view.tokens[position], view.keys[position]
    if key in {"there", "nearby"} and token.pos in {"ADV", "PRON"} and token.dep == "advmod":
        return ()
    nouns = read_table("people").get("places", {})
    if key not in nouns:
        return None
    is_pointing = any(
        view.keys[child] in {"this", "that", "same"} and child < position for child in view.children[position]
    )
    is_meant = is_pointing or _is_known_place(view, position)
    return row_words(nouns, key, where=table_place("people", "places")) if is_meant else None


def _is_known_place(view: SentenceView, position: int) -> bool:
    """Return whether "in the town", "besieged the town", "the town lost nine" says by nothing else which town it is."""
    token = view.tokens[position]
    is_inside = token.dep == "pobj" and view.governing_preposition(position) in read_words("people", "located", "words")
    is_host = token.dep == "nsubj" and view.keys[token.head] in read_words("places", "hosts", "verbs")
    if not (is_inside or is_host or token.dep in _HIT) or view.mention("place", position) is not None:
        return False
    children = view.children[position]
    is_definite = any(view.keys[child] in {"the", "their"} for child in children)
    is_bare = all(view.tokens[child].dep in {"det", "amod", "predet", "poss"} for child in children)
    return is_definite and is_bare


def place_spoken_of(
    view: SentenceView, limit: int, *, kinds: tuple[str, ...], which: Spoken
) -> tuple[PlaceReading, Mention] | None:
    """Return the place of a sentence that words behind the offset may reach back to; None if there is none.

    Args:
        view: the sentence.
        limit: where those words stand.
        kinds: of the places that they can mean, the likeliest first; none stand for every kind.
        which: "known" ones, those that are "unlisted" in the gazetteer, or "aside": where somebody speaks or goes.
    """
    anchors = find_anchors(view, tuple(view.of_kind("place")))
    found: list[tuple[tuple[int, ...], PlaceReading, Mention]] = []
    for mention in view.of_kind("place"):
        reading = mention.reading
        if not isinstance(reading, PlaceReading) or mention.end > limit:
            continue
        if (reading.place is None) != (which == "unlisted"):
            continue
        meant = _of_kinds(view, mention, reading, kinds)
        if meant is None or _is_beside_the_point(view, mention, anchors) != (which == "aside"):
            continue
        if which != "aside" and not is_location(view, mention):
            continue
        if which == "unlisted" and not is_located(view, mention):
            continue
        held = "unknown" if meant.place is None else meant.place.kind
        rank = kinds.index(held) if held in kinds else fineness_of(mention)[0]
        key = (int(_is_meanwhile(view, mention)), rank, -mention.start)
        found.append((key, meant, mention))
    if not found:
        return None
    _, reading, mention = min(found, key=lambda one: one[0])
    return reading, mention


def _is_beside_the_point(view: SentenceView, mention: Mention, anchors: frozenset[str]) -> bool:
    """Return whether the place only says where somebody speaks, goes or is nursed, or from where another one is measured."""
    head = view.head_of(mention.start, mention.end)
    return (
        is_seat(view, mention)
        or is_goal_of_other(view, head, head)
        or is_of_care(view, head)
        or mention.mention_id in anchors
        or states_distance(view, mention)
    )


def _is_meanwhile(view: SentenceView, mention: Mention) -> bool:
    """Return whether the place stands in what goes on meanwhile: "while talks went on in Accra"."""
    words = read_words("places", "meanwhile", "words")
    head = view.head_of(mention.start, mention.end)
    return any(
        view.tokens[child].dep in {"mark", "advmod"} and view.keys[child] in words
        for above in view.ancestors(head)
        if view.tokens[above].dep == "advcl"
        for child in view.children[above]
    )


def _of_kinds(
    view: SentenceView, mention: Mention, reading: PlaceReading, kinds: tuple[str, ...]
) -> PlaceReading | None:
    """Return the reading as a place of one of the kinds; None if the place is none and shares its name with no such town.

    "The hills of Sagaing" name the division, not its town.
    """
    place = reading.place
    if place is None or not kinds or place.kind in kinds:
        return reading
    is_division = view.governing_preposition(view.head_of(mention.start, mention.end)) == "of"
    town = _town_inside(reading, place) if "town" in kinds and not is_division else None
    return None if town is None else replace(reading, place=town, where_prec=1)


def _town_inside(reading: PlaceReading, division: Place) -> Place | None:
    """Return the town that shares the name with the division it lies in: "the town" means it and not the division."""
    for candidate in reading.candidates:
        place = candidate.place
        if place.kind == "town" and division.place_id in {place.adm1_id, place.adm2_id}:
            return place
    return None
