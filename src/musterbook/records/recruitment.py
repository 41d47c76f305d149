"""Recruitment and composition claims: who is won over, from where, and of whom a group consists.

"Most of them come from …" is a composition claim; if the sentences just before tell of recruitment by the same group, it
also gives that claim its main origin.
"""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import (
    ActorReading,
    Attribution,
    Claim,
    CompositionDetail,
    Mark,
    Mention,
    PlaceReading,
    QuantityReading,
    RecruitmentDetail,
    Side,
)
from musterbook.records.context import DocumentContext, Slots
from musterbook.records.counted import counted_noun, find_quantity
from musterbook.records.frames import Match, find_matches, load_frames
from musterbook.records.statements import is_stated
from musterbook.records.status import read_standing
from musterbook.records.tables import read_words
from musterbook.records.tellings import Draft
from musterbook.records.views import SentenceView
from musterbook.records.who import Found, noun_side

__all__ = ["read_recruitment"]

_REACH = 3
_ARMED_GROUPS: frozenset[Side] = frozenset({"armed_group"})
_THEM = frozenset({"them", "whom"})
# The rule of a claim without a verb, which no row of the table can open.
_VERBLESS = "recruitment/most-of-them"
# An army that calls people up by law recruits nobody in the sense of a claim; one that presses them into its ranks does.
_RECRUITERS: frozenset[Side] = frozenset({"armed_group", "state_force"})


def read_recruitment(context: DocumentContext, draft: Draft) -> None:
    """Add the recruitment and composition claims of the document to the draft."""
    table = load_frames("recruitment")
    for view in context.views:
        for match in find_matches(view, table):
            is_told = is_stated(context, view, match) or _has_gone_to_join(view, match)
            if (view.index, match.position) in draft.taken or not is_told:
                continue
            shape = match.frame.values["shape"]
            if shape in {"composition", "composition-of", "part-from", "part-are"}:
                _read_composition(context, draft, view, match=match)
            else:
                _read_recruiting(context, draft, view, match=match)
        _read_verbless(context, draft, view)


def _has_gone_to_join(view: SentenceView, match: Match) -> bool:
    """True for "travelled to the valley to join the front": who went for it has done it."""
    token = view.tokens[match.position]
    if match.frame.values["shape"] != "joins" or token.dep not in {"advcl", "xcomp"}:
        return False
    standing = read_standing(view, token.head)
    is_gone = standing.status in {"completed", "historical"} and not standing.is_negated
    return is_gone and view.keys[token.head] in read_words("recruitment", "going", "verbs")


def _read_recruiting(context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match) -> None:
    said = context.said_of(view, view.tokens[match.position].start)
    sides = _RECRUITERS if "state" in match.frame.values else _ARMED_GROUPS
    group = _first_group(context, view, match.slots.get("actor", ()), said=said, sides=sides)
    won = match.slots.get("won", ())
    if group is None or not _wins_people(context, view, match, group=group, said=said):
        return
    origins, from_actor = _read_origins(context, view, match=match, group=group, said=said)
    quantity = next((found for token in won if (found := _count(view, token)) is not None), None)
    marks = [Mark(role="recipient", start=from_actor.start, end=from_actor.end)] if from_actor is not None else []
    slots = context.slots(view, match.position, actor=group, quantity=quantity, is_narrow=True, marks=marks)
    if slots.place is not None and slots.place[0].words in origins:
        slots = replace(slots, place=None)
    claim = context.make(
        view,
        "recruitment",
        detail=RecruitmentDetail(origins=origins, from_actor=None if from_actor is None else from_actor.reading),
        rule=match.frame.rule,
        slots=slots,
        trigger=context.trigger_mark(view, match.position, match.last),
    )
    draft.taken.add((view.index, match.position))
    if not _merge(draft, view, claim):
        draft.claims.append(claim)


def _merge(draft: Draft, view: SentenceView, claim: Claim) -> bool:
    """Fill the open slots of the same recruitment told twice in one sentence ("recruited … : “There are many who …”")."""
    for index, held in enumerate(draft.claims):
        is_same = held.kind == "recruitment" and held.sentence_start == view.sentence.start
        if (
            not is_same
            or not isinstance(held.detail, RecruitmentDetail)
            or not isinstance(claim.detail, RecruitmentDetail)
        ):
            continue
        if not _is_same_actor(held.actor, claim.actor) or not _is_same_actor(
            held.detail.from_actor, claim.detail.from_actor
        ):
            continue
        detail = replace(
            held.detail,
            from_actor=held.detail.from_actor or claim.detail.from_actor,
            origins=held.detail.origins or claim.detail.origins,
        )
        marks = {*held.marks, *(mark for mark in claim.marks if mark.role in {"quantity", "recipient"})}
        draft.claims[index] = replace(
            held,
            detail=detail,
            quantity=held.quantity or claim.quantity,
            marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.role))),
        )
        return True
    return False


def _is_same_actor(first: ActorReading | None, second: ActorReading | None) -> bool:
    return first is None or second is None or first.actor_id == second.actor_id


def _first_group(
    context: DocumentContext,
    view: SentenceView,
    tokens: tuple[int, ...],
    *,
    said: Attribution,
    sides: frozenset[Side] = _ARMED_GROUPS,
) -> Found | None:
    for token in tokens:
        found = context.who.at(view, token, said=said)
        if found is None:
            found = context.who.owner(view, token, said=said)
        if found is not None and found.reading.side in sides:
            return found
    return None


def _wins_people(
    context: DocumentContext, view: SentenceView, match: Match, *, group: Found, said: Attribution
) -> bool:
    shape = match.frame.values["shape"]
    won = match.slots.get("won", ())
    if shape == "recruits" and not won:  # "the group recruits at universities" tells it of everybody there
        return "from" in match.slots or view.keys[match.position] == "recruit"
    for token in won:
        noun = counted_noun(view, token)
        if view.keys[noun] in read_words("recruitment", "won", "words"):
            return True
        if noun_side(view.keys[noun]) is not None or find_quantity(view, token) is not None:
            found = context.who.at(view, token, said=said)
            return found is None or (found.start, found.end) != (group.start, group.end)
        if shape == "recruits" and view.tokens[noun].pos in {"NOUN", "PROPN"}:
            return True
    return False


def _count(view: SentenceView, position: int) -> tuple[QuantityReading, Mention] | None:
    found = find_quantity(view, position)
    if found is None or found[0].is_relative or found[0].unit_kind not in {None, "people"}:
        return None
    return found


def _read_origins(
    context: DocumentContext, view: SentenceView, *, match: Match, group: Found, said: Attribution
) -> tuple[tuple[str, ...], Found | None]:
    origins: list[str] = []
    from_actor: Found | None = None
    sources = list(match.slots.get("from", ()))
    for token in match.slots.get("won", ()):
        sources.extend(view.prepositional(token, ("from", "with", "of")))
        sources.extend(_former_group(view, token))
        origins.extend(_words(view, included) for included in view.prepositional(token, ("include", "including")))
        origins.extend(
            view.tokens[child].text for child in view.children[token] if child < token and _is_demonym(view, child)
        )
    for token in sources:
        found = context.who.at(view, token, said=said)
        is_other = found is not None and (found.start, found.end) != (group.start, group.end)
        if found is not None and is_other and found.reading.side == "armed_group":
            from_actor = from_actor or found
        elif view.mention("place", token) is not None:
            origins.append(_words(view, token))
    return tuple(dict.fromkeys(origins)), from_actor


def _former_group(view: SentenceView, position: int) -> list[int]:
    """Return what stands behind "with" in "many who were with the …": where those who come had been."""
    found: list[int] = []
    for child in view.children[position]:
        if view.tokens[child].dep in {"relcl", "acl"}:
            found.extend(view.prepositional(child, ("with", "from", "in")))
    return found


def _is_demonym(view: SentenceView, position: int) -> bool:
    return view.tokens[position].entity == "NORP" and view.mention("actor", position) is None


def _words(view: SentenceView, position: int) -> str:
    mention = view.mention("place", position)
    if mention is not None and isinstance(mention.reading, PlaceReading):
        return mention.text
    mention = view.mention("actor", position)
    if mention is not None and isinstance(mention.reading, ActorReading) and mention.reading.actor_id is not None:
        return mention.text
    return view.tokens[position].text


# -- composition ----------------------------------------------------------------------------------------------------


def _read_composition(context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match) -> None:
    said = context.said_of(view, view.tokens[match.position].start)
    shape = match.frame.values["shape"]
    is_part = shape.startswith("part")
    is_bulk = shape == "composition-of"
    whole = match.held if is_bulk else match.first("part" if is_part else "actor")
    if whole is None:
        return
    if is_part:
        group = _whole_group(context, draft, view, whole, said=said)
    else:
        group = _first_group(context, view, view.prepositional(whole, ("of",)) if is_bulk else (whole,), said=said)
    members = [token for token in match.slots.get("members", ()) if _is_member(view, token, shape)]
    if group is None or not members:
        return
    words = tuple(dict.fromkeys(_words(view, token) for token in members))
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


def _read_verbless(context: DocumentContext, draft: Draft, view: SentenceView) -> None:
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
        if group is None:
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


def _whole_group(
    context: DocumentContext, draft: Draft, view: SentenceView, part: int, *, said: Attribution
) -> Found | None:
    """Return the group behind "most of them", "half of its fighters"; None where the words speak of no part of a group."""
    if view.keys[part] in read_words("recruitment", "parts", "men"):
        return _first_group(context, view, (part,), said=said)
    is_part = view.keys[part] in read_words("recruitment", "parts", "words")
    is_counted = find_quantity(view, part) is not None
    if not is_part and not is_counted:
        return None
    wholes = view.prepositional(part, ("of",))
    if not wholes and noun_side(view.keys[part]) is None and view.tokens[part].pos in {"NOUN", "NUM", "ADJ", "PRON"}:
        return _counted_before(context, draft, view, part)
    for token in wholes or (part,):
        if view.tokens[token].pos == "PRON":
            found = _meant_by_them(context, view, token, said=said) or _counted_before(context, draft, view, part)
        else:
            found = context.who.at(view, token, said=said) or context.who.owner(view, token, said=said)
        if found is not None and _is_men(view, token, found):
            return _counted_before(context, draft, view, token)
        if found is not None and found.reading.side == "armed_group":
            return found if found.reading.actor_id is not None else _told_before(context, draft, view, found)
    return None


def _is_men(view: SentenceView, position: int, found: Found) -> bool:
    """True for "the men", "the recruits" of whom nothing else is told: those whose strength was told just before."""
    return found.reading.side == "unknown" and view.keys[position] in read_words("recruitment", "parts", "men")


def _counted_before(context: DocumentContext, draft: Draft, view: SentenceView, part: int) -> Found | None:
    """Return the group whose strength was told just before, for a bare part: "nearly half are thought to be foreigners"."""
    for claim in reversed(draft.claims):
        if claim.kind != "strength" or claim.actor is None:
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


def _is_member(view: SentenceView, position: int, shape: str) -> bool:
    if shape == "part-from":
        mention = view.mention("actor", position)
        if mention is not None and isinstance(mention.reading, ActorReading):  # "came from the Pakistani Taliban"
            return mention.reading.side == "armed_group" and mention.reading.actor_id is not None
        return view.mention("place", position) is not None or view.tokens[position].entity == "GPE"
    is_nationality = view.tokens[position].entity == "NORP" or view.tokens[position].pos == "PROPN"
    is_described = view.keys[position] in read_words("recruitment", "parts", "members") or (
        view.keys[position] in read_words("recruitment", "parts", "described")
    )
    is_several = shape in {"composition-of", "part-are"} and view.tokens[position].tag == "NNS"
    if is_several and view.mention("quantity", position) is None:
        return True  # "most of them are tribesmen", "school leavers form the majority of its fighters"
    is_people = shape != "part-from" and noun_side(view.keys[position]) is not None
    return is_nationality or is_described or is_people


def _give_main_origin(context: DocumentContext, draft: Draft, view: SentenceView, *, claim: Claim, words: str) -> None:
    for index in range(len(draft.claims) - 1, -1, -1):
        held = draft.claims[index]
        if not isinstance(held.detail, RecruitmentDetail) or held.detail.main_origin is not None:
            continue
        distance = context.sentences_between(held.sentence_start, view)
        if distance <= _REACH and _is_same_actor(held.actor, claim.actor):
            marks = {*held.marks, Mark(role="trigger", start=claim.start, end=claim.end)}
            draft.claims[index] = replace(
                held,
                detail=replace(held.detail, main_origin=words),
                marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.role))),
            )
        return
