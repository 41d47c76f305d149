"""What goes on about an event told before in the same document: events and figures that name neither place nor day.

"A doctor put it at 21" says neither where nor when, because the sentences before it did. Alone it would be an incident
of its own, or a figure of none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

from musterbook.errors import RegisterError
from musterbook.incidents.counts import compare_counts, read_counts
from musterbook.incidents.names import find_names, spell_plainly
from musterbook.incidents.weights import read_weights
from musterbook.incidents.words import split_words
from musterbook.model import ActorReading, CasualtiesDetail, Claim, Event, EventDetail

__all__ = ["find_hosts", "find_orphans", "is_update"]

_LONGEST_SENTENCE = 2_000  # characters that are looked at
_MOST_TOLD = 8
_WHERE = "incidents/data/continuing.toml"


def find_hosts(ordered: Sequence[Event], *, claims: Mapping[str, Claim]) -> dict[str, str]:
    """Return, for an event without a place of its own, the event before it in the document that it continues.

    It goes with the nearest event before it of which nothing that it states differs; if that one continues another, it
    goes with that. A word that sets it apart ("in a separate attack") keeps it for itself. One that states a day goes with
    an event of that day ("the attackers came at eight on Wednesday").

    Args:
        ordered: the events of one document, in order of where they are told.
        claims: by claim id.
    """
    hosts: dict[str, str] = {}
    names = _NamesOf(claims)
    for number, event in enumerate(ordered):
        is_bare = _is_bare(event, claims)
        if event.is_summary or event.coded_id is not None or not (is_bare or event.place is None):
            continue
        if _is_set_apart(event, claims, is_dated=not is_bare):
            continue
        for earlier in reversed(ordered[:number]):
            is_open = event.interval is None or earlier.interval is None
            is_then = (is_bare and is_open) or _is_same_day(event, earlier)
            is_one = is_then and _fits(event, earlier) and _counts_fit(event, earlier, claims)
            if is_one and not _names_elsewhere(event, earlier, names):
                hosts[event.event_id] = hosts.get(earlier.event_id, earlier.event_id)
                break
    return hosts


def find_orphans(
    ordered: Sequence[Event], *, told: Iterable[Claim], claims: Mapping[str, Claim]
) -> dict[str, tuple[str, ...]]:
    """Return, by event id, the casualty claims of the document that belong to no event and go on about this one.

    A figure goes with the nearest event before it that tells of the same fate of the same side with a figure that it can
    be a later word on. One with a place or a time of its own, and a sum over several happenings, goes with none.

    Args:
        ordered: the events of one document, in order of where they are told.
        told: all claims of the document.
        claims: by claim id.
    """
    owned = {claim_id for event in ordered for claim_id in event.claim_ids}
    names = _NamesOf(claims)
    adopted: dict[str, list[str]] = {}
    for claim in told:
        detail = claim.detail
        if not isinstance(detail, CasualtiesDetail) or claim.claim_id in owned:
            continue
        counts = read_counts([claim])
        if not counts or claim.place is not None or claim.interval is not None or detail.by is not None:
            continue
        if not _read_words("apart").isdisjoint(split_words(claim.sentence)):
            continue
        before = [event for event in ordered if not event.is_summary and _start(event, claims) < claim.start]
        named = names.at_claim(claim)
        for event in reversed(before):
            if event.status == "historical" or (named and named.isdisjoint(names.told(event))):
                continue
            if compare_counts(counts, read_counts(_told(event, claims))) not in {"not_stated", "differ"}:
                adopted.setdefault(event.event_id, []).append(claim.claim_id)
                break
            if not _is_bare(event, claims):
                break  # where a place or a day has been told since, what came before it is not what the figure is of
    return {event_id: tuple(claim_ids) for event_id, claim_ids in adopted.items()}


def is_update(claim: Claim) -> bool:
    """Return whether a count is told as one brought up to date: "the toll rose to 12", "by nightfall, seven had died"."""
    is_total = isinstance(claim.detail, CasualtiesDetail) and claim.detail.is_total
    return is_total and not _read_words("updates").isdisjoint(split_words(claim.sentence[:_LONGEST_SENTENCE]))


@cache
def _name_behind_place_word() -> re.Pattern[str]:
    """Return a pattern whose group is a word with a capital behind one of the words of place of the table."""
    return re.compile(rf"\b(?:{'|'.join(sorted(_read_words('where')))}) ([^\W\d_a-z][\w’'-]{{2,}})")


@cache
def _read_words(section: str) -> frozenset[str]:
    """Return the words of a section of the table.

    Raises:
        RegisterError: the table is missing or faulty.
    """
    try:
        raw = resources.files("musterbook.incidents").joinpath("data", "continuing.toml").read_text(encoding="utf-8")
        words = tomllib.loads(raw)[section]["words"]
    except FileNotFoundError as error:
        raise RegisterError("a word table is missing", where=_WHERE, hint="reinstall musterbook") from error
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise RegisterError("a word table lacks a list", expected=f"[{section}] words", where=_WHERE) from error
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise RegisterError("`words` must be a list of words", got=repr(words)[:80], where=_WHERE)
    return frozenset(words)


def _is_set_apart(event: Event, claims: Mapping[str, Claim], *, is_dated: bool) -> bool:
    head = claims.get(event.headline_claim_id)
    if head is None:
        return False
    if isinstance(head.detail, EventDetail) and head.detail.is_another:
        return True
    words = tuple(split_words(head.sentence))
    if not _read_words("apart").isdisjoint(words):
        return True
    besides, days = _read_words("besides"), _read_words("days")
    return any(
        word in besides and (is_dated or following in days)
        for word, following in zip(words, (*words[1:], ""), strict=True)
    )


class _NamesOf:
    """The names in the sentences of events, read once for each event."""

    def __init__(self, claims: Mapping[str, Claim]) -> None:
        self._claims = claims
        self._at: dict[str, frozenset[str]] = {}
        self._told: dict[str, frozenset[str]] = {}

    def at(self, event: Event) -> frozenset[str]:
        """Return the rare names that the headline claim of an event is told to be "in" or "near"."""
        if event.event_id not in self._at:
            head = self._claims.get(event.headline_claim_id)
            self._at[event.event_id] = self.at_claim(head) if head is not None else frozenset()
        return self._at[event.event_id]

    @staticmethod
    def at_claim(claim: Claim) -> frozenset[str]:
        """Return the rare names that the sentence of a claim has behind "in" or "near"."""
        sentence = claim.sentence[:_LONGEST_SENTENCE]
        named = {spell_plainly(found.group(1)) for found in _name_behind_place_word().finditer(sentence)}
        rare = {name.key for name in find_names(sentence) if not name.is_opening} if named else set()
        return frozenset(named & rare)

    def told(self, event: Event) -> frozenset[str]:
        """Return the names in the sentences of the first claims of an event."""
        if event.event_id not in self._told:
            sentences = (claim.sentence[:_LONGEST_SENTENCE] for claim in _told(event, self._claims)[:_MOST_TOLD])
            self._told[event.event_id] = frozenset(name.key for name in find_names(" ".join(sentences)))
        return self._told[event.event_id]


def _names_elsewhere(event: Event, earlier: Event, names: _NamesOf) -> bool:
    """Return True if an event is told "in" or "near" a name that the sentences of the earlier one do not hold.

    A village that no gazetteer has leaves the place empty, and is another village all the same.
    """
    if event.place is not None and event.place.place is not None:
        return False
    named = names.at(event)
    return bool(named) and named.isdisjoint(names.told(earlier))


def _is_same_day(one: Event, other: Event) -> bool:
    """Return True if both state days that meet, neither more than a night and its morning."""
    stated = [event.interval for event in (one, other)]
    days = [(when.earliest, when.latest) for when in stated if when and when.earliest and when.latest]
    if len(days) < len(stated) or any((latest - earliest).days > 1 for earliest, latest in days):
        return False
    return days[0][0] <= days[1][1] and days[1][0] <= days[0][1]


def _start(event: Event, claims: Mapping[str, Claim]) -> int:
    head = claims.get(event.headline_claim_id)
    return head.start if head is not None else 0


def _told(event: Event, claims: Mapping[str, Claim]) -> list[Claim]:
    return [claims[claim_id] for claim_id in event.claim_ids if claim_id in claims]


def _is_bare(event: Event, claims: Mapping[str, Claim]) -> bool:
    """Return True if no claim of an event states a place or a day; a day that the report lent it is none."""
    has_place = event.place is not None and event.place.place is not None
    has_day = event.interval is not None and event.interval.earliest is not None
    return not has_place and not (has_day and any(claim.interval is not None for claim in _told(event, claims)))


def _fits(one: Event, other: Event) -> bool:
    return (
        one.event_type == other.event_type
        and not other.is_summary
        and (one.status == "historical") == (other.status == "historical")
        and _agree_modes(one.mode, other.mode)
        and _agree_actors(one.initiator, other.initiator)
        and _agree_actors(one.recipient, other.recipient)
    )


def _counts_fit(one: Event, other: Event, claims: Mapping[str, Claim]) -> bool:
    level = compare_counts(read_counts(_told(one, claims)), read_counts(_told(other, claims)))
    return level not in {"revised", "differ"}


def _agree_modes(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other or read_weights().are_kin(one, other)


def _agree_actors(one: ActorReading | None, other: ActorReading | None) -> bool:
    if one is None or other is None:
        return True
    if one.actor_id is not None and other.actor_id is not None:
        return one.actor_id == other.actor_id
    return "unknown" in {one.side, other.side} or one.side == other.side
