"""Whom a casualty word counts: the noun, its number, or the one definite person; totals that reach a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from musterbook.model import Mention, QuantityReading
from musterbook.records.casualties.single_persons import is_likely_person, is_one_person, is_person_noun, one_person
from musterbook.records.sentences.counted import counted_noun, find_quantity, person_of_group
from musterbook.records.sentences.frames import Match, load_frames
from musterbook.records.sentences.views import OBJECTS, SUBJECTS, SentenceView
from musterbook.records.sides.who import ARMED, noun_side
from musterbook.records.tables import read_words

__all__ = [
    "Victims",
    "find_occasion",
    "find_victims",
    "is_left_over",
    "is_of_whole",
    "is_one_of_them",
    "is_violent_death",
]

_PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Victims:
    """One count of one sort of people.

    Attributes:
        position: of the noun, or of the number where there is no noun.
        mention: None for one person who is told by no number.
        is_total: told as the whole of a happening; is_part: told as a share of a count beside it.
    """

    position: int
    quantity: QuantityReading
    mention: Mention | None
    is_total: bool = False
    is_part: bool = False


def find_victims(view: SentenceView, match: Match) -> Iterator[Victims]:
    """Yield every count the match tells of, one for each noun that is co-ordinated ("three soldiers and a child")."""
    shape = match.frame.values["shape"]
    if shape in {"verb", "falls", "loses", "lives", "bodies"}:
        yield from _of_verb(view, match, shape=shape)
    elif shape == "noun":
        positions = match.slots.get("whose", ())
        found = [victim for position in positions for victim in _count(view, position)]
        yield from found or list(_count_on(view, match.position))
    elif shape == "toll":
        yield from _count_toll(view, match.position)
    elif shape == "state":
        yield from _count_state(view, match.position)


def _of_verb(view: SentenceView, match: Match, *, shape: str) -> Iterator[Victims]:
    """Yield the counts among the arguments of a verb, and of those who shared the fate."""
    positions = match.slots.get("whose", ())
    if shape == "lives" and match.held is not None:
        positions = positions or (match.held,)
    if shape == "verb":
        positions = _before_being(view, match.position) or positions
        positions = (*positions, *_enumerated(view, positions))
        positions = (*positions, *_companions(view, match.position, positions))
    positions = (*positions, *_of_one_fate(view, match.position))
    if match.frame.values["outcome"] in {"surrendered", "captured"}:
        positions = (*positions, *_counted_with(view, match.position))
    for position in positions:
        yield from _count(view, position, is_loss=shape == "loses", is_living="animate" in match.frame.values)
    if not positions and match.held is not None:
        yield from _count_before_held(view, match.held)
    if positions and shape == "bodies":
        yield from _count_on(view, match.position)


def _of_one_fate(view: SentenceView, trigger: int) -> tuple[int, ...]:
    """Return "all 14 guerrillas" of "two soldiers were killed, as were all 14 guerrillas"."""
    found: list[int] = []
    for child in view.children[trigger]:
        marks = [inner for inner in view.children[child] if inner < child and view.keys[inner] in {"as", "so"}]
        if marks and view.tokens[child].pos == "AUX" and child > trigger:
            found.extend(
                inner
                for inner in view.children[child]
                if inner > child
                and view.tokens[inner].dep in {"attr", *SUBJECTS}
                and find_quantity(view, inner) is not None
            )
    return tuple(found)


def _counted_with(view: SentenceView, trigger: int) -> tuple[int, ...]:
    """Return "80 conscripts" of "was caught with some 80 conscripts", "surrendered with 200 followers"."""
    return tuple(
        token
        for token in view.prepositional(trigger, ("with",))
        if noun_side(view.keys[token]) is not None and find_quantity(view, token) is not None
    )


def _count_before_held(view: SentenceView, held: int) -> Iterator[Victims]:
    """Read "took 11 rebels prisoner", where the parser makes people and number modifiers of "prisoner"."""
    found = find_quantity(view, held)
    if found is None:
        return
    owners = [child for child in view.children[held] if view.tokens[child].dep == "compound"]
    people = [child for child in owners if noun_side(view.keys[child]) is not None]
    for position in people or [held]:
        yield Victims(position=position, quantity=found[0], mention=found[1])


def _before_being(view: SentenceView, position: int) -> tuple[int, ...]:
    """Return the noun of "led to six villagers being killed", which the parser hangs on the preposition."""
    being = view.child(position, "auxpass")
    is_gerund = being is not None and being > 0 and view.tokens[being].text.lower() == "being"
    is_noun = being is not None and is_gerund and view.tokens[being - 1].pos in {"NOUN", "PROPN"}
    return (being - 1,) if being is not None and is_noun else ()


def _enumerated(view: SentenceView, positions: tuple[int, ...]) -> tuple[int, ...]:
    """Return the rest of "a commander, a courier and several men", which the parser takes for an apposition.

    In an apposition ("the commander, a teacher and father of three") the later nouns have no article or number.
    """
    found: list[int] = []
    for position in positions:
        for child in view.children[position]:
            rest = view.conjuncts(child) if view.tokens[child].dep == "appos" else ()
            if _are_parts(view, position, rest):
                continue
            if len(rest) > 1 and all(_is_counted_or_owned(view, token) for token in rest):
                found.extend(token for token in rest if token not in positions)
    return tuple(found)


def _are_parts(view: SentenceView, position: int, rest: tuple[int, ...]) -> bool:
    """True for "two tenants, a widow and her son", "45 villagers, six girls and eight boys among them"."""
    whole = find_quantity(view, position)
    if whole is None or not rest:
        return False
    behind = [token.text.lower() for token in view.tokens[rest[-1] + 1 : rest[-1] + 3]]
    if behind[:1] == ["among"] and behind[-1] in read_words("people", "among", "them"):
        return True
    counts = [find_quantity(view, token) for token in rest]
    parts = [1 if count is None else count[0].low for count in counts]
    return sum(part or 0 for part in parts) == whole[0].low


def _is_counted_or_owned(view: SentenceView, position: int) -> bool:
    has_article = any(view.tokens[child].dep in {"det", "poss"} for child in view.children[position])
    return has_article or find_quantity(view, position) is not None


def _companions(view: SentenceView, trigger: int, positions: tuple[int, ...]) -> tuple[int, ...]:
    """Return those who shared the fate: "detained the commander along with two of his guards"."""
    found: list[int] = []
    for anchor in (trigger, *positions):
        for child in view.children[anchor]:
            if view.keys[child] in read_words("people", "companions", "words"):
                found.extend(token for token in view.prepositional(child, ("with",)) if token not in positions)
            is_hung = view.keys[child] == "with" and any(
                view.keys[inner] in read_words("people", "companions", "words") for inner in view.children[child]
            )
            if is_hung:  # "together" below "with"
                found.extend(token for token in view.prepositional(anchor, ("with",)) if token not in positions)
    return tuple(dict.fromkeys(found))


def _count(view: SentenceView, position: int, *, is_loss: bool = False, is_living: bool = False) -> Iterator[Victims]:
    noun = counted_noun(view, person_of_group(view, position))
    is_place = noun == position and view.mention("place", noun) is not None and not is_person_noun(view, noun)
    if view.mention("time", noun) is not None or is_place:
        return
    found = find_quantity(view, position) or (find_quantity(view, noun) if noun != position else None)
    if found is not None and found[0].unit_kind == "age":  # "a three-year-old boy"
        found = None
    if found is None and (gathered := _gathered(view, noun)) is not None:
        yield gathered
        return
    if found is not None:
        reading, mention = found
        is_people = reading.unit_kind in {None, "people"} and not reading.is_relative
        if is_people and not (is_loss and noun_side(view.keys[noun]) is None):
            yield Victims(position=noun, quantity=reading, mention=mention)
        return
    above = view.tokens[view.tokens[noun].head].head if view.tokens[noun].dep == "pobj" else noun
    if view.keys[above] in read_words("tolls", "totals", "nouns"):  # "the number of people killed … has risen to 94"
        yield from _count_toll(view, above, noun=noun)
        return
    is_counted = noun_side(view.keys[noun]) in ARMED or not is_loss  # "lost a soldier", but not "lost a son"
    is_one = is_one_person(view, noun, named_at=position) or (is_living and is_likely_person(view, noun))
    if is_counted and is_one:
        yield Victims(position=noun, quantity=one_person(view, noun), mention=None)


def _gathered(view: SentenceView, noun: int) -> Victims | None:
    """Read "both pilots" and "a family of five": a number without a number of its own on the noun."""
    if view.tokens[noun].tag == "NNS" and not any(view.tokens[child].dep == "conj" for child in view.children[noun]):
        both = next((child for child in view.children[noun] if child < noun and view.keys[child] == "both"), None)
        if both is not None and noun_side(view.keys[noun]) is not None:
            return Victims(position=noun, quantity=_exactly(_PAIR, view, noun, words="both"), mention=None)
    if view.tokens[noun].text.lower() == "both" and view.tokens[noun].dep in SUBJECTS:
        return Victims(position=noun, quantity=_exactly(_PAIR, view, noun, words="both"), mention=None)
    if view.keys[noun] in read_words("people", "gathered", "nouns"):
        for token in view.prepositional(noun, ("of",)):
            found = find_quantity(view, token)
            if found is not None and view.tokens[token].pos == "NUM":
                return Victims(position=noun, quantity=replace(found[0], unit_kind="people"), mention=found[1])
    return None


def _exactly(number: int, view: SentenceView, noun: int, *, words: str) -> QuantityReading:
    return QuantityReading(
        low=number, high=number, bound="exact", unit=view.keys[noun], unit_kind="people", words=words
    )


def _count_on(view: SentenceView, position: int) -> Iterator[Victims]:
    """Read "12 deaths": the number stands on the noun that tells the outcome."""
    found = find_quantity(view, position)
    if found is not None and not found[0].is_relative:
        yield Victims(position=position, quantity=found[0], mention=found[1])


def _count_toll(view: SentenceView, position: int, *, noun: int | None = None) -> Iterator[Victims]:
    """Read "the death toll rose to 45": the number hangs on the verb of the noun, or on the noun itself."""
    verb = view.clause_head(position)
    is_reached = view.keys[verb] in read_words("tolls", "totals", "verbs") or view.tokens[verb].pos == "AUX"
    centre = verb if is_reached else position
    for candidate in (
        *view.prepositional(centre, ("to", "at", "of")),
        *view.prepositional(position, ("of", "to", "at")),
    ):
        if candidate != noun:
            yield from _first_number(view, candidate, noun=noun)
            return
    for child in view.children[centre]:
        if view.tokens[child].dep in OBJECTS | {"attr", "npadvmod", "nummod"} and child != position:
            yield from _first_number(view, child, noun=noun)
            return
    if is_reached:  # "lowered the number … in the capital to 34": the parser may hang the number on the nearest noun
        for token in range(position + 1, len(view.tokens)):
            if view.keys[token - 1] in {"to", "at"} and view.mention("quantity", token) is not None:
                yield from _first_number(view, token, noun=noun)
                return


def _first_number(view: SentenceView, position: int, *, noun: int | None) -> Iterator[Victims]:
    found = find_quantity(view, position)
    if found is not None and not found[0].is_relative and found[0].unit_kind in {None, "people", "thing"}:
        counted = position if noun is None else noun
        yield Victims(position=counted, quantity=found[0], mention=found[1], is_total=True)


def _count_state(view: SentenceView, position: int) -> Iterator[Victims]:
    """Read "12 dead", "left 12 people dead", "20 were wounded" tagged as an adjective, "with 20 others wounded"."""
    token = view.tokens[position]
    if token.pos == "NOUN" and any(view.tokens[child].dep in {"det", "poss"} for child in view.children[position]):
        return  # "put the dead at 11": who puts them there is none of them
    candidates = [
        child
        for child in view.children[position]
        if view.tokens[child].dep in {"nsubj", "nsubjpass", "nummod", "npadvmod"}
    ]
    if not candidates and token.dep in {"amod", "acl", "advmod", "relcl"} and token.head < position:
        candidates.append(token.head)
    if not candidates and token.dep in {"acomp", "oprd", "attr", "conj", "xcomp", "ccomp", "advcl", "dobj"}:
        arguments = view.arguments(token.head)
        has_objects = token.dep in {"oprd", "xcomp", "ccomp"} and bool(arguments.patients)
        candidates.extend(arguments.patients if has_objects else (arguments.agents or arguments.patients))
    if not candidates:
        candidates.append(position)
    for candidate in candidates:
        noun = counted_noun(view, candidate)
        found = find_quantity(view, candidate) or find_quantity(view, noun)
        if found is not None and found[0].unit_kind in {None, "people", "thing"} and not found[0].is_relative:
            yield Victims(position=noun, quantity=found[0], mention=found[1])
        elif found is None and is_one_person(view, noun, named_at=candidate):
            yield Victims(position=noun, quantity=one_person(view, noun), mention=None)


def is_of_whole(view: SentenceView, victim: Victims, trigger: int) -> bool:
    """True for "ninety of the nurses the raiders took were freed", "two of those killed were guards": the verb tells of the whole."""
    token = view.tokens[trigger]
    if token.dep not in {"relcl", "acl"} or view.tokens[token.head].dep != "pobj" or victim.mention is None:
        return False
    if victim.is_total:  # "revised down to 11 the number of people killed"
        return False
    of = view.tokens[token.head].head
    return victim.position in {token.head, view.tokens[of].head} and victim.mention.end < view.tokens[of].end


def is_left_over(view: SentenceView, victim: Victims) -> bool:
    """True for "all but one of the attackers are dead": the number is of those who are not."""
    first = victim.position if victim.mention is None else view.positions(victim.mention.start, victim.mention.end)[0]
    if first <= 1 or view.keys[first - 1] not in read_words("people", "excepting", "words"):
        return False
    return view.keys[first - 2] in read_words("people", "excepting", "wholes")


def is_one_of_them(view: SentenceView, victim: Victims) -> bool:
    """True for "25 people, among them a child": one person who is counted already."""
    if victim.mention is not None:
        return False
    first = view.subtree(victim.position, is_clause=True)[0]
    before = [view.tokens[at].text.lower() for at in range(max(first - 2, 0), first)]
    return before[:1] == ["among"] and before[-1] in read_words("people", "among", "them")


def find_occasion(view: SentenceView, trigger: int, doers: Iterable[int] = ()) -> int | None:
    """Return the noun of the happening in which, or by which, somebody fell: "in two days of fighting", "the raid killed"."""
    occasions = load_frames("events").by_noun
    for token in (*doers, *view.prepositional(trigger, ("in", "during"))):
        for noun in (token, *view.prepositional(token, ("of",))):
            if view.keys[noun] in occasions and view.tokens[noun].pos == "NOUN":
                return noun
    return None


def is_violent_death(view: SentenceView, match: Match, victim: Victims) -> bool:
    """True for "lost his life in the clash", "the body of a kidnapped engineer": the words say that it was no natural one."""
    if find_occasion(view, match.position) is not None:
        return True
    marks = read_words("tolls", "deaths", "marks")
    beside = (*view.children[victim.position], *view.children[match.position])
    return any(view.keys[child] in marks and view.tokens[child].dep in {"amod", "acl", "compound"} for child in beside)
