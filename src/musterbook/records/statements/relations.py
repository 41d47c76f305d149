"""Relation claims: pledges, alliances, co-operation, splits, rivalry, absorption and talks between two named actors."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from musterbook.errors import RegisterError
from musterbook.model import ActorReading, Attribution, Mark, Mention, RelationDetail
from musterbook.records.context import DocumentContext
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.counted import counted_noun
from musterbook.records.sentences.frames import Match, find_matches, load_frames
from musterbook.records.sentences.statements import is_stated
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.sides.salience import group_spoken_of, pair_of, party_of
from musterbook.records.sides.who import Found, is_same, unnamed
from musterbook.records.statements.relation_sides import SIDES, fill_sides
from musterbook.records.tables import read_words

__all__ = ["read_relations"]

_Relation = Literal["pledge", "alliance", "cooperation", "split", "rivalry", "absorbed", "clash", "talks"]
_RELATIONS: tuple[_Relation, ...] = (
    "pledge", "alliance", "cooperation", "split", "rivalry", "absorbed", "clash", "talks",
)  # fmt: skip

_TWO = 2


def read_relations(context: DocumentContext, draft: Draft) -> None:
    """Add the relation claims of the document to the draft."""
    table = load_frames("relations")
    for view in context.views:
        # The row that names more goes first: "broke off talks with" is no breach.
        for match in sorted(find_matches(view, table), key=lambda found: (found.position, found.held is None)):
            is_denied = match.held is not None and view.is_negated(match.held)  # "has no ties to"
            if (view.index, match.position) in draft.taken or is_denied or not is_stated(context, view, match):
                continue
            if match.is_noun and _is_in_name(view, match.position):
                continue
            said = context.said_of(view, view.tokens[match.position].start)
            if "reciprocal" in match.frame.values and not _is_mutual(view, match):
                continue
            pair = _read_pair(context, view, match, said=said)
            if pair is None or not _is_pair(match, *pair) or _is_told(draft, view, match, *pair):
                continue
            one, other = reversed(pair) if "swap" in match.frame.values else pair
            marks = (Mark(role="recipient", start=other.start, end=other.end),)
            slots = context.slots(view, match.position, actor=one, is_narrow=True, marks=marks)
            claim = context.make(
                view,
                "relation",
                detail=RelationDetail(relation=_relation(view, match), other=other.reading),
                rule=match.frame.rule,
                slots=slots,
                trigger=context.trigger_mark(view, match.position, match.last),
            )
            if claim.place is not None and _is_name(claim.place.words, other):
                claim = replace(claim, place=None)
            draft.claims.append(claim)
            draft.taken.add((view.index, match.position))


def _read_pair(
    context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution
) -> tuple[Found, Found] | None:
    firsts = _first_tokens(view, match)
    is_between = _is_between(match)
    if is_between and len(firsts) == 1:  # "envoys of X and Y ended their talks"
        inner = view.prepositional(firsts[0], ("of", "from", "for"))
        firsts = inner if len(inner) == _TWO else firsts
    seconds = firsts[1:] if is_between else match.slots.get("other", ())
    if "itself" in match.frame.values:  # "left their camps" leaves no group
        seconds = tuple(token for token in seconds if view.mention("actor", token) is not None)
    one = _first_actor(context, view, firsts[:1], said=said)
    other = _first_actor(context, view, seconds, said=said)
    if is_between and not seconds and firsts:
        pair = pair_of(context, view, firsts[0]) or _pair_beside(context, view, firsts[0])
        if pair is not None or _are_several(view, firsts[0]):
            return pair or _pair_unnamed(
                context, view, firsts[0], one=one
            )  # "the two fell out", "the two groups fell out"
    if other is not None and other.reading.side == "armed_group" and firsts and one is None:
        one = _some_group(view, firsts[0]) or _some_men(view, firsts[0], match, other=other)
    if one is not None and seconds and (other is None or is_same(one, other)):
        other = _known_other(context, view, match, one=one, second=seconds[0]) or other
    is_open = one is None and (not firsts or view.tokens[firsts[0]].entity == "PERSON")  # not "many have sworn …"
    if "near" in match.frame.values and (is_open or (one is not None and other is None)):
        one, other = fill_sides(context, view, match, known=(one, other))
    if one is not None and other is not None and is_same(one, other) and other.reading.role is not None:
        other = unnamed(other)  # nobody pledges to himself: "the group" is another one
    return None if one is None or other is None else (one, other)


def _known_other(
    context: DocumentContext, view: SentenceView, match: Match, *, one: Found, second: int
) -> Found | None:
    """Return the other side of "its rival", "cut its ties with the network": the other group spoken of, or some group."""
    some = _some_group(view, second) if "unnamed" in match.frame.values or "groups" in match.frame.values else None
    is_owner = "appositive" in match.frame.values and view.tokens[second].pos == "PRON"
    is_known = some is not None and any(view.keys[child] == "the" for child in view.children[second])
    is_plain = not any(view.tokens[child].dep in {"amod", "compound", "nummod"} for child in view.children[second])
    if is_owner or (is_known and is_plain):
        return group_spoken_of(context, view, second, other_than=(one,)) or some
    return some if "unnamed" in match.frame.values else None


def _first_tokens(view: SentenceView, match: Match) -> tuple[int, ...]:
    """Return the words for the first side, or for both where they stand in one slot."""
    if "titled" in match.frame.values:
        return _titled(view, match.position)
    if "founding" in match.frame.values:
        return _founded(view, match)
    if "appositive" not in match.frame.values:
        return match.slots.get("actor", ())
    described = _described(view, match.position)
    # "X and Y, allies until last week"
    return view.conjuncts(described[0]) if "between" in match.frame.values and described else described


def _is_between(match: Match) -> bool:
    """True where both sides stand in one slot: always, or where no other is told ("X and Y resumed talks")."""
    return "between" in match.frame.values or ("mutual" in match.frame.values and not match.slots.get("other"))


def _pair_unnamed(
    context: DocumentContext, view: SentenceView, position: int, *, one: Found | None
) -> tuple[Found, Found] | None:
    if _tells_of_groups(context, view):
        one = one or _some_group(view, position)
    return None if one is None else (one, unnamed(one))


def _is_in_name(view: SentenceView, position: int) -> bool:
    """True for "Alliance" in the name of a group."""
    mention = view.mention("actor", position)
    is_known = (
        mention is not None and isinstance(mention.reading, ActorReading) and mention.reading.actor_id is not None
    )
    return is_known or view.tokens[position].pos == "PROPN"


def _pair_beside(context: DocumentContext, view: SentenceView, position: int) -> tuple[Found, Found] | None:
    """Return the two named beside "two of its wings, X and Y"; one that no register has is a group by that word."""
    whole = next(iter(view.prepositional(position, ("of",))), position)
    groups = read_words("relations", "groups", "nouns") | read_words("people", "pairs", "nouns")
    if not {view.keys[position], view.keys[whole]} & groups:
        return None
    for child in view.children[position]:
        named = view.conjuncts(child) if view.tokens[child].dep == "appos" else ()
        if len(named) == _TWO and all(view.tokens[token].pos == "PROPN" for token in named):
            first, second = (context.who.at(view, token) or _named_group(view, token) for token in named)
            return first, second
    return None


def _named_group(view: SentenceView, position: int) -> Found:
    start, end = view.phrase(position)
    words = view.text[start:end].removeprefix("the ")
    why = f"the name ‘{words}’ beside a word for a group"
    reading = ActorReading(actor_id=None, name=None, side="armed_group", words=words, why=why)
    return Found(reading=reading, start=end - len(words), end=end)


def _titled(view: SentenceView, noun: int) -> tuple[int, ...]:
    """Return the name that the noun stands before: "its ally the Front", "the group's rival X"."""
    token = view.tokens[noun]
    named = [child for child in view.children[noun] if view.tokens[child].dep == "appos" and child > noun]
    if token.dep in {"compound", "nmod", "appos"} and token.head > noun:
        named.append(token.head)
    return tuple(named)


def _founded(view: SentenceView, match: Match) -> tuple[int, ...]:
    """Return the group that those who leave another begin: "left X to form Y", "Y was founded by officers who quit X"."""
    verbs = read_words("relations", "founding", "verbs")
    for child in view.children[match.position]:
        if view.tokens[child].dep in {"xcomp", "advcl", "conj"} and view.keys[child] in verbs:
            formed = view.arguments(child).patients
            beside = [inner for token in formed for inner in view.children[token] if view.tokens[inner].dep == "appos"]
            return (*beside, *formed)
    for leaver in match.slots.get("actor", ()):
        for above in view.ancestors(leaver):
            if view.keys[above] in verbs and leaver in view.arguments(above).agents:
                return view.arguments(above).patients
    return ()


def _is_mutual(view: SentenceView, match: Match) -> bool:
    """True for "each other" and "one another", not for "killed three others"."""
    return match.held is not None and any(view.keys[child] in {"each", "one"} for child in view.children[match.held])


def _is_told(draft: Draft, view: SentenceView, match: Match, one: Found, other: Found) -> bool:
    """True where the sentence has told of the two already, and this row found a side only nearby."""
    pair = {one.reading.actor_id, other.reading.actor_id}
    words = {one.reading.words, other.reading.words}
    for held in reversed(draft.claims):
        if held.sentence_start != view.sentence.start or not isinstance(held.detail, RelationDetail):
            continue
        ids = {None if held.actor is None else held.actor.actor_id, held.detail.other.actor_id}
        told = {None if held.actor is None else held.actor.words, held.detail.other.words}
        is_same_two = ids == pair and (
            None not in pair or told == words
        )  # without a name they need not be the same two
        if is_same_two and (held.detail.relation == _relation(view, match) or "near" in match.frame.values):
            return True
    return False


def _some_group(view: SentenceView, position: int) -> Found | None:
    """Return a group the record has no name for: "a rival wing", "Barnawi's faction"."""
    token = view.tokens[position]
    if view.keys[position] not in read_words("relations", "groups", "nouns"):
        return None
    why = f"the noun ‘{token.text}’ beside an armed group"
    reading = ActorReading(actor_id=None, name=None, side="armed_group", words=token.text, role=token.text, why=why)
    return Found(reading=reading, start=token.start, end=token.end)


def _tells_of_groups(context: DocumentContext, view: SentenceView) -> bool:
    """True if an armed group was named in this sentence or the two before it."""
    return any(
        isinstance(mention.reading, ActorReading) and mention.reading.side == "armed_group"
        for home in context.views[max(view.index - 2, 0) : view.index + 1]
        for mention in home.mentions
    )


def _some_men(view: SentenceView, position: int, match: Match, *, other: Found) -> Found | None:
    """Return those of "several commanders broke with the Front", who are a group of their own from then on."""
    noun = counted_noun(view, position)
    is_parting = match.frame.values["relation"] in {"split", "rivalry"} and other.reading.actor_id is not None
    if (
        not is_parting
        or view.tokens[noun].tag != "NNS"
        or view.keys[noun] not in read_words("relations", "men", "nouns")
    ):
        return None
    token = view.tokens[noun]
    why = f"‘{token.text}’ who go their own way"
    reading = ActorReading(actor_id=None, name=None, side="armed_group", words=token.text, role=token.text, why=why)
    return Found(reading=reading, start=token.start, end=token.end)


def _side(mention: Mention) -> str | None:
    return mention.reading.side if isinstance(mention.reading, ActorReading) else None


def _described(view: SentenceView, noun: int) -> tuple[int, ...]:
    """Return whom an apposition or a predicate describes: "Ansaru, a splinter of …", "Ansaru is an offshoot of …"."""
    token = view.tokens[noun]
    if token.dep == "appos":
        return (token.head,)
    return view.arguments(token.head).agents if token.dep == "attr" else ()


def _are_several(view: SentenceView, noun: int) -> bool:
    """True for "the two groups", "four jihadist groups", "both wings": several groups in one word."""
    is_group = view.keys[noun] in read_words("relations", "groups", "nouns") or view.keys[noun] in read_words(
        "relations", "heirs", "nouns"
    )
    counts = {view.keys[child] for child in view.children[noun]}
    is_counted = any(view.tokens[child].dep == "nummod" for child in view.children[noun]) or bool(counts & {"both"})
    wholes = [view.mention("actor", token) for token in view.prepositional(noun, ("of",))]
    of_others = any(mention is None or _side(mention) != "armed_group" for mention in wholes)
    return is_group and is_counted and view.tokens[noun].tag == "NNS" and not of_others  # "of students"


def _first_actor(
    context: DocumentContext, view: SentenceView, tokens: tuple[int, ...], *, said: Attribution
) -> Found | None:
    for token in tokens:
        found = party_of(context, view, token, said=said)
        if found is not None and found.reading.side in SIDES:
            return found
    return None


def _is_pair(match: Match, one: Found, other: Found) -> bool:
    """Two actors, at least one of them an armed group, not one and the same words."""
    if (one.start, one.end) == (other.start, other.end):
        return bool({"between", "mutual"} & set(match.frame.values)) and one.reading.side == "armed_group"
    if is_same(one, other):
        return False
    sides = {one.reading.side, other.reading.side}
    is_treaty = "mutual" in match.frame.values and _is_between(match) and "government" in sides
    if "armed_group" not in sides or (is_treaty and match.frame.values["relation"] != "talks"):
        return False  # a ceasefire that a government and a group agree is an event
    if "groups" in match.frame.values and other.reading.side != "armed_group":
        return False
    if "both" in match.frame.values and {one.reading.side, other.reading.side} != {"armed_group"}:
        return False  # an army that fights a group is an event
    is_named = one.reading.actor_id is not None or other.reading.actor_id is not None
    is_same_word = one.reading.words.lower() == other.reading.words.lower()
    return is_named and not is_same_word


def _is_name(words: str, other: Found) -> bool:
    return words in other.reading.words


def _relation(view: SentenceView, match: Match) -> _Relation:
    """Return the relation of the row; a tie that is said to have gone bad is a rivalry."""
    token = view.tokens[match.position]
    is_soured = (
        match.is_noun and token.dep in SUBJECTS and view.keys[token.head] in read_words("relations", "soured", "verbs")
    )
    word = match.frame.values["relation"]
    if is_soured and word in {"cooperation", "alliance"}:
        return "rivalry" if word == "cooperation" else "split"
    for relation in _RELATIONS:
        if relation == word:
            return relation
    raise RegisterError("no such relation", got=word, where=f"records/data/relations.toml {match.frame.name}")
