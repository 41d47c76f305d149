"""One definite person told by no number: "a nurse", "another", "a 19-year-old", "a Palestinian", "its secretary, NAME"."""

from __future__ import annotations

from musterbook.model import MentionKind, QuantityReading
from musterbook.records.sentences.views import SUBJECTS, SentenceView
from musterbook.records.sides.persons import is_name
from musterbook.records.sides.who import noun_side
from musterbook.records.tables import read_words

__all__ = [
    "are_likely_doers",
    "is_aged",
    "is_likely_person",
    "is_named_beside",
    "is_one_person",
    "is_person_noun",
    "is_single",
    "one_person",
]

# Shorter words that end like a word for a person are seldom one: "list", "human".
_SHORTEST = 6
_PAIR = 2
_ONE_OF_PEOPLE = frozenset({"a", "an", "another", "one"})
_KINDS: tuple[MentionKind, ...] = ("place", "time", "weapon", "quantity")
_ARTICLES = _ONE_OF_PEOPLE | {"the"}
_MODIFIERS = frozenset({"amod", "compound", "nmod"})


def is_one_person(view: SentenceView, position: int, *, named_at: int) -> bool:
    """True for one definite person; the article may stand with the group's name (`named_at`) before the noun."""
    token = view.tokens[position]
    if token.text.lower() in read_words("people", "pronouns", "person"):
        return token.pos == "PRON" and token.dep != "poss"
    if is_single(view, position) or is_aged(view, position) or _is_of_people(view, position):
        return True
    if token.pos == "PROPN" and (token.entity == "PERSON" or is_name(view, position)):
        return view.mention("actor", position) is None
    is_known = is_person_noun(view, position) or is_named_beside(view, position)
    if token.tag != "NN" or not is_known or view.keys[position] in read_words("people", "gathered", "nouns"):
        return False
    beside = [*view.children[position], *view.children[named_at]]
    if position > 1 and view.tokens[position - 1].text == "-":  # "a sub-commander": the article hangs on the prefix
        beside.extend(view.children[position - 2])
    return any(view.tokens[child].dep in {"det", "poss"} for child in beside)


def is_person_noun(view: SentenceView, position: int) -> bool:
    """True for a noun that names people: one of the table, one that ends like them, an office ("the head of the bank")."""
    key = view.keys[position]
    if noun_side(key) is not None:
        return True
    if view.tokens[position].pos not in {"NOUN", "PROPN"}:
        return False
    if key in read_words("people", "offices", "singles"):
        return view.tokens[position].tag in {"NN", "NNS"} and view.tokens[position].dep not in _MODIFIERS
    if key in read_words("people", "offices", "nouns"):
        return bool(view.prepositional(position, ("of",)))
    endings = read_words("people", "endings", "words")
    is_ending = len(key) >= _SHORTEST and any(key.endswith(ending) for ending in endings)
    return is_ending and view.tokens[position].pos == "NOUN" and key not in read_words("people", "endings", "not")


def are_likely_doers(view: SentenceView, position: int) -> bool:
    """True for "lime pickers": a plural that no table knows and that ends like those who do something; no beast and no thing."""
    token, key = view.tokens[position], view.keys[position]
    no_person = read_words("status", "animals", "nouns") | read_words("people", "endings", "no_doers")
    no_person |= read_words("people", "endings", "not")
    is_ending = len(key) >= _SHORTEST and key.endswith(tuple(read_words("people", "endings", "doers")))
    return is_ending and token.pos == "NOUN" and token.tag == "NNS" and key not in no_person


def is_likely_person(view: SentenceView, position: int) -> bool:
    """True for "a turnkey": a noun that no table knows, where only what lives can stand; no beast, no thing, no idea."""
    token, key = view.tokens[position], view.keys[position]
    if token.pos != "NOUN" or token.tag != "NN" or not _has_article(view, position, _ONE_OF_PEOPLE):
        return False
    is_known = any(view.mention(kind, position) is not None for kind in _KINDS)
    is_thing = key.endswith(tuple(read_words("people", "endings", "things")))
    no_person = read_words("status", "animals", "nouns") | read_words("status", "abstract", "nouns")
    no_person |= read_words("people", "gathered", "nouns") | read_words("people", "endings", "not")
    return not is_known and not is_thing and key not in no_person


def is_aged(view: SentenceView, position: int) -> bool:
    """True for "a 19-year-old": the age stands for the person who has it."""
    token = view.tokens[position]
    is_age = view.keys[position] == "old" and any(
        view.keys[child] in {"year", "month"} and child < position for child in view.children[position]
    )
    if token.dep in _MODIFIERS:  # "a 40-year-old wounded", hung on the fate as on a noun
        return is_age and view.tokens[token.head].pos == "VERB" and _has_article(view, token.head, _ARTICLES)
    return is_age and _has_article(view, position, _ARTICLES)


def _is_of_people(view: SentenceView, position: int) -> bool:
    """True for "a Palestinian", "another Kurd": a name of people as the noun, with the article of one of them."""
    token = view.tokens[position]
    is_people = token.entity == "NORP" and token.tag in {"NNP", "NN", "JJ"} and token.dep not in _MODIFIERS
    return is_people and _has_article(view, position, _ONE_OF_PEOPLE)


def _has_article(view: SentenceView, position: int, words: frozenset[str]) -> bool:
    return any(view.tokens[child].text.lower() in words for child in view.children[position] if child < position)


def is_single(view: SentenceView, position: int) -> bool:
    """True for "another died", "one is missing", "a thirteenth", "was himself killed": a person told by no noun."""
    token = view.tokens[position]
    if token.text.lower() in read_words("people", "pronouns", "self"):
        return token.dep in SUBJECTS
    is_alone = token.text.lower() in read_words("people", "pronouns", "single") and token.dep in SUBJECTS
    has_noun = any(view.tokens[child].dep in {"prep", "relcl", "acl"} for child in view.children[position])
    return is_alone and not has_noun and view.mention("quantity", position) is None


def is_named_beside(view: SentenceView, position: int) -> bool:
    """True for "its secretary-general, NAME" and "an escort, a ranger": whoever is named or told beside the noun is a person."""
    beside = [child for child in view.children[position] if view.tokens[child].dep == "appos"]
    return any(
        view.tokens[child].entity == "PERSON"
        or (
            view.tokens[child].tag == "NN"
            and noun_side(view.keys[child]) is not None
            and _has_article(view, child, _ARTICLES)
        )
        for child in beside
    )


def one_person(view: SentenceView, position: int) -> QuantityReading:
    """Return the quantity of one person, in the words of the noun; a name is not kept."""
    token = view.tokens[position]
    is_single_word = is_single(view, position) or token.pos not in {"NOUN", "PROPN", "PRON"}
    is_named = token.pos in {"PROPN", "PRON"} or is_single_word
    number = _PAIR if view.keys[position] in read_words("people", "gathered", "pairs") else 1
    return QuantityReading(
        low=number,
        high=number,
        bound="exact",
        is_addition=token.text.lower() == "another",
        unit="person" if is_named else view.keys[position],
        unit_kind="people",
        words="one person" if is_named else token.text,
    )
