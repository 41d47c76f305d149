"""Sentences as the rules see them: dependency arguments, clauses, and which mention covers which word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from musterbook.model import Mention, MentionKind, Sentence, Token
from musterbook.records.sentences.gerunds import read_gerunds
from musterbook.records.sentences.keys import read_keys
from musterbook.records.sentences.others import read_others
from musterbook.records.sentences.subjects import read_subjects
from musterbook.records.tables import read_words

__all__ = ["Arguments", "SentenceView"]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj", "dative", "oprd"})
# Clauses that hang on another one.
ASIDES = frozenset({"advcl", "relcl", "acl"})
_NESTED = frozenset({"advcl", "relcl", "acl", "ccomp", "parataxis"})
_VERBAL = frozenset({"VERB", "AUX"})
_FINITE, _RELATIVE = frozenset({"VBZ", "VBP", "VBD"}), frozenset({"WDT", "WP"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "X"})
_HOPS = 6
_NO = frozenset({"no", "neither", "never", "none", "not"})
_MOST_JOINED = 40  # co-ordinated verbs that are followed to the one that says more


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """Who does it and to whom it is done, as token indices; passives are turned round. Empty = not stated."""

    agents: tuple[int, ...] = ()
    patients: tuple[int, ...] = ()
    is_passive: bool = False


class SentenceView:
    """One sentence with its tree and its mentions.

    Attributes:
        index: position among the document's sentences that are read.
        text: the document's text, which every offset counts in.
        key_set: all keys of the sentence.
        keys: per token the lemma in lower case, a hyphenated prefix joined on ("co-operating" → "cooperate").
        children: per token the indices of its dependents, in order.
        is_ordinary: it reads like ordinary news in words of conflict (see ordinary.py).
        worlds: names of the worlds of sport, labour and the like that the document sets the sentence in (see worlds.py).
        seats: id of each place that only says where somebody who speaks is → the tokens of who speaks and of the verb (see elsewhere.py).
    """

    __slots__ = (
        "_arguments", "_cover", "_starts", "children", "index", "is_ordinary", "key_set", "keys", "mentions", "seats", "sentence", "text",
        "tokens", "worlds",
    )  # fmt: skip

    def __init__(self, text: str, sentence: Sentence, *, mentions: tuple[Mention, ...], index: int) -> None:
        self.text = text
        self.sentence = sentence
        self.tokens: tuple[Token, ...]
        tokens = read_subjects(read_gerunds(sentence.tokens), mentions)
        self.tokens, self.mentions = read_others(tokens, mentions)
        self.index = index
        self.is_ordinary = False
        self.worlds: frozenset[str] = frozenset()
        self.seats: dict[str, tuple[range, range]] = {}
        self.keys = read_keys(self.tokens)
        self.key_set = frozenset(self.keys)
        children: list[list[int]] = [[] for _ in self.tokens]
        for position, token in enumerate(self.tokens):
            if token.head != position:
                children[token.head].append(position)
        self.children = children
        self._starts = [token.start for token in self.tokens]
        self._cover: dict[MentionKind, dict[int, Mention]] | None = None
        self._arguments: dict[int, Arguments] = {}

    # -- mentions -----------------------------------------------------------------------------------------------

    def mention(self, kind: MentionKind, position: int) -> Mention | None:
        """Return the mention of the kind that covers the token; the longest where several do."""
        if self._cover is None:
            self._cover = self._read_cover()
        return self._cover.get(kind, {}).get(position)

    def _read_cover(self) -> dict[MentionKind, dict[int, Mention]]:
        cover: dict[MentionKind, dict[int, Mention]] = {}
        for mention in self.mentions:
            spans = cover.setdefault(mention.kind, {})
            for position in self.positions(mention.start, mention.end):
                held = spans.get(position)
                if held is None or held.end - held.start < mention.end - mention.start:
                    spans[position] = mention
        return cover

    def of_kind(self, kind: MentionKind) -> Iterator[Mention]:
        """Yield the sentence's mentions of a kind, in order."""
        return (mention for mention in self.mentions if mention.kind == kind)

    def positions(self, start: int, end: int) -> range:
        """Return the tokens that overlap the span."""
        first = bisect_left(self._starts, start)
        if first and self.tokens[first - 1].end > start:
            first -= 1
        return range(first, bisect_left(self._starts, end))

    def head_of(self, start: int, end: int) -> int:
        """Return the token of the span whose head lies outside it: the head of a mention."""
        span = self.positions(start, end)
        for position in span:
            head = self.tokens[position].head
            if head == position or head not in span:
                return position
        return span[0] if span else 0

    # -- tree ---------------------------------------------------------------------------------------------------

    def child(self, position: int, *labels: str) -> int | None:
        """Return the first dependent with one of the labels."""
        for child in self.children[position]:
            if self.tokens[child].dep in labels:
                return child
        return None

    def subtree(self, position: int, *, is_clause: bool = False) -> list[int]:
        """Return the token and all below it, in order; with `is_clause` nested clauses are left out."""
        found: list[int] = []
        waiting = [position]
        while waiting:
            current = waiting.pop()
            found.append(current)
            waiting.extend(child for child in self.children[current] if not (is_clause and self.begins_clause(child)))
        return sorted(found)

    def begins_clause(self, position: int) -> bool:
        """True for the head of a nested clause (relative, adverbial, complement, co-ordinated)."""
        token = self.tokens[position]
        return token.dep in _NESTED or (token.dep in {"conj", "pcomp"} and token.pos in _VERBAL)

    def clause_head(self, position: int) -> int:
        """Return the head of the clause the token stands in."""
        current = position
        while not self.begins_clause(current) and self.tokens[current].head != current:
            current = self.tokens[current].head
        return current

    def ancestors(self, position: int) -> Iterator[int]:
        """Yield the heads above the token, nearest first."""
        current = position
        while self.tokens[current].head != current:
            current = self.tokens[current].head
            yield current

    def distance(self, first: int, second: int) -> int:
        """Return the number of arcs between two tokens."""
        above = {first: 0} | {head: step for step, head in enumerate(self.ancestors(first), 1)}
        if second in above:
            return above[second]
        for step, head in enumerate(self.ancestors(second), 1):
            if head in above:
                return above[head] + step
        return len(self.tokens)

    def conjuncts(self, position: int) -> tuple[int, ...]:
        """Return the token and the nouns co-ordinated with it."""
        found = [position]
        for current in found:
            found.extend(
                child
                for child in self.children[current]
                if self.tokens[child].dep == "conj" and self.tokens[child].pos in _NOMINAL
            )
        return tuple(found)

    # -- phrases ------------------------------------------------------------------------------------------------

    def phrase(self, position: int) -> tuple[int, int]:
        """Return the span of a noun phrase without its clauses and appositions and without trailing adjuncts.

        "a government building in the city that …" → "a government building"; an "of" phrase is kept.
        """
        low = high = position
        for child in self.children[position]:
            token = self.tokens[child]
            is_left = child < position and token.dep not in {"punct", "relcl", "cc", "preconj"}
            is_of = child > position and token.dep == "prep" and self.keys[child] == "of"
            if is_left or is_of:
                branch = self.subtree(child, is_clause=True)
                low, high = min(low, branch[0]), max(high, branch[-1])
        return self.tokens[low].start, self.tokens[high].end

    def prepositional(self, position: int, words: Iterable[str]) -> tuple[int, ...]:
        """Return the nouns that prepositions of these lemmas tie to the token."""
        wanted = frozenset(words)
        found: list[int] = []
        for child in self.children[position]:
            if self.tokens[child].dep in {"prep", "agent", "dative", "advmod", "prt"} and self.keys[child] in wanted:
                found.extend(self._objects_of_preposition(child))
            elif self.tokens[child].dep in {"advmod", "prep"} and self.tokens[child].pos in {"ADV", "ADP"}:
                # "back closer to the border", "out of the town"
                for inner in self.children[child]:
                    if self.tokens[inner].dep == "prep" and self.keys[inner] in wanted:
                        found.extend(self._objects_of_preposition(inner))
        return tuple(found)

    def _objects_of_preposition(self, position: int) -> list[int]:
        found: list[int] = []
        for child in self.children[position]:
            if self.tokens[child].dep in {"pobj", "pcomp"}:
                found.extend(self.conjuncts(child))
        return found

    def governing_preposition(self, position: int) -> str | None:
        """Return the lemma of the preposition the noun hangs on; None if it hangs on none."""
        current = position
        for _ in range(_HOPS):
            token = self.tokens[current]
            if token.dep == "pobj":
                return self.keys[token.head]
            if token.head == current or token.dep not in {"compound", "amod", "nmod", "conj", "appos", "poss"}:
                return None
            current = token.head
        return None

    # -- verbs --------------------------------------------------------------------------------------------------

    def is_negated(self, position: int) -> bool:
        """True if the word itself is negated ("did not attack", "no attack", "never")."""
        children = self.children[position]
        subjects = [child for child in children if self.tokens[child].dep in SUBJECTS]
        words = (*children, *(inner for subject in subjects for inner in self.children[subject]))
        is_nobody = any(self.keys[subject] in read_words("people", "nobody", "words") for subject in subjects)
        return is_nobody or any(self.tokens[child].dep == "neg" for child in children) or any(map(self._denies, words))

    def _denies(self, position: int) -> bool:
        """True for "no" and its like; in "no more than six" it bounds a number and denies nothing."""
        bound = self.mention("quantity", position)
        is_bound = bound is not None and self.positions(bound.start, bound.end)[-1] > position + 1
        return self.keys[position] in _NO and not is_bound

    def arguments(self, position: int) -> Arguments:
        """Return who does what the verb says, to whom; nouns co-ordinated with them included."""
        if position not in self._arguments:
            self._arguments[position] = self._read_arguments(position)
        return self._arguments[position]

    def _read_arguments(self, position: int) -> Arguments:
        objects = self._direct_objects(position) or self.missing_object(position)
        subject = self._own_subject(position)
        is_passive = self._is_passive(position, has_object=bool(objects))
        if subject is None:
            subject = self._inherited_subject(position, is_passive=is_passive)
        agents: list[int] = []
        for child in self.children[position]:
            if self.tokens[child].dep == "agent" or (is_passive and self.keys[child] == "by"):
                agents.extend(self._objects_of_preposition(child))
        surface = () if subject is None else self.conjuncts(subject)
        surface += tuple(  # "two of their leaders and at least 78 fighters were killed", hung on the verb side by side
            child
            for child in self.children[position]
            if self.tokens[child].dep in SUBJECTS
            and child not in surface
            and self.tokens[child].tag not in _RELATIVE
            and not self._acts_within(child)
        )
        if is_passive:
            return Arguments(agents=tuple(agents), patients=surface or objects, is_passive=True)
        return Arguments(agents=surface, patients=objects)

    def missing_object(self, position: int) -> tuple[int, ...]:
        """Return "nurse" of "a nurse they had seized": a relative clause without a pronoun lacks the object it describes."""
        token, noun = self.tokens[position], self.tokens[self.tokens[position].head]
        subject = self.child(position, "nsubj")
        is_bare = token.dep == "relcl" and subject is not None and self.tokens[subject].tag not in _RELATIVE
        is_open = any(
            self.tokens[child].tag in {"WRB", "WDT", "WP"}
            or (self.tokens[child].dep == "prep" and not self.children[child])  # "the house they lived in"
            for child in self.children[position]
        )
        is_thing_done_to = noun.pos in {"NOUN", "PROPN"} and self.mention("time", token.head) is None
        is_manner = self.keys[token.head] in read_words("lemmas", "circumstances", "nouns")  # "the day they attacked"
        return (token.head,) if is_bare and is_thing_done_to and not (is_open or is_manner) else ()

    def _direct_objects(self, position: int, *, reach: int = _MOST_JOINED) -> tuple[int, ...]:
        found: list[int] = []
        beside = [child for child in self.children[position] if self.keys[child] == "dead"]  # "shot dead two men"
        for child in (*self.children[position], *(inner for word in beside for inner in self.children[word])):
            if self.tokens[child].dep in OBJECTS and self.tokens[child].pos in _NOMINAL:
                found.extend(self.conjuncts(self._meant_by(child)))
        for child in self.children[position] if found else ():  # "killed 13 soldiers and 20 nurses", hung on the verb
            token = self.tokens[child]
            is_counted = any(self.tokens[inner].dep == "nummod" for inner in self.children[child])
            if token.dep == "conj" and token.pos in {"NOUN", "PROPN"} and is_counted:
                found.extend(self.conjuncts(child))
        if not found and reach:  # "killed and wounded dozens"
            for child in self.children[position]:
                token = self.tokens[child]
                if (
                    token.dep == "conj"
                    and token.tag in {"VBD", "VBN", "VBG", "VB"}
                    and self._own_subject(child) is None
                ):
                    return self._direct_objects(child, reach=reach - 1)
        return tuple(found)

    def _meant_by(self, position: int) -> int:
        """Return "town" for "which" of "the town, which they captured"; the token itself elsewhere."""
        clause = self.clause_head(position) if self.tokens[position].tag in _RELATIVE else position
        return self.tokens[clause].head if self.tokens[clause].dep == "relcl" else position

    def _own_subject(self, position: int) -> int | None:
        subject = self._surface_subject(position)
        if subject is None:
            return None
        token = self.tokens[subject]
        if token.tag in _RELATIVE or self.keys[subject] in {"which", "who", "that"}:
            clause = self.clause_head(position)
            if self.tokens[clause].dep == "relcl":
                return self.tokens[clause].head
            if self.tokens[clause].dep == "ccomp" and self.tokens[self.tokens[clause].head].dep == "relcl":
                return self.tokens[self.tokens[clause].head].head  # "which he said has 22 members"
            if self.tokens[clause].dep == "conj":
                above = self.tokens[clause].head
                return self.tokens[above].head if self.tokens[above].dep == "relcl" else None
        return subject

    def _acts_within(self, position: int) -> bool:
        """True for "officials" of "the bombing, which officials blamed on them, killed 12", hung on the later verb.

        The participle is theirs where nobody did it to them: "men trained by rebels" act themselves.
        """
        acts = (child for child in self.children[position] if self.tokens[child].dep == "acl")
        tags = {self.tokens[child].tag: self.child(child, "agent") for child in acts}
        return "VBD" in tags or tags.get("VBN", 0) is None

    def _surface_subject(self, position: int) -> int | None:
        """Return the subject as it stands, relative pronouns included."""
        subject = self.child(position, *SUBJECTS)
        for auxiliary in self.children[position] if subject is None else ():
            if self.tokens[auxiliary].dep in {"aux", "auxpass"}:  # "has for the first time claimed": hung on "has"
                subject = subject or self.child(auxiliary, *SUBJECTS)
        if subject is None and self.tokens[position].dep == "ROOT" and self.tokens[position].tag in _FINITE:
            subject = self._subject_read_as_noun(position)
        if subject is None and self.child(position, "expl") is not None:
            subject = self.child(position, "attr")  # "there are many who …"
        if subject is None and self.tokens[position].tag == "VBN":
            subject = self._subject_behind(position)
        return subject

    def _subject_behind(self, position: int) -> int | None:
        """Return "officers" of "also wounded in the raid were two officers": the subject stands behind its verb."""
        being = self.child(position, "auxpass")
        if being is None and self.tokens[position].dep in SUBJECTS:  # "killed were two officers"
            being = self.tokens[position].head
        is_behind = being is not None and being > position and self.tokens[being].pos == "AUX"
        return self.child(being, "attr") if being is not None and is_behind else None

    def _subject_read_as_noun(self, position: int) -> int | None:
        """Return "rebellion" of "the rebellion commands 7,000 men", which the parser hangs on the verb as on a noun."""
        before = position - 1
        is_hung = before >= 0 and self.tokens[before].head == position
        is_noun = is_hung and self.tokens[before].dep in {"compound", "nmod"} and self.tokens[before].pos in _NOMINAL
        return before if is_noun else None

    def _is_passive(self, position: int, *, has_object: bool, reach: int = _MOST_JOINED) -> bool:
        token = self.tokens[position]
        for child in self.children[position]:
            if self.tokens[child].dep in {"nsubjpass", "auxpass", "csubjpass", "agent"}:
                return True
        if self._subject_behind(position) is not None:
            return True
        if token.tag not in {"VBN", "VBD"} or has_object or self.keys[position] in _intransitive():
            return False
        if token.tag == "VBN" and token.dep in {"acl", "amod"}:
            return True
        if token.dep == "conj":  # "12 were killed and 20 wounded"
            head = token.head
            is_joined = reach > 0 and self.tokens[head].pos in _VERBAL
            return is_joined and self._is_passive(head, has_object=False, reach=reach - 1)
        # "get killed", "have been seen captured"; not "are known to have died"
        is_perfect = any(
            self.tokens[child].dep == "aux" and self.keys[child] == "have" for child in self.children[position]
        )
        return token.tag == "VBN" and token.dep in {"advcl", "acomp", "xcomp", "oprd"} and not is_perfect

    def _inherited_subject(self, position: int, *, is_passive: bool) -> int | None:
        current = position
        for _ in range(_HOPS):
            token = self.tokens[current]
            head = token.head
            if head == current:
                return None
            if token.dep in {"acl", "relcl", "amod"}:
                return self._subject_of_noun_clause(current, head, is_passive=is_passive)
            if token.dep not in {"xcomp", "conj", "advcl", "acomp", "pcomp", "prep", "ccomp", "dep"}:
                return None
            subject = self._own_subject(head)
            is_told = (
                subject is not None and subject > current
            )  # "shot dead two men, police said": who says it did not do it
            if token.dep == "ccomp" and (is_told or self.child(current, "mark") is not None):
                return None
            is_left = token.tag == "VBN" and self.keys[head] == "leave"  # "left the emir wounded"
            is_controlled = token.dep == "xcomp" and self.keys[head] in read_words("lemmas", "control", "verbs")
            is_controlled = is_controlled or (is_left and is_passive)
            charging = read_words("lemmas", "charging", "verbs")
            is_charge = self.child(current, "pcomp") is not None  # "accused the rebels of killing him"
            is_charged = (
                is_charge and self.tokens[head].dep in OBJECTS and self.keys[self.tokens[head].head] in charging
            )
            subject = head if is_charged else subject
            if is_controlled or (is_charge and self.keys[head] in charging):
                objects = [child for child in self.children[head] if self.tokens[child].dep in OBJECTS]
                subject = objects[0] if objects else subject
            if subject is not None and (is_charged or self.tokens[head].pos in _VERBAL):
                return subject
            current = head
        return None

    def _subject_of_noun_clause(self, position: int, noun: int, *, is_passive: bool) -> int | None:
        token = self.tokens[position]
        if token.dep == "acl" and token.tag == "VB":  # "attempts to attack", "a plot to kill"
            owner = self.child(noun, "poss")
            if owner is not None:
                return owner
            if self.tokens[noun].dep in OBJECTS and self.keys[self.tokens[noun].head] not in read_words(
                "lemmas", "against", "verbs"
            ):
                return self._own_subject(self.tokens[noun].head)
            return None
        if token.dep == "relcl" and not is_passive and self._own_subject(position) is not None:
            return None
        return noun


def _intransitive() -> frozenset[str]:
    """Return verbs that nobody does to another: "was wounded and surrendered" has no second passive."""
    return read_words("lemmas", "intransitive", "verbs")
