"""Whose people a count is of: the noun's, its title's, those counted before, the clause's, or the loser's own."""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import ActorReading, Attribution, CasualtiesDetail
from musterbook.records.casualties.victims import Victims
from musterbook.records.context import DocumentContext
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.sides.who import ARMED, Found
from musterbook.records.tables import read_words

__all__ = ["find_enemy", "find_whose"]

_NEAR_CHARACTERS = 400
# Sentences that begin farther back than this hold no claim that is near.
_FAR_CHARACTERS = 4 * _NEAR_CHARACTERS
_SENTENCES = 3


def find_whose(
    context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match, victim: Victims
) -> Found | None:
    """Return whose people were counted: the noun's, its title's, those counted before, or the loser's own."""
    said = context.said_of(view, view.tokens[match.position].start)
    whose = context.who.at(view, victim.position, said=said)
    if whose is not None and whose.is_pronoun and victim.mention is not None:
        whose = _same_people(draft, view, victim)  # "seven of them died"
    if view.tokens[victim.position].entity == "PERSON" and view.mention("actor", victim.position) is None:
        whose = _side_of_named(context, view, victim.position, said=said)
    shape = match.frame.values["shape"]
    if whose is None and shape in {"noun", "loses"}:
        for token in match.slots.get("whose", ()):
            whose = whose or context.who.at(view, token, said=said)
    if whose is None or (whose.reading.actor_id is None and whose.reading.side == "unknown"):
        whose = context.who.described(view, victim.position, said=said) or whose  # "civilian casualties"
    if whose is None or (whose.reading.actor_id is None and whose.reading.side == "unknown"):
        whose = _find_loser(context, view, match.position, said=said) or whose
    if whose is None or (whose.reading.actor_id is None and whose.reading.side == "unknown"):
        whose = _find_owner(context, view, victim.position, said=said) or whose
    if whose is not None and whose.reading.actor_id is None and victim.mention is None:
        whose = _find_whole(context, view, victim.position, said=said) or whose
    if shape == "loses" and (whose is None or whose.reading.side == "unknown"):
        losers = view.arguments(match.position).agents
        whose = next((found for loser in losers if (found := context.who.at(view, loser, said=said))), whose)
    return whose


def _find_loser(context: DocumentContext, view: SentenceView, position: int, *, said: Attribution) -> Found | None:
    """Return whose losses the clause tells: "the movement's casualties were 18 dead and 11 hurt"."""
    losses = read_words("tolls", "totals", "losses")
    for above in (position, *view.ancestors(position)):
        for child in view.children[above]:
            if view.tokens[child].dep in SUBJECTS and view.keys[child] in losses:
                owners = [
                    token for token in view.children[child] if view.tokens[token].dep in {"poss", "compound", "amod"}
                ]
                return next((found for token in owners if (found := context.who.at(view, token, said=said))), None)
    return None


def _find_owner(context: DocumentContext, view: SentenceView, noun: int, *, said: Attribution) -> Found | None:
    """Return the group under arms whose founder, chief or man was counted: "its founder", "the movement's secretary"."""
    for child in view.children[noun]:
        is_owner = view.tokens[child].dep == "poss" and view.keys[child] not in read_words(
            "people", "pronouns", "owners"
        )
        found = context.who.at(view, child, said=said) if is_owner else None
        if found is not None and found.reading.side in ARMED:
            return found
    return None


def _find_whole(context: DocumentContext, view: SentenceView, position: int, *, said: Attribution) -> Found | None:
    """Return the named group that a person is one of: "an officer of the army"."""
    for token in view.prepositional(position, ("of", "from")):
        found = context.who.at(view, token, said=said)
        if found is not None and found.reading.actor_id is not None:
            return found
    return None


def _side_of_named(context: DocumentContext, view: SentenceView, position: int, *, said: Attribution) -> Found | None:
    """Return whose the title before or behind a name says the person was ("rebel leader …"); the name itself is not kept."""
    for child in view.children[position]:
        is_title = view.tokens[child].dep in {"compound", "appos", "nmod"} and view.tokens[child].entity != "PERSON"
        found = context.who.at(view, child, said=said) if is_title else None
        if found is not None:
            return found
    return None


def _same_people(draft: Draft, view: SentenceView, victim: Victims) -> Found | None:
    """Return whose people the count before this one was of; None if none stands near."""
    token = view.tokens[victim.position]
    for claim in draft.recent(view.sentence.start - _FAR_CHARACTERS):
        near = 0 <= view.sentence.start - claim.sentence_end < _NEAR_CHARACTERS
        if isinstance(claim.detail, CasualtiesDetail) and near:
            reading = replace(claim.detail.whose, why=f"‘{token.text}’ = those counted before")
            return Found(reading=reading, start=token.start, end=token.end, is_pronoun=True)
    return None


def find_enemy(context: DocumentContext, view: SentenceView, noun: int, *, by: Found) -> Found | None:
    """Return the other party for "troops killed 14 of its members": nobody kills its own; None if none is named near."""
    owners = [child for child in view.children[noun] if view.tokens[child].dep == "poss"]
    if not any(view.tokens[owner].pos == "PRON" for owner in owners):
        return None
    for index in range(view.index, max(view.index - _SENTENCES, -1), -1):
        for mention in reversed(list(context.views[index].of_kind("actor"))):
            reading = mention.reading
            is_before = mention.end <= view.tokens[noun].start
            if not isinstance(reading, ActorReading) or reading.actor_id is None or not is_before:
                continue
            if reading.side in ARMED and reading.actor_id != by.reading.actor_id and reading.side != by.reading.side:
                words = view.tokens[noun].text
                held = replace(
                    reading, words=words, count=None, why=f"those killed are not the killer's: {mention.text}"
                )
                return Found(reading=held, start=view.tokens[noun].start, end=view.tokens[noun].end)
    return None
