"""Who speaks, so far that the speakers of two claims can be told to be one.

1. A name decides: the same family name is the same person, another one is another.
2. Without names it is the body or office, and the role in it: a body and whoever speaks for it or heads it are one speaker,
   its chief and its spokesperson are two. What a body is of, an agency of the UN or a brigade of the army, is one speaker with it.
3. Inside one report a role alone ("the spokesman") is the last speaker it fits; "another official" is somebody new.
4. Between reports a crowd ("residents", "a witness") is never known to be the same people.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from musterbook.incidents.tables import load_origin_words
from musterbook.model import ActorReading, Claim, Source

__all__ = [
    "Speaker",
    "are_contrary",
    "are_one_between",
    "fold",
    "merge_speakers",
    "name_wholes",
    "number_speakers",
    "read_cited",
    "read_speaker",
]

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_NAME_AT_END = re.compile(r"[A-Z][\w&.’'-]*(?:\s+(?:(?:of|the|for)\s+){0,2}[A-Z][\w&.’'-]*){0,5}$")
_OWNER = re.compile(r"(?:^|,)([^,]{1,60})['’]s\b")
_SAME_BEGINNING = 4  # letters that a people and its country share: Nigerian, Nigeria
_MOST_SPEAKERS = 30  # of one report that a new one is held against: the last ones
_MOST_WORDS = 6  # of a name of a body


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """What is known of the speaker of a claim.

    Attributes:
        person: family name, folded; None if nobody is named.
        body: words that name the body or office, folded; empty if none is named.
        role: head word of the role, folded, "spokesperson" for all who speak for a body; None if none or a vague one.
        actor_id: of the register; None if unknown.
        forces: the same for the forces of a state, None for all others: the armies of two states are two.
        is_crowd: of a kind of whom there are many.
        is_other: introduced as somebody else.
        is_document: a written report, which goes on saying what it says.
        is_medium: a paper or an agency that names nobody behind it: whoever told it may be anybody.
    """

    person: str | None
    body: frozenset[str]
    role: str | None
    actor_id: str | None
    is_crowd: bool
    is_other: bool = False
    is_medium: bool = False
    is_document: bool = False
    forces: str | None = None


def read_speaker(claim: Claim) -> Speaker | None:
    """Return the speaker of a claim, behind a medium whom it cites; None where the outlet speaks."""
    source, said = claim.attribution.source, claim.attribution
    if said.mode == "none_stated" and not said.is_nearest:
        return None
    if source.kind == "media":
        cited = read_cited(claim.sentence)
        return _speaker_of_words(cited or source.words or source.organisation or "", is_medium=cited is None)
    words = load_origin_words()
    written = _cut_name(fold(source.words))
    role, named = _read_office(source)
    # Reading keeps the office apart; where it found none, the words as written name the speaker, or those of the channel:
    # "a report by the United Nations".
    body = _body(named or ([] if source.person else written), source.actor)
    if not body and not source.person and not role:
        body = _body(fold(find_name_at_end(said.channel)), source.actor)
    is_nameless = source.person is None and source.organisation is None
    its_role = _role(role, written)
    return Speaker(
        person=_family_name(source.person),
        body=body,
        role=its_role,
        actor_id=source.actor.actor_id if source.actor else None,
        forces=source.actor.actor_id if source.actor and source.actor.side == "state_force" else None,
        is_crowd=source.kind in words.crowds and is_nameless and its_role != "spokesperson",
        is_other=any(word in words.others for word in written[:2]) and not _is_numbered(written),
        is_document=source.kind == "document",
    )


def _read_office(source: Source) -> tuple[list[str], list[str]]:
    """Return the words of the role, and those of the body or office with it; a body by its whole name has no role."""
    table = load_origin_words()
    name = fold(find_name_at_end(source.words))
    is_whole = name == [word for word in fold(source.words) if word not in table.fillers]
    if source.person is None and name and name[-1] in table.bodies and is_whole:
        return [], name
    role = fold(source.role)
    owner = _read_owner(source.words) if role else []
    return role, [*(fold(source.organisation) or owner), *role]


def _speaker_of_words(text: str, *, is_medium: bool) -> Speaker:
    written = fold(text)
    role = _role([], written)
    return Speaker(person=None, body=_body(written), role=role, actor_id=None, is_crowd=False, is_medium=is_medium)


def read_cited(sentence: str) -> str | None:
    """Return whom a medium names as its source in this sentence ("citing two officials"); None if nobody."""
    table = load_origin_words()
    found = list(_WORD.finditer(sentence))
    for index, word in enumerate(found):
        if word.group().casefold() not in table.cited_cues:
            continue
        end = start = word.end()
        for following in found[index + 1 : index + 10]:
            is_apart = sentence[end : following.start()].strip() != ""
            if (is_apart and end > start) or following.group().casefold() in table.name_ends:
                break
            end = following.end()
        if cited := sentence[start:end].strip():
            return cited
    return None


def fold(text: str | None) -> list[str]:
    """Return the words of a text, folded; a possessive loses its ending."""
    return [word.casefold().removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text or "")]


def find_name_at_end(text: str | None) -> str | None:
    """Return the name in capitals that a text ends with ("told the Associated Press"); None if it ends with none."""
    found = _NAME_AT_END.search(text) if text else None
    return found.group() if found else None


def _read_owner(words: str | None) -> list[str]:
    """Return the words that name whose somebody is: of "Jon Anders, the hospital's director" the hospital; empty for nobody's."""
    found = _OWNER.search(words) if words else None
    owner = fold(found.group(1)) if found else []
    return [] if any(word in load_origin_words().pronouns for word in owner) else owner


def _cut_name(words: Sequence[str]) -> list[str]:
    """Return the words up to what no longer names anybody: "the ministry in Kabul" is a ministry."""
    ends = load_origin_words().name_ends
    return [*itertools.takewhile(lambda word: word not in ends, words)]


def _family_name(person: str | None) -> str | None:
    words = fold(person)
    return words[-1] if words else None


def _body(words: Sequence[str], actor: ActorReading | None = None) -> frozenset[str]:
    """Return the words that name a body; the people of its country are left out where the actor tells the country."""
    table = load_origin_words()
    text = f" {' '.join(words)} "
    for short, long in table.short.items():
        text = text.replace(f" {long} ", f" {short} ")
    dropped = table.fillers | table.spokespersons | table.pronouns
    if not _is_numbered(words):
        dropped |= table.others
    kept = [word for word in text.split() if word not in dropped][:_MOST_WORDS]
    of_actor = fold(actor.name) if actor else []
    bare = [word for word in kept if not any(_is_people_of(word, name) for name in of_actor)]
    found = frozenset(_singular(table.speaks_for.get(word, word)) for word in bare or kept)
    return found if found.isdisjoint(table.bodies) else found - table.heads


def _is_numbered(words: Sequence[str]) -> bool:
    """Return True for "the Third Brigade": the number is a name there, and not another one of several speakers."""
    return any(word in load_origin_words().parts_of_forces for word in words[1:])


def _is_people_of(word: str, name: str) -> bool:
    return word != name and word[:_SAME_BEGINNING] == name[:_SAME_BEGINNING] and len(word) > _SAME_BEGINNING


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _role(role: Sequence[str], written: Sequence[str]) -> str | None:
    table = load_origin_words()
    if any(word in table.spokespersons for word in (*role, *written)):
        return "spokesperson"
    return _singular(role[-1]) if role and role[-1] not in table.vague_roles else None


def number_speakers(claims: Sequence[Claim]) -> tuple[list[int | None], list[Speaker]]:
    """Return for each claim of one document, in order, the number of its speaker, and the speakers by number.

    A number is None where the outlet speaks. A speaker holds what all mentions say together.
    """
    known: list[Speaker] = []
    numbers: list[int | None] = []
    for claim in claims:
        speaker = read_speaker(claim)
        if speaker is None:
            numbers.append(None)
            continue
        number = _find_known(speaker, known)
        if number is None:
            known.append(speaker)
            number = len(known) - 1
        else:
            known[number] = merge_speakers(known[number], speaker)
        numbers.append(number)
    return numbers, known


def _find_known(speaker: Speaker, known: Sequence[Speaker]) -> int | None:
    """Return the last speaker of the document that this one is; None if it is a new one."""
    first = max(0, len(known) - _MOST_SPEAKERS)
    fitting = [number for number in range(len(known) - 1, first - 1, -1) if _are_one_within(known[number], speaker)]
    return fitting[0] if fitting else None


def _are_one_within(earlier: Speaker, later: Speaker) -> bool:
    if earlier.person and later.person:
        return earlier.person == later.person
    if later.is_other:
        return False
    if later.person is None and not later.body:
        return _is_role_of(later, earlier)
    if earlier.is_crowd != later.is_crowd or (earlier.role and later.role and earlier.role != later.role):
        return False
    return bool(earlier.body and later.body) and _are_nested(earlier, later)


def _is_role_of(later: Speaker, earlier: Speaker) -> bool:
    """Return True if a role alone, or a pronoun that nothing was found for, fits an earlier speaker.

    "The spokesman" is the last one who spoke as such, or speaks for the last body that spoke.
    """
    if later.role == "spokesperson" and earlier.role is None:
        return bool(earlier.body) and not earlier.is_crowd
    return earlier.role == later.role


def _are_nested(one: Speaker, other: Speaker) -> bool:
    """Return True if one of two names of bodies says no more than the other, and they are not the armies of two states."""
    if one.forces and other.forces and one.forces != other.forces:
        return False
    if one.body <= other.body or other.body <= one.body:
        return True
    if _is_part(one, other) or _is_part(other, one):
        return True
    whole = load_origin_words().whole_forces
    is_one_actor = one.actor_id is not None and one.actor_id == other.actor_id
    # "Nigerian troops" and "the military" are one body, the army and the air force are two.
    return is_one_actor and any(not (body - {_singular(word) for word in whole}) for body in (one.body, other.body))


@cache
def _read_missions() -> frozenset[str]:
    return frozenset(_singular(word) for word in load_origin_words().missions)


@cache
def _read_plain_forces() -> frozenset[str]:
    return frozenset(_singular(word) for word in load_origin_words().plain_forces)


def _is_part(one: Speaker, whole: Speaker) -> bool:
    """Return True if a body is one of the other's: the mission of the UN, the operation or the brigade of the army."""
    table = load_origin_words()
    bare = whole.body - _read_missions()
    if any(of == bare and name <= one.body for name, of in table.body_of.items()):
        return True
    is_of_forces = whole.body <= _read_plain_forces()
    is_other = one.actor_id is not None and whole.actor_id is not None and one.actor_id != whole.actor_id
    return is_of_forces and not is_other and not one.body.isdisjoint(table.parts_of_forces)


def name_wholes(speaker: Speaker) -> tuple[str, ...]:
    """Return words under which a body meets another name of it, and the whole that it is of."""
    table = load_origin_words()
    wholes = {word for name, of in table.body_of.items() if name <= speaker.body for word in of}
    if not speaker.body.isdisjoint(_read_plain_forces() | table.parts_of_forces):
        wholes.add("army")
    return tuple(sorted(speaker.body | wholes))


def merge_speakers(one: Speaker, other: Speaker) -> Speaker:
    """Return what two tellings of one speaker say together."""
    return replace(
        one,
        person=one.person or other.person,
        body=one.body | other.body if len(one.body | other.body) <= _MOST_WORDS else one.body,
        role=one.role or other.role,
        actor_id=one.actor_id or other.actor_id,
        forces=one.forces or other.forces,
    )


def are_one_between(one: Speaker, other: Speaker) -> bool:
    """Return True if the speakers of two documents are one, as far as the words tell."""
    if are_contrary(one, other):
        return False
    if one.person and other.person:
        return True
    if one.is_crowd or other.is_crowd or one.is_medium or other.is_medium:
        return False
    return bool(one.body and other.body) and _are_nested(one, other)


def are_contrary(one: Speaker | None, other: Speaker | None) -> bool:
    """Return True if two speakers cannot be one: other names, other bodies, or other roles in one body."""
    if one is None or other is None or one.is_medium or other.is_medium:
        return False
    if one.person and other.person:
        return one.person != other.person
    if one.role and other.role and one.role != other.role:
        return True
    return bool(one.body and other.body) and not _are_nested(one, other)
