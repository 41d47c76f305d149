"""Definite mentions: "the blast", "Tuesday's attack" and what was told before that they refer to."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Literal

from musterbook.model import TimeReading
from musterbook.records.context import DocumentContext
from musterbook.records.events.agreement import is_finer, is_long_past, places_agree, times_agree
from musterbook.records.events.means import part_by_means
from musterbook.records.events.planned import is_object_of_plan
from musterbook.records.events.setting_off import is_deed, is_introduced, is_set_off
from musterbook.records.events.tellings import Draft, Telling, set_apart
from musterbook.records.events.ties import agree, is_of_family, is_passing, nouns_of, nouns_told
from musterbook.records.sentences.following import lie_across
from musterbook.records.sentences.nominals import is_new, light_verb, outer_noun
from musterbook.records.sentences.sequences import are_two_deeds, find_answered
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.tables import read_words

__all__ = ["keep_telling"]

_BARE_REACH = 4
_NAMED_REACH = 2  # sentences
_MOST_OF_SENTENCE = 12  # tellings of one sentence that are looked at
_MOST_TELLINGS = 40  # that a definite mention is held against: the last ones
_LONGEST_SENTENCE = 2_000  # characters that are looked at


def keep_telling(context: DocumentContext, draft: Draft, view: SentenceView, telling: Telling) -> bool:
    """Add the telling, or tie a definite mention to the event it refers to; False only if nothing was read."""
    verb = _verb_of_operation(view, telling)
    if verb is not None and (view.index, verb) in draft.told_at:
        draft.told_at[telling.view, telling.position] = draft.told_at[view.index, verb]
        return True
    named = _named_before(draft, view, telling)
    if named is not None:
        draft.told_at[telling.view, telling.position] = named.claim.claim_id
        return True
    telling = _part_from_answer(draft, view, telling)
    referent = _referent(context, draft, view, telling) if telling.is_definite else None
    if referent is None and telling.is_definite and _is_marked(view, telling.position, "second"):
        referent = _last_of_two(context, draft, view, telling)
    if referent is not None and is_set_off(view, telling, referent):
        telling, referent = set_apart(telling), None
    if referent is None and telling.is_definite and telling.detail.is_summary and telling.claim.interval is not None:
        # "The 2021 killings" are the one of that year that was told, if one was.
        single = replace(telling, claim=replace(telling.claim, detail=replace(telling.detail, is_summary=False)))
        referent = _referent(context, draft, view, single)
        referent = referent if referent is not None and referent.claim.interval is not None else None
        telling = telling if referent is None else single
    if referent is None:
        telling = set_apart(telling, is_other=telling.is_other) if _is_joined_on(draft, view, telling) else telling
        draft.add_telling(part_by_means(draft, _tie_response(draft, view, telling)))
        return True
    draft.told_at[telling.view, telling.position] = referent.claim.claim_id
    is_verb = view.tokens[telling.position].pos not in {"NOUN", "PROPN"}
    if is_verb or _adds_something(view, telling, referent):
        draft.add_telling(replace(telling, tied_to=referent.claim.claim_id))
    return True


def _named_before(draft: Draft, view: SentenceView, telling: Telling) -> Telling | None:
    """Return the happening told just before that "it was the third attack on the town in a week" only names; None for others.

    It counts or ranks, tells nothing more of the happening in a clause of its own, and disagrees in neither place nor time.
    """
    token = view.tokens[telling.position]
    subject = view.child(token.head, "nsubj") if token.dep == "attr" else None
    if subject is None or view.tokens[subject].text.lower() not in read_words("events", "following", "pronouns"):
        return None
    children = view.children[telling.position]
    is_ranked = any(view.tokens[child].entity == "ORDINAL" or view.tokens[child].tag == "JJS" for child in children)
    if not is_ranked or any(view.tokens[child].dep == "relcl" for child in children):
        return None
    near = [told for told in draft.tellings[-_MOST_TELLINGS:] if 0 < telling.view - told.view <= _NAMED_REACH]
    mains = {told.view for told in near if not told.is_aside}
    new = telling.claim
    fitting = (
        told
        for told in reversed(near)
        if not is_passing(told, mains=mains)
        and places_agree(told.claim.place, new.place)
        and (told.claim.interval is None or times_agree(told.claim.interval, new.interval))
    )
    return next(fitting, None)


def _part_from_answer(draft: Draft, view: SentenceView, telling: Telling) -> Telling:
    """Return the telling apart from what its sentence tells as an answer to it, or beside it.

    "The operation was a response to the raid", "the attack was led by the man behind Monday's raid", "who planned Monday's raid".
    """
    link = find_answered(view, telling.position)
    has_day = any(
        view.tokens[child].dep == "poss" and view.mention("time", child) is not None
        for child in view.children[telling.position]
    )
    is_planned = is_object_of_plan(view, telling.position)
    told_here = itertools.takewhile(lambda told: told[0][0] == view.index, reversed(draft.told_at.items()))
    for (_, other), claim_id in itertools.islice(
        told_here, _MOST_OF_SENTENCE
    ):  # "the operation" may be one told before
        is_answer = link is not None and find_answered(view, other) != link
        is_answer = is_answer or lie_across(view, telling.position, other)
        is_answer = is_answer or is_planned != is_object_of_plan(view, other)
        if is_answer or (has_day and are_two_deeds(view, telling.position, other)):
            return replace(telling, apart_from=claim_id)
    return telling


def _is_joined_on(draft: Draft, view: SentenceView, telling: Telling) -> bool:
    """True for "a bomb hit a depot and a missile struck a block": a weapon or deed that "a" brings in beside one just told."""
    if view.tokens[telling.position].pos != "VERB" or telling.is_aside:
        return False
    subject = next((child for child in view.children[telling.position] if view.tokens[child].dep in SUBJECTS), None)
    if subject is None or not (is_deed(view, subject) and is_new(view, subject)):
        return False
    before = [told for told in draft.tellings[-_MOST_OF_SENTENCE:] if told.view == view.index and not told.is_aside]
    return any(
        told.position < subject
        and view.clause_head(told.position) != view.clause_head(telling.position)
        and view.keys[subject] not in nouns_of(view, told.position)
        for told in before
    )


def _verb_of_operation(view: SentenceView, telling: Telling) -> int | None:
    """Return the verb of "detained two men during an operation", "fought them with an air strike": that is how, no more event."""
    token = view.tokens[outer_noun(view, telling.position)[0]]
    is_inside = telling.family == "operation" and view.keys[token.head] in read_words("events", "following", "within")
    is_how = token.dep == "pobj" and (is_inside or view.keys[token.head] == "with")
    return view.tokens[token.head].head if is_how else None


def _referent(context: DocumentContext, draft: Draft, view: SentenceView, telling: Telling) -> Telling | None:
    """Return the event that a definite mention refers to: the last that fits, one with its words, place or kind before others."""
    is_history = is_long_past(telling.claim.interval, context.published)
    has_own = telling.claim.place is not None or telling.claim.interval is not None
    has_own = has_own or draft.untied == 1
    fitting: list[Telling] = []
    for told in itertools.islice(reversed(draft.tellings), _MOST_TELLINGS):
        if not has_own and telling.view - told.view > _BARE_REACH:
            break
        if told.is_thin or (told.position == telling.position and told.view == telling.view):
            continue
        if told.claim.interval is None and (
            is_history or not times_agree(_day_around(draft, told), telling.claim.interval)
        ):
            continue  # "the raid of last March" is not the one that is news
        if agree(told, telling) and not is_introduced(telling, told):
            fitting.append(told)
    words = _own_words(view, telling.position)
    mains = {told.view for told in fitting if not told.is_aside}
    is_undated = telling.claim.interval is None

    def rank(told: Telling) -> tuple[bool, ...]:
        return (
            is_undated and is_long_past(told.claim.interval, context.published),  # the news before what they recall
            words.isdisjoint(nouns_told(context, told)),
            words.isdisjoint(told.claim.sentence[:_LONGEST_SENTENCE].lower().split()),
            not _is_at_one_place(told, telling),
            not is_of_family(told, telling.family),
            _is_anchor(context.views[told.view], told.position),
            is_passing(told, mains=mains),
        )

    # Of equals the last that was told.
    is_first = _is_marked(view, telling.position, "first")
    return min(reversed(fitting) if is_first else fitting, key=rank, default=None)


def _day_around(draft: Draft, told: Telling) -> TimeReading | None:
    """Return the time of the last telling before one that names none itself, of its sentence or one just before; None if none is."""
    for other in reversed(draft.tellings[-_MOST_TELLINGS:]):
        if told.view - other.view > _BARE_REACH:
            return None
        if other.view <= told.view and other.claim.interval is not None:
            return other.claim.interval
    return None


def _is_anchor(view: SentenceView, position: int) -> bool:
    """True for "a day after the raid on Kidal": it only says when something else was."""
    outer, _ = outer_noun(view, position)
    return view.governing_preposition(outer) in read_words("events", "following", "anchors")


def _is_marked(view: SentenceView, position: int, which: Literal["first", "second"]) -> bool:
    """Return whether a noun is told as the first, or the second, of several."""
    words = read_words("events", "following", which)
    return any(view.keys[child] in words for child in view.children[position])


def _own_words(view: SentenceView, position: int) -> set[str]:
    """Return "tram" and "depot" of "the tram bombing", "the blast at the depot": what is told of a happening beside where it was."""
    beside = [child for child in view.children[position] if view.tokens[child].dep == "compound"]
    hit = [
        noun
        for noun in view.prepositional(position, read_words("events", "following", "struck"))
        if view.tokens[noun].pos == "NOUN"
    ]
    nouns = (
        *beside,
        *hit,
        *(child for noun in hit for child in view.children[noun] if view.tokens[child].dep == "compound"),
    )
    return {view.tokens[noun].text.lower() for noun in nouns if view.mention("place", noun) is None}


def _last_of_two(context: DocumentContext, draft: Draft, view: SentenceView, telling: Telling) -> Telling | None:
    """Return the later of two happenings told just before, which "the second strike" goes on about; None if fewer were told."""
    single = replace(telling, is_other=False)
    last = _referent(context, draft, view, single)
    if last is None:
        return None
    near = (told for told in draft.tellings[-_MOST_TELLINGS:] if last.view - told.view <= _BARE_REACH)
    is_later = any(told is not last and agree(told, single) and not agree(told, last) for told in near)
    return last if is_later else None


def _is_at_one_place(told: Telling, telling: Telling) -> bool:
    """True for "the Marka attack" and an attack in Marka, rather than one in its province."""
    one, other = told.claim.place, telling.claim.place
    return one is not None and other is not None and one.place is not None and one.place == other.place


def _adds_something(view: SentenceView, telling: Telling, referent: Telling) -> bool:
    """True where "the attack" is the subject of a clause that says when, more exactly where, or by whom it was."""
    outer, _ = outer_noun(view, telling.position)
    token = view.tokens[outer]
    is_told = token.dep in SUBJECTS or light_verb(view, telling.position) is not None
    new, old = telling.claim, referent.claim
    is_new = (
        is_finer(new.place, old.place)
        or (new.interval is not None and old.interval is None)
        or (telling.detail.initiator is not None and referent.detail.initiator is None)
    )
    return is_told and is_new


def _tie_response(draft: Draft, view: SentenceView, telling: Telling) -> Telling:
    """Mark "stormed the building following an assault": the noun behind "following" is what was answered."""
    for told in reversed(draft.tellings):
        if told.view != telling.view:
            break
        is_one = times_agree(told.claim.interval, telling.claim.interval) and places_agree(
            told.claim.place, telling.claim.place
        )
        if not is_one:
            continue
        if _answers(view, answer=told.position, cause=telling.position):
            draft.replace_telling(told, replace(told, is_response=True, tied_to=telling.claim.claim_id))
        elif _answers(view, answer=telling.position, cause=told.position):
            return replace(telling, is_response=True, tied_to=told.claim.claim_id)
    return telling


def _answers(view: SentenceView, *, answer: int, cause: int) -> bool:
    outer, _ = outer_noun(view, cause)
    token = view.tokens[outer]
    if token.dep not in {"pobj", "dobj"} or view.keys[token.head] not in read_words("events", "following", "causes"):
        return False
    governor = view.tokens[token.head].head
    same_kind = view.tokens[answer].pos == "VERB" and view.tokens[cause].pos in {"NOUN", "PROPN"}
    return same_kind and view.clause_head(governor) == view.clause_head(answer)
