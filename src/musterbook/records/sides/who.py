"""Who is meant by a word: the actor mention on it, the group it is a part of, a pronoun's antecedent, or the noun's side.

The cascade, first that holds wins:
1. an actor mention covers the word (one that is not resolved yields to a resolved group before or behind the word);
2. the noun names people or parts and a group is named before it ("Taliban fighters") or behind it ("fighters of …");
3. a pronoun of the speaker's side in direct speech → the speaker's actor; "it", "they" → the speaker of indirect speech
   if that is an organisation, else the nearest actor before it (an armed group if the sentence names none);
4. the noun alone gives a side and nobody ("soldiers").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from musterbook.model import ActorReading, Attribution, Mention, Side
from musterbook.records.sentences.views import OBJECTS, SUBJECTS, SentenceView
from musterbook.records.tables import read_words

__all__ = ["ARMED", "Found", "Who", "is_same", "is_self", "noun_side", "unnamed"]

ARMED: frozenset[Side] = frozenset({"armed_group", "state_force", "police", "international_force"})
_SIDES: tuple[Side, ...] = (
    "armed_group", "state_force", "police", "international_force", "government", "civilians", "unknown",
)  # fmt: skip
_BACK_SENTENCES = 3
_DEEPEST = 6  # parts of parts ("some of the members of") that are followed


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A reading and the span it was read from; `is_pronoun` where the span is a pronoun and the words are its antecedent's."""

    reading: ActorReading
    start: int
    end: int
    is_pronoun: bool = False


def noun_side(key: str) -> Side | None:
    """Return the side a noun alone tells; None if the noun does not name people."""
    for side in _SIDES:
        if key in read_words("people", "sides", side):
            return side
    return None


def is_same(one: Found, other: Found) -> bool:
    """True if both readings name one actor of the register."""
    return one.reading.actor_id is not None and one.reading.actor_id == other.reading.actor_id


def is_self(view: SentenceView, initiator: Found, recipient: Found) -> bool:
    """True for one actor on both sides, and where "their" of "gunmen attacked their base" was read as the gunmen's."""
    words = initiator.reading.words
    is_referred = recipient.reading.words == words and not view.text.startswith(words, recipient.start)
    return is_referred or is_same(initiator, recipient)


def unnamed(found: Found) -> Found:
    """Return the reading without the actor: nobody acts upon himself, so a description read as the doer is somebody else."""
    reading = replace(
        found.reading, actor_id=None, name=None, why="it would be the doer itself, so the text does not say who"
    )
    return replace(found, reading=reading)


class Who:
    """Reads actors in the sentences of one document; `views` are all sentences that are read, in order."""

    def __init__(self, views: tuple[SentenceView, ...]) -> None:
        self._views = views

    def at(self, view: SentenceView, position: int, *, said: Attribution | None = None) -> Found | None:
        """Return who the token stands for; None if it stands for nobody that can be told."""
        mention = view.mention("actor", position)
        if mention is not None and isinstance(mention.reading, ActorReading):
            return self._resolve(view, position, mention)
        part = self._part(view, position)
        if part is not None:
            return part
        if view.tokens[position].pos == "PRON":
            return self.antecedent(view, position, said=said)
        behind = self._owned(view, position, said=said) or self._counted(view, position, said=said)
        if behind is not None:
            return behind
        side = noun_side(view.keys[position])
        if side is None or view.tokens[position].pos not in {"NOUN", "PROPN", "ADJ"}:
            return None
        token = view.tokens[position]
        return Found(
            reading=ActorReading(
                actor_id=None,
                name=None,
                side=side,
                words=token.text,
                role=token.text,
                why=f"the noun ‘{token.text}’ alone",
            ),
            start=token.start,
            end=token.end,
        )

    def described(self, view: SentenceView, position: int, *, said: Attribution | None) -> Found | None:
        """Return whose the words beside the noun say they were: "civilian casualties", "a deputy, a rebel commander"."""
        for child in view.children[position]:
            token = view.tokens[child]
            is_before = (
                child < position and token.dep in {"amod", "compound"} and noun_side(view.keys[child]) is not None
            )
            # "60 people: 41 fighters, 12 soldiers …" are its parts, not who they all were
            is_part = any(view.mention("quantity", inner) is not None for inner in view.children[child])
            is_part = is_part or (
                token.tag == "NN" and view.tokens[position].tag == "NNS"
            )  # "six people, one a policeman"
            is_beside = token.dep == "appos" and not is_part
            found = self.at(view, child, said=said) if is_before or is_beside else None
            if found is not None:
                return found
        return None

    def _owned(self, view: SentenceView, position: int, *, said: Attribution | None) -> Found | None:
        """Return the group of "their leaders", "its fighters"."""
        owner = view.child(position, "poss")
        is_part = view.keys[position] in read_words("people", "parts", "nouns")
        if owner is None or not is_part or view.tokens[owner].pos != "PRON":
            return None
        found = self.antecedent(view, owner, said=said)
        if found is None or found.reading.side not in ARMED:
            return None
        token = view.tokens[position]
        reading = replace(found.reading, role=token.text)
        return Found(reading=reading, start=view.tokens[owner].start, end=token.end)

    def _counted(self, view: SentenceView, position: int, *, said: Attribution | None) -> Found | None:
        """Return the people of "some 200 of its men", "most of the gunmen": who stands behind "of" a number."""
        is_number = view.tokens[position].pos == "NUM" or view.keys[position] in read_words(
            "people", "numbers", "words"
        )
        for inner in view.prepositional(position, ("of",)) if is_number else ():
            found = self.at(view, inner, said=said)
            if found is not None:
                return found
        return None

    def owner(self, view: SentenceView, position: int, *, said: Attribution | None = None) -> Found | None:
        """Return whose the thing is: "the group's bases", "a complex used by …", "bases of …"; None if not stated."""
        for child in view.children[position]:
            token = view.tokens[child]
            if token.dep in {"poss", "compound", "nmod"}:
                found = self.at(view, _relative_head(view, child), said=said)
                if found is not None and (token.dep == "poss" or found.reading.side in ARMED):
                    return found
            if token.dep == "acl" and view.keys[child] in read_words("people", "holding", "verbs"):
                for agent in view.arguments(child).agents:
                    found = self.at(view, agent, said=said)
                    if found is not None:
                        return found
        for position_of in view.prepositional(position, ("of",)):
            found = self.at(view, position_of, said=said)
            if found is not None and found.reading.side in ARMED:
                return found
        return None

    def antecedent(self, view: SentenceView, position: int, *, said: Attribution | None) -> Found | None:
        """Return whom a pronoun stands for, with the reason; None for "he", "she" and where nobody was named."""
        token = view.tokens[position]
        word = token.text.lower()
        speaker = said.source.actor if said is not None else None
        if word in read_words("people", "pronouns", "speaker"):
            if speaker is None or said is None or (said.mode != "direct" and not said.is_party):
                return None
            reading = replace(speaker, why=f"‘{token.text}’ = the speaker’s side, {speaker.words}")
            return Found(reading=reading, start=token.start, end=token.end, is_pronoun=True)
        if word not in read_words("people", "pronouns", "group"):
            return None
        is_group_speaking = said is not None and said.mode == "indirect" and said.source.person is None
        if speaker is not None and is_group_speaking and speaker.side in ARMED:
            reading = replace(speaker, why=f"‘{token.text}’ = the speaker, {speaker.words}")
            return Found(reading=reading, start=token.start, end=token.end, is_pronoun=True)
        is_direct = said is not None and said.mode == "direct"
        mention = self._nearest(view, position, other_than=speaker if is_direct else None)
        if mention is None or not isinstance(mention.reading, ActorReading):
            return None
        reading = replace(mention.reading, count=None, why=f"‘{token.text}’ = nearest actor before it, {mention.text}")
        return Found(reading=reading, start=token.start, end=token.end, is_pronoun=True)

    def _nearest(self, view: SentenceView, position: int, *, other_than: ActorReading | None) -> Mention | None:
        subjects = _subjects_of_clause(view, position)
        struck = self._struck_by(view, position)
        for mention in self._backwards(view, view.tokens[position].start):
            reading = mention.reading
            if not isinstance(reading, ActorReading) or reading.side not in ARMED:
                continue
            if other_than is not None and (reading.actor_id, reading.side) == (other_than.actor_id, other_than.side):
                continue
            if reading.actor_id is not None and reading.actor_id in struck:
                continue  # "it killed four rebels": not the rebels
            is_here = mention.start >= view.sentence.start
            if is_here and view.head_of(mention.start, mention.end) in subjects:
                continue  # "the army pushed them out": not the army
            if is_here or struck or reading.side == "armed_group":
                return self._named(view, mention)
        return None

    def _struck_by(self, view: SentenceView, position: int) -> frozenset[str]:
        """Return the actors, by id, to whom a pronoun does what its verb says: it stands for none of them."""
        told = view.arguments(view.clause_head(position)) if view.tokens[position].dep in SUBJECTS else None
        if told is None or told.is_passive or position not in told.agents:
            return frozenset()
        nouns = (token for token in told.patients if view.tokens[token].pos != "PRON")
        found = (self.at(view, noun) for noun in nouns)
        return frozenset(one.reading.actor_id for one in found if one is not None and one.reading.actor_id is not None)

    def _named(self, view: SentenceView, mention: Mention) -> Mention:
        """Return the group itself where the nearest mention is an unnamed part of it in the same sentence."""
        if isinstance(mention.reading, ActorReading) and mention.reading.actor_id is not None:
            return mention
        home = next(
            (other for other in self._views if other.sentence.start <= mention.start < other.sentence.end), view
        )
        named = _only_group(home, before=mention.start)
        return mention if named is None else named

    def _backwards(self, view: SentenceView, before: int) -> Iterator[Mention]:
        """Yield actors before the offset: this sentence's from the last to the first, then earlier sentences' subjects first."""
        for index in range(view.index, max(view.index - _BACK_SENTENCES - 1, -1), -1):
            home = self._views[index]
            found = [
                mention for mention in reversed(home.mentions) if mention.kind == "actor" and mention.end <= before
            ]
            if index != view.index:
                found.sort(key=lambda mention: not _is_subject(home, mention))
            yield from found

    def _resolve(self, view: SentenceView, position: int, mention: Mention) -> Found | None:
        reading = mention.reading
        if not isinstance(reading, ActorReading):
            return None
        if reading.actor_id is None:
            part = self._part(view, position)
            if part is not None and part.reading.actor_id is not None:
                return part
            named = self._named_beside(view, position, mention)
            if named is not None:
                return named
            is_bare = reading.side == "armed_group" and reading.nationality is None and " " not in reading.words
            group = _only_group(view, before=mention.start) if is_bare else None
            if group is not None and isinstance(group.reading, ActorReading):
                reading = replace(
                    group.reading,
                    words=reading.words,
                    role=reading.role,
                    count=reading.count,
                    why=f"‘{reading.words}’ = the only armed group named before it in the sentence, {group.text}",
                )
        return Found(reading=reading, start=mention.start, end=mention.end)

    def _named_beside(self, view: SentenceView, position: int, mention: Mention) -> Found | None:
        """Return the group of "a militia, the NAME, …": the one actor of its side whose name stands beside the description."""
        tie = view.tokens[position].head
        whole = (
            view.tokens[tie].head if view.keys[tie] == "of" else position
        )  # hung on "members" of "members of a militia"
        nouns = dict.fromkeys((position, whole))
        beside = [child for noun in nouns for child in view.children[noun] if view.tokens[child].dep == "appos"]
        for child in beside if len(beside) == 1 and view.tokens[position].tag == "NN" else ():
            name = view.mention("actor", child)
            reading = None if name is None else name.reading
            is_one = len(view.conjuncts(child)) == 1 and isinstance(reading, ActorReading)
            if not is_one or not isinstance(reading, ActorReading) or reading.actor_id is None:
                continue
            if isinstance(mention.reading, ActorReading) and reading.side == mention.reading.side:
                return Found(reading=reading, start=mention.start, end=mention.end)
        return None

    def _part(self, view: SentenceView, position: int, *, reach: int = _DEEPEST) -> Found | None:
        key = view.keys[position]
        is_part = key in read_words("people", "parts", "nouns")
        if not is_part and noun_side(key) in {None, "civilians", "government"}:
            return None
        candidates = [
            child
            for child in view.children[position]
            if child < position and view.tokens[child].dep in {"compound", "amod", "nmod", "poss"}
        ]
        if is_part:
            candidates.extend(view.prepositional(position, ("of", "from", "with", "in", "within", "to", "for")))
        for candidate in candidates:
            mention = view.mention("actor", candidate)
            if mention is None:
                below = self._part(view, candidate, reach=reach - 1) if reach and candidate > position else None
                if below is not None:
                    return below
                continue
            named = self._named_beside(view, candidate, mention) if candidate > position else None
            reading = mention.reading if named is None else named.reading
            if isinstance(reading, ActorReading) and reading.side in ARMED:
                words = (
                    view.text[min(mention.start, view.tokens[position].start) : view.tokens[position].end]
                    or reading.words
                )
                role = view.tokens[position].text
                part = replace(
                    reading, words=words if candidate < position else reading.words, role=reading.role or role
                )
                return Found(reading=part, start=mention.start, end=max(mention.end, view.tokens[position].end))
        return None


def _subjects_of_clause(view: SentenceView, position: int) -> frozenset[int]:
    """Return the subjects that an object pronoun cannot stand for; none for a pronoun that is itself subject or owner."""
    if view.tokens[position].dep not in {*OBJECTS, "pobj"}:
        return frozenset()
    return frozenset(view.arguments(view.clause_head(position)).agents)


def _relative_head(view: SentenceView, position: int) -> int:
    """Return the noun of "the group, whose ranks …" for "whose", else the token itself."""
    if view.tokens[position].tag != "WP$":
        return position
    clause = next((above for above in view.ancestors(position) if view.tokens[above].dep == "relcl"), None)
    return position if clause is None else view.tokens[clause].head


def _is_subject(view: SentenceView, mention: Mention) -> bool:
    return view.tokens[view.head_of(mention.start, mention.end)].dep in SUBJECTS


def _only_group(view: SentenceView, *, before: int) -> Mention | None:
    """Return the one resolved armed group named in the sentence before an offset; None if there is none or several."""
    found: dict[str, Mention] = {}
    for mention in view.of_kind("actor"):
        reading = mention.reading
        is_group = isinstance(reading, ActorReading) and reading.side == "armed_group" and reading.actor_id is not None
        if is_group and mention.end <= before and isinstance(reading, ActorReading) and reading.actor_id is not None:
            found[reading.actor_id] = mention
    return next(iter(found.values())) if len(found) == 1 else None
