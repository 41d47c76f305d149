"""What stands around a name: prepositions, words of level, regions beside it, the body or the list it is part of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from musterbook.annotate.places.lookup import Lookup
from musterbook.annotate.places.words import PlaceWords
from musterbook.model import Place, PlaceKind, Sentence, Token

__all__ = [
    "DASHES", "Scene", "cue_before", "ends_of", "entity_around", "find_part", "has_neighbour", "is_cut_at_dash", "is_dateline", "is_no_place", "is_on_line",
    "is_seat", "is_second_half", "lead_before", "names_house", "names_street", "names_vessel", "part_start", "runs_on", "stands_alone", "surnames_of", "word_at",
]  # fmt: skip

_LONGEST = 6
_LONGEST_ACRONYM = 4
_LONGEST_LIST = 14
DASHES = frozenset("-–—‑")
_ENTITY_ENDS = frozenset({",", "in", "near", "at", "from", "after", "since", "during"})
_PAIRED = frozenset({"and", "&"})
_OF_TIMES = frozenset({"DATE", "TIME"})
_OF_SINGLES = frozenset({"PERSON", "PRODUCT", "WORK_OF_ART"})
_DATELINE_DASHES = frozenset({"-", "–", "—", "--"})
_NATURAL: frozenset[PlaceKind] = frozenset({"water"})
# "Rep. Ann Example, D-Topeka": the place a member of parliament speaks for.
_PARTIES = ("D-", "R-", "I-", "DFL-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One sentence while its names are looked for."""

    tokens: tuple[Token, ...]
    text: str
    lookup: Lookup
    words: PlaceWords
    surnames: frozenset[str]
    index: int


def surnames_of(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Return the last names of the persons that are named in full."""
    return frozenset(
        following.text.lower()
        for sentence in sentences
        for token, following in pairwise(sentence.tokens)
        if token.entity == "PERSON" and following.entity == "PERSON" and not following.entity_begins
    )


def entity_around(tokens: tuple[Token, ...], index: int) -> tuple[int, int]:
    """Return the half-open token range of the entity at the token; the token alone outside entities.

    The language model takes "Jaar in Abyan" and "Nduga, Papua" for one body, and "Sake and Goma" for one title: a comma or a
    preposition of place ends it, and "and" where no name of that label has one.
    """
    label = tokens[index].entity
    stops = _ENTITY_ENDS | _PAIRED if label in _OF_SINGLES else _ENTITY_ENDS
    if label in _OF_TIMES and tokens[index].pos == "PROPN":  # "in the village of Meja last month"
        return index, index + 1
    if not label or tokens[index].text in stops:
        return index, index + 1
    if (
        index + 2 < len(tokens) and tokens[index + 1].text == "on" and tokens[index + 2].pos == "NUM"
    ):  # "Obo on 4 September"
        return index, index + 1
    start = index
    while (
        start > 0
        and not tokens[start].entity_begins
        and tokens[start - 1].entity == label
        and tokens[start - 1].text not in stops
    ):
        start -= 1
    end = index + 1
    while (
        end < len(tokens)
        and tokens[end].entity == label
        and not tokens[end].entity_begins
        and tokens[end].text not in stops
    ):
        end += 1
    if end - 1 > index and tokens[end - 1].text in {"'s", "’s"}:
        end -= 1
    return start, end


def ends_of(scene: Scene, index: int) -> Iterator[int]:
    """Yield the last tokens of the runs that start at the token, the longest run first."""
    tokens = scene.tokens
    last = index
    ends = [index]
    while last + 1 < len(tokens) and last + 1 - index < _LONGEST:
        following = tokens[last + 1]
        is_joined = following.start == tokens[last].end
        if following.text[:1].isupper():
            ends.append(last + 1)
        elif not (following.text in DASHES and is_joined) and following.text.lower() not in scene.words.joiners:
            break
        last += 1
    return reversed(ends)


def word_at(scene: Scene, index: int) -> str:
    """Return the token in lower case; empty outside the sentence."""
    return scene.tokens[index].text.lower() if 0 <= index < len(scene.tokens) else ""


def is_no_place(scene: Scene, name: str) -> bool:
    """Return whether a name is no place wherever it stands: an acronym, a demonym, a word of the tables."""
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


def cue_before(scene: Scene, index: int) -> str | None:
    """Return "strict" or "loose" if a preposition or verb of place stands in front of the name, None if none does."""
    start = scene.tokens[index].start
    if lead_before(scene, index)[0] is not None or scene.text.startswith(_PARTIES, max(start - 2, 0)):
        return "strict"
    position = index - 1
    is_placed, cue = False, None
    for _ in range(4):
        if position < 0:
            break
        word = scene.tokens[position].text.lower()
        if word in scene.words.strict_cues or (word == "with" and word_at(scene, position - 1) == "border"):
            return "strict"
        if word in scene.words.loose_cues or scene.tokens[position].lemma.lower() in scene.words.loose_cues:
            cue = "strict" if is_placed else "loose"
        if word not in scene.words.skipped and word not in DASHES:
            break
        is_placed = is_placed or word not in scene.words.plain
        position -= 1
    return cue


def lead_before(scene: Scene, first: int) -> tuple[int | None, bool]:
    """Return the index of the first word of a phrase in front of the name that lowers its precision."""
    position = first - 1
    while position >= 0 and first - position < 6:
        for phrases, is_fuzzy in ((scene.words.fuzzy, True), (scene.words.near, False)):
            for phrase in phrases:
                begin = position - len(phrase) + 1
                if begin >= 0 and all(word_at(scene, begin + offset) == word for offset, word in enumerate(phrase)):
                    return begin, is_fuzzy
        word = word_at(scene, position)
        if word not in scene.words.skipped and word not in scene.words.feature_words and word not in DASHES:
            return None, False
        position -= 1
    return None, False


def find_part(scene: Scene, first: int, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the regions that a point of the compass before the name makes of it ("southern Somalia"), as the gazetteer has them."""
    direction = (
        scene.words.compass.get(scene.text[scene.tokens[part_start(scene, first)].start : scene.tokens[first - 1].end])
        if first
        else None
    )
    if direction is None or not places or places[0].kind not in {"country", "adm1"}:
        return ()
    country = places[0].country
    found = scene.lookup.find(f"{direction} {places[0].name}")
    return tuple(place for place in found if place.kind == "region" and place.country == country)


def part_start(scene: Scene, first: int) -> int:
    """Return the first token of the point of the compass before the name, "north-eastern" being three; the token before it if it is none."""
    start = first - 1
    if first > 2 and scene.tokens[start - 1].text in DASHES:
        joined = scene.text[scene.tokens[start - 2].start : scene.tokens[start].end]
        return start - 2 if joined in scene.words.compass else start
    return start


def is_dateline(scene: Scene, index: int, last: int) -> bool:
    """Return whether the name opens a report: "HERAT —", with capitals anywhere, else only as the first words."""
    is_first = index == 0 and scene.index < 2
    name = scene.text[scene.tokens[index].start : scene.tokens[last].end]
    return (
        word_at(scene, last + 1) in _DATELINE_DASHES and len(name) > _LONGEST_ACRONYM and (name.isupper() or is_first)
    )


def is_on_line(scene: Scene, last: int) -> bool:
    """Return whether the name is an end of a line: alone or joined to another one before "road", or behind "road from"."""
    tokens = scene.tokens
    following = last + 1
    if following < len(tokens) and tokens[following].text in DASHES:
        following += 1
        while following < len(tokens) and following - last < _LONGEST and tokens[following].text[:1].isupper():
            following += 1
    is_before = following < len(tokens) and tokens[following].text in scene.words.lines
    return is_before or _ends_line(scene, last)


def _ends_line(scene: Scene, last: int) -> bool:
    """Return whether a road is said to go from or to the name: "the highway from Damascus to Aleppo"."""
    position = last
    while position >= 0 and last - position < _LONGEST and scene.tokens[position].text[:1].isupper():
        position -= 1
    if word_at(scene, position) in scene.words.line_ends:  # the second end
        position -= 1
        while position >= 0 and last - position < _LONGEST_LIST and scene.tokens[position].text[:1].isupper():
            position -= 1
    is_from = word_at(scene, position) in scene.words.line_starts
    return is_from and word_at(scene, position - 1) in scene.words.lines


def runs_on(scene: Scene, index: int, last: int) -> bool:
    """Return whether the tokens are only a part of a longer name: "Dasht" in "Dasht-e-Barchi", the last word of an unknown one."""
    tokens = scene.tokens
    if is_cut_at_dash(scene, last):
        return True
    before = tokens[index - 1] if index else None
    if before is None or not before.text[:1].isupper() or before.pos != "PROPN" or before.text.isupper():
        return False
    lower = before.text.lower()
    words = scene.words
    is_word = lower in words.skipped or lower in words.features or lower in words.never or lower in words.common
    return not is_word and before.entity == tokens[index].entity and not tokens[index].entity_begins


def is_cut_at_dash(scene: Scene, last: int) -> bool:
    """Return whether a dash and a small word of names go on with the name right behind the token: "Dasht" in "Dasht-e Barchi"."""
    ahead = scene.tokens[last + 1 : last + 3]
    is_joined = len(ahead) > 1 and ahead[0].text in DASHES and ahead[0].start == scene.tokens[last].end
    return is_joined and ahead[1].start == ahead[0].end and ahead[1].text in scene.words.joiners


def names_house(scene: Scene, last: int) -> bool:
    """Return whether a house is called by the name: "the Marriott hotel", "at St Sebastian's"."""
    following = word_at(scene, last + 1)
    if following in {"'s", "’s"}:
        behind = scene.tokens[last + 2] if last + 2 < len(scene.tokens) else None
        return behind is None or behind.pos in {"PUNCT", "CCONJ", "ADP"}
    return following in scene.words.houses or _is_in_list_of_houses(scene, last)


def _is_in_list_of_houses(scene: Scene, last: int) -> bool:
    """Return whether the name stands in a list of houses: "the Radisson SAS, Grand Hyatt and Days Inn hotels"."""
    for position in range(last + 1, min(last + _LONGEST_LIST, len(scene.tokens))):
        word = scene.tokens[position].text
        if word.lower() in scene.words.houses:
            return word.islower() and word.endswith("s")
        if not word[:1].isupper() and word.lower() not in {",", "and", "or"}:
            break
    return False


def is_second_half(scene: Scene, index: int) -> bool:
    """Return whether a feature's own first word stands before the name, which the gazetteer lacks: "Lanao" in "Lake Lanao"."""
    before = scene.tokens[index - 1] if index else None
    if before is None or not before.text[:1].isupper():
        return False
    return bool(scene.words.features.get(before.text.lower(), frozenset()) & _NATURAL)


def names_street(scene: Scene, index: int, last: int) -> bool:
    """Return whether a street or a square is called by the name: "on Baghdad Street"; not in "on a busy Baghdad street"."""
    if word_at(scene, last + 1) not in scene.words.streets:
        return False
    position = index - 1
    while position > 0 and scene.tokens[position].pos == "ADJ":
        position -= 1
    return not scene.tokens[last + 1].text.islower() or word_at(scene, position) not in scene.words.one_of


def names_vessel(scene: Scene, index: int, last: int) -> bool:
    """Return whether the name is that of the vessel before it: "the ferry Gao"; not in "the ferry Gao residents use"."""
    tokens = scene.tokens
    if not tokens[index].text[:1].isupper() or word_at(scene, index - 1) not in scene.words.vessels:
        return False
    behind = tokens[last + 1] if last + 1 < len(tokens) else None
    if behind is not None and behind.pos == "NOUN" and behind.text.islower():
        return False
    verb = tokens[tokens[last].head]  # "the frigate Iran built"
    return not (tokens[last].dep == "nsubj" and verb.dep == "relcl" and verb.head == index - 1)


def has_neighbour(scene: Scene, index: int, last: int, before: int | None, *, is_region: bool) -> bool:
    """Return whether a comma links the name to a region behind it, or, if it may be a region, to a place before it.

    `before` is the last token of the place in front.
    """
    if word_at(scene, last + 1) == "," and leads_to_region(scene, last + 2):
        return True
    return is_region and before is not None and before == index - 2 and word_at(scene, index - 1) == ","


def stands_alone(scene: Scene, last: int) -> bool:
    """Return whether no noun and no possessive follows: "in Jewish neighbourhoods" is no place called Jewish."""
    return last + 1 >= len(scene.tokens) or scene.tokens[last + 1].pos not in {"NOUN", "PROPN", "ADJ", "PART"}


def is_seat(scene: Scene, index: int, last: int) -> bool:
    """Return whether the name says where a body is ("Kabul University", "University of Mosul")."""
    starts, ends = entity_around(scene.tokens, index)
    if starts == index or (starts == index - 1 and word_at(scene, starts) == "the"):
        behind = {word_at(scene, position) for position in range(last + 1, max(ends, last + 2))}
        return not behind.isdisjoint(scene.words.institutions)
    return (
        ends == last + 1 and word_at(scene, index - 1) == "of" and word_at(scene, index - 2) in scene.words.institutions
    )


def leads_to_region(scene: Scene, index: int) -> bool:
    """Return whether a country or a first-level division starts at the token."""
    if index >= len(scene.tokens) or not scene.tokens[index].text[:1].isupper():
        return False
    for last in ends_of(scene, index):
        places = scene.lookup.find(scene.text[scene.tokens[index].start : scene.tokens[last].end])
        if places:
            return places[0].kind in {"country", "adm1"}
    return False
