"""The walk from a number to the fate behind it: what may stand between the two."""

from __future__ import annotations

from dataclasses import dataclass, field

from musterbook.records.casualties.toll_numbers import CountedNumber, shown
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sides.who import noun_side
from musterbook.records.tables import read_words

__all__ = ["Walk"]

_FAR = 9
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
_MARKS = frozenset({'"', "“", "”", "of", "'s", "’s", "-"})


@dataclass(slots=True)
class Walk:
    """Where the walk stands.

    Attributes:
        noun: the last noun that may be what is counted; the number itself at first.
        at: the token it looks at.
        after: where it began, or began again behind an aside: it looks no farther than some words from there.
        has_auxiliary: an auxiliary was passed, so that the fate is one that befell the counted.
        is_behind: a phrase hangs on the noun ("on their way home"): nouns in it are not counted.
    """

    number: CountedNumber
    noun: int = field(init=False)
    at: int = field(init=False)
    after: int = field(init=False)
    has_auxiliary: bool = False
    is_behind: bool = False

    def __post_init__(self) -> None:
        self.noun = self.number.last
        self.at = self.after = self.number.last + 1

    def passes(self, view: SentenceView) -> bool:
        """Return whether the token may stand between the number and the fate, and note what it tells."""
        token = view.tokens[self.at]
        end = _end_of_aside(view, self.at, noun=self.noun) if token.text == "," else None
        if end is not None:  # "thirty passengers, traders in the main, are missing"
            self.at, self.after, self.is_behind = end, end + 1, True
            return True
        is_between = token.text.lower() in read_words("tolls", "between", "words")
        if is_between or token.text in _MARKS or token.dep == "poss":
            self.has_auxiliary = self.has_auxiliary or token.pos == "AUX"
            if token.pos == "NOUN" and not self.is_behind:
                self.noun = self.at
            return True
        if token.pos == "CCONJ" and _joins_nouns(view, self.at):  # "nine men of the navy and customs"
            return True
        if not self.has_auxiliary and _is_in_tail(view, self.at, noun=self.noun):
            self.is_behind = True
            return True
        return self._passes_noun(view)

    def _passes_noun(self, view: SentenceView) -> bool:
        token = view.tokens[self.at]
        is_other = view.mention("quantity", self.at) is not None or view.mention("time", self.at) is not None
        if token.pos not in _NOUNS or is_other:
            return False
        passed = [before.text.lower() for before in view.tokens[self.number.last + 1 : self.at]]
        is_whole = shown(self.number) is None and "of" in passed  # "a commander of the group"
        if token.pos in {"NOUN", "PROPN"} and not (self.has_auxiliary or is_whole or self.is_behind):
            self.noun = self.at
        return True


def _end_of_aside(view: SentenceView, comma: int, *, noun: int) -> int | None:
    """Return the second comma of ", drivers for the most part," or ", officials said," behind people who are counted."""
    if noun_side(view.keys[noun]) is None:
        return None
    for at in range(comma + 1, min(comma + 1 + _FAR, len(view.tokens) - 1)):
        token = view.tokens[at]
        if token.text == ",":
            return at if view.tokens[at + 1].pos in {"AUX", "VERB", "ADV"} else None
        is_saying = view.keys[at] in read_words("status", "saying", "verbs")
        if token.pos == "CCONJ" or (token.pos == "VERB" and not is_saying) or view.mention("quantity", at) is not None:
            return None
    return None


def _joins_nouns(view: SentenceView, at: int) -> bool:
    """True for "and" between two names of one body, neither of them counted."""
    if at + 1 >= len(view.tokens) or view.mention("quantity", at + 1) is not None:
        return False
    return view.tokens[at - 1].pos in {"NOUN", "PROPN"} and view.tokens[at + 1].pos in {"NOUN", "PROPN"}


def _is_in_tail(view: SentenceView, at: int, *, noun: int) -> bool:
    """True for a preposition behind the people who are counted, and for the pronoun of its phrase."""
    token = view.tokens[at]
    return token.pos in {"ADP", "PRON"} and noun_side(view.keys[noun]) is not None and view.mention("time", at) is None
