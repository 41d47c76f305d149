"""Frames: rows of the tables that say which word opens a claim and where its slots are found in the sentence.

A row names words (`verbs`, `nouns`, `adjectives`), conditions (`particles`, `objects`, `subjects`, `modifiers`) and slots.
A slot is a list of sources, the first that gives something wins: `subject` (who does it, passives turned round), `object`
(to whom it is done), `self` (the word itself), `surface` (the grammatical subject), `attribute` ("is a threat"), `receiver` ("gave them weapons"), `clause` (the verb of what is said),
`possessor`, `modifier` (a noun before the noun), `light` (the subject of "carried out an attack"), `where` (what a clause with "where" is told of), or a
preposition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from musterbook.errors import RegisterError
from musterbook.records.sentences.nominals import happening_verb, light_verb
from musterbook.records.sentences.views import OBJECTS, SUBJECTS, SentenceView
from musterbook.records.tables import read_rows, read_words, row_words, table_place

__all__ = [
    "Frame",
    "FrameTable",
    "Match",
    "build_frames",
    "find_frames",
    "find_matches",
    "is_gerund_noun",
    "load_frames",
    "try_frame",
]

_LISTS = frozenset(
    {"verbs", "nouns", "adjectives", "particles", "objects", "behind", "subjects", "modifiers", "require"}
)
# Prepositions of the sides, which a noun may leave to the verb that says that it happened.
_OF_SIDES = frozenset({"between", "with", "against"})
# Those of the doer and of ways, which the verb above may hold, or the noun behind "of".
_OF_DOERS = frozenset({"by", "from", "to", "into", "on"})
# What a verb holds beside its subject and object, by what the parser calls it.
_BESIDE = {
    "receiver": frozenset({"dative", "iobj"}),
    "clause": frozenset({"ccomp", "xcomp", "pcomp"}),
    "attribute": frozenset({"attr", "acomp", "oprd"}),
}
# Those behind which somebody bears a blame.
_OF_BEARERS = frozenset({"on", "upon"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One row of a table of frames.

    Attributes:
        name: unique in its table; the claim's `rule` is "table/name".
        objects: the verb needs one of these as its object; () = no such condition.
        behind: one of these prepositions stands before that object; () = any, or none.
        subjects: it needs one of these as its grammatical subject.
        modifiers: the noun needs one of these before it, or behind it with "of".
        slots: (slot, sources) pairs.
        require: slots that must be filled, else the row does not match.
        values: what the row says beyond that, by key ("type", "outcome", "relation").
    """

    name: str
    table: str
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    slots: tuple[tuple[str, tuple[str, ...]], ...] = ()
    require: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def rule(self) -> str:
        """Return the name that a claim carries."""
        return f"{self.table}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameTable:
    """All rows of a table, found by the words that open them."""

    name: str
    frames: tuple[Frame, ...]
    by_verb: Mapping[str, tuple[Frame, ...]]
    by_noun: Mapping[str, tuple[Frame, ...]]
    by_adjective: Mapping[str, tuple[Frame, ...]]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A frame that was found.

    Attributes:
        position: the trigger.
        held: the object that completes it ("allegiance"); None where the row names none.
        particle: the particle that completes it ("up"); None likewise.
    """

    frame: Frame
    position: int
    held: int | None
    particle: int | None
    is_noun: bool
    slots: Mapping[str, tuple[int, ...]]

    @property
    def last(self) -> int:
        """Return the last token of the trigger, what completes it included."""
        return max(self.position, self.held or 0, self.particle or 0)

    def first(self, slot: str) -> int | None:
        """Return the first token of a slot; None if the slot is empty."""
        found = self.slots.get(slot, ())
        return found[0] if found else None


@cache
def load_frames(name: str) -> FrameTable:
    """Return the table `records/data/NAME.toml`.

    Raises:
        RegisterError: the table is missing or a row is faulty.
    """
    return build_frames(name, read_rows(name, "row"))


def build_frames(name: str, rows: tuple[Mapping[str, Any], ...]) -> FrameTable:
    """Return the frames of the rows, indexed.

    Raises:
        RegisterError: a row has no name, a name twice, no words, an unknown key, or a required slot it does not describe.
    """
    frames: list[Frame] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        frame = _read_frame(name, row, where=table_place(name, "row", number))
        if frame.name in seen:
            raise RegisterError("two rows have one name", got=frame.name, where=table_place(name, "row", number))
        seen.add(frame.name)
        frames.append(frame)
    indexed: dict[str, dict[str, list[Frame]]] = {"verbs": {}, "nouns": {}, "adjectives": {}}
    for frame in frames:
        for kind, index in indexed.items():
            for word in getattr(frame, kind):
                index.setdefault(word, []).append(frame)
    frozen = {kind: {word: tuple(held) for word, held in index.items()} for kind, index in indexed.items()}
    return FrameTable(
        name=name,
        frames=tuple(frames),
        by_verb=frozen["verbs"],
        by_noun=frozen["nouns"],
        by_adjective=frozen["adjectives"],
        keys=frozenset(word for index in frozen.values() for word in index),
    )


def _read_frame(table: str, row: Mapping[str, Any], *, where: str) -> Frame:
    name = row.get("name")
    if not isinstance(name, str) or not name:
        raise RegisterError("a row has no name", where=where)
    lists = {key: frozenset(word.lower() for word in row_words(row, key, where=where)) for key in _LISTS - {"require"}}
    if not (lists["verbs"] or lists["nouns"] or lists["adjectives"]):
        raise RegisterError("a row has no words", expected="verbs, nouns or adjectives", where=where)
    raw_slots = row.get("slots", {})
    if not isinstance(raw_slots, dict):
        raise RegisterError("`slots` must be a table", got=repr(raw_slots)[:80], where=where)
    slots = tuple((slot, row_words(raw_slots, slot, where=f"{where} slots")) for slot in raw_slots)
    require = row_words(row, "require", where=where)
    for slot in require:
        if slot not in raw_slots:
            raise RegisterError("a required slot is not described", got=slot, where=where)
    values: dict[str, str] = {}
    for key, value in row.items():
        if key in _LISTS or key in {"name", "slots", "comment"}:
            continue
        if not isinstance(value, str):
            raise RegisterError(f"`{key}` must be text", got=repr(value)[:80], where=where)
        values[key] = value
    return Frame(name=name, table=table, slots=slots, require=require, values=values, **lists)


def find_matches(view: SentenceView, table: FrameTable) -> Iterator[Match]:
    """Yield the frames of the table that the sentence holds, in order of their trigger; a token may open several."""
    if view.key_set.isdisjoint(table.keys):
        return
    for position in range(len(view.keys)):
        for frame in find_frames(view, table, position):
            match = try_frame(view, position, frame)
            if isinstance(match, Match):
                yield match


def find_frames(view: SentenceView, table: FrameTable, position: int) -> tuple[Frame, ...]:
    """Return the frames that the word at a position may open, by its part of speech."""
    key = view.keys[position]
    if key not in table.keys:
        return ()
    pos = view.tokens[position].pos
    if is_gerund_noun(view, position):
        return table.by_noun.get(view.tokens[position].text.lower(), ())
    if pos in {"VERB", "AUX"}:
        return table.by_verb.get(key, ())
    if pos in {"NOUN", "PROPN"}:
        return table.by_noun.get(key, ()) or table.by_adjective.get(key, ())
    return table.by_adjective.get(key, ()) if pos in {"ADJ", "ADV"} else ()


def is_gerund_noun(view: SentenceView, position: int) -> bool:
    """True for "shelling" of "shelling of the city killed two", which the parser takes for a verb: a subject without an object."""
    token = view.tokens[position]
    is_subject = token.tag == "VBG" and token.dep in SUBJECTS
    return is_subject and not any(view.tokens[child].dep in OBJECTS for child in view.children[position])


def try_frame(view: SentenceView, position: int, frame: Frame) -> Match | str:
    """Return the match of a frame whose word stands there, or what it lacks: the name of a condition or a slot."""
    is_noun = view.tokens[position].pos in {"NOUN", "PROPN"} or is_gerund_noun(view, position)
    lack = _find_lack(view, position, frame)
    if lack is not None:
        return lack
    particle = _find_particle(view, position, frame.particles) if frame.particles else None
    if frame.particles and particle is None:
        return "particles"
    held: int | None = None
    if frame.objects:
        held = _held_object(view, position, frame.objects)
        if held is None or (frame.behind and view.governing_preposition(held) not in frame.behind):
            return "objects"
    slots = _fill_slots(view, position, frame, completing=(held, particle), is_noun=is_noun)
    for slot in frame.require:
        if slot not in slots:
            return slot
    return Match(frame=frame, position=position, held=held, particle=particle, is_noun=is_noun, slots=slots)


def _fill_slots(
    view: SentenceView, position: int, frame: Frame, *, completing: tuple[int | None, int | None], is_noun: bool
) -> dict[str, tuple[int, ...]]:
    held, particle = completing
    slots: dict[str, tuple[int, ...]] = {}
    for slot, sources in frame.slots:
        for source in sources:
            found = _fill(view, position, held=held, particle=particle, source=source, is_noun=is_noun)
            found = tuple(token for token in found if token not in {held, particle} and not _is_time(view, token))
            if not found and source == "object" and {held, particle} != {None}:
                found = view.missing_object(position)  # "the man whom they took hostage"
            if found:
                slots[slot] = found
                break
    return slots


def _is_time(view: SentenceView, position: int) -> bool:
    return view.mention("time", position) is not None or view.keys[position] in read_words(
        "events", "dayparts", "words"
    )


def _find_lack(view: SentenceView, position: int, frame: Frame) -> str | None:
    """Return the condition on what stands before the word that is not met; None if all are."""
    if frame.modifiers and not _is_modified(view, position, frame.modifiers):
        return "modifiers"
    if frame.subjects and not any(
        view.keys[token] in frame.subjects for token in _fill_verb(view, position, "surface")
    ):
        return "subjects"
    return None


def _is_modified(view: SentenceView, position: int, words: frozenset[str]) -> bool:
    """Return whether one of the words stands before the noun, or behind it with "of": "fire exchange", "exchange of fire"."""
    before = (child for child in view.children[position] if child < position)
    return any(view.keys[token] in words for token in (*before, *view.prepositional(position, ("of",))))


def _find_particle(view: SentenceView, position: int, particles: frozenset[str]) -> int | None:
    for child in view.children[position]:
        is_particle = view.tokens[child].dep in {"prt", "advmod", "prep", "acomp", "oprd", "xcomp", "dobj"}
        if is_particle and view.keys[child] in particles and not _dates(view, child):
            return child
    for noun in view.arguments(position).patients:  # "made 5,000 people homeless", hung on the people
        for below in view.children[noun]:
            if below > noun and view.tokens[below].dep == "amod" and view.keys[below] in particles:
                return below
    following = position + 1
    is_there = following < len(view.tokens) and view.keys[following] in particles and not _dates(view, following)
    return following if is_there else None


def _dates(view: SentenceView, preposition: int) -> bool:
    """True for "had been fired on 3 March": the preposition says when."""
    return any(
        view.tokens[child].dep == "pobj" and view.mention("time", child) is not None
        for child in view.children[preposition]
    )


def _held_object(view: SentenceView, position: int, objects: frozenset[str]) -> int | None:
    for patient in view.arguments(position).patients:
        is_gathered = view.keys[patient] in read_words("people", "aggregates", "nouns")  # "held a round of talks"
        for noun in (patient, *(view.prepositional(patient, ("of",)) if is_gathered else ())):
            if view.keys[noun] in objects:
                return noun
    token = view.tokens[position]
    if (
        token.dep in {"relcl", "acl"} and view.keys[token.head] in objects
    ):  # "the pact that they sealed", "talks held with"
        return token.head
    return _held_beside(view, position, objects)


def _held_beside(view: SentenceView, position: int, objects: frozenset[str]) -> int | None:
    for child in view.children[position]:  # "took up arms", "is in control", "has coordination"
        if view.tokens[child].dep in OBJECTS | {"attr", "acomp", "npadvmod"} and view.keys[child] in objects:
            return child
        if view.tokens[child].dep in {"prep", "advmod", "agent"}:
            # "Put out of action", "are back in control": one preposition may hang on another, or on an adverb.
            below = [inner for deeper in view.children[child] for inner in view.children[deeper]]
            for inner in (*view.children[child], *below):
                if view.keys[inner] in objects and view.tokens[inner].dep == "pobj":
                    return inner
    return None


def _fill(
    view: SentenceView, position: int, *, held: int | None, particle: int | None, source: str, is_noun: bool
) -> tuple[int, ...]:
    if source == "modifier":
        return tuple(
            child
            for child in view.children[position]
            if child < position and view.tokens[child].dep in {"compound", "amod", "nmod"}
        )
    if source == "possessor":
        owner = view.child(position if held is None else held, "poss")
        return () if owner is None else view.conjuncts(owner)
    if source == "self":
        return (position,)
    if source == "light":
        verb = light_verb(view, position)
        return () if verb is None else view.arguments(verb).agents
    if source in {"subject", "object", "surface", "attribute", "clause", "receiver", "where"}:
        return () if is_noun else _fill_verb(view, position, source)
    return _behind_preposition(view, position, source, completing=(held, particle), is_noun=is_noun)


def _told_of(view: SentenceView, position: int) -> tuple[int, ...]:
    """Return "mill" of "at the mill, where shells had come down": what a clause that "where" opens is told of; empty for others."""
    token = view.tokens[position]
    is_opened = any(view.keys[child] == "where" for child in view.children[position])
    return (token.head,) if is_opened and token.dep == "relcl" else ()


def _behind_preposition(
    view: SentenceView, position: int, word: str, *, completing: tuple[int | None, ...], is_noun: bool
) -> tuple[int, ...]:
    found = view.prepositional(position, (word,))
    for other in completing:
        if not found and other is not None:
            found = view.prepositional(other, (word,))
            for below in _extended(view, other) if not found else ():
                found = found or view.prepositional(below, (word,))
    happening = happening_verb(view, position) if is_noun and not found and word in _OF_SIDES else None
    if happening is not None:  # "a firefight broke out between soldiers and smugglers"
        found = view.prepositional(happening, (word,))
    if not found and is_noun and word in _OF_DOERS:
        found = _below_whole(view, position, word) or _left_to_verb(view, position, word)
    if not found and not is_noun and completing[0] is not None and word in _OF_BEARERS:
        found = _behind_last_noun(view, position, word)
    for side in _sides_behind(view, position) if not found and not is_noun else ():
        found = found or view.prepositional(side, (word,))
    return found


def _sides_behind(view: SentenceView, position: int) -> Iterator[int]:
    """Yield those on whom the parser may hang what belongs to the verb: "blamed the killing of nine on them", "blamed by the army on them"."""
    arguments = view.arguments(position)
    yield from (agent for agent in arguments.agents if arguments.is_passive and agent > position)
    yield from arguments.patients
    for patient in arguments.patients:
        yield from view.prepositional(patient, ("of",))


def _behind_last_noun(view: SentenceView, position: int, word: str) -> tuple[int, ...]:
    """Return what the parser hangs a noun too deep: "put the blame for the attack on the rebels"."""
    for child in view.children[position]:
        is_behind = child > position and view.tokens[child].dep == "prep"
        for noun in view.children[child] if is_behind else ():
            found = view.prepositional(noun, (word,))
            if found:
                return found
    return ()


def _below_whole(view: SentenceView, position: int, word: str) -> tuple[int, ...]:
    """Return "the rebels" of "the capture of the town by the rebels", where the parser hangs them on the town."""
    wholes = view.prepositional(position, ("of", "by"))
    return tuple(token for whole in wholes for token in view.prepositional(whole, (word,)))


def _left_to_verb(view: SentenceView, position: int, word: str) -> tuple[int, ...]:
    """Return the doer whom the parser hangs on the verb: "recorded the recruitment of minors by the group"."""
    token = view.tokens[position]
    is_object = word == "by" and token.dep in OBJECTS and view.tokens[token.head].pos == "VERB"
    return view.prepositional(token.head, (word,)) if is_object and not view.arguments(token.head).is_passive else ()


def _extended(view: SentenceView, position: int) -> list[int]:
    """Return what a completing noun goes on with: "nothing to do (with)", "pledge of allegiance (to)", "daggers drawn (with)"."""
    verbs = [child for child in view.children[position] if view.tokens[child].dep in {"acl", "relcl"}]
    bare = [child for child in verbs if view.tokens[child].tag == "VB" or _is_participle(view, child)]
    return bare + list(view.prepositional(position, ("of",)))


def _is_participle(view: SentenceView, position: int) -> bool:
    token = view.tokens[position]
    return token.dep == "acl" and token.tag == "VBN"


def _fill_verb(view: SentenceView, position: int, source: str) -> tuple[int, ...]:
    arguments = view.arguments(position)
    if source == "where":
        return _told_of(view, position)
    if source == "subject":
        return arguments.agents
    if source == "object":
        return arguments.patients
    if source == "surface":
        return arguments.patients if arguments.is_passive else arguments.agents
    return tuple(
        child
        for child in view.children[position]
        if view.tokens[child].dep in _BESIDE[source] and (source != "receiver" or view.tokens[child].pos != "ADP")
    )
