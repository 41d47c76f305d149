"""Composition claims: of whom a group consists, by a verb ("consists of"), a part ("most of them are") or side by side.

"Most of them come from …" also gives the recruitment told just before by the same group its main origin.
"""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import (
    ActorReading,
    Attribution,
    Claim,
    CompositionDetail,
    Mark,
    PlaceReading,
    RecruitmentDetail,
    Side,
)
from musterbook.records.context import DocumentContext, Slots
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.counted import find_quantity
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.nominals import is_known
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.salience import group_spoken_of, party_of
from musterbook.records.sides.who import Found, noun_side
from musterbook.records.tables import read_words

__all__ = [
    "ARMED_GROUPS",
    "first_group",
    "is_same_actor",
    "read_composition",
    "read_mainly",
    "read_verbless",
    "words_of",
]

ARMED_GROUPS: frozenset[Side] = frozenset({"armed_group"})
_REACH = 3
# Claims after which "a quarter are …" speaks of the same men.
_COUNTING = frozenset({"strength", "composition", "recruitment"})
_THEM = frozenset({"them", "whom"})
# The rule of a claim without a verb, which no row of the table can open.
_VERBLESS = "recruitment/most-of-them"
_MAINLY = "recruitment/mainly"
_BEFORE_COMMA = 2


def read_composition(context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match) -> None:
    """Add the composition claim that a row of the table opens."""
    shape = match.frame.values["shape"]
    is_part = shape.startswith("part")
    is_bulk = shape == "composition-of"
    whole = match.held if is_bulk else match.first("part" if is_part else "actor")
    if "appositive" in match.frame.values:
        whole = view.tokens[match.position].head if view.tokens[match.position].dep == "appos" else None
    is_active = "passive" in match.frame.values and not view.arguments(match.position).is_passive
    if whole is None or is_active:
        return
    group = _group_of(context, draft, view, match=match, whole=whole)
    members = [token for token in match.slots.get("members", ()) if _is_member(view, token, shape)]
    is_of_all = is_part and view.keys[whole] in read_words("recruitment", "parts", "men")
    if "strict" in match.frame.values or (is_of_all and shape == "part-are"):
        # "the alliance includes three brigades", "its men were masters of the town" tell of no people
        members = [token for token in members if _is_people_of(view, token)]
    if is_of_all and shape == "part-from" and view.tokens[match.position].tag not in {"VBP", "VBZ"}:
        return  # "fighters came from Mali" to do something: they moved
    if group is None or not members:
        return
    words = tuple(dict.fromkeys(words_of(view, token) for token in members))
    is_main = (is_part or is_bulk) and view.keys[whole] in read_words("recruitment", "parts", "main")
    quantity = find_quantity(view, whole) if is_part else None
    own = context.slots(view, match.position, actor=group, quantity=quantity, is_narrow=True)
    place = None if own.place is None or own.place[1].text in words else own.place
    claim = context.make(
        view,
        "composition",
        detail=CompositionDetail(members=words, main=words[0] if is_main else None),
        rule=match.frame.rule,
        slots=Slots(actor=group, place=place, interval=own.interval, quantity=quantity),
        trigger=context.trigger_mark(view, min(whole, *members), max(whole, *members)),
    )
    draft.claims.append(claim)
    draft.taken.add((view.index, match.position))
    if is_main:
        _give_main_origin(context, draft, view, claim=claim, words=words[0])


def _group_of(context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match, whole: int) -> Found | None:
    """Return the group that a row's whole is, or is a part of."""
    said = context.said_of(view, view.tokens[match.position].start)
    shape = match.frame.values["shape"]
    if shape.startswith("part"):
        return _whole_group(context, draft, view, whole, said=said) or _group_before_verb(
            context, view, match, said=said
        )
    if shape != "composition-of":
        return first_group(context, view, (whole,), said=said)
    wholes = view.prepositional(whole, ("of",)) or (whole,)
    found = first_group(context, view, wholes, said=said)
    is_of_men = any(view.keys[token] in read_words("recruitment", "parts", "men") for token in wholes)
    if found is None and is_of_men:  # "a third of the new recruits"
        return group_spoken_of(context, view, whole)
    return found or (_counted_before(context, draft, view, whole) if wholes == (whole,) else None)


def _group_before_verb(
    context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution
) -> Found | None:
    """Return the group of "of the 8,000 men in X, most are …": the whole stands before the part."""
    part = match.first("part")
    if part is None or view.keys[part] not in read_words("recruitment", "parts", "words"):
        return None
    return first_group(context, view, view.prepositional(match.position, ("of", "among")), said=said)


def read_verbless(context: DocumentContext, draft: Draft, view: SentenceView) -> None:
    """Read "…, most of them Afghans": a part and what it consists of, side by side without a verb."""
    for part in range(len(view.tokens) - 3):
        if view.keys[part] not in read_words("recruitment", "parts", "words") or view.keys[part + 1] != "of":
            continue
        if view.tokens[part + 2].text.lower() not in _THEM:
            continue
        last = part + 2
        while last + 1 < len(view.tokens) and view.tokens[last + 1].pos in {"ADJ", "NOUN", "PROPN"}:
            last += 1
        member = last
        if member == part + 2 or not (_is_member(view, member, "part-are") or view.tokens[part + 3].entity == "NORP"):
            continue
        said = context.said_of(view, view.tokens[part].start)
        group = _whole_group(context, draft, view, part, said=said)
        if group is None or _is_lost(view, part):
            continue
        words = (view.text[view.tokens[part + 3].start : view.tokens[last].end],)
        is_main = view.keys[part] in read_words("recruitment", "parts", "main")
        quantity = find_quantity(view, part)
        draft.claims.append(
            context.make(
                view,
                "composition",
                detail=CompositionDetail(members=words, main=words[0] if is_main else None),
                rule=_VERBLESS,
                slots=Slots(actor=group, quantity=quantity),
                trigger=context.trigger_mark(view, part, last),
            )
        )


def read_mainly(context: DocumentContext, draft: Draft, view: SentenceView) -> None:
    """Read "40 fighters, mostly Uzbeks" and "a largely Fulani movement": a word for most beside what they are."""
    adverbs = read_words("recruitment", "mainly", "adverbs")
    for adverb in range(1, len(view.tokens) - 1):
        if view.keys[adverb] not in adverbs or (view.index, adverb) in draft.taken:
            continue
        span = _members_behind(view, adverb)
        whole = None if span is None else _whole_beside(view, adverb, span)
        if span is None or whole is None or _is_lost(view, whole):
            continue
        said = context.said_of(view, view.tokens[adverb].start)
        group = first_group(context, view, (whole,), said=said)
        if group is None or group.reading.actor_id is None:
            continue
        words = view.text[view.tokens[span[0]].start : view.tokens[span[1]].end]
        draft.claims.append(
            context.make(
                view,
                "composition",
                detail=CompositionDetail(members=(words,), main=words),
                rule=_MAINLY,
                slots=Slots(actor=group),
                trigger=context.trigger_mark(view, adverb, span[1]),
            )
        )


def _members_behind(view: SentenceView, adverb: int) -> tuple[int, int] | None:
    """Return the first and last token of the people named behind the adverb; None if no people are."""
    first = adverb + 1
    if view.keys[first] in _between():
        first += 1
    last = first
    while last < len(view.tokens) and view.tokens[last].pos in {"ADJ", "NOUN", "PROPN"}:
        last += 1
    last -= 1
    if last < first:
        return None
    is_people = any(view.tokens[token].entity == "NORP" for token in range(first, last + 1)) or _is_people_of(
        view, last
    )
    return (first, last) if is_people else None


def _between() -> frozenset[str]:
    """Return the words that may stand between: "almost exclusively from"."""
    return read_words("recruitment", "mainly", "adverbs") | {"ethnic", "from"}


def _whole_beside(view: SentenceView, adverb: int, span: tuple[int, int]) -> int | None:
    """Return the noun the description belongs to: before the comma, or at the end of it ("a mainly Fulani group")."""
    last = span[1]
    if view.tokens[last].pos == "NOUN" and view.keys[last] in read_words("relations", "groups", "nouns") | {
        "force",
        "army",
    }:
        return last
    if view.tokens[adverb - 1].text not in {",", "(", "–", "—"} or adverb < _BEFORE_COMMA:
        return None
    before = adverb - _BEFORE_COMMA
    return before if view.tokens[before].pos in {"NOUN", "PROPN"} else None


def _is_lost(view: SentenceView, whole: int) -> bool:
    """True for "killed 40 fighters, mostly Uzbeks": who falls says nothing of the others."""
    losses = read_words("recruitment", "mainly", "losses")
    return any(view.keys[above] in losses for above in view.ancestors(whole))


def _whole_group(
    context: DocumentContext, draft: Draft, view: SentenceView, part: int, *, said: Attribution
) -> Found | None:
    """Return the group behind "most of them", "half of its fighters"; None where the words speak of no part of a group."""
    if view.tokens[part].tag == "NN" and view.keys[part] in read_words("leadership", "roles", "nouns"):
        return None  # "the leader of the group comes from X" tells of one man
    if view.keys[part] in read_words("recruitment", "parts", "men"):
        found = first_group(context, view, (part,), said=said)
        return found or (_counted_before(context, draft, view, part) if is_known(view, part) else None)
    is_part = view.keys[part] in read_words("recruitment", "parts", "words")
    is_counted = find_quantity(view, part) is not None
    if not is_part and not is_counted:
        return None
    wholes = view.prepositional(part, ("of",))
    for below in view.prepositional(part, ("in", "out")) if view.tokens[part].pos == "NUM" else ():
        wholes = wholes or view.prepositional(below, ("of",))  # "two in three of its men"
    if not wholes and noun_side(view.keys[part]) is None and view.tokens[part].pos in {"NOUN", "NUM", "ADJ", "PRON"}:
        return _counted_before(context, draft, view, part)
    groups = (_group_of_whole(context, draft, view, token, said=said) for token in wholes or (part,))
    return next((group for group in groups if group is not None), None)


def _group_of_whole(
    context: DocumentContext, draft: Draft, view: SentenceView, token: int, *, said: Attribution
) -> Found | None:
    """Return the group of "them", "its men", "the recruits" in "most of …"."""
    if view.tokens[token].pos == "PRON":
        found = _meant_by_them(context, view, token, said=said) or _counted_before(context, draft, view, token)
    else:
        found = context.who.at(view, token, said=said) or context.who.owner(view, token, said=said)
    if found is None and view.keys[token] in read_words("recruitment", "parts", "men"):
        return group_spoken_of(context, view, token)
    if found is not None and _is_men(view, token, found):
        return _counted_before(context, draft, view, token)
    if found is None or found.reading.side != "armed_group":
        return None
    return found if found.reading.actor_id is not None else _told_before(context, draft, view, found)


def _is_men(view: SentenceView, position: int, found: Found) -> bool:
    """True for "the men", "the recruits" of whom nothing else is told: those whose strength was told just before."""
    return found.reading.side == "unknown" and view.keys[position] in read_words("recruitment", "parts", "men")


def _counted_before(context: DocumentContext, draft: Draft, view: SentenceView, part: int) -> Found | None:
    """Return the group whose strength was told just before, for a bare part: "nearly half are thought to be foreigners"."""
    for claim in reversed(draft.claims):
        if claim.kind not in _COUNTING or claim.actor is None or claim.actor.side != "armed_group":
            continue
        between = context.sentences_between(claim.sentence_start, view)
        if 0 <= between <= 1:
            token = view.tokens[part]
            why = f"‘{token.text}’ of those counted before, {claim.actor.words}"
            return Found(reading=replace(claim.actor, count=None, why=why), start=token.start, end=token.end)
    return None


def _meant_by_them(context: DocumentContext, view: SentenceView, pronoun: int, *, said: Attribution) -> Found | None:
    """Return whom "them" in "most of them" stands for: the people last spoken of; None unless they fight for a group.

    A group named in passing is no antecedent where the words between speak of other people ("9,000 people have arrived.
    Forty per cent of them are children").
    """
    for index in range(view.index, max(view.index - _REACH, -1), -1):
        home = context.views[index]
        limit = pronoun if index == view.index else len(home.tokens)
        people = [token for token in range(limit) if _is_people(home, token)]
        if not people:
            continue
        found = context.who.at(home, people[-1] if index == view.index else _main_people(home, people))
        if found is None or found.reading.side != "armed_group":
            return None
        start, end = view.tokens[pronoun].start, view.tokens[pronoun].end
        why = f"‘{view.tokens[pronoun].text}’ = {found.reading.words}, the people spoken of before"
        return Found(reading=replace(found.reading, count=None, why=why), start=start, end=end, is_pronoun=True)
    return context.who.antecedent(view, pronoun, said=said)


def _is_people(view: SentenceView, position: int) -> bool:
    token = view.tokens[position]
    if token.tag != "NNS" and view.keys[position] != "people":
        return False
    return noun_side(view.keys[position]) is not None and token.pos == "NOUN"


def _main_people(view: SentenceView, people: list[int]) -> int:
    """Return the people a sentence is about: what its verb does something to, before those who only report it."""
    told = [token for token in people if view.tokens[token].dep in {"dobj", "nsubjpass"}]
    return told[-1] if told else people[-1]


def _told_before(context: DocumentContext, draft: Draft, view: SentenceView, found: Found) -> Found:
    """Return the group that unnamed fighters belong to: the one whose strength or recruits were told just before."""
    for claim in reversed(draft.claims):
        if claim.kind not in {"strength", "recruitment"} or claim.actor is None or claim.actor.actor_id is None:
            continue
        between = context.sentences_between(claim.sentence_start, view)
        if 0 <= between <= _REACH:
            why = f"‘{found.reading.words}’ = fighters of {claim.actor.words}, told of just before"
            return replace(found, reading=replace(claim.actor, role=found.reading.role, count=None, why=why))
    return found


def _is_people_of(view: SentenceView, position: int) -> bool:
    """True for a nationality or a sort of people: what the men of a group are or were."""
    is_sort = view.keys[position] in read_words("recruitment", "parts", "members")
    mention = view.mention("actor", position)
    is_group = (
        mention is not None and isinstance(mention.reading, ActorReading) and mention.reading.side == "armed_group"
    )
    is_people = noun_side(view.keys[position]) in {"civilians", "state_force", "police"}
    return not is_group and (view.tokens[position].entity == "NORP" or is_sort or is_people)


def _is_member(view: SentenceView, position: int, shape: str) -> bool:
    if shape == "part-from":
        mention = view.mention("actor", position)
        if mention is not None and isinstance(mention.reading, ActorReading):  # "came from the Pakistani Taliban"
            return mention.reading.side == "armed_group" and mention.reading.actor_id is not None
        is_origin = view.keys[position] in read_words("recruitment", "mainly", "origins")
        return is_origin or view.mention("place", position) is not None or view.tokens[position].entity == "GPE"
    is_nationality = view.tokens[position].entity == "NORP" or view.tokens[position].pos == "PROPN"
    is_described = view.keys[position] in read_words("recruitment", "parts", "members") or (
        view.keys[position] in read_words("recruitment", "parts", "described")
    )
    is_several = shape in {"composition", "composition-of", "part-are"} and view.tokens[position].tag == "NNS"
    if is_several and view.mention("quantity", position) is None:
        return True  # "most of them are tribesmen", "school leavers form the majority of its fighters"
    is_people = noun_side(view.keys[position]) is not None
    return is_nationality or is_described or is_people


def _give_main_origin(context: DocumentContext, draft: Draft, view: SentenceView, *, claim: Claim, words: str) -> None:
    for index in range(len(draft.claims) - 1, -1, -1):
        held = draft.claims[index]
        if not isinstance(held.detail, RecruitmentDetail) or held.detail.main_origin is not None:
            continue
        distance = context.sentences_between(held.sentence_start, view)
        if distance <= _REACH and is_same_actor(held.actor, claim.actor):
            marks = {*held.marks, Mark(role="trigger", start=claim.start, end=claim.end)}
            draft.claims[index] = replace(
                held,
                detail=replace(held.detail, main_origin=words),
                marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.role))),
            )
        return


def first_group(
    context: DocumentContext,
    view: SentenceView,
    tokens: tuple[int, ...],
    *,
    said: Attribution,
    sides: frozenset[Side] = ARMED_GROUPS,
) -> Found | None:
    """Return the first of the words that stands for a party of one of the sides, or for people of one."""
    for token in tokens:
        found = party_of(context, view, token, said=said)
        if found is not None and found.reading.side in sides:
            return found
    return None


def words_of(view: SentenceView, position: int) -> str:
    """Return the words of a place or a named actor, else the noun alone."""
    mention = view.mention("place", position)
    if mention is not None and isinstance(mention.reading, PlaceReading):
        return mention.text
    mention = view.mention("actor", position)
    if mention is not None and isinstance(mention.reading, ActorReading) and mention.reading.actor_id is not None:
        return mention.text
    return view.tokens[position].text


def is_same_actor(first: ActorReading | None, second: ActorReading | None) -> bool:
    """True unless both are told and differ."""
    return first is None or second is None or first.actor_id == second.actor_id
