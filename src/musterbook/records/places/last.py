"""The last resort for a happening without a place: the one place its sentence names, whatever it is named for.

"The governor of Helmand said", "Survivors who hid in fields near Gimbi", "as she walked to a clinic in Tripoli": officials and
witnesses tell of where they are. Not so a ministry or an army that speaks in a capital, a hospital the hurt are brought to, where
people come from, and what a happening is only compared with.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from musterbook.model import CasualtiesDetail, Claim, Event, EventDetail, Mention, PlaceReading
from musterbook.records.places.elsewhere import is_goal_of_other, is_of_care, is_seat, is_set_beside
from musterbook.records.places.given import give_first_place, give_place
from musterbook.records.places.locations import is_away, is_owner, is_part_of, lies_around
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_words

__all__ = ["place_by_sentence"]

_KINDS = frozenset({"town", "landmark", "adm2", "adm1"})
_FINEST = ("landmark", "town", "adm2", "adm1")
_HIT = frozenset({"killed", "wounded", "missing", "casualties", "abducted", "captured"})


def place_by_sentence(
    claims: Iterable[Claim], events: Iterable[Event], *, views: Sequence[SentenceView]
) -> tuple[tuple[Claim, ...], tuple[Event, ...]]:
    """Return the claims and events, those without a place with the one that the claim's sentence names."""
    by_id = {claim.claim_id: claim for claim in claims}
    starts = [view.sentence.start for view in views]
    placed = {claim.sentence_start for claim in by_id.values() if claim.place is not None}
    found: dict[str, Claim] = {}
    for claim in by_id.values():
        if claim.place is None and _is_happening(claim):
            view = views[bisect_right(starts, claim.sentence_start) - 1]
            told = _only_named(view, claim, is_own=claim.sentence_start in placed)
            if told is not None:
                found[claim.claim_id] = _give(claim, *told)
    by_id |= found
    return tuple(by_id.values()), tuple(give_first_place(event, found) for event in events)


def _is_happening(claim: Claim) -> bool:
    if isinstance(claim.detail, CasualtiesDetail):
        return claim.detail.outcome in _HIT and not claim.detail.is_total
    return isinstance(claim.detail, EventDetail) and claim.detail.event_type in {"ASSAULT", "COERCE"}


def _only_named(view: SentenceView, claim: Claim, *, is_own: bool) -> tuple[PlaceReading, Mention] | None:
    """Return the place the sentence names, if it is one: the finest, where the others lie around it.

    Args:
        view: the sentence.
        claim: of it.
        is_own: another claim of the sentence has a place; only what hangs on this one's trigger counts.
    """
    if not view.key_set.isdisjoint(read_words("people", "courses", "nouns")):
        return None
    trigger = next((mark for mark in claim.marks if mark.role == "trigger"), None)
    if trigger is None or not view.sentence.start <= trigger.start < view.sentence.end:
        return None
    position = view.head_of(trigger.start, trigger.end)
    named = [mention for mention in view.of_kind("place") if _kind_of(mention) != "country"]
    if not named or any(_kind_of(mention) not in _KINDS or not _may_be(view, mention, position) for mention in named):
        return None
    best = min(named, key=lambda mention: _FINEST.index(_kind_of(mention)))
    is_one = all(lies_around(mention, best) for mention in named)
    if is_own and not _hangs_below(view, best, position):
        return None
    return (best.reading, best) if is_one and isinstance(best.reading, PlaceReading) else None


def _hangs_below(view: SentenceView, mention: Mention, position: int) -> bool:
    """Return whether the place hangs on the trigger, not by a relative clause: "detained in a raid targeting a leader in Burkah"."""
    head = view.head_of(mention.start, mention.end)
    for above in (head, *view.ancestors(head)):
        if above == position:
            return True
        if view.tokens[above].dep == "relcl":
            return False
    return False


def _kind_of(mention: Mention) -> str:
    place = mention.reading.place if isinstance(mention.reading, PlaceReading) else None
    return "unknown" if place is None else place.kind


def _may_be(view: SentenceView, mention: Mention, position: int) -> bool:
    head = view.head_of(mention.start, mention.end)
    if is_part_of(view, mention) or is_owner(view, head) or is_away(view, head) or _names_body(view, head):
        return False
    if is_set_beside(view, head, position) or is_of_care(view, head):
        return False
    if is_goal_of_other(view, head, position) and not _is_meanwhile(view, head):
        return False
    return not is_seat(view, mention, position) or _is_local(view, head)


def _names_body(view: SentenceView, head: int) -> bool:
    """Return whether the place is a part of a longer name: "told the Bunia Echo"."""
    token = view.tokens[head]
    return token.dep == "compound" and view.tokens[token.head].pos == "PROPN"


def _is_meanwhile(view: SentenceView, head: int) -> bool:
    """Return whether somebody goes there while it happens: "shot as she walked to a clinic in Tripoli"."""
    words = read_words("places", "meanwhile", "words")
    return any(
        view.keys[child] in words and view.tokens[child].dep in {"mark", "advmod"}
        for above in view.ancestors(head)
        if view.tokens[above].dep == "advcl"
        for child in view.children[above]
    )


def _is_local(view: SentenceView, head: int) -> bool:
    """Return whether who speaks is of that place: "the governor of Kandahar", "residents of Gao", "Biu police"."""
    offices = read_words("places", "offices", "nouns")
    return any(view.keys[above] in offices for above in view.ancestors(head) if view.tokens[above].pos == "NOUN")


def _give(claim: Claim, reading: PlaceReading, mention: Mention) -> Claim:
    why = f"‘{mention.text}’, the one place its sentence names"
    return give_place(claim, reading, start=mention.start, end=mention.end, why=why)
