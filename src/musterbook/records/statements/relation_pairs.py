"""The two sides of a relation: who stands in the slots of its row, in one of them together, or only by a noun for a group."""

from __future__ import annotations

from musterbook.model import ActorReading, Attribution, Mention
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.counted import counted_noun
from musterbook.records.sentences.frames import Match
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.acts import refer_back
from musterbook.records.sides.salience import group_spoken_of, pair_of
from musterbook.records.sides.who import Found, is_same, noun_side, unnamed
from musterbook.records.statements.bodies import body_named
from musterbook.records.statements.relation_sides import fill_sides, side_at
from musterbook.records.tables import read_words

__all__ = ["is_between", "read_pair"]

# How only bodies under arms stand to one another; firms and agencies help and talk to them, too.
_ARMED_RELATIONS = frozenset({"pledge", "alliance", "split", "rivalry", "absorbed", "clash"})
_TWO = 2


def read_pair(
    context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution
) -> tuple[Found, Found] | None:
    """Return the two sides of a relation that a row has found; None where the passage does not tell both."""
    firsts = _first_tokens(view, match)
    if "bodies" in match.frame.values and not any(_is_body(view, token) for token in firsts[:1]):
        return None
    if any(view.mention("place", token) is not None for token in match.slots.get("prize", ())):
        return None  # "contests the town with them" tells of the town
    if "wing" in match.frame.values:
        return _part_from_whole(context, view, match, firsts=firsts, second=None)
    firsts, seconds = _split_slots(view, match, firsts)
    one = _first_actor(context, view, firsts[:1], match=match, said=said)
    if is_between(match) and not seconds and firsts:
        pair = pair_of(context, view, firsts[0]) or _pair_beside(context, view, firsts[0])
        if pair is not None or _are_several(view, firsts[0]):  # "the two fell out", "the two groups fell out"
            return pair or _pair_unnamed(context, view, firsts[0], one=one)
    other = _first_actor(context, view, seconds, match=match, said=said)
    if one is not None and seconds and (other is None or is_same(one, other)):
        parted = _part_from_whole(context, view, match, firsts=firsts, second=seconds[0])
        if parted is not None:
            return parted
    return _complete(context, view, match, firsts=firsts, seconds=seconds, known=(one, other))


def _split_slots(view: SentenceView, match: Match, firsts: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the words for the first side and those for the other, where one slot holds both or each has its own."""
    is_joint = is_between(match)
    firsts = _named_ones(view, firsts) if is_joint else firsts
    if is_joint and len(firsts) == 1:  # "envoys of X and Y ended their talks"
        inner = view.prepositional(firsts[0], ("of", "from", "for"))
        firsts = inner if len(inner) == _TWO else firsts
    seconds = firsts[1:] if is_joint else match.slots.get("other", ())
    seconds = tuple(refer_back(view, token) for token in seconds)  # "the clan, with which they feud"
    if "itself" in match.frame.values:  # "left their camps" leaves no group
        seconds = tuple(token for token in seconds if _is_named(view, token))
    return firsts, seconds


def _is_named(view: SentenceView, position: int) -> bool:
    mention = view.mention("actor", position)
    is_owned = any(view.tokens[child].tag == "PRP$" for child in view.children[position])  # "their fighters"
    return mention is not None and not is_owned and getattr(mention.reading, "actor_id", None) is not None


def _complete(
    context: DocumentContext,
    view: SentenceView,
    match: Match,
    *,
    firsts: tuple[int, ...],
    seconds: tuple[int, ...],
    known: tuple[Found | None, Found | None],
) -> tuple[Found, Found] | None:
    """Return both sides, one that no name tells made up from a group's noun, from nearby or from what was told before."""
    one, other = known
    if other is not None and other.reading.side == "armed_group" and firsts and one is None:
        one = _some_group(view, firsts[0]) or _some_men(view, firsts[0], match, other=other)
    if one is not None and seconds and (other is None or is_same(one, other)):
        other = _known_other(context, view, match, one=one, second=seconds[0]) or other
    if "near" in match.frame.values:
        one = one or (_some_group(view, firsts[0]) if firsts else None)
        is_open = one is None and (not firsts or view.tokens[firsts[0]].entity == "PERSON")  # not "many have sworn …"
        if is_open or (one is not None and other is None):
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
    if is_owner and one.reading.side == "government":
        return None  # "a state and its ally": the state
    if is_owner or (is_known and is_plain):
        return group_spoken_of(context, view, second, other_than=(one,)) or some
    before = (child for child in view.children[second] if child < second)
    is_called = any(view.tokens[child].pos == "PROPN" for child in before)  # "the ALC wing"
    if some is not None or "unnamed" not in match.frame.values:
        return some if "unnamed" in match.frame.values or is_called else None
    return _some_people(view, second) if match.frame.values["relation"] in {"alliance", "cooperation"} else None


def _some_people(view: SentenceView, position: int) -> Found | None:
    """Return those without a name whom a group sides with: "local traffickers", "the winners"; not a thing or a crowd of villagers."""
    noun = counted_noun(view, position)
    token = view.tokens[noun]
    side = noun_side(view.keys[noun])
    is_people = side is not None or view.keys[noun] in read_words("relations", "people", "nouns")
    if token.tag != "NNS" or not is_people or side in {"civilians", "government"}:
        return None
    why = f"the noun ‘{token.text}’, of people without a name"
    reading = ActorReading(actor_id=None, name=None, side=side or "unknown", words=token.text, role=token.text, why=why)
    return Found(reading=reading, start=token.start, end=token.end)


def _part_from_whole(
    context: DocumentContext, view: SentenceView, match: Match, *, firsts: tuple[int, ...], second: int | None
) -> tuple[Found, Found] | None:
    """Return both sides of "one wing of the Front broke with the leadership": a wing parts from its own group."""
    is_parting = match.frame.values["relation"] in {"split", "rivalry"}
    is_whole = second is None or view.keys[second] in read_words("relations", "wholes", "nouns")
    if not is_parting or not is_whole:
        return None
    for first in firsts[:1]:
        beside = (*view.prepositional(first, ("of", "from")), *view.children[first])
        whole = next((found for token in beside if (found := context.who.at(view, token)) is not None), None)
        wing = _some_group(view, first)
        if wing is not None and whole is not None and whole.reading.actor_id is not None:
            return wing, whole
    return None


def _named_ones(view: SentenceView, tokens: tuple[int, ...]) -> tuple[int, ...]:
    """Return the two named ones of "two of the groups, X and Y", where the parser makes all three the subject."""
    everyone = dict.fromkeys(inner for token in tokens for inner in view.conjuncts(token))
    named = tuple(token for token in everyone if view.mention("actor", token) is not None)
    return named if len(named) == _TWO and len(tokens) > 1 else tokens


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


def is_between(match: Match) -> bool:
    """True where both sides stand in one slot: always, or where no other is told ("X and Y resumed talks")."""
    return "between" in match.frame.values or ("mutual" in match.frame.values and not match.slots.get("other"))


def _pair_unnamed(
    context: DocumentContext, view: SentenceView, position: int, *, one: Found | None
) -> tuple[Found, Found] | None:
    if _tells_of_groups(context, view):
        one = one or _some_group(view, position)
    return None if one is None else (one, unnamed(one))


def _pair_beside(context: DocumentContext, view: SentenceView, position: int) -> tuple[Found, Found] | None:
    """Return the two named beside "two of its wings, X and Y"; one that no register has must be a body by its name."""
    whole = next(iter(view.prepositional(position, ("of",))), position)
    groups = read_words("relations", "groups", "nouns") | read_words("people", "pairs", "nouns")
    if not {view.keys[position], view.keys[whole]} & groups:
        return None
    for child in view.children[position]:
        named = view.conjuncts(child) if view.tokens[child].dep == "appos" else ()
        if len(named) == _TWO and all(view.tokens[token].pos == "PROPN" for token in named):
            first, second = (context.who.at(view, token) or body_named(view, token, is_armed=True) for token in named)
            return None if first is None or second is None else (first, second)
    return None


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


def _some_group(view: SentenceView, position: int) -> Found | None:
    """Return a group the record has no name for: "a rival wing", "Barnawi's faction"."""
    token = view.tokens[position]
    if view.keys[position] not in read_words("relations", "groups", "nouns"):
        return None
    why = f"the noun ‘{token.text}’ beside an armed group"
    reading = ActorReading(actor_id=None, name=None, side="armed_group", words=token.text, role=token.text, why=why)
    return Found(reading=reading, start=token.start, end=token.end)


def _is_body(view: SentenceView, position: int) -> bool:
    """True for a group by its name or by a noun for one, not for "fighters of the group"."""
    mention = view.mention("actor", position)
    is_name = view.tokens[position].pos == "PROPN" and view.tokens[position].entity != "PERSON"
    is_name = is_name or (mention is not None and view.tokens[position].pos == "PROPN")
    return is_name or view.keys[position] in read_words("relations", "groups", "nouns")


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
    context: DocumentContext, view: SentenceView, tokens: tuple[int, ...], *, match: Match, said: Attribution
) -> Found | None:
    is_armed = match.frame.values["relation"] in _ARMED_RELATIONS
    found = (side_at(context, view, token, said=said, is_armed=is_armed) for token in tokens)
    return next((side for side in found if side is not None), None)
