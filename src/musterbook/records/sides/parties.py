"""Who counts as a party to a political act: states, bodies and offices of a state, armed groups, organisations, camps.

Ordinary news is full of people who agree, demand and reject. An act is read only where whoever does it can be tied to a
state, an armed group or an organisation of states by the words beside him:

1. a country, or a capital that stands for its government ("Nairobi rejected the plan");
2. an actor of the register, or one whose country is stated;
3. a body or office ("the parliament", "leaders of …") with a country, a people or such an actor in its own phrase;
4. a person's name with a title of state;
5. where the row allows a crowd: students, farmers, prisoners, with a country in their phrase or clause.
"""

from __future__ import annotations

from collections.abc import Iterable

from musterbook.model import ActorReading, Attribution, PlaceReading, Side
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import Found, noun_side
from musterbook.records.tables import read_words

__all__ = ["country_at", "find_party", "is_named_in"]

_CAPITAL = "PPLC"
_STATED: frozenset[Side] = frozenset({"armed_group", "international_force", "government", "state_force"})


def find_party(
    context: DocumentContext,
    view: SentenceView,
    position: int,
    *,
    said: Attribution,
    is_crowd: bool = False,
    is_material: bool = False,
) -> Found | None:
    """Return the party the token stands for; None where nothing ties it to a state, a group or an organisation.

    Args:
        context: the document.
        view: the sentence.
        position: the token.
        said: who says what stands there.
        is_crowd: anybody of a stated country may do it.
        is_material: an armed body without a name may do it.
    """
    found = context.who.at(view, position, said=said)
    if found is not None and not _is_tied(view, found, is_material=is_material):
        found = None
    return (
        country_at(view, position)
        or found
        or _people(view, position)
        or _body(view, position)
        or (_crowd(view, position) if is_crowd else None)
    )


def _people(view: SentenceView, position: int) -> Found | None:
    """Return a person with a title of state, or a people; a name without a title is nobody's."""
    token = view.tokens[position]
    if _is_people(view, position):
        return _describe(view, position, side="unknown", why=f"the people ‘{token.text}’")
    titles = read_words("politics", "parties", "titles")
    phrase = view.subtree(position, is_clause=True) if token.entity == "PERSON" else []
    if any(view.keys[below] in titles or view.tokens[below].text.lower() in titles for below in phrase):
        return _describe(view, position, side="government", why="a title of state with a name")
    return None


def _body(view: SentenceView, position: int) -> Found | None:
    token, key = view.tokens[position], view.keys[position]
    phrase = view.subtree(position, is_clause=True)
    bodies = read_words("politics", "parties", "bodies")
    is_body = key in bodies or (token.entity == "ORG" and any(view.keys[below] in bodies for below in phrase))
    local = read_words("politics", "parties", "local")
    if not is_body or token.entity == "PERSON" or not is_named_in(view, phrase):
        return None
    if any(view.tokens[below].text.lower() in local for below in phrase):
        return None
    side: Side = "government" if noun_side(key) == "government" else "unknown"
    return _describe(view, position, side=side, why=f"the body ‘{token.text}’ with a name that ties it")


def _crowd(view: SentenceView, position: int) -> Found | None:
    token = view.tokens[position]
    is_crowd = token.entity == "CARDINAL" or view.keys[position] in read_words("politics", "parties", "crowds")
    if not is_crowd or not is_named_in(view, view.subtree(view.clause_head(position))):
        return None
    return _describe(view, position, side="civilians", why=f"‘{token.text}’, of a stated country")


def country_at(view: SentenceView, position: int, *, has_seats: bool = False) -> Found | None:
    """Return the government that a country, or the capital that stands for it, names at a word; None for other places.

    Args:
        view: the sentence.
        position: the word.
        has_seats: read the capitals of the table, too, which the gazetteer may not know as such; only where the word
            can be no place of what happened.
    """
    mention = view.mention("place", position)
    if mention is None or not isinstance(mention.reading, PlaceReading) or mention.reading.place is None:
        return None
    place = mention.reading.place
    is_seat = has_seats and mention.text.lower() in read_words("politics", "parties", "capitals")
    is_seat = is_seat or place.feature_code == _CAPITAL
    if view.tokens[position].pos != "PROPN" or (place.kind != "country" and not is_seat):
        return None
    reading = ActorReading(
        actor_id=None,
        name=None,
        side="government",
        words=mention.text,
        nationality=place.country,
        why=f"‘{mention.text}’ acts: the country stands for its government",
    )
    return Found(reading=reading, start=mention.start, end=mention.end)


def _is_tied(view: SentenceView, found: Found, *, is_material: bool) -> bool:
    reading = found.reading
    words = view.text[found.start : found.end].lower()
    is_bare = reading.role is not None and words.removeprefix("the ") == reading.role.lower()
    if is_bare and not found.is_pronoun and reading.side != "armed_group":
        # "the police", "the state": which one is a guess from the rest of the page.
        is_national = reading.role is not None and reading.role.lower() in read_words("politics", "parties", "national")
        is_body = is_material and reading.side in {"police", "state_force", "international_force"}
        return is_body or (is_national and reading.actor_id is not None)
    if reading.side == "police":
        return is_material or reading.nationality is not None
    if reading.actor_id is not None or (reading.side in _STATED and reading.nationality is not None):
        return True
    return reading.side == "armed_group" or (reading.nationality is not None and reading.role is None)


def _is_people(view: SentenceView, position: int) -> bool:
    token = view.tokens[position]
    return token.entity == "NORP" and view.keys[position] not in read_words("politics", "parties", "camps")


def is_named_in(view: SentenceView, positions: Iterable[int]) -> bool:
    """True if a country, a people, or an actor of the register stands among the tokens."""
    return any(_is_tie(view, position) for position in positions)


def _is_tie(view: SentenceView, position: int) -> bool:
    place, actor = view.mention("place", position), view.mention("actor", position)
    if place is not None and isinstance(place.reading, PlaceReading) and place.reading.place is not None:
        return place.reading.place.kind in {"country", "region"}
    if actor is not None and isinstance(actor.reading, ActorReading):
        return actor.reading.actor_id is not None or actor.reading.nationality is not None
    return place is None and _is_people(view, position)


def _describe(view: SentenceView, position: int, *, side: Side, why: str) -> Found:
    start, end = view.phrase(position)
    token = view.tokens[position]
    role = None if token.entity == "PERSON" else token.text  # a surname is no role
    reading = ActorReading(actor_id=None, name=None, side=side, words=view.text[start:end], role=role, why=why)
    return Found(reading=reading, start=start, end=end)
