"""The two sides of a relation that its words leave apart: "the pact that X sealed with Y", "X's oath to Y", "a merger with Y".

1. Who stands in the clause of the word, in the phrase below it or is described by it, in the order told.
2. One side alone, tied to the word by a preposition: the other is the group the passage speaks of.
"""

from __future__ import annotations

from musterbook.model import ActorReading, Attribution
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.sides.parties import country_at
from musterbook.records.sides.salience import group_spoken_of, pair_of, party_of
from musterbook.records.sides.who import ARMED, Found
from musterbook.records.statements.bodies import body_named
from musterbook.records.tables import read_words

__all__ = ["SIDES", "fill_sides", "side_at"]

SIDES = ARMED | {"government"}
_TWO = 2
_DEEPEST = 6  # envoys of envoys that are followed


def side_at(
    context: DocumentContext,
    view: SentenceView,
    position: int,
    *,
    said: Attribution,
    is_armed: bool,
    reach: int = _DEEPEST,
) -> Found | None:
    """Return the side that a word in a slot stands for; None for nobody who can be one.

    Args:
        context: the document.
        view: the sentence.
        position: the word.
        said: who says what stands there.
        is_armed: only bodies under arms stand so to one another: a body no register has is then one by its name.
        reach: how many times "envoys of" may stand before the side.
    """
    if reach and view.keys[position] in read_words("relations", "delegates", "nouns"):
        owner = view.child(position, "poss")
        senders = (*view.prepositional(position, ("of", "from", "for")), *(() if owner is None else (owner,)))
        for sender in senders:
            side = side_at(context, view, sender, said=said, is_armed=is_armed, reach=reach - 1)
            if side is not None:
                return side
    found = party_of(context, view, position, said=said)
    if found is not None and found.reading.side in SIDES:
        return found
    return country_at(view, position, has_seats=True) or body_named(view, position, is_armed=is_armed)


def fill_sides(
    context: DocumentContext, view: SentenceView, match: Match, *, known: tuple[Found | None, Found | None]
) -> tuple[Found | None, Found | None]:
    """Return both sides of a relation; None for one that the passage does not tell."""
    one, other = known
    near = [found for found in _around(context, view, match) if not _is_one_of(found, known)]
    if one is None and other is None:
        pair = _pair_below(context, view, match)
        if pair is not None:
            return pair
        if len(near) < _TWO:
            other = near[0] if near and _is_tied(view, match, near[0]) else None
        else:
            one, other = near[0], near[1]
    elif one is None and near:
        one = near[0]
    elif other is None and near:
        other = near[0]
    if one is None and other is not None and (match.is_noun or match.held is not None) and _is_tied(view, match, other):
        one = group_spoken_of(context, view, match.position, other_than=(other,))
    if one is not None and other is None and "known" in match.frame.values:  # "left the alliance": that told of before
        other = group_spoken_of(context, view, match.position, other_than=(one,))
    return one, other


def _is_one_of(found: Found, known: tuple[Found | None, Found | None]) -> bool:
    ids = [side.reading.actor_id for side in known if side is not None]
    return found.reading.actor_id in ids


def _pair_below(context: DocumentContext, view: SentenceView, match: Match) -> tuple[Found, Found] | None:
    for token in view.prepositional(match.position, ("between", "of", "with")):
        pair = pair_of(context, view, token)
        if pair is not None:
            return pair
    return None


def _around(context: DocumentContext, view: SentenceView, match: Match) -> list[Found]:
    """Return the parties of the word's clause and phrase, each once, in the order told."""
    head = view.clause_head(match.position)
    tokens = {*view.subtree(head, is_clause=True), *view.subtree(match.position)}
    arguments = view.arguments(head)
    for token in (*arguments.agents, *arguments.patients):
        tokens.update(view.subtree(token, is_clause=True))
    if view.tokens[head].dep in {"relcl", "acl"}:
        tokens.add(view.tokens[head].head)
    found: dict[str, Found] = {}
    for token in sorted(tokens):
        mention = view.mention("actor", token)
        if mention is None or not isinstance(mention.reading, ActorReading):
            continue
        is_open = match.frame.values["relation"] == "talks" and mention.reading.side == "government"
        if mention.reading.actor_id is None and not is_open:
            continue
        is_head = view.head_of(mention.start, mention.end) == token
        if (
            not is_head
            or mention.reading.side not in SIDES
            or view.governing_preposition(token) in read_words("relations", "prepositions", "aside")
        ):
            continue
        party = context.who.at(view, token)
        if party is not None and (party.reading.actor_id is not None or is_open):
            found.setdefault(party.reading.actor_id or party.reading.words, party)
    return list(found.values())


def _is_tied(view: SentenceView, match: Match, found: Found) -> bool:
    """True where a side hangs on the word by a preposition: "a merger with", "the oath to"."""
    position = view.head_of(found.start, found.end)
    is_below = match.position in view.ancestors(position) or (
        match.held is not None and match.held in view.ancestors(position)
    )
    return (
        is_below
        and view.tokens[position].dep not in SUBJECTS
        and view.governing_preposition(position) in read_words("relations", "prepositions", "other")
    )
