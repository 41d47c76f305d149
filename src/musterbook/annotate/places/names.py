"""Which words of a text are place names, and what stands around each of them.

1. A name is a run of capitalised words; the longest run that the gazetteer knows wins.
2. A name of a place entity of the language model is a place; another one needs a cue: a preposition, a feature word
   ("district"), a place behind a comma, or to be a country or a region of two words.
3. No place: a demonym, the name of a person, a part of an organisation's name, a part of an actor's name.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from musterbook.annotate.places.evidence import (
    Scene,
    cue_before,
    ends_of,
    entity_around,
    find_part,
    has_neighbour,
    is_cut_at_dash,
    is_dateline,
    is_no_place,
    is_on_line,
    is_seat,
    is_second_half,
    lead_before,
    names_house,
    names_street,
    names_vessel,
    part_start,
    runs_on,
    stands_alone,
    surnames_of,
    word_at,
)
from musterbook.annotate.places.levels import feature_beside, is_of_level, is_village, level_told
from musterbook.annotate.places.lookup import Lookup
from musterbook.annotate.places.unlisted import OTHER_LABELS, end_of_name, find_used, read_entity
from musterbook.annotate.places.use import Use, root_of, use_as_place
from musterbook.model import Mention, Place, PlaceKind, Sentence

__all__ = ["Name", "find_names", "without_actors"]

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_TIMES = frozenset({"DATE", "TIME"})
_ARTICLES = frozenset({"the", "a", "an"})
_SMALL_WORDS = frozenset({"ADP", "SCONJ", "CCONJ", "ADV"})
# "and", "a village": what is said of one place is said of the other; no further than so many words.
_JOINED = frozenset({"conj", "appos"})
_NEAR = 8
_SMALL: frozenset[PlaceKind] = frozenset({"town", "landmark", "unknown"})
_PART: frozenset[PlaceKind] = frozenset({"region"})
# A house called by the name of a place with so many inhabitants stands there, and a blast that shakes the name shakes that, wherever the
# document is set.
_KNOWN_WIDELY = 50_000
# Actor mentions that may lie over one name: more are hostile input.
_MOST_NESTED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One place name in the text.

    Attributes:
        sentence: index of its sentence; first, last: indexes of its tokens there.
        candidates: of the gazetteer, the most prominent first; empty if it has none.
        kinds: the kinds of place that a feature word beside it says; empty without one.
        has_feature: a feature word stands beside it ("area" says no kind).
        lead: the words in front that lower the precision ("near"), None if there are none; is_fuzzy: they, or "road" behind it, make it a line or area.
        words_start: where `lead` starts, else `start`.
        is_locative: a preposition of place stands in front.
        is_point: "at" stands in front, which takes a point and no division.
        is_house: a building is called by it ("the Marriott hotel"); is_street: a street or a square.
        is_village: a word beside it says that it is small.
        is_sure: it is a place wherever the document is set; else only what is done to it says so.
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
    is_point: bool = False
    is_house: bool = False
    is_street: bool = False
    is_village: bool = False
    is_sure: bool = True


def find_names(sentences: Sequence[Sentence], *, text: str, lookup: Lookup) -> tuple[Name, ...]:
    """Return the place names of a document in order, those that are not sure among them; they do not overlap."""
    surnames = surnames_of(sentences)
    names: list[Name] = []
    doubts: list[tuple[Name, Use | None]] = []
    for index, sentence in enumerate(sentences):
        scene = Scene(
            tokens=sentence.tokens,
            text=text,
            lookup=lookup,
            words=lookup.words,
            surnames=surnames,
            index=index,
        )
        names.extend(_names_of(scene, doubts))
    # What is a place once in a document is one wherever it stands alone.
    known = {name.text.lower() for name in names if name.candidates}
    told = {name.text.lower() for name in (*names, *(name for name, use in doubts if use == "sure"))}
    sure = {(name.sentence, token) for name in names for token in range(name.first, name.last + 1)}
    for name, use in doubts:
        is_sure = use == "sure" or name.text.lower() in known or (use is not None and name.text.lower() in told)
        is_sure = is_sure or _is_beside_place(sentences, name, sure)
        if is_sure or use is not None:
            names.append(replace(name, is_sure=is_sure))
            sure.update((name.sentence, token) for token in range(name.first, name.last + 1) if is_sure)
    return tuple(sorted(names, key=lambda name: name.start))


def _is_beside_place(sentences: Sequence[Sentence], name: Name, sure: Container[tuple[int, int]]) -> bool:
    """Return whether a comma or "and" joins the name to a place: "Sar-e Pul and Shibirghan".

    Args:
        sentences: of the document.
        name: that is in doubt.
        sure: (sentence, token) of the words of places.
    """
    tokens = sentences[name.sentence].tokens
    root = root_of(tokens, name.first, name.last)
    above = tokens[root].head if tokens[root].dep in _JOINED else None
    below = (i for i in range(name.last + 1, min(name.last + _NEAR, len(tokens))) if tokens[i].head == root)
    joined = [i for i in below if tokens[i].dep == "conj"] + ([] if above is None else [above])
    return any((name.sentence, token) in sure for token in joined)


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


def _names_of(scene: Scene, doubts: list[tuple[Name, Use | None]]) -> Iterator[Name]:
    index = 0
    before: Name | None = None
    while index < len(scene.tokens):
        if not _may_start(scene, index):
            index += 1
            continue
        last, places, is_place = _read(scene, index, None if before is None else before.feature_end - 1)
        if places and names_house(scene, last):
            doubts.append((_build(scene, index, last, places), _use_if_known(scene, index, last, places)))
        elif is_place:
            before = _build(scene, index, last, places)
            yield before
        elif places:
            doubts.append((_build(scene, index, last, places), _use_of(scene, index, last, places)))
        elif last == index:
            unlisted = find_used(scene, index)
            if unlisted is not None:
                last = unlisted.last
                doubts.append((_build(scene, index, last, ()), unlisted.use))
        index = last + 1


def _may_start(scene: Scene, index: int) -> bool:
    """Return whether a name may start at the token: a capital or an Arabic article joined to one, no English small word."""
    token = scene.tokens[index]
    if token.text in scene.words.articles and index + 2 < len(scene.tokens):
        if _is_inside_name(scene, index):
            return False
        dash, noun = scene.tokens[index + 1 : index + 3]
        return dash.text == "-" and token.end == dash.start and dash.end == noun.start and noun.text[:1].isupper()
    # "At Mai Kadra": the gazetteer would take the preposition for the article of "At Tall".
    is_small = token.text.lower() in _ARTICLES or (token.pos in _SMALL_WORDS and not token.entity)
    return token.text[:1].isupper() and not is_small


def _is_inside_name(scene: Scene, index: int) -> bool:
    """Return whether the article only goes on with a name: "al" in "Bourj al-Barajneh" begins none."""
    before = scene.tokens[index - 1] if index else None
    return before is not None and before.pos == "PROPN" and before.text[:1].isupper() and before.text.isalpha()


def _read(scene: Scene, index: int, before: int | None) -> tuple[int, tuple[Place, ...], bool]:
    """Return the last token of the name that starts at the token, its places, and whether it is a place here.

    Places without the last word mean doubt: another mention in the document may decide.
    """
    starts, behind = entity_around(scene.tokens, index)
    for last in ends_of(scene, index):
        name = scene.text[scene.tokens[index].start : scene.tokens[last].end]
        places = scene.lookup.find(name) if name[:1].isupper() or last > index else ()  # no article by itself
        if not places or (last == index and _is_only_prefix(scene, index)) or is_cut_at_dash(scene, last):
            continue
        if is_no_place(scene, name) or is_second_half(scene, index) or names_vessel(scene, index, last):
            return last, (), False
        if last + 1 < behind and scene.tokens[index].entity in {"LOC", "FAC"} and _ends_in_feature(scene, last, behind):
            # "Mississippi River" is not the state, "Dublin Road" not the town.
            is_kept = scene.tokens[index].entity == "LOC"
            return behind - 1, (), is_kept
        if last + 1 < behind and _may_go_on(scene.tokens[index].entity, places) and _goes_on(scene, last, places):
            continue  # "Bali Dhidin" is not Bali
        if _is_place(scene, index, last, places, before):
            return last, places, True
        is_alone = (
            starts == index and not _is_inner(scene, last) and (behind == last + 1 or not scene.tokens[index].entity)
        )
        return last, places if is_alone else (), False
    unknown = read_entity(scene, index)
    return (index, (), False) if unknown is None else (unknown, (), True)


def _is_only_prefix(scene: Scene, index: int) -> bool:
    """Return whether the word is no name without the next: an article, or "Puerto" in "Puerto Jordán", which the gazetteer lacks."""
    if scene.tokens[index].text.isupper():
        return False
    if word_at(scene, index) in scene.words.joiners:
        return True
    behind = scene.tokens[index + 1] if index + 1 < len(scene.tokens) else None
    is_joined = behind is not None and behind.pos == "PROPN" and behind.text[:1].isupper() and behind.text.isalpha()
    return (
        is_joined
        and word_at(scene, index) in scene.words.prefixes
        and not scene.words.features.get(word_at(scene, index + 1))
    )


def _goes_on(scene: Scene, last: int, places: tuple[Place, ...]) -> bool:
    """Return whether a word that is neither a feature nor a place itself goes on with the name, whose places these are.

    A small place with the name of another behind it is neither: "El Guayabo Alto" is not El Guayabo, and no Alto.
    """
    behind = scene.tokens[last + 1]
    is_word = behind.pos == "PROPN" and behind.text[:1].isupper() and behind.text.isalpha()
    if not is_word or word_at(scene, last + 1) in scene.words.features.keys() | scene.words.institutions:
        return False
    others = scene.lookup.find(behind.text)
    return not others or (bool(places) and all(map(_is_small, (*places, *others))))


def _may_go_on(label: str, places: tuple[Place, ...]) -> bool:
    """Return whether a word behind the name may be its own; behind a widely known one it is that of a house, as often as not."""
    return label in {"GPE", "LOC"} or (label == "FAC" and all(map(_is_small, places)))


def _is_small(place: Place) -> bool:
    return place.kind in _SMALL and (place.population or 0) < _KNOWN_WIDELY


def _ends_in_feature(scene: Scene, last: int, behind: int) -> bool:
    """Return whether the rest of an entity is a name's own last word ("… River"), not a level of administration."""
    kinds = scene.words.features.get(word_at(scene, behind - 1))
    return kinds is not None and bool(kinds) and behind - 1 > last and not kinds & {"adm1", "adm2", "town", "country"}


def _is_place(scene: Scene, index: int, last: int, places: tuple[Place, ...], before: int | None) -> bool:
    """Return whether a name that the gazetteer knows is a place here."""
    tokens = scene.tokens
    label = tokens[index].entity
    starts, ends = entity_around(tokens, index)
    is_whole = starts >= index - 1 and ends <= last + 1
    has_feature = feature_beside(scene, index, last)[1] > 0 and not runs_on(scene, index, last)
    is_country = places[0].kind == "country"
    cue = cue_before(scene, index)
    is_person = label == "PERSON"
    has_region = has_neighbour(scene, index, last, before, is_region=not is_person or places[0].kind == "adm1")
    if index == last and tokens[index].text.lower() in scene.words.common:
        return label in {"GPE", "LOC"} and is_whole and (cue == "strict" or has_feature or has_region)
    in_surnames = index == last and tokens[index].text.lower() in scene.surnames
    if in_surnames and cue != "strict" and not has_feature:
        return False
    is_told = starts == index and word_at(scene, last + 1) in scene.words.inhabitants
    is_told = is_told or is_on_line(scene, last)
    if (
        label in _PLACE_LABELS
        or _has_level(scene, index, last, places)
        or is_dateline(scene, index, last)
        or (is_told and label not in OTHER_LABELS)
    ):
        return True
    if label and not is_whole:
        return label == "ORG" and (is_seat(scene, index, last) or (is_country and cue == "strict"))
    if has_feature or has_region:
        return label not in OTHER_LABELS or has_feature
    return _is_place_by_cue(scene, index, last, places[0].kind, cue)


def _has_level(scene: Scene, index: int, last: int, places: tuple[Place, ...]) -> bool:
    """Return whether the name has the level that a word beside it says: "in Madagali LGA", whatever the language model takes it for."""
    kinds = feature_beside(scene, index, last)[0] or level_told(scene, last)
    starts, _ = entity_around(scene.tokens, index)
    is_whole = starts == index and not runs_on(scene, index, last) and not _is_inner(scene, last)
    return (
        is_whole and is_of_level(kinds) and scene.tokens[last].pos == "PROPN" and any(p.kind in kinds for p in places)
    )


def _is_inner(scene: Scene, last: int) -> bool:
    """Return whether the token only begins a longer name: "Ser" in "the village of Ser Banader", "Daman" in "Daman Aghah district"."""
    if last + 1 >= len(scene.tokens) or scene.tokens[last].head <= last or not _goes_on(scene, last, ()):
        return False
    behind = end_of_name(scene, last + 1) + 1
    is_told = word_at(scene, last - 1) == "of" and word_at(scene, last - 2) in scene.words.features
    return is_told or (
        behind < len(scene.tokens) and is_of_level(scene.words.features.get(scene.tokens[behind].text, frozenset()))
    )


def _is_place_by_cue(scene: Scene, index: int, last: int, kind: PlaceKind, cue: str | None) -> bool:
    """Return whether a name that the language model calls no place, with nothing of level or region beside it, is one."""
    label = scene.tokens[index].entity
    is_person, is_country = label == "PERSON", kind == "country"
    if is_person or label in OTHER_LABELS:
        if label in _TIMES:  # "a raid in Daraa hours later", taken for one time
            return cue == "strict" and scene.tokens[index].pos == "PROPN"
        is_nobody = is_person and is_country and _name_of(scene, index, last) not in scene.words.given
        return is_nobody or (cue == "strict" and label in {"PERSON", "NORP"} and stands_alone(scene, last))
    has_body = label == "ORG" and word_at(scene, last + 1) in scene.words.institutions
    is_long = not label and last > index and kind in {"region", "adm1", "water", "landmark"}
    return cue is not None or is_country or has_body or is_long


def _words_start(scene: Scene, first: int, *, lead: int | None, is_part: bool) -> int:
    """Return where the words start that say how exactly the name is meant ("near", "southern"); the name itself without any."""
    if lead is not None:
        return scene.tokens[lead].start
    return scene.tokens[part_start(scene, first) if is_part else first].start


def _use_of(scene: Scene, index: int, last: int, places: tuple[Place, ...]) -> Use | None:
    """Return what is done to a doubtful name as to a place; None for nothing, a person's last name and a common word."""
    if index == last and word_at(scene, index) in scene.words.common | scene.surnames:
        return None
    use = use_as_place(scene, index, last)
    if use == "seat":
        is_bare = not scene.tokens[index].entity
        return "sure" if is_bare and len({place.country for place in places}) == 1 else "likely"
    return _use_if_known(scene, index, last, places) if use == "known" else use


def _use_if_known(scene: Scene, index: int, last: int, places: tuple[Place, ...]) -> Use:
    """Return how surely what is told of a name, or of a house called by it, is told of a place: surely of one widely known by it."""
    is_known = any(
        (place.population or 0) >= _KNOWN_WIDELY for place in places[:1] if _is_called(place, scene, index, last)
    )
    return "sure" if is_known else "likely"


def _is_called(place: Place, scene: Scene, index: int, last: int) -> bool:
    return place.name.casefold() == _name_of(scene, index, last)


def _name_of(scene: Scene, index: int, last: int) -> str:
    """Return the words of the tokens in lower case."""
    return scene.text[scene.tokens[index].start : scene.tokens[last].end].lower()


def _build(scene: Scene, first: int, last: int, places: tuple[Place, ...]) -> Name:
    kinds, feature_end = feature_beside(scene, first, last)
    told = level_told(scene, last)
    if not feature_end and any(place.kind in told for place in places):  # a "district" may be a quarter of a town
        kinds = told
    is_street = names_street(scene, first, last)
    if is_street:
        places = tuple(place for place in places if place.kind == "landmark")
    start, end = scene.tokens[first].start, scene.tokens[last].end
    lead, is_fuzzy = lead_before(scene, first)
    part = find_part(scene, first, places)
    return Name(
        sentence=scene.index,
        first=first,
        last=last,
        start=start,
        end=end,
        text=scene.text[start:end],
        candidates=(*part, *places),
        kinds=_PART if part else kinds,
        has_feature=feature_end > 0,
        feature_end=feature_end or last + 1,
        lead=None if lead is None else scene.text[scene.tokens[lead].start : start].strip(),
        is_fuzzy=is_fuzzy or is_on_line(scene, last),
        words_start=_words_start(scene, first, lead=lead, is_part=bool(part)),
        is_point=word_at(scene, first - 1) == "at",
        is_house=names_house(scene, last),
        is_street=is_street,
        is_village=is_village(scene, first, last),
        is_locative=bool({word_at(scene, first - 1), word_at(scene, first - 2)} & scene.words.locative),
    )
