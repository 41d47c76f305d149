"""Where a document names private persons, found by what stands around the names, so that no field repeats one.

A run of proper nouns is a private person's name where
1. a title, a word for people or an age stands beside it ("nurse NAME", "NAME, 34,", "NAME, a farmer"), or "he" or "she"
   behind it can mean nobody else, or
2. it owns what only persons have, or is whose child, house or death is spoken of ("the home of NAME"), or
3. the language model calls it a person and no public office stands before it, or
4. it is coordinated with such a name, or repeats a part of one.
Names that the register or the gazetteer resolves as a whole are none; neither are those of office holders who speak.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from musterbook.model import ActorReading, Attribution, MentionKind, PlaceReading, WeaponReading
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import noun_side
from musterbook.records.tables import read_table, read_words

__all__ = ["NameRun", "find_names", "name_words"]

_NO_PERSONS = frozenset({"DATE", "TIME", "EVENT", "NORP", "MONEY", "CARDINAL", "ORDINAL", "LAW", "LANGUAGE", "PERCENT"})
_RESOLVED: tuple[MentionKind, ...] = ("actor", "weapon")
_BODIES = frozenset({"armed_group", "state_force", "international_force"})
_NEVER_NAMES = frozenset({"country", "adm1", "border", "water"})
_REACH = 40
_LONGEST_OFFICE = 5
_OLDEST = 116
_HYPHENS = frozenset("-–‑")
_BEHIND_OWNER = 4
_SHORTEST = 3
_AGE = re.compile(r"\d{1,3}|\d{1,3}-(?:year|month)s?-old")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRun:
    """Tokens of one sentence that stand together as one name: `first` to `last`, both included.

    `is_place` is True where the whole name was read as that of a place, known or not, and `is_sure` where more than the
    language model's word makes it a person's.
    """

    view: SentenceView
    first: int
    last: int
    is_place: bool = False
    is_sure: bool = False

    def holds(self, position: int) -> bool:
        """True if the token is part of the name."""
        return self.first <= position <= self.last

    @property
    def start(self) -> int:
        """Return the offset of its first character."""
        return self.view.tokens[self.first].start

    @property
    def end(self) -> int:
        """Return the offset behind its last character."""
        return self.view.tokens[self.last].end

    @property
    def words(self) -> str:
        """Return the name as written."""
        return self.view.text[self.start : self.end]


def find_names(views: Iterable[SentenceView], attributions: Iterable[Attribution]) -> tuple[NameRun, ...]:
    """Return the names of private persons in the sentences, in order.

    Args:
        views: all sentences of a document that are read.
        attributions: of the same document; who is kept there as an office holder is no private person.
    """
    runs = [run for view in views for run in _find_runs(view)]
    public = {word for held in attributions for word in name_words(held.source.person or "")}
    known: set[str] = set()
    found: dict[tuple[int, int], NameRun] = {}
    for run in runs:
        is_told = _is_told(run)
        if name_words(run.words) <= public or not (is_told or _is_called_person(run)):
            continue
        found[run.start, run.end] = replace(run, is_sure=is_told)
        known |= name_words(run.words) - public
    named = {(run.view.index, _head(run)) for run in found.values()}
    for run in runs:
        is_beside = any((run.view.index, head) in named for head in _tied_heads(run))
        is_repeated = bool(name_words(run.words) & known) and not (run.is_place and _is_there(run, _locating()))
        is_new = is_repeated or (is_beside and not run.is_place)
        if is_new and not name_words(run.words) <= public:
            found.setdefault((run.start, run.end), run)
    return tuple(sorted(found.values(), key=lambda run: run.start))


def name_words(name: str) -> set[str]:
    """Return the words of a name that tell who it is: no particles, nothing of one or two letters."""
    particles = read_words("persons", "particles", "words")
    return {word for word in _WORD.findall(name) if len(word) >= _SHORTEST and word.lower() not in particles}


def _find_runs(view: SentenceView) -> Iterator[NameRun]:
    """Yield the runs of proper nouns that can be names of persons: titles left out, nothing that is resolved as a whole."""
    position = 0
    while position < len(view.tokens):
        last = position
        while last < len(view.tokens) and _is_part(view, last, is_inside=last > position):
            last += 1
        last -= 1
        while last >= position and not view.tokens[last].text[:1].isupper():
            last -= 1  # a particle or a hyphen that leads to nothing
        if last < position:
            position += 1
            continue
        run = NameRun(view=view, first=position, last=last)
        place = _place_of(run)
        kind = None if place is None or place.place is None else place.place.kind
        if not _is_resolved(run) and kind not in _NEVER_NAMES:
            yield replace(run, is_place=place is not None)
        position = last + 1


def _is_part(view: SentenceView, position: int, *, is_inside: bool) -> bool:
    token = view.tokens[position]
    word = token.text.lower()
    if is_inside and (token.text in _HYPHENS or word in read_words("persons", "particles", "words")):
        return True
    is_title = word in _titles() or view.keys[position] in _titles()
    if is_title or not token.text[:1].isupper() or not token.text[:1].isalpha():
        return False
    if is_inside and token.entity_begins and token.entity == "PERSON":
        return view.tokens[position - 1].text in _HYPHENS or view.tokens[position - 1].entity not in {"PERSON", "GPE"}
    is_noun = token.pos == "PROPN" or (is_inside and token.pos in {"NOUN", "ADJ", "X", "VERB"})
    return token.entity == "PERSON" or (is_noun and token.entity not in _NO_PERSONS)


def _is_resolved(run: NameRun) -> bool:
    """True if an actor of the register, an armed body or a weapon is the whole run, or goes beyond it."""
    for kind in _RESOLVED:
        first, last = run.view.mention(kind, run.first), run.view.mention(kind, run.last)
        if first is None or first is not last:
            continue
        reading = first.reading
        if isinstance(reading, WeaponReading):
            return True
        if isinstance(reading, ActorReading) and (reading.actor_id is not None or reading.side in _BODIES):
            return True
    return False


def _place_of(run: NameRun) -> PlaceReading | None:
    """Return the reading as a place that covers the whole run; None if there is none, or of a part only."""
    first, last = run.view.mention("place", run.first), run.view.mention("place", run.last)
    is_whole = first is not None and first is last
    return first.reading if is_whole and first and isinstance(first.reading, PlaceReading) else None


def _locating() -> frozenset[str]:
    """Return the prepositions behind which a name may be a place's."""
    return read_words("persons", "located", "at") | read_words("persons", "located", "from")


def _is_there(run: NameRun, prepositions: frozenset[str]) -> bool:
    """True for "in NAME", "near NAME", "the city of NAME": a place, whatever else bears the name."""
    view = run.view
    preposition = view.governing_preposition(_head(run))
    if preposition in prepositions:
        return True
    is_of = preposition == "of" and run.first > 1 and view.keys[run.first - 1] == "of"
    return is_of and view.keys[run.first - 2] in read_table("people")["places"]


def _is_told(run: NameRun) -> bool:
    """True if the words around the name make it a private person's."""
    if _is_public(run):
        return False
    tests = (_is_titled, _is_told_by_what_follows, _is_owner, _is_he_or_she)
    return any(is_told(run.view, run) for is_told in tests)


def _is_he_or_she(view: SentenceView, run: NameRun) -> bool:
    """True for "NAME told reporters that her brother …": only the name can be meant by "her"."""
    if run.is_place:
        return False
    first = max(run.first - _REACH, 0)
    for position in range(run.last + 1, min(run.last + 1 + _REACH, len(view.tokens))):
        if view.tokens[position].text.lower() in read_words("persons", "pronouns", "words"):
            return all(not _may_be_person(view, other) for other in range(first, position) if not run.holds(other))
    return False


def _may_be_person(view: SentenceView, position: int) -> bool:
    token = view.tokens[position]
    return _is_human(view, position) or (token.pos == "PROPN" and token.entity in {"PERSON", "ORG", ""})


def _is_called_person(run: NameRun) -> bool:
    """True if the language model calls it a person, and nothing around it says otherwise."""
    entities = {run.view.tokens[position].entity for position in range(run.first, run.last + 1)}
    is_elsewhere = run.is_place or _is_there(run, read_words("persons", "located", "at"))
    return "PERSON" in entities and not is_elsewhere and not _is_of_many(run) and not _is_public(run)


def _is_public(run: NameRun) -> bool:
    """True for "General NAME", "Secretary of State NAME": the name stands beside a public office."""
    public = read_words("persons", "titles", "public")
    for position in range(run.first - 1, max(run.first - 1 - _LONGEST_OFFICE, -1), -1):
        token = run.view.tokens[position]
        if token.text.lower() in public:
            return True
        if token.pos != "PROPN" and token.text not in {"of", "for", "-", "."}:
            return False
    return False


def _is_of_many(run: NameRun) -> bool:
    """True for "the NAMEs", "NAME tribesmen", "NAME television": a people, a clan or a body that bears a name."""
    tokens = run.view.tokens
    if tokens[run.last].tag == "NNPS":
        return True
    behind = run.last + 1
    return behind < len(tokens) and tokens[run.last].head == behind and tokens[behind].tag in {"NN", "NNS"}


def _is_titled(view: SentenceView, run: NameRun) -> bool:
    """True for "Mr NAME", "nurse NAME", "a witness, NAME", "a man named NAME"."""
    before = run.first - 1
    if before < 0:
        return False
    word = _word_before(view, run.first)
    if word in read_words("persons", "titles", "private") or word in read_words("persons", "owned", "naming"):
        return True
    if _is_human(view, before):
        return True
    is_comma = view.tokens[before].text == "," and before > 0
    is_closed = run.last + 1 >= len(view.tokens) or view.tokens[run.last + 1].pos in {"PUNCT", "VERB", "AUX", "CCONJ"}
    return is_comma and is_closed and _is_human(view, before - 1) and view.tokens[before - 1].tag == "NN"


def _is_told_by_what_follows(view: SentenceView, run: NameRun) -> bool:
    """True for "NAME, 34,", "NAME (41)", "NAME, a farmer", "NAME, who"."""
    behind = run.last + 1
    if behind + 1 >= len(view.tokens) or view.tokens[behind].text not in {",", "("} or _is_there(run, _locating()):
        return False  # "in Goma, a farmer said"
    following = view.tokens[behind + 1]
    if _AGE.fullmatch(following.text) and int(re.split(r"\D", following.text)[0]) < _OLDEST:
        closing = view.tokens[behind + 2].text if behind + 2 < len(view.tokens) else ""
        return closing in {",", ")", "-", "."}
    if following.text.lower() in {"who", "whose", "whom", "aged"}:
        return True
    for position in range(behind + 1, min(behind + 1 + _BEHIND_OWNER, len(view.tokens))):
        token = view.tokens[position]
        if _is_human(view, position):
            return token.tag == "NN" and view.tokens[behind + 1].pos in {"DET", "PRON", "ADJ", "NOUN", "NUM"}
        if token.pos in {"PUNCT", "VERB", "AUX", "PROPN", "ADP"}:
            return False
    return False


def _is_owner(view: SentenceView, run: NameRun) -> bool:
    """True for "the home of NAME", "NAME's bakery", "NAME and his brothers", "residents including NAME"."""
    return _is_owned_before(view, run) or (not run.is_place and _is_owned_behind(view, run))


def _is_owned_before(view: SentenceView, run: NameRun) -> bool:
    before = run.first - 1
    while before >= 0 and (_word_before(view, before + 1) in _titles() or _is_human(view, before)):
        before -= 1
    if before < 1:
        return False
    tie, word = view.tokens[before].text.lower(), view.keys[before - 1]
    is_of = tie == "of" and word in read_words("persons", "owned", "nouns")
    is_among = tie in read_words("persons", "including", "words") and noun_side(word) is not None
    return is_of or is_among or (tie in {"to", "by"} and word in read_words("persons", "owned", "owning"))


def _is_owned_behind(view: SentenceView, run: NameRun) -> bool:
    owned = read_words("persons", "owned", "nouns")
    behind = run.last + 1
    if behind >= len(view.tokens):
        return False
    if view.tokens[behind].tag == "POS":
        reach = range(behind + 1, min(behind + 1 + _BEHIND_OWNER, len(view.tokens)))
        nouns = [position for position in reach if view.tokens[position].pos in {"NOUN", "PROPN"}]
        return any(view.keys[position] in owned for position in nouns[:2])
    if behind + 1 < len(view.tokens) and view.keys[behind] in {"and", "with"}:
        return view.tokens[behind + 1].text.lower() in {"his", "her"}
    return view.keys[behind] in owned


def _tied_heads(run: NameRun) -> set[int]:
    """Return the heads of the nouns that "and" or a comma ties to the name."""
    head = _head(run)
    tied = set(run.view.conjuncts(head)) - {head}
    return tied | {run.view.tokens[head].head} if run.view.tokens[head].dep == "conj" else tied


def _head(run: NameRun) -> int:
    return run.view.head_of(run.start, run.end)


def _is_human(view: SentenceView, position: int) -> bool:
    """True for a word for one person, as written small: "teacher", "suspect", "mother"."""
    token = view.tokens[position]
    if not token.text[:1].islower() or token.pos not in {"NOUN", "PROPN", "ADJ"}:
        return False
    if view.keys[position] in read_words("persons", "people", "nouns"):
        return token.tag != "NNS"
    return (
        token.tag != "NNS"
        and view.keys[position] not in read_words("people", "gathered", "nouns")
        and noun_side(view.keys[position]) is not None
    )


def _word_before(view: SentenceView, position: int) -> str:
    """Return the word before a position in lower case, an abbreviation's stop included; "" where there is none."""
    if position < 1:
        return ""
    word = view.tokens[position - 1].text.lower()
    is_stop = word == "." and position > 1
    return view.tokens[position - 2].text.lower() if is_stop else word


def _titles() -> frozenset[str]:
    return read_words("persons", "titles", "private") | read_words("persons", "titles", "public")
