"""Words that say the level of a name: "Achin district", "the villages of Baga and Doro", "Aybak, the capital of Samangan"."""

from __future__ import annotations

from musterbook.annotate.places.evidence import DASHES, Scene, word_at
from musterbook.model import Place, PlaceKind

__all__ = ["feature_beside", "is_of_level", "is_village", "level_told"]

_LONGEST_FEATURE = 3
_LONGEST_LIST = 14
_LEVELS: frozenset[PlaceKind] = frozenset({"adm1", "adm2", "town"})
_NONE: frozenset[PlaceKind] = frozenset()
_TOWN: frozenset[PlaceKind] = frozenset({"town"})
# What has towns in it, among the likeliest places of a name.
_REGIONS: frozenset[PlaceKind] = frozenset({"country", "adm1", "adm2", "region"})
_LIKELIEST = 3
# What stands between a name and what is said of it ("Gao, a town", "Gao (a town"), and how that begins.
_OPENERS = frozenset({",", "(", *DASHES})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_DESCRIBING = frozenset({"ADJ", "NOUN", "PROPN", "VERB", "ADV", "NUM"})
_MOST_DESCRIBING = 5


def is_of_level(kinds: frozenset[PlaceKind]) -> bool:
    """Return whether the kinds that a word says are levels of administration or a settlement, and nothing else."""
    return bool(kinds) and kinds <= _LEVELS


def feature_beside(scene: Scene, index: int, last: int) -> tuple[frozenset[PlaceKind], int]:
    """Return the kinds that a feature word says, and the index behind it: behind the name, else before "of"; 0 if none."""
    listed = _feature_of_list(scene, last) or _feature_before_list(scene, index, last)
    if listed:
        return listed, last + 1
    after = _feature_at(scene, last + 1)
    if after is not None:  # "Ohio townships" are in Ohio
        is_plural = word_at(scene, last + 1) in scene.words.plurals
        is_other = is_plural or _is_of_name_behind(scene, index, last, last + 1 + after[1])
        return _NONE if is_other else after[0], last + 1 + after[1]
    if word_at(scene, index - 1) == "of" and not _is_of_name_before(scene, index - 2, last):
        before = _feature_up_to(scene, index - 2)
        if before is not None:  # "districts of Gao" are in Gao
            return _NONE if word_at(scene, index - 2) in scene.words.plurals else before, last + 1
    inside = scene.words.features.get(word_at(scene, last)) if last > index else None
    if inside is not None:
        return inside, last + 1
    return _NONE, 0


def _feature_at(scene: Scene, index: int) -> tuple[frozenset[PlaceKind], int] | None:
    """Return the kinds that the feature starting at the token says, and of how many words it is: "local government area"."""
    for length in range(_LONGEST_FEATURE, 0, -1):
        kinds = scene.words.features.get(" ".join(word_at(scene, index + offset) for offset in range(length)))
        if kinds is not None:
            return kinds, length
    return None


def _feature_up_to(scene: Scene, last: int) -> frozenset[PlaceKind] | None:
    """Return the kinds that the feature ending at the token says."""
    for length in range(_LONGEST_FEATURE, 0, -1):
        words = (word_at(scene, last - offset) for offset in reversed(range(length)))
        kinds = scene.words.features.get(" ".join(words))
        if kinds is not None:
            return kinds
    return None


def _is_of_name_before(scene: Scene, position: int, last: int) -> bool:
    """Return whether the feature at the token is another name's: "the Fresnillo municipality of Zacatecas".

    Args:
        scene: the sentence.
        position: the feature, "of" and the name in doubt behind it.
        last: the last token of that name.
    """
    before = scene.tokens[position - 1] if position > 0 else None
    if before is None or before.pos != "PROPN" or not before.text[:1].isupper() or before.entity == "NORP":
        return False
    # "the Thai town of Mae Sot", "the district of …" in a headline's capitals
    if not scene.tokens[position].text.islower() or scene.lookup.demonym(before.text) is not None:
        return False
    regions = [place for place in _places_ending_at(scene, position - 1) if place.kind in _REGIONS]
    name = scene.text[scene.tokens[position + 2].start : scene.tokens[last].end]
    if any(
        scene.lookup.contains(region, place) for region in regions for place in scene.lookup.find(name)[:_LIKELIEST]
    ):
        return False  # "the Tigray town of Sheraro", "the Arauca municipality of Tame"
    return not regions or scene.words.features.get(word_at(scene, position)) != _TOWN


def _is_of_name_behind(scene: Scene, index: int, last: int, behind: int) -> bool:
    """Return whether the feature behind the name is that of a place inside it: "the Arauca municipality of Tame"."""
    if word_at(scene, behind) != "of" or behind + 1 >= len(scene.tokens) or not scene.tokens[last + 1].text.islower():
        return False
    name = scene.text[scene.tokens[index].start : scene.tokens[last].end]
    regions = [place for place in scene.lookup.find(name)[:_LIKELIEST] if place.kind in _REGIONS]
    start = scene.tokens[behind + 1].start
    ends = range(behind + 1, min(behind + 1 + _LONGEST_FEATURE, len(scene.tokens)))
    inner = [place for at in ends for place in scene.lookup.find(scene.text[start : scene.tokens[at].end])[:_LIKELIEST]]
    return any(scene.lookup.contains(region, place) for region in regions for place in inner)


def _places_ending_at(scene: Scene, last: int) -> list[Place]:
    """Return the likeliest places of the names that end at the token: of "Sur" and of "Lanao del Sur"."""
    found: list[Place] = []
    for first in range(max(last - _LONGEST_FEATURE + 1, 0), last + 1):
        name = scene.text[scene.tokens[first].start : scene.tokens[last].end]
        found.extend(scene.lookup.find(name)[:_LIKELIEST] if name[:1].isupper() else ())
    return found


def _feature_of_list(scene: Scene, last: int) -> frozenset[PlaceKind]:
    """Return the kinds that the plural behind a list of names says: "Marjah, Sangin and Kajaki districts"."""
    has_and = False
    for position in range(last + 1, min(last + _LONGEST_LIST, len(scene.tokens))):
        word = scene.tokens[position].text
        lower = word.lower()
        plural = _plural_at(scene, position)
        if plural is not None:
            return plural if has_and else _NONE
        has_and = has_and or lower in {"and", "or"}
        if not word[:1].isupper() and lower not in {",", "and", "or"}:
            break
    return _NONE


def _plural_at(scene: Scene, index: int) -> frozenset[PlaceKind] | None:
    """Return the kinds that the plural starting at the token says: "districts", "local government areas"."""
    for length in range(_LONGEST_FEATURE, 0, -1):
        phrase = " ".join(word_at(scene, index + offset) for offset in range(length))
        if phrase in scene.words.plurals:
            return scene.words.features[phrase]
    return None


def is_village(scene: Scene, index: int, last: int) -> bool:
    """Return whether a word beside the name says that it is small: "the village of Faru", "Faru, a hamlet in the west"."""
    told = _told_at(scene, last)
    words = {_word_before_list(scene, index, last), "" if told is None else word_at(scene, told)}
    if word_at(scene, index - 1) == "of":
        words.add(word_at(scene, index - 2))
    if word_at(scene, last + 1) not in scene.words.plurals:  # "Donetsk villages" are in Donetsk
        words.add(word_at(scene, last + 1))
    return not scene.words.villages.isdisjoint(words)


def _feature_before_list(scene: Scene, index: int, last: int) -> frozenset[PlaceKind]:
    """Return the kinds that the plural before a list of names says: "in the villages of Baga and Doro"."""
    return scene.words.features.get(_word_before_list(scene, index, last), _NONE)


def _word_before_list(scene: Scene, index: int, last: int) -> str:
    """Return the plural before a list of names, empty if there is none; "districts of Gao" are in Gao."""
    for position in range(index - 1, max(index - _LONGEST_LIST, 0), -1):
        word = scene.tokens[position].text
        lower = word.lower()
        if lower == "of":
            before = word_at(scene, position - 1)
            is_list = position + 1 < index or word_at(scene, last + 1) in scene.words.listing
            return before if before in scene.words.plurals and is_list else ""
        if not word[:1].isupper() and lower not in {",", "and", "or"} and word not in DASHES:
            break
    return ""


def level_told(scene: Scene, last: int) -> frozenset[PlaceKind]:
    """Return the level that what is said of the name says: "Jabrayil, a town in the south", "Ganja, Azerbaijan's second city"."""
    position = _told_at(scene, last)
    return _NONE if position is None else scene.words.features[scene.tokens[position].text]


def _told_at(scene: Scene, last: int) -> int | None:
    """Return where the word stands that says the level in what is said of the name; None if nothing says it."""
    if word_at(scene, last + 1) not in _OPENERS:
        return None
    first = word_at(scene, last + 2)
    is_owned = word_at(scene, last + 3) in _POSSESSIVES
    if first not in scene.words.indefinite | scene.words.definite and not is_owned:
        return None
    begin = last + 4 if is_owned else last + 3
    for position in range(begin, min(begin + _MOST_DESCRIBING, len(scene.tokens))):
        token = scene.tokens[position]
        kinds = scene.words.features.get(token.text)
        if kinds is not None and is_of_level(kinds) and not _is_described_on(scene, position + 1):
            is_told = first in scene.words.indefinite or is_owned or _ends_or_goes_on(scene, position + 1)
            return position if is_told else None
        if token.pos not in _DESCRIBING and token.text not in DASHES:
            break
    return None


def _is_described_on(scene: Scene, position: int) -> bool:
    """Return whether the feature only describes another noun: "a town clerk", "the city's mayor"."""
    token = scene.tokens[position] if position < len(scene.tokens) else None
    return token is not None and (token.pos in {"NOUN", "PROPN"} or token.text in _POSSESSIVES or token.text in DASHES)


def _ends_or_goes_on(scene: Scene, position: int) -> bool:
    """Return whether more is said of "the town" or it ends there: "In Gao, the town was calm" says nothing of Gao."""
    return word_at(scene, position) in scene.words.goes_on or word_at(scene, position) in {",", ".", ")", ";", ""}
