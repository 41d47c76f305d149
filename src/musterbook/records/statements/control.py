"""Control claims: who gained, holds, lost or contests a place.

Without a named place there is a claim only where places are counted ("holds nine districts"); the count is the quantity.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from musterbook.errors import RegisterError
from musterbook.model import ActorReading, Attribution, ControlDetail, Mention, PlaceReading, QuantityReading
from musterbook.records.context import DocumentContext, Slots
from musterbook.records.events.tellings import Draft
from musterbook.records.places.locations import find_place, unknown_place
from musterbook.records.sentences.counted import find_quantity
from musterbook.records.sentences.frames import Match, find_matches, load_frames
from musterbook.records.sentences.nominals import is_known
from musterbook.records.sentences.scopes import find_time
from musterbook.records.sentences.statements import is_stated
from musterbook.records.sentences.views import OBJECTS, SUBJECTS, SentenceView
from musterbook.records.sides.who import ARMED, Found
from musterbook.records.tables import read_table, read_words

__all__ = ["read_control"]

_Status = Literal["gained", "held", "lost", "contested"]
_STATUSES: tuple[_Status, ...] = ("gained", "held", "lost", "contested")
_SIDES = ARMED | {"government"}


def read_control(context: DocumentContext, draft: Draft) -> None:
    """Add the control claims of the document to the draft."""
    table = load_frames("control")
    for view in context.views:
        for match in find_matches(view, table):
            is_free = (view.index, match.position) not in draft.taken and not _is_judged(view, match.position)
            if not is_free or not is_stated(context, view, match) or not _is_of_forces(context, view, match):
                continue
            said = context.said_of(view, view.tokens[match.position].start)
            actor = _find_holder(context, view, match, said=said)
            place = _find_ground(context, view, match, said=said)
            count = _find_count(view, match)
            if actor is None or (place is None and count is None):
                continue
            claim = context.make(
                view,
                "control",
                detail=ControlDetail(status=_status(match)),
                rule=match.frame.rule,
                slots=Slots(
                    actor=actor, place=place, interval=find_time(view, match.position, within=said), quantity=count
                ),
                trigger=context.trigger_mark(view, match.position, match.last),
            )
            draft.claims.append(claim)
            draft.taken.update((view.index, token) for token in (match.position, match.held) if token is not None)


def _is_of_forces(context: DocumentContext, view: SentenceView, match: Match) -> bool:
    """True unless those who are driven out are told and under no arms: "expelled the inspectors from the site"."""
    driven = match.slots.get("driven", ())
    if not driven or any(view.tokens[token].pos == "PRON" or view.tokens[token].entity == "PERSON" for token in driven):
        return True
    found = [context.who.at(view, token) for token in driven]
    return any(party is not None and party.reading.side in _SIDES for party in found)


def _is_judged(view: SentenceView, position: int) -> bool:
    """True for "holds him responsible": no place is held."""
    words = read_words("control", "grounds", "judged")
    return any(view.keys[child] in words for child in view.children[position] if child > position)


def _find_holder(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> Found | None:
    for token in (*match.slots.get("actor", ()), *_before_control(view, match)):
        found = _subject_above(context, view, match, token, said=said) or context.who.at(view, token, said=said)
        found = found or _government(view, token)
        if found is not None and found.reading.side in _SIDES:
            return found
    return _announcer(context, view, match, said=said) if "is_announced" in match.frame.values else None


def _announcer(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> Found | None:
    """Return the subject of "announced its capture of the port": the capture is his."""
    token = view.tokens[match.position]
    if token.dep not in OBJECTS or view.keys[token.head] not in read_words("control", "grounds", "announcing"):
        return None
    for agent in view.arguments(token.head).agents:
        found = context.who.at(view, agent, said=said)
        if found is not None and found.reading.side in _SIDES:
            return found
    return None


def _before_control(view: SentenceView, match: Match) -> tuple[int, ...]:
    """Return the nouns before "control" in "are under rebel control"."""
    is_owned = match.frame.particles or match.frame.name == "is-in-hands"
    if match.held is None or not is_owned:
        return ()
    return tuple(
        child for child in view.children[match.held] if view.tokens[child].dep in {"compound", "amod", "nmod", "poss"}
    )


def _government(view: SentenceView, token: int) -> Found | None:
    """Return a government that nothing more is told of."""
    if view.keys[token] != "government":
        return None
    held = view.tokens[token]
    reading = ActorReading(
        actor_id=None, name=None, side="government", words=held.text, why="description; no actor named"
    )
    return Found(reading=reading, start=held.start, end=held.end)


def _subject_above(
    context: DocumentContext, view: SentenceView, match: Match, token: int, *, said: Attribution
) -> Found | None:
    """Return the subject of the main clause for "they" in "… killed 19 when they captured a base"; None elsewhere."""
    if view.tokens[token].pos != "PRON" or view.tokens[match.position].dep != "advcl":
        return None
    for subject in view.arguments(view.tokens[match.position].head).agents:
        found = context.who.at(view, subject, said=said)
        if found is not None and found.reading.side in _SIDES:
            return replace(found, is_pronoun=True, start=view.tokens[token].start, end=view.tokens[token].end)
    return None


def _grounds(view: SentenceView, match: Match) -> list[int]:
    """Return what is held: behind "of" in "most of the town", "parts of nine districts"."""
    found: list[int] = []
    for token in match.slots.get("ground", ()):
        is_part = view.keys[token] in read_words("control", "grounds", "parts") or view.tokens[token].pos == "NUM"
        inner = view.prepositional(token, ("of",)) if is_part else ()
        found.extend(inner or (token,))
    return found


def _find_count(view: SentenceView, match: Match) -> tuple[QuantityReading, Mention] | None:
    """Return how many places are held; None where they are not counted."""
    numbers = [
        token for token in match.slots.get("ground", ()) if view.tokens[token].pos == "NUM"
    ]  # "two of five towns"
    for token in _grounds(view, match):
        if view.keys[token] in read_words("control", "grounds", "nouns"):
            found = find_quantity(view, numbers[0] if numbers else token)
            if (
                found is not None
                and not found[0].is_addition
                and (found[0].low is not None or found[0].high is not None)
            ):
                return found
    return None


def _find_ground(
    context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution
) -> tuple[PlaceReading, Mention] | None:
    """Return the place that is held: named in the object itself, or in the clause where the object is a sort of place."""
    for token in _grounds(view, match):
        if view.mention("actor", token) is not None:
            continue
        is_ground = view.keys[token] in read_words("control", "grounds", "nouns")
        for inner in view.subtree(token, is_clause=True):
            mention = view.mention("place", inner)
            if mention is None or not isinstance(mention.reading, PlaceReading):
                continue
            if inner == token or is_ground:
                return mention.reading, mention
        if is_ground:
            found = find_place(view, match.position, within=said, is_narrow=True)
            return (
                found or _told_ground(view, token) or _named_behind(view, token) or _known_ground(context, view, token)
            )
        if view.keys[token] == "it":
            return _ground_above(view, match.position)
        # Who is captured may be a person; what is retaken, held or given up is a place.
        if match.held is None and view.keys[match.position] in read_words("control", "grounds", "handed"):
            return None
        is_sure = match.held is not None or (
            view.keys[match.position] not in read_words("control", "grounds", "personal")
        )
        is_sure = is_sure or (view.tokens[token].dep == "pobj" and not match.is_noun)  # "cleared them from X"
        if unknown_place(view, token, is_sure=is_sure) is not None:
            return unknown_place(view, token, is_sure=is_sure)
    return None


def _named_behind(view: SentenceView, token: int) -> tuple[PlaceReading, Mention] | None:
    """Return a name that no gazetteer has behind "of": "the border post of X"."""
    for name in view.prepositional(token, ("of",)):
        if view.tokens[name].pos == "PROPN":
            return unknown_place(view, name, is_sure=True)
    return None


def _told_ground(view: SentenceView, token: int) -> tuple[PlaceReading, Mention] | None:
    """Return the place told beside the noun: "the territory it held in X", "towns seized by the rebels include X"."""
    named = list(view.subtree(token))
    above = view.tokens[token].head
    if view.tokens[token].dep in SUBJECTS and view.keys[above] in read_words("control", "grounds", "listing"):
        named.extend(child for child in view.children[above] if view.tokens[child].dep in {"attr", *OBJECTS})
    return _first_place(view, named)


def _ground_above(view: SentenceView, position: int) -> tuple[PlaceReading, Mention] | None:
    """Return the place for "it" in "stormed X and took it": the object of a verb before, joined to this one."""
    current = position
    while view.tokens[current].dep == "conj":
        current = view.tokens[current].head
        found = _first_place(view, view.arguments(current).patients)
        if found is not None:
            return found
    return None


def _first_place(view: SentenceView, tokens: Iterable[int]) -> tuple[PlaceReading, Mention] | None:
    for token in tokens:
        mention = view.mention("place", token)
        if mention is not None and isinstance(mention.reading, PlaceReading):
            return mention.reading, mention
    return None


def _known_ground(context: DocumentContext, view: SentenceView, position: int) -> tuple[PlaceReading, Mention] | None:
    """Return the place "the city" stands for: the nearest of that kind named before."""
    kinds = read_table("people").get("places", {}).get(view.keys[position])
    if not is_known(view, position) or not kinds:
        return None
    return context.place_before(view, view.tokens[position].start, kinds=tuple(kinds))


def _status(match: Match) -> _Status:
    word = match.frame.values["status"]
    for status in _STATUSES:
        if status == word:
            return status
    raise RegisterError("no such status of control", got=word, where=f"records/data/control.toml {match.frame.name}")
