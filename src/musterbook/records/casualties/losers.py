"""Whose people a count is of: the noun's, its title's, those counted before, the clause's, or the loser's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from musterbook.model import ActorReading, Attribution, CasualtiesDetail
from musterbook.records.casualties.victims import Victims
from musterbook.records.context import DocumentContext
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.views import OBJECTS, SUBJECTS, SentenceView
from musterbook.records.sides.acts import speaker_found
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
        whose = _same_people(draft, view, victim) or whose  # "seven of them died"
    if view.tokens[victim.position].entity == "PERSON" and view.mention("actor", victim.position) is None:
        whose = _side_of_named(context, view, victim.position, said=said)
    shape = match.frame.values["shape"]
    if whose is None and shape in {"noun", "loses"}:
        for token in match.slots.get("whose", ()):
            whose = whose or context.who.at(view, token, said=said)
    whose = _find_by_context(context, view, match, victim, said=said, found=whose)
    if whose is not None and whose.reading.actor_id is None and victim.mention is None:
        whose = _find_whole(context, view, victim.position, said=said) or whose
    if shape == "loses" and (whose is None or whose.reading.side == "unknown"):
        losers = view.arguments(match.position).agents
        whose = next((found for loser in losers if (found := context.who.at(view, loser, said=said))), whose)
    return whose


def _find_by_context(
    context: DocumentContext,
    view: SentenceView,
    match: Match,
    victim: Victims,
    *,
    said: Attribution,
    found: Found | None,
) -> Found | None:
    """Return whose people the words around an unnamed count say they were, else what was found before."""
    at, trigger = victim.position, match.position
    finders: tuple[Callable[[], Found | None], ...] = (
        lambda: _find_of(context, view, at, said=said),
        lambda: context.who.described(view, at, said=said),  # "civilian casualties"
        lambda: _find_loser(context, view, trigger, said=said),
        lambda: _find_by_side(context, view, trigger, said=said),
        lambda: _find_owner(context, view, at, said=said),
    )
    for find in finders:
        if found is not None and (found.reading.actor_id is not None or found.reading.side != "unknown"):
            break
        found = find() or found
    return found


def _find_loser(context: DocumentContext, view: SentenceView, position: int, *, said: Attribution) -> Found | None:
    """Return whose losses the clause tells: "the movement's casualties were 18", "put its losses at seven", "admitted the loss of …"."""
    losses = read_words("tolls", "totals", "losses")
    for above in (position, *view.ancestors(position)):
        for noun in (above, *view.children[above]):
            if view.keys[noun] not in losses or view.tokens[noun].dep not in {*SUBJECTS, *OBJECTS, "pobj"}:
                continue
            owners = [token for token in view.children[noun] if view.tokens[token].dep in {"poss", "compound", "amod"}]
            verb = view.tokens[noun].head
            if view.tokens[noun].dep in OBJECTS and view.keys[verb] in read_words("tolls", "totals", "admitting"):
                owners.extend(view.arguments(verb).agents)
            found = next((found for token in owners if (found := context.who.at(view, token, said=said))), None)
            if found is not None:
                return found
    return None


def _find_by_side(context: DocumentContext, view: SentenceView, position: int, *, said: Attribution) -> Found | None:
    """Return whose side the clause names: "on the rebel side, seven were killed", "on our side", "on the enemy side"."""
    for token in view.prepositional(view.clause_head(position), ("on",)):
        if view.keys[token] != "side":
            continue
        speaker = speaker_found(said)
        for child in view.children[token]:
            if view.keys[child] in read_words("people", "enemies", "words"):
                return None if speaker is None else _find_other_party(context, view, token, by=speaker)
            is_own = view.keys[child] in read_words("people", "pronouns", "speaker")
            found = speaker if is_own else context.who.at(view, child, said=said)
            if found is not None and found.reading.side in ARMED:
                return found
    return None


def _find_of(context: DocumentContext, view: SentenceView, noun: int, *, said: Attribution) -> Found | None:
    """Return whose bodies were found: "17 bodies of soldiers"; None for anything but bodies."""
    is_body = view.keys[noun] in read_words("people", "bodies", "nouns")
    of = view.prepositional(noun, ("of",)) if is_body else ()
    return next((found for token in of if (found := context.who.at(view, token, said=said)) is not None), None)


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
    """Return the other party for "troops killed 14 of its members", "killed nine of them": nobody kills its own."""
    owners = [child for child in view.children[noun] if view.tokens[child].dep == "poss"]
    owners.extend(view.prepositional(noun, ("of",)))
    if not any(view.tokens[owner].pos == "PRON" for owner in owners):
        return None
    return _find_other_party(context, view, noun, by=by)


def _find_other_party(context: DocumentContext, view: SentenceView, noun: int, *, by: Found) -> Found | None:
    """Return the party under arms named last before a word that is on another side than somebody."""
    for index in range(view.index, max(view.index - _SENTENCES, -1), -1):
        for mention in reversed(list(context.views[index].of_kind("actor"))):
            reading = mention.reading
            if not isinstance(reading, ActorReading) or mention.end > view.tokens[noun].start:
                continue
            is_other = reading.actor_id is None or reading.actor_id != by.reading.actor_id
            if reading.side in ARMED and is_other and reading.side != by.reading.side:
                words = view.tokens[noun].text
                held = replace(
                    reading, words=words, count=None, why=f"those killed are not the killer's: {mention.text}"
                )
                return Found(reading=held, start=view.tokens[noun].start, end=view.tokens[noun].end)
    return None
