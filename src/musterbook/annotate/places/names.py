"""Which words of a text are place names, and what stands around each of them.

1. A name is a run of capitalised words; the longest run that the gazetteer knows wins.
2. A name of a place entity of the language model is a place; another one needs a cue: a preposition, a feature word
   ("district"), a place behind a comma, or to be a country or a region of two words.
3. No place: a demonym, the name of a person, a part of an organisation's name, a part of an actor's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from musterbook.annotate.places.lookup import Lookup
from musterbook.annotate.places.words import PlaceWords
from musterbook.model import Mention, Place, PlaceKind, Sentence, Token

__all__ = ["Name", "find_names", "without_actors"]

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_ARTICLES = frozenset({"the", "a", "an"})
_OTHER_LABELS = frozenset(
    {"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT", "LAW", "NORP", "EVENT", "LANGUAGE"}
)
_LONGEST = 6
_LONGEST_ACRONYM = 4
# Actor mentions that may lie over one name: more are hostile input.
_MOST_NESTED = 20
_DASHES = frozenset("-–—‑")
_LOCATIVE = frozenset(
    {"in", "at", "near", "from", "into", "across", "inside", "outside", "around", "within", "throughout", "to"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One place name in the text.

    Attributes:
        sentence: index of its sentence; first, last: indexes of its tokens there.
        candidates: of the gazetteer, the most prominent first; empty if it has none.
        kinds: the kinds of place that a feature word beside it says; empty without one.
        has_feature: a feature word stands beside it ("area" says no kind).
        lead: the words in front that lower the precision ("near"), None if there are none; is_fuzzy: they make it a line or area.
        words_start: where `lead` starts, else `start`.
        is_locative: a preposition of place stands in front.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    text: str
    candidates: tuple[Place, ...]
    kinds: frozenset[PlaceKind]
    has_feature: bool
    feature_end: int
    lead: str | None
    is_fuzzy: bool
    words_start: int
    is_locative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """One sentence while its names are looked for."""

    tokens: tuple[Token, ...]
    text: str
    lookup: Lookup
    words: PlaceWords
    surnames: frozenset[str]
    doubts: list[Name]
    index: int


def find_names(sentences: Sequence[Sentence], *, text: str, lookup: Lookup) -> tuple[Name, ...]:
    """Return the place names of a document in order; they do not overlap."""
    surnames = _surnames(sentences)
    names: list[Name] = []
    doubts: list[Name] = []
    for index, sentence in enumerate(sentences):
        scene = _Scene(
            tokens=sentence.tokens,
            text=text,
            lookup=lookup,
            words=lookup.words,
            surnames=surnames,
            doubts=doubts,
            index=index,
        )
        names.extend(_names_of(scene))
    # What is a place once in a document is one wherever it stands alone.
    known = {name.text.lower() for name in names if name.candidates}
    names.extend(name for name in doubts if name.text.lower() in known)
    return tuple(sorted(names, key=lambda name: name.start))


def _surnames(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the last names of the persons that are named in full."""
    return frozenset(
        following.text.lower()
        for sentence in sentences
        for token, following in pairwise(sentence.tokens)
        if token.entity == "PERSON" and following.entity == "PERSON" and not following.entity_begins
    )


def without_actors(names: Sequence[Name], actors: Sequence[Mention]) -> Iterator[Name]:
    """Yield the names that are no part of an actor's name; both in order of start.

    The name of a state is its place too where a preposition says so: "troops in Mali".
    """
    blocked = [mention for mention in actors if mention.kind == "actor" and any(map(str.isupper, mention.text))]
    position = 0
    for name in names:
        while position < len(blocked) and blocked[position].end <= name.start:
            position += 1
        covering = [
            mention
            for mention in blocked[position : position + _MOST_NESTED]
            if mention.start < name.end and name.start < mention.end
        ]
        is_state = name.is_locative and all(m.start >= name.start - 4 and m.end <= name.end for m in covering)
        if not covering or is_state:
            yield name


def _names_of(scene: _Scene) -> Iterator[Name]:
    index = 0
    before: Name | None = None
    while index < len(scene.tokens):
        token = scene.tokens[index]
        if not token.text[:1].isupper() or token.text.lower() in _ARTICLES:
            index += 1
            continue
        last, places, is_place = _read(scene, index, before)
        if is_place:
            before = _build(scene, index, last, places)
            yield before
        elif places:
            scene.doubts.append(_build(scene, index, last, places))
        index = last + 1


def _read(scene: _Scene, index: int, before: Name | None) -> tuple[int, tuple[Place, ...], bool]:
    """Return the last token of the name that starts at the token, its places, and whether it is a place here.

    Places without the last word mean doubt: another mention in the document may decide.
    """
    starts, behind = _entity_around(scene.tokens, index)
    for last in _ends(scene, index):
        name = scene.text[scene.tokens[index].start : scene.tokens[last].end]
        places = scene.lookup.find(name)
        if not places:
            continue
        if _is_no_place(scene, name):
            return last, (), False
        if last + 1 < behind and scene.tokens[index].entity in {"LOC", "FAC"} and _ends_in_feature(scene, last, behind):
            # "Mississippi River" is not the state, "Dublin Road" not the town.
            is_kept = scene.tokens[index].entity == "LOC"
            return behind - 1, (), is_kept
        if _is_place(scene, index, last, places, before):
            return last, places, True
        is_alone = starts == index and behind == last + 1
        return last, places if is_alone else (), False
    unknown = _read_unknown(scene, index)
    return (index, (), False) if unknown is None else (unknown, (), True)


def _ends_in_feature(scene: _Scene, last: int, behind: int) -> bool:
    """Return whether the rest of an entity is a name's own last word ("… River"), not a level of administration."""
    kinds = scene.words.features.get(_word(scene, behind - 1))
    return kinds is not None and bool(kinds) and behind - 1 > last and not kinds & {"adm1", "adm2", "town", "country"}


def _ends(scene: _Scene, index: int) -> Iterator[int]:
    """Yield the last tokens of the runs that start at the token, the longest run first."""
    tokens = scene.tokens
    last = index
    ends = [index]
    while last + 1 < len(tokens) and last + 1 - index < _LONGEST:
        following = tokens[last + 1]
        is_joined = following.start == tokens[last].end
        if following.text[:1].isupper():
            ends.append(last + 1)
        elif not (following.text in _DASHES and is_joined) and following.text.lower() not in scene.words.joiners:
            break
        last += 1
    return reversed(ends)


def _is_no_place(scene: _Scene, name: str) -> bool:
    lower = name.lower()
    is_acronym = name.isupper() and name.isalpha() and len(name) <= _LONGEST_ACRONYM
    if is_acronym and name not in scene.words.aliases:
        places = scene.lookup.find(name)
        return not (places and places[0].kind in {"country", "adm1"})
    return (
        len(name) < 2
        or lower in scene.words.never
        or lower in scene.words.features
        or scene.lookup.demonym(name) is not None
    )


def _word(scene: _Scene, index: int) -> str:
    return scene.tokens[index].text.lower() if 0 <= index < len(scene.tokens) else ""


def _is_place(scene: _Scene, index: int, last: int, places: tuple[Place, ...], before: Name | None) -> bool:
    """Return whether a name that the gazetteer knows is a place here."""
    tokens = scene.tokens
    label = tokens[index].entity
    starts, ends = _entity_around(tokens, index)
    is_whole = starts >= index - 1 and ends <= last + 1
    has_feature = _feature(scene, index, last)[1] > 0
    is_country = places[0].kind == "country"
    cue = _cue(scene, index)
    in_surnames = index == last and tokens[index].text.lower() in scene.surnames
    is_surname = in_surnames and cue != "strict" and not has_feature
    if is_surname or label in _PLACE_LABELS:
        return not is_surname
    is_person = label == "PERSON"
    if label and not is_whole:
        return label == "ORG" and (_is_seat(scene, index, last, starts, ends) or (is_country and cue == "strict"))
    if has_feature or _has_neighbour(scene, index, last, before, is_region=not is_person or places[0].kind == "adm1"):
        return label not in _OTHER_LABELS or has_feature
    if is_person or label in _OTHER_LABELS:
        is_nobody = is_person and is_country and _name_of(scene, index, last) not in scene.words.given
        return is_nobody or (cue == "strict" and label in {"PERSON", "NORP"} and _stands_alone(scene, last))
    is_seat = label == "ORG" and _word(scene, last + 1) in scene.words.institutions
    is_long = not label and last > index and places[0].kind in {"region", "adm1", "water", "landmark"}
    return cue is not None or is_country or is_seat or is_long


def _name_of(scene: _Scene, index: int, last: int) -> str:
    """Return the words of the tokens in lower case."""
    return scene.text[scene.tokens[index].start : scene.tokens[last].end].lower()


def _has_neighbour(scene: _Scene, index: int, last: int, before: Name | None, *, is_region: bool) -> bool:
    """Return whether a comma links the name to a region behind it, or, if it may be a region, to a place before it."""
    if _word(scene, last + 1) == "," and _leads_to_region(scene, last + 2):
        return True
    return is_region and before is not None and before.last == index - 2 and _word(scene, index - 1) == ","


def _stands_alone(scene: _Scene, last: int) -> bool:
    """Return whether no noun and no possessive follows: "in Jewish neighbourhoods" is no place called Jewish."""
    return last + 1 >= len(scene.tokens) or scene.tokens[last + 1].pos not in {"NOUN", "PROPN", "ADJ", "PART"}


def _is_seat(scene: _Scene, index: int, last: int, starts: int, ends: int) -> bool:
    """Return whether the name says where a body is ("Kabul University", "University of Mosul")."""
    if starts == index:
        return {_word(scene, last + 1), _word(scene, ends - 1)} & scene.words.institutions != frozenset()
    return ends == last + 1 and _word(scene, index - 1) == "of" and _word(scene, index - 2) in scene.words.institutions


def _leads_to_region(scene: _Scene, index: int) -> bool:
    """Return whether a country or a first-level division starts at the token."""
    if index >= len(scene.tokens) or not scene.tokens[index].text[:1].isupper():
        return False
    for last in _ends(scene, index):
        places = scene.lookup.find(scene.text[scene.tokens[index].start : scene.tokens[last].end])
        if places:
            return places[0].kind in {"country", "adm1"}
    return False


def _entity_around(tokens: tuple[Token, ...], index: int) -> tuple[int, int]:
    """Return the half-open token range of the entity at the token; the token alone outside entities."""
    label = tokens[index].entity
    if not label:
        return index, index + 1
    start = index
    while start > 0 and not tokens[start].entity_begins and tokens[start - 1].entity == label:
        start -= 1
    end = index + 1
    while end < len(tokens) and tokens[end].entity == label and not tokens[end].entity_begins:
        end += 1
    if end - 1 > index and tokens[end - 1].text in {"'s", "’s"}:
        end -= 1
    return start, end


def _read_unknown(scene: _Scene, index: int) -> int | None:
    """Return the last token of a place entity that the gazetteer does not know: kept as a name without a place."""
    token = scene.tokens[index]
    if token.entity not in {"GPE", "LOC"} or _is_no_place(scene, token.text):
        return None
    _, end = _entity_around(scene.tokens, index)
    last = end - 1
    while last > index and (scene.tokens[last].pos == "PUNCT" or scene.tokens[last].text in {"'s", "’s"}):
        last -= 1
    name = scene.text[token.start : scene.tokens[last].end]
    if _is_no_place(scene, name) or any(char.isdigit() for char in name):
        return None
    if index == last and token.text.lower() in scene.surnames:
        return None
    return last


def _cue(scene: _Scene, index: int) -> str | None:
    """Return "strict" or "loose" if a preposition or verb of place stands in front of the name, None if none does."""
    if _lead(scene, index)[0] is not None:
        return "strict"
    position = index - 1
    for _ in range(4):
        if position < 0:
            return None
        word = scene.tokens[position].text.lower()
        if word in scene.words.strict_cues or (word == "with" and _word(scene, position - 1) == "border"):
            return "strict"
        if word in scene.words.loose_cues or scene.tokens[position].lemma.lower() in scene.words.loose_cues:
            return "loose"
        if word not in scene.words.skipped:
            return None
        position -= 1
    return None


def _feature(scene: _Scene, index: int, last: int) -> tuple[frozenset[PlaceKind], int]:
    """Return the kinds that a feature word says, and the index behind it: behind the name, else before "of"; 0 if none."""
    after = scene.words.features.get(_word(scene, last + 1))
    if after is not None:
        return after, last + 2
    if _word(scene, index - 1) == "of":
        before = scene.words.features.get(_word(scene, index - 2))
        if before is not None:
            return before, last + 1
    inside = scene.words.features.get(_word(scene, last)) if last > index else None
    if inside is not None:
        return inside, last + 1
    return frozenset(), 0


def _build(scene: _Scene, first: int, last: int, places: tuple[Place, ...]) -> Name:
    kinds, feature_end = _feature(scene, first, last)
    start, end = scene.tokens[first].start, scene.tokens[last].end
    lead, is_fuzzy = _lead(scene, first)
    return Name(
        sentence=scene.index,
        first=first,
        last=last,
        start=start,
        end=end,
        text=scene.text[start:end],
        candidates=places,
        kinds=kinds,
        has_feature=feature_end > 0,
        feature_end=feature_end or last + 1,
        lead=None if lead is None else scene.text[scene.tokens[lead].start : start].strip(),
        is_fuzzy=is_fuzzy,
        words_start=start if lead is None else scene.tokens[lead].start,
        is_locative=_word(scene, first - 1) in _LOCATIVE or _word(scene, first - 2) in _LOCATIVE,
    )


def _lead(scene: _Scene, first: int) -> tuple[int | None, bool]:
    """Return the index of the first word of a phrase in front of the name that lowers its precision."""
    position = first - 1
    while position >= 0 and first - position < 6:
        for phrases, is_fuzzy in ((scene.words.fuzzy, True), (scene.words.near, False)):
            for phrase in phrases:
                begin = position - len(phrase) + 1
                if begin >= 0 and all(_word(scene, begin + offset) == word for offset, word in enumerate(phrase)):
                    return begin, is_fuzzy
        word = _word(scene, position)
        if word not in scene.words.skipped and word not in scene.words.features:
            return None, False
        position -= 1
    return None, False
