"""The table of words around place names, read from places.toml and checked as it loads."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from musterbook.errors import RegisterError
from musterbook.model import PlaceKind

__all__ = ["PlaceWords", "Spelling", "load_place_words", "read_place_words"]

_FILE = "places.toml"
_TOKEN = re.compile(r"-|[^\s-]+")
_Where = Literal["anywhere", "start", "end"]
_LISTS: Mapping[str, tuple[str, str]] = {
    "strict_cues": ("cues", "strict"), "loose_cues": ("cues", "loose"), "skipped": ("cues", "skipped"),
    "plain": ("cues", "plain"), "locative": ("cues", "locative"), "where": ("cues", "where"),
    "beside": ("cues", "beside"),
    "used_verbs": ("use", "verbs"), "used_nouns": ("use", "nouns"), "used_moves": ("use", "moves"),
    "sure_verbs": ("use", "sure_verbs"), "sure_nouns": ("use", "sure_nouns"), "seat_nouns": ("use", "seat_nouns"), "fates": ("use", "fates"),
    "striking": ("use", "striking"), "shakes": ("use", "shakes"), "strikers": ("use", "strikers"),
    "armed": ("use", "armed"), "limbs": ("use", "limbs"), "on_limbs": ("use", "on_limbs"),
    "hosts": ("use", "hosts"), "holds": ("use", "holds"), "always": ("use", "always"), "of_noun": ("use", "of_noun"),
    "of_move": ("use", "of_move"),
    "vessels": ("vessels", "words"),
    "streets": ("streets", "words"), "one_of": ("streets", "one_of"),
    "villages": ("villages", "words"),
    "articles": ("names", "articles"), "never": ("names", "never"), "common": ("names", "common"),
    "prefixes": ("names", "prefixes"), "joiners": ("names", "joiners"), "given": ("names", "given"),
    "institutions": ("institutions", "words"),
    "inhabitants": ("inhabitants", "words"),
    "houses": ("houses", "words"),
    "lines": ("near", "lines"), "line_starts": ("near", "line_starts"), "line_ends": ("near", "line_ends"),
    "borders": ("near", "borders"), "roughly": ("near", "roughly"),
    "land": ("adjectives", "land"), "capitals": ("adjectives", "capital"), "countries": ("adjectives", "country"),
    "whole": ("adjectives", "whole"),
    "indefinite": ("told", "indefinite"), "definite": ("told", "definite"), "goes_on": ("told", "goes_on"),
    "listing": ("told", "listing"),
}  # fmt: skip
"""Field of `PlaceWords` → section and key of its list in the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """Two spellings of one sound in look-up keys; `where` they stand for each other: anywhere, at the start or at the end."""

    one: str
    other: str
    where: _Where


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """What places.toml holds; all words lower case.

    Attributes:
        strict_cues, loose_cues: in front of a name they show a place; skipped: what may stand between; plain: those of them that say nothing of the name.
        locative, where, beside: in front of names of which nothing else is known.
        always, of_noun, of_move: prepositions with which words take a place.
        indefinite, definite: how what is said of a name begins ("Gao, a town"); goes_on: how it goes on behind a definite one; listing: between names of one level.
        used_verbs, used_nouns, used_moves: lemmas whose object, or whose "of", "on", "from", a place is.
        sure_verbs, sure_nouns: those of them that take nothing but places ("shell", "siege").
        seat_nouns: lemmas of what a town has ("market"), whose "of" takes a place.
        striking: lemmas whose object a widely known place is where forces (armed) or strikers do it; shakes: those too whose subject is one of strikers, what explodes, falls or flies.
        limbs: parts of the body, which persons are struck on; on_limbs: prepositions before them.
        fates: lemmas whose subject a place is ("fall"); hosts: those that take an attack as their object besides ("see"); holds: those of the nouns in or under which it is said to be ("hand").
        articles: Arabic articles as they stand before a dash ("al-Qaryatayn").
        features: word → kinds of place it says ("district" → adm2); an empty tuple for words of no level ("area").
        plurals: those of the features that stand behind or before a list of names ("districts").
        feature_words: every single word of the features ("local" of "local government area").
        institutions: words of bodies that a place in front of them holds; inhabitants: of persons and things it has.
        houses: words of buildings that have names of their own ("hotel"); vessels: of what bears the name behind it ("ferry").
        streets: words behind the name of a street or a square, which is no town's; one_of: in front, where it is a town's all the same.
        villages: those of the features that say that a place is small.
        common: words of ordinary English that are names of towns somewhere too.
        prefixes: first words of names that are none without the next ("Puerto").
        given: names of countries that are given names or surnames too.
        spellings: pairs that transliterations confuse, the most usual first.
        aliases: abbreviations, as capitalised in the text → the name to look up.
        near, fuzzy: phrases in front of a name, as tuples of words, the longest first; lines: words behind one ("road"); borders: nouns for where two countries meet.
        near_words: every single word of `near`; roughly: before a distance; lengths: unit of distance → kilometres.
        line_starts, line_ends: what stands between a line and its first end ("from"), and between its two ends ("to").
        compass: point of the compass as written in front of a name → as the gazetteer writes it.
        land, capitals: nouns behind a country's adjective that mean the country, or its capital ("soil").
        countries, whole: nouns that mean the document's country behind "in the", and what may stand between.
    """

    strict_cues: frozenset[str]
    loose_cues: frozenset[str]
    used_verbs: frozenset[str]
    used_nouns: frozenset[str]
    used_moves: frozenset[str]
    sure_verbs: frozenset[str]
    sure_nouns: frozenset[str]
    seat_nouns: frozenset[str]
    striking: frozenset[str]
    shakes: frozenset[str]
    strikers: frozenset[str]
    armed: frozenset[str]
    limbs: frozenset[str]
    on_limbs: frozenset[str]
    fates: frozenset[str]
    hosts: frozenset[str]
    vessels: frozenset[str]
    streets: frozenset[str]
    one_of: frozenset[str]
    villages: frozenset[str]
    holds: frozenset[str]
    articles: frozenset[str]
    skipped: frozenset[str]
    plain: frozenset[str]
    locative: frozenset[str]
    where: frozenset[str]
    beside: frozenset[str]
    always: frozenset[str]
    of_noun: frozenset[str]
    of_move: frozenset[str]
    indefinite: frozenset[str]
    definite: frozenset[str]
    goes_on: frozenset[str]
    listing: frozenset[str]
    features: Mapping[str, frozenset[PlaceKind]]
    plurals: frozenset[str]
    feature_words: frozenset[str]
    institutions: frozenset[str]
    inhabitants: frozenset[str]
    houses: frozenset[str]
    near: tuple[tuple[str, ...], ...]
    near_words: frozenset[str]
    roughly: frozenset[str]
    lengths: Mapping[str, float]
    fuzzy: tuple[tuple[str, ...], ...]
    lines: frozenset[str]
    line_starts: frozenset[str]
    line_ends: frozenset[str]
    borders: frozenset[str]
    compass: Mapping[str, str]
    land: frozenset[str]
    capitals: frozenset[str]
    countries: frozenset[str]
    whole: frozenset[str]
    never: frozenset[str]
    common: frozenset[str]
    prefixes: frozenset[str]
    joiners: frozenset[str]
    given: frozenset[str]
    spellings: tuple[Spelling, ...]
    aliases: Mapping[str, str]


@cache
def load_place_words() -> PlaceWords:
    """Return the table that ships with the package.

    Raises:
        RegisterError: the file is missing or faulty.
    """
    try:
        text = (resources.files("musterbook.annotate") / "data" / _FILE).read_text("utf-8")
    except OSError as error:
        raise RegisterError("the table of place words cannot be read", where=_FILE) from error
    return read_place_words(text)


def read_place_words(text: str) -> PlaceWords:
    """Return the table that the TOML text holds.

    Raises:
        RegisterError: not TOML, a table is missing, or a kind of place is unknown; `where` names the row.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RegisterError("the table of place words is not TOML", got=str(error), where=_FILE) from error
    try:
        features = _read_features(raw["features"])
        return PlaceWords(
            **{name: frozenset(raw[section][key]) for name, (section, key) in _LISTS.items()},
            features=features,
            plurals=frozenset(word for row in raw["features"] if row.get("plural") for word in row["words"]),
            feature_words=frozenset(word for phrase in features for word in phrase.split()),
            near=_phrases(raw["near"]["words"]),
            near_words=frozenset(word for phrase in _phrases(raw["near"]["words"]) for word in phrase),
            lengths=dict(raw["near"]["lengths"]),
            fuzzy=_phrases(raw["near"]["fuzzy"]),
            compass=dict(raw["compass"]),
            spellings=tuple(_read_spellings(raw["spellings"])),
            aliases={alias: name for alias, name in raw["aliases"].items() if isinstance(name, str)},
        )
    except (KeyError, TypeError) as error:
        raise RegisterError("the table of place words lacks a part", got=str(error), where=_FILE) from error


def _phrases(words: list[str]) -> tuple[tuple[str, ...], ...]:
    """Return phrases as the tokens they are read as, a hyphen being one, the longest first."""
    return tuple(sorted((tuple(_TOKEN.findall(phrase)) for phrase in words), key=len, reverse=True))


def _read_spellings(raw: Mapping[str, list[list[str]]]) -> Iterator[Spelling]:
    for where in get_args(_Where):
        for pair in raw[where]:
            if len(pair) != 2 or len(set(pair)) != 2:
                raise RegisterError(
                    "a pair of spellings is two different texts",
                    got=repr(pair),
                    where=f"{_FILE} spellings.{where}",
                )
            yield Spelling(one=pair[0], other=pair[1], where=where)


def _read_features(rows: list[Mapping[str, Any]]) -> dict[str, frozenset[PlaceKind]]:
    features: dict[str, frozenset[PlaceKind]] = {}
    for index, row in enumerate(rows):
        known = frozenset(kind for kind in get_args(PlaceKind) if kind in row["kinds"])
        if len(known) != len(row["kinds"]) and row["kinds"] != ["area"]:
            raise RegisterError(
                "unknown kind of place",
                expected=", ".join(get_args(PlaceKind)),
                got=repr(row["kinds"]),
                where=f"{_FILE} features[{index}]",
            )
        for word in row["words"]:
            features[word] = known
    return features
