"""From the words of a question to ids: which actor, which area, which days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from musterbook.annotate import Actor, Knowledge, hint_places
from musterbook.errors import UsageError
from musterbook.model import ClaimKind, Place
from musterbook.store import ClaimFilter, Store, count_claims_in, count_claims_of

__all__ = ["Area", "choose_actor", "choose_area", "make_filter", "read_day"]

_MAX_CANDIDATES = 10
_MAX_NEAR = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The area of a question: the place chosen, how it is named in answers ("Nangarhar, AF"), and how many more bear the name."""

    place: Place
    name: str
    n_others: int


def choose_actor(words: str, *, knowledge: Knowledge, store: Store) -> Actor:
    """Return the actor that is meant by an id, a name or an alias; of several, the only one that the record tells of.

    Reading has told them apart by the places and years of each report, so the record holds the one that its reports mean.

    Raises:
        UsageError: the register has none, or several of which the record tells of none or of more than one.
    """
    register = knowledge.register
    found = register.find(words)
    # "Al-Shabaab" is the name of one group and an alias of another: the one that is called so is meant.
    named = tuple(actor for actor in found if actor.name.casefold() == words.casefold())
    found = named or found
    told = found if len(found) < 2 else tuple(one for one in found if count_claims_of(store, one.actor_id))
    if len(told) == 1:
        return told[0]
    if found:
        # Where the record tells of several, those are the choices.
        choices = [
            f"{one.actor_id} ({one.name}{': ' if one.countries else ''}{', '.join(one.countries)})"
            for one in (told or found)[:_MAX_CANDIDATES]
        ]
        raise UsageError(
            "several actors bear this name",
            got=words,
            expected="the id of one",
            hint="say which by its id: " + "; or ".join(choices),
        )
    near = ", ".join(register.suggest(words))
    raise UsageError(
        "the register has no such actor",
        got=words,
        hint=f"near in spelling: {near}" if near else "look one up with: musterbook actors find NAME",
    )


def choose_area(words: str, *, knowledge: Knowledge, store: Store) -> Area:
    """Return the place that is meant: among places of this name the one that most claims of the record are in.

    Raises:
        UsageError: the gazetteer has no such place.
    """
    candidates = knowledge.gazetteer.find(words, limit=_MAX_CANDIDATES)
    if not candidates:
        near = knowledge.gazetteer.suggest(words, limit=_MAX_CANDIDATES)
        # Places that the record tells of are the likelier ones; among equals the order of the gazetteer stays.
        told = sorted(near, key=lambda place: not count_claims_in(store, place))
        raise UsageError("the gazetteer has no such place", got=words, hint=hint_places(told[:_MAX_NEAR]))
    # max keeps the first of equals, and the gazetteer gives the most likely first.
    place = max(candidates, key=lambda candidate: count_claims_in(store, candidate))
    parts = [
        place.name,
        place.adm1 if place.kind != "adm1" else None,
        place.country if place.kind != "country" else None,
    ]
    return Area(place=place, name=", ".join(part for part in parts if part), n_others=len(candidates) - 1)


def read_day(value: date | str | None, *, name: str) -> date | None:
    """Return the day that a caller gives as a date or as text ("2018-05-16"); None stays None.

    Args:
        value: the day.
        name: the parameter, for the message.

    Raises:
        UsageError: the text is no day, or it is something else.
    """
    if value is None or type(value) is date:
        return value
    try:
        return date.fromisoformat(value)  # type: ignore[arg-type]  # anything else raises, and is told below
    except (TypeError, ValueError) as error:
        raise UsageError(
            f"{name} is no day", got=repr(value), hint=f"{name}=datetime.date(2018, 5, 16) or {name}='2018-05-16'"
        ) from error


def make_filter(
    *,
    knowledge: Knowledge | None,
    store: Store,
    kinds: Iterable[ClaimKind | str] = (),
    actor: str | None = None,
    area: str | None = None,
    since: date | None = None,
    until: date | None = None,
    source: str | None = None,
) -> ClaimFilter:
    """Return the filter for a question in words; an actor stands for itself and its branches.

    `knowledge` may be None if there is neither an actor nor an area to look up: then nothing need be loaded.

    Raises:
        UsageError: an actor or a place is unknown, or the window ends before it begins.
    """
    if since and until and since > until:
        raise UsageError(
            "the window ends before it begins", got=f"{since} to {until}", hint=f"--since {until} --until {since}"
        )
    actor_ids: tuple[str, ...] = ()
    if actor is not None and knowledge is not None:
        chosen = choose_actor(actor, knowledge=knowledge, store=store)
        branches = (branch.actor_id for branch in knowledge.register.descendants(chosen.actor_id))
        actor_ids = (chosen.actor_id, *branches)
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    if area is not None and knowledge is not None:
        place = choose_area(area, knowledge=knowledge, store=store).place
        if place.kind == "country" and place.country:
            countries = (place.country,)
        else:
            places = (place.place_id,)
    return ClaimFilter(
        kinds=tuple(kinds),
        actor_ids=actor_ids,
        places=places,
        countries=countries,
        since=since,
        until=until,
        source=source,
    )
