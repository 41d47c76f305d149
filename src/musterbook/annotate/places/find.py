"""Where: the places of one document, each with its candidates and the precision of UCDP GED.

1. Names are found (names), borders first (borders): "the Mali–Niger border" is one place, not two; and countries by their
   adjective (adjectives): "on Afghan soil".
2. Phrases say which name lies in which ("Achin district of Nangarhar", "Jalalabad, Afghanistan").
3. One candidate is chosen for each name (choice).
4. The precision follows from the kind of the place and from the words in front of it ("near", "between").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary, proxy

from musterbook.annotate.places.adjectives import Described, find_described
from musterbook.annotate.places.borders import Border, find_borders
from musterbook.annotate.places.choice import Choice, choose, is_minor, is_obscure
from musterbook.annotate.places.coherence import lie_apart
from musterbook.annotate.places.lookup import Lookup, PlaceIndex, is_part_of_country
from musterbook.annotate.places.names import Name, find_names, without_actors
from musterbook.annotate.places.neighbours import find_neighbours
from musterbook.annotate.places.villages import without_far_cities
from musterbook.annotate.places.words import load_place_words
from musterbook.model import Document, Mention, Place, PlaceCandidate, PlaceKind, PlaceReading, Sentence, Token, make_id

__all__ = ["PlaceIndex", "country_focus", "find_places"]

_PREC_OF_KIND = {
    "country": 6,
    "adm1": 4,
    "adm2": 3,
    "town": 1,
    "landmark": 1,
    "region": 5,
    "border": 5,
    "water": 5,
    "unknown": 5,
}
_SEAS = frozenset({"SEA", "OCN", "GULF", "STRT", "BAY", "CHN"})
_BETWEEN = frozenset({",", "in", "of", "the", "and", "'s", "’s", "is", "s", "(", "-"})
_OF_NAMES = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PUNCT"})
_DIVISIONS: frozenset[PlaceKind] = frozenset({"adm1", "adm2"})
_LONGEST_BETWEEN = 12
_DOWNWARD = frozenset({"'s", "’s"})
_WEIGHT_OF_NAME = {"country": 1.0, "adm1": 0.4, "adm2": 0.3, "town": 0.3}
# "US officials", "Afghan troops": that tells whose they are, and less of where the text is set.
_WEIGHT_OF_ADJECTIVE = 0.4
_WEIGHT_IF_SHARED = 0.4
_WEIGHT_IF_AMBIGUOUS = 0.1
_HEADLINE_WEIGHT = 2.0
# A village so far from all that a document is about is another one of that name.
_OTHER_WORLD_KM = 2_500.0
_FAR_SMALLER = 10
_BELOW_COUNTRIES = frozenset({"town", "adm2"})
# So many countries, the heaviest first, can settle whether a doubtful name is a place.
_SETTLING = 6


def country_focus(sentences: Sequence[Sentence], *, document: Document, gazetteer: PlaceIndex) -> tuple[str, ...]:
    """Return the countries a document is about (ISO 3166-1 alpha-2), the heaviest first.

    Names of countries count 1; those that are divisions of another too ("Georgia"), demonyms and names in front of a noun ("US troops") 0.4;
    places whose candidates all lie in one country 0.3 to 0.4, those with one candidate in a country that the text names 0.1; all twice that in
    a headline. Villages far from all that is widely known do not count. A single passing mention is kept: the order carries the weight.
    """
    lookup, names = _read_names(sentences, document=document, gazetteer=gazetteer)
    weights: dict[str, float] = {}

    def count(iso: str | None, weight: float, sentence: Sentence) -> None:
        if iso is not None:
            factor = _HEADLINE_WEIGHT if sentence.kind == "headline" else 1.0
            weights[iso] = weights.get(iso, 0.0) + weight * factor

    names = tuple(_speaking(names))
    for name in names:
        iso, weight = _country_of(name)
        sentence = sentences[name.sentence]
        if weight > _WEIGHT_OF_ADJECTIVE and _is_adjective(name, sentence):
            weight = _WEIGHT_OF_ADJECTIVE
        count(iso, weight, sentence)
    for sentence in sentences:
        for token in sentence.tokens:
            if token.text[:1].isupper():
                count(lookup.demonym(token.text), _WEIGHT_OF_ADJECTIVE, sentence)
    for name in names:
        # "Kabul" has namesakes elsewhere: it speaks for a country that only one of its candidates shares with the text.
        known = {place.country for place in name.candidates if place.country in weights}
        if len(known) == 1 and len({place.country for place in name.candidates}) > 1:
            count(known.pop(), _WEIGHT_IF_AMBIGUOUS, sentences[name.sentence])
    return tuple(sorted(weights, key=lambda iso: (-weights[iso], iso)))


def _speaking(names: Sequence[Name]) -> Iterator[Name]:
    """Yield the sure names that can speak for a country: not the few villages of others that lie far from all that is widely known."""
    sure = [name for name in names if name.is_sure]
    points = [
        name.candidates[0] for name in sure if name.candidates and not is_obscure(name) and _is_of_one_country(name)
    ]
    is_agreed = len({place.country for place in points}) == 1
    far = {
        name.start
        for name in sure
        if is_agreed and is_obscure(name) and lie_apart(name.candidates, points, km=_OTHER_WORLD_KM)
    }
    is_outnumbered = len(far) < len(points)
    yield from (name for name in sure if not (is_outnumbered and name.start in far))


def _is_of_one_country(name: Name) -> bool:
    """Return whether the name means its most prominent place for all readers: every other country's place of the name is far smaller.

    A country is none: a text may tell what it does far from home.
    """
    first, *others = name.candidates
    abroad = [place for place in others if place.country != first.country]
    if first.kind == "country" or not abroad:
        return first.kind != "country"
    largest = max(place.population or 0 for place in abroad)
    return (
        all(place.kind in {"town", "landmark"} for place in abroad)
        and (first.population or 0) >= _FAR_SMALLER * largest
    )


@dataclass(slots=True)
class _Known:
    """What is kept of one gazetteer: its look-ups, and the names of the document that was read last."""

    lookup: Lookup
    sentences: Sequence[Sentence] = ()
    names: tuple[Name, ...] = ()


# Kept for as long as the gazetteer lives: names recur from document to document, and the countries of a document and its
# places are read from the same names.
_KNOWN: WeakKeyDictionary[PlaceIndex, _Known] = WeakKeyDictionary()


def _read_names(
    sentences: Sequence[Sentence], *, document: Document, gazetteer: PlaceIndex
) -> tuple[Lookup, tuple[Name, ...]]:
    """Return the look-ups of the gazetteer and the names in the sentences, actors not yet considered."""
    known = _KNOWN.get(gazetteer)
    if known is None:
        # A strong reference to the gazetteer inside the value would keep it alive for ever.
        known = _KNOWN[gazetteer] = _Known(lookup=Lookup(proxy(gazetteer), load_place_words()))
    if known.sentences is not sentences:
        lookup = known.lookup
        told = {lookup.demonym(token.text) for sentence in sentences for token in sentence.tokens}
        names = find_names(sentences, text=document.text, lookup=lookup)
        known.names = without_far_cities(names, countries=told - {None})
        known.sentences = sentences
    return known.lookup, known.names


def _settle(names: Sequence[Name], focus: Sequence[str], lookup: Lookup) -> Iterator[Name]:
    """Yield the names that are sure, and of the others those that the gazetteer has in a country of the document.

    A sure name that several countries have speaks for the one of its most prominent place: "in Donetsk" is enough for Vuhledar.
    A name that these countries have only under another spelling gains those places, unless it is widely known as it stands; one
    that only far countries have, and that is not widely known, is no known place: it stays a name.
    """
    sure = [name for name in names if name.is_sure and name.candidates]
    bare = {name.candidates[0].country for name in sure if not is_minor(name) and not (focus and is_obscure(name))}
    known = bare.union(focus[:_SETTLING]) - {None}
    near = known | {name.candidates[0].country for name in sure} - {None}
    points = [name.candidates[0] for name in sure if not is_minor(name)]
    points = [place for place in points if place.country in focus[:_SETTLING]] or points
    grounds = {name.candidates[0].country for name in sure if not is_minor(name)} - {None} or near
    for name in map(_without_larger, names):
        # "the Marriott hotel" is no town of a country that only its guests come from
        is_near = any(place.country in (grounds if name.is_house else near) for place in name.candidates)
        if is_obscure(name) and not any(place.country in known for place in name.candidates):
            places = () if name.is_street else lookup.find_respelled(name.text, countries=known)
            if places:
                yield replace(name, candidates=(*places, *name.candidates))
                continue
            if name.is_sure and lie_apart(name.candidates, points, km=_OTHER_WORLD_KM):
                yield replace(name, candidates=())
                continue
        if name.is_sure or is_near:
            yield name


def _without_larger(name: Name) -> Name:
    """Return the name without the countries of that name where a word beside it says town or district: "the village of Bih"."""
    if not name.kinds or not name.kinds <= _BELOW_COUNTRIES:
        return name
    return replace(name, candidates=tuple(place for place in name.candidates if place.kind != "country"))


def _is_adjective(name: Name, sentence: Sentence) -> bool:
    """Return whether the name only describes the noun behind it ("US forces")."""
    token = sentence.tokens[name.last]
    return token.dep in {"compound", "nmod", "amod"} and token.head > name.last


def _country_of(name: Name) -> tuple[str | None, float]:
    """Return the country that a name speaks for and its weight; (None, 0) if its candidates lie in several."""
    if not name.candidates:
        return None, 0.0
    first = name.candidates[0]
    if is_part_of_country(first):
        return first.country, 1.0
    if first.kind == "country":
        # "Georgia" is a state too: it says less about the country than "Ghana" does.
        is_shared = any(place.kind == "adm1" and place.country != first.country for place in name.candidates)
        return first.country, _WEIGHT_IF_SHARED if is_shared else 1.0
    countries = {place.country for place in name.candidates}
    if len(countries) == 1:
        return first.country, _WEIGHT_OF_NAME.get(first.kind, 0.3)
    return None, 0.0


def find_places(
    sentences: Sequence[Sentence],
    *,
    document: Document,
    gazetteer: PlaceIndex,
    actors: tuple[Mention, ...],
    country_hint: Sequence[str] = (),
    homes: Sequence[str] = (),
) -> tuple[Mention, ...]:
    """Return the place mentions of a document in order of start; they do not overlap.

    Args:
        sentences: of the document, in order.
        document: for its text and id.
        gazetteer: where names are looked up.
        actors: actor mentions; a place name inside one is part of the actor's name.
        country_hint: countries the document is about, from `country_focus`; computed here if it is empty.
        homes: countries of the armed groups that the document names, the most named first.
    """
    text = document.text
    lookup, read = _read_names(sentences, document=document, gazetteer=gazetteer)
    focus = tuple(country_hint) or country_focus(sentences, document=document, gazetteer=gazetteer)
    focus = (*focus, *(iso for iso in homes if iso not in focus))
    in_order = tuple(sorted(actors, key=lambda mention: mention.start))
    whole: list[Border | Described] = list(find_borders(sentences, text=text, lookup=lookup, focus=focus))
    found = tuple(without_actors(tuple(_settle(read, focus, lookup)), in_order))
    for described in find_described(sentences, text=text, lookup=lookup, focus=focus or _countries_of(found)):
        if not any(one.start < described.end and described.start < one.end for one in whole):
            whole.append(described)
    names = tuple(name for name in found if not any(one.start < name.end and name.start < one.end for one in whole))
    parents, listed, inside = _find_parents(names, sentences)
    parents = find_neighbours(names, sentences, words=lookup.words) | parents
    choices = choose(names, parents=parents, listed=listed, inside=inside, focus=focus, lookup=lookup)
    mentions = [_mention(document, name, choice) for name, choice in zip(names, choices, strict=True)]
    mentions.extend(_whole_mention(document, one) for one in whole)
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _countries_of(names: Sequence[Name]) -> tuple[str, ...]:
    """Return the country of the most prominent place of the first name that has one: where nothing else tells, "the country" is that."""
    return tuple(name.candidates[0].country for name in names if name.candidates and name.candidates[0].country)[:1]


def _find_parents(
    names: Sequence[Name], sentences: Sequence[Sentence]
) -> tuple[dict[int, int], frozenset[int], frozenset[int]]:
    """Return index of a name → index of the name it is said to lie in: the one behind it, or before a possessive.

    The second part holds the names with nothing but a comma between: "Achin, Nangarhar" looks like "Achin, Anka and Maru".
    The third holds those that "in" puts there: "Faru, in the Maradun district"; not "in London, in Kabul".
    """
    words = load_place_words()
    parents: dict[int, int] = {}
    listed: set[int] = set()
    inside: set[int] = set()
    for index in range(len(names) - 1):
        left, right = names[index], names[index + 1]
        if left.sentence != right.sentence or right.first - left.last > _LONGEST_BETWEEN:
            continue
        tokens = sentences[left.sentence].tokens[left.last + 1 : right.first]
        between = [token.text.lower() for token in tokens]
        if not between or "and" in between or between == ["-"]:
            continue
        is_phrase = all(word in _BETWEEN | words.skipped | words.feature_words for word in between)
        if not is_phrase and not _says_what(tokens, words.feature_words):
            continue
        if between[0] in _DOWNWARD:
            parents[index + 1] = index
        else:
            parents[index] = index + 1
            if between == [","] and not right.kinds & _DIVISIONS:  # "Danko, Zamfara state" is no list
                listed.add(index)
            elif between[0] == "in" or (between[:2] == [",", "in"] and (right.kinds or right.has_feature)):
                inside.add(index)
    for child, parent in parents.items():
        if parents.get(parent + 1) == parent:  # "a village in Nigeria's Zamfara state": in the state
            parents[child] = parent + 1 if child < parent else parent
    return parents, frozenset(listed), frozenset(inside)


def _says_what(tokens: Sequence[Token], features: frozenset[str]) -> bool:
    """Return whether the words between two names say what the first is, and that it lies in the second: ", a remote village in the state of"."""
    words = [token.text.lower() for token in tokens]
    noun = next((at for at, word in enumerate(words) if word in features), 0)
    if words[0] != "," or noun < 2 or tokens[1].pos != "DET" or words[noun + 1 : noun + 2] not in (["in"], ["of"]):
        return False
    return all(token.pos in _OF_NAMES for token in tokens[1:noun]) and all(
        token.pos in _OF_NAMES or token.text.lower() in {"in", "of"} for token in tokens[noun + 1 :]
    )


def _mention(document: Document, name: Name, choice: Choice) -> Mention:
    return Mention(
        mention_id=make_id("m", document.document_id, "place", name.start, name.end),
        kind="place",
        start=name.start,
        end=name.end,
        text=name.text,
        reading=PlaceReading(
            place=choice.place,
            where_prec=None if choice.place is None else _precision(name, choice.place),
            words=document.text[name.words_start : name.end],
            candidates=choice.candidates,
            why=choice.why,
        ),
    )


def _precision(name: Name, place: Place) -> int:
    """Return GED's precision of the place as it is named here."""
    if place.kind == "water":
        return 7 if place.feature_code in _SEAS else 5
    precision = _PREC_OF_KIND[place.kind]
    if place.kind == "town" and name.kinds & {"adm1", "adm2"}:
        # Only the town of that name is known: its point stands for the division.
        return 3 if "adm2" in name.kinds else 4
    if name.is_fuzzy:
        return max(precision, 5)
    if precision == 1 and (
        name.lead is not None or place not in name.candidates or (name.has_feature and not name.kinds)
    ):
        return 2
    if place.kind in {"adm1", "adm2"} and name.lead is not None:
        return 5
    return precision


def _whole_mention(document: Document, found: Border | Described) -> Mention:
    """Return the mention of a place that is given by several words together, with no other candidate."""
    words = document.text[found.start : found.end]
    return Mention(
        mention_id=make_id("m", document.document_id, "place", found.start, found.end),
        kind="place",
        start=found.start,
        end=found.end,
        text=words,
        reading=PlaceReading(
            place=found.place,
            where_prec=_PREC_OF_KIND[found.place.kind],
            words=words,
            candidates=(PlaceCandidate(place=found.place, weight=1.0),),
            why=found.why,
        ),
    )
