"""Names that the gazetteer lacks and that are places all the same: by their entity, by a word of level beside them, by what is done to them."""

from __future__ import annotations

from dataclasses import dataclass

from musterbook.annotate.places.evidence import (
    DASHES,
    Scene,
    entity_around,
    is_no_place,
    names_vessel,
    stands_alone,
    word_at,
)
from musterbook.annotate.places.levels import feature_beside, is_of_level, level_told
from musterbook.annotate.places.use import Use, root_of, use_as_place

__all__ = ["OTHER_LABELS", "Unlisted", "end_of_name", "find_used", "read_entity"]

OTHER_LABELS = frozenset(
    {"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT", "LAW", "NORP", "EVENT", "LANGUAGE"}
)
_LONGEST = 8
# A name that only its preposition shows to be a place is short: longer ones are titles and bodies.
_LONGEST_PLACED = 2
# "A Hazara district" says who lives there.
_DETERMINERS = frozenset({"a", "an", "the"})
_NEVER_PLACED = frozenset({"CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT", "LAW", "EVENT", "LANGUAGE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted:
    """The last token of a name that the gazetteer lacks, and how surely it is a place; `use` None: only beside another place."""

    last: int
    use: Use | None


def find_used(scene: Scene, index: int) -> Unlisted | None:
    """Return the name that starts at the token if what stands around it shows a place: it may be there by another spelling."""
    tokens = scene.tokens
    last = end_of_name(scene, index)
    name = scene.text[tokens[index].start : tokens[last].end]
    is_word = word_at(scene, index) in scene.words.never
    if is_word or tokens[index].pos != "PROPN" or last - index >= _LONGEST or is_no_place(scene, name):
        return None
    if names_vessel(scene, index, last):
        return None
    if index == last and word_at(scene, index) in scene.words.common | scene.surnames:
        return None
    if _has_level(scene, index, last) or _is_placed(scene, index, last):
        return Unlisted(last=last, use="sure")
    use = use_as_place(scene, index, last)
    # What may be a person is not looked for under names that only resemble it, unless nobody is a resident of a person.
    is_other = tokens[index].entity in OTHER_LABELS or any(one.entity == "PERSON" for one in tokens[index : last + 1])
    if use is None:
        return None
    return Unlisted(last=last, use=None if is_other and use != "sure" else "likely")


def end_of_name(scene: Scene, index: int) -> int:
    """Return the last token of the capitalised words from the token on, those joined by a dash or a small word of names among them."""
    tokens = scene.tokens
    last, position = index, index + 1
    while position < len(tokens) and position - index < _LONGEST:
        token = tokens[position]
        is_joined = tokens[position - 1].end == token.start
        if token.text[:1].isupper() and token.pos == "PROPN" and token.text.lower() not in scene.words.never:
            last = position
        elif not is_joined or (token.text not in DASHES and token.text not in scene.words.joiners):
            break
        position += 1
    return last


def _has_level(scene: Scene, index: int, last: int) -> bool:
    """Return whether a word of level stands beside the name; in capitals it may end the name of a body ("Juneau School District")."""
    kinds = feature_beside(scene, index, last)[0] or level_told(scene, last)
    is_people = word_at(scene, index - 1) in (
        _DETERMINERS if scene.tokens[index].entity == "NORP" else _DETERMINERS - {"the"}
    )
    if not is_of_level(kinds) or is_people or word_at(scene, last) in scene.words.features:
        return False
    before, after = (scene.tokens[at].text if 0 <= at < len(scene.tokens) else "" for at in (index - 2, last + 1))
    is_of_body = (
        before[:1].isupper() and scene.tokens[index - 1].pos != "VERB"
    )  # not so "Gunmen attacked Faru, a village"
    return not is_of_body and not (after[:1].isupper() and after.lower() in scene.words.institutions)


def _is_placed(scene: Scene, index: int, last: int) -> bool:
    """Return whether a preposition of place takes the bare name: "in Sukedhara", "at Kitoga"; not "in Zimtenga hospital"."""
    tokens = scene.tokens
    root = tokens[root_of(tokens, index, last)]
    is_short = len(_words_of(scene, index, last)) <= _LONGEST_PLACED
    is_kept = tokens[index].entity not in _NEVER_PLACED and is_short and stands_alone(scene, last)
    bodies = scene.words.institutions | scene.words.houses | scene.words.feature_words
    if root.dep != "pobj" or not is_kept or not tokens[index].text.isalpha() or word_at(scene, last) in bodies:
        return False
    before = index - 1
    while word_at(scene, before) in scene.words.beside:
        before -= 1
    return word_at(scene, before) in scene.words.where


def _words_of(scene: Scene, index: int, last: int) -> list[str]:
    """Return the words of a name that say which it is, without its small and first words: "Mangle", "Alto" of "El Mangle Alto"."""
    small = scene.words.joiners | scene.words.prefixes | DASHES
    return [word for at in range(index, last + 1) if (word := word_at(scene, at)) not in small]


def read_entity(scene: Scene, index: int) -> int | None:
    """Return the last token of a place entity that the gazetteer does not know: kept as a name without a place."""
    token = scene.tokens[index]
    if token.entity not in {"GPE", "LOC"} or is_no_place(scene, token.text):
        return None
    _, end = entity_around(scene.tokens, index)
    last = end - 1
    while last > index and (scene.tokens[last].pos == "PUNCT" or scene.tokens[last].text in {"'s", "’s"}):
        last -= 1
    name = scene.text[token.start : scene.tokens[last].end]
    if is_no_place(scene, name) or any(char.isdigit() for char in name):
        return None
    if index == last and token.text.lower() in scene.surnames:
        return None
    return last
