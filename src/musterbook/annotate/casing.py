"""Text in capitals, written small again for the language model; every character stays where it is.

Archives of the wires before the 1990s, telegrams and some bulletins are in capitals. A block that is nearly all capitals
is read as if it were written the usual way:

1. names of the register as the register writes them ("FMLN", "Shining Path");
2. a word that stands in parentheses alone, or has no vowels, is an abbreviation and stays;
3. words of the word list are written small, all others are names and get a capital;
4. a title before a name, and the first word of a sentence, get a capital; small words inside a name do not.

The document keeps its own text: what the annotators read as words is put back as it was written (`restore_words`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from musterbook.annotate.actors.register import ActorRegister
from musterbook.annotate.phrases import fold
from musterbook.errors import RegisterError
from musterbook.model import Attribution, Block, Document, Mention

__all__ = ["recase", "restore_attribution", "restore_mention"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_IN_PARENTHESES = re.compile(r"[(\[]([^\W\d_]{2,5})[)\]]")
_ROMAN = re.compile(r"[xvi]{2,}")
_ENDS_SENTENCE = re.compile(r"(?:([^\W\d_]*)[.]|[!?])[\"'”’)\]]*\s+[\"'“‘(\[]*$|(?:\n\s*|\s{3,})[\"'“‘(\[]*$")
_OPENING = " \n\"'“‘(["
_VOWELS = frozenset("aeiouy")
_LEAST_LETTERS = 20
_MOSTLY = 0.9
_LONGEST_ABBREVIATION = 5
_LOOK_BACK = 16
# How far from its cue the words of a speaker, a channel or a hedge may stand, in characters.
_NEAR = 2000
_LISTS = ("titles", "particles", "high", "landmarks", "first", "days", "units")


def recase(document: Document, register: ActorRegister) -> Document:
    """Return the document with its blocks of capitals written small; the very same one where there are none.

    The text has as many characters as before.
    """
    text = document.text
    pieces: list[str] = []
    reached = 0
    for block in document.blocks:
        if _is_in_capitals(text, block):
            pieces += (text[reached : block.start], _write_small(text[block.start : block.end], register))
            reached = block.end
    if not pieces:
        return document
    return replace(document, text="".join((*pieces, text[reached:])))


def _is_in_capitals(text: str, block: Block) -> bool:
    letters = [character for character in text[block.start : block.end] if character.isalpha()]
    return len(letters) >= _LEAST_LETTERS and sum(map(str.isupper, letters)) >= _MOSTLY * len(letters)


@cache
def _read_lists() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads((files("musterbook.annotate") / "data" / "casing.toml").read_text(encoding="utf-8"))
    for name in _LISTS:
        held = table.get(name)
        if not isinstance(held, list) or not all(isinstance(word, str) for word in held):
            raise RegisterError("a word table lacks a list of words", expected=name, where="annotate/data/casing.toml")
    return {name: frozenset(table[name]) for name in _LISTS}


@cache
def _read_words() -> frozenset[str]:
    """Return the words that are written small; 65,289 (scripts/make_case_words.py)."""
    return frozenset((files("musterbook.annotate") / "data" / "lower-words.txt").read_text(encoding="utf-8").split())


def _write_small(text: str, register: ActorRegister) -> str:
    """Return a text in capitals with the capitals of usual writing, character for character."""
    written = list(text)
    fixed = _write_names(text, written, register)
    abbreviations = {match[1].lower() for match in _IN_PARENTHESES.finditer(text)} - _read_words()
    words = list(_WORD.finditer(text))
    first_letter = len(text) - len(text.lstrip(_OPENING))
    names = [match.start() in fixed or _is_name(text, match, abbreviations) for match in words]
    last = len(words) - 1
    for index, match in enumerate(words):
        start, end = match.span()
        if start in fixed:
            rest = next((offset for offset in range(start, end) if offset not in fixed), end)
            written[rest:end] = _shape(text[rest:end], is_high=False)  # the "'S" behind a name
            continue
        is_before_name = index < last and names[index + 1] and _is_beside(text, match, words[index + 1])
        is_after_name = index > 0 and names[index - 1] and _is_beside(text, words[index - 1], match)
        is_high = _is_high(match[0].lower(), is_name=names[index], before=is_before_name, after=is_after_name)
        if not _is_abbreviation(text, match, abbreviations):
            written[start:end] = _shape(
                match[0], is_high=is_high or start <= first_letter or _begins_sentence(text, start)
            )
    return "".join(written)


def _is_beside(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """True if nothing but blanks and a full stop stands between two words ("GEN. BUSTILLO")."""
    return not text[first.end() : second.start()].strip(" .\n")


def _write_names(text: str, written: list[str], register: ActorRegister) -> set[int]:
    """Write the register's names as it has them; return the offsets they cover."""
    fixed: set[int] = set()
    for hit in register.scan(text, fold(text)):
        words = text[hit.start : hit.end]
        if fold(words) in _read_words():
            continue  # "IS", "SUN": rather the word than the abbreviation
        model = next((filed.written for filed in hit.value if len(filed.written) == len(words)), words.title())
        for offset, (character, as_written) in enumerate(zip(model, words, strict=True)):
            written[hit.start + offset] = _as(as_written, is_high=character.isupper())
        fixed.update(range(hit.start, hit.end))
    return fixed


def _as(character: str, *, is_high: bool) -> str:
    """Return the character in the other case where that is one character too."""
    other = character.upper() if is_high else character.lower()
    return other if len(other) == 1 else character


def _is_name(text: str, match: re.Match[str], abbreviations: set[str]) -> bool:
    """True for a word that no list knows as an ordinary one."""
    low = match[0].lower()
    lists = _read_lists()
    is_known = low in _read_words() or low.split("'")[0] in _read_words() or low in lists["particles"]
    is_numbered = match.start() > 0 and text[match.start() - 1].isdigit()
    return (not is_known or low in abbreviations) and len(low) > 1 and not is_numbered and low not in lists["units"]


def _is_high(low: str, *, is_name: bool, before: bool, after: bool) -> bool:
    """Return whether a word has a capital; `before` and `after`: a name stands right behind or in front of it."""
    lists = _read_lists()
    if low in lists["particles"]:
        return low in lists["high"] and before and not after
    if low in lists["titles"]:
        return before
    if low in lists["landmarks"]:
        return after or (before and low in lists["first"])
    return is_name or low in lists["days"]


def _shape(word: str, *, is_high: bool) -> list[str]:
    """Return the characters of a word in capitals written small, the first one large if wanted."""
    return [letter if is_high and not place else _as(letter, is_high=False) for place, letter in enumerate(word)]


def _is_abbreviation(text: str, match: re.Match[str], abbreviations: set[str]) -> bool:
    low = match[0].lower()
    if low in abbreviations or low == "i" or _ROMAN.fullmatch(low):
        return True
    start, end = match.span()
    is_dotted = len(low) == 1 and (text[end : end + 1] == "." or text[max(start - 1, 0) : start] == ".")
    is_numbered = len(low) <= _LONGEST_ABBREVIATION and text[end : end + 1] == "-" and text[end + 1 : end + 2].isdigit()
    has_no_vowels = 1 < len(low) <= _LONGEST_ABBREVIATION and not set(low) & _VOWELS
    is_word = low in _read_words() or low in _read_lists()["units"]
    return is_dotted or is_numbered or (has_no_vowels and not is_word)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(start - _LOOK_BACK, 0) : start]
    found = _ENDS_SENTENCE.search(before)
    # "GEN. BUSTILLO", "U.S. INTERESTS": the full stop of an abbreviation.
    is_title = found is not None and found[1] is not None and found[1].lower() in _read_lists()["titles"]
    is_letter = found is not None and found[1] is not None and len(found[1]) == 1
    return found is not None and not is_title and not is_letter


# -- back to the words as written -------------------------------------------------------------------------------------


def restore_mention(mention: Mention, *, document: Document, read: Document) -> Mention:
    """Return the mention with its words as the document has them.

    Args:
        mention: found in `read`.
        document: as it came.
        read: the same with blocks of capitals written small.
    """
    words = _restore(mention.reading.words, near=mention.start, document=document, read=read)
    reading = replace(mention.reading, words=words)
    return replace(mention, text=document.text[mention.start : mention.end], reading=reading)


def restore_attribution(attribution: Attribution, *, document: Document, read: Document) -> Attribution:
    """Return the attribution with its words as the document has them; arguments as in `restore_mention`."""
    source = attribution.source
    cued = attribution.start if attribution.cue_start is None else attribution.cue_start
    spoken = cued if source.start is None else source.start

    def back(words: str, near: int) -> str:
        return _restore(words, near=near, document=document, read=read)

    return replace(
        attribution,
        source=replace(
            source,
            words=source.words and back(source.words, spoken),
            person=source.person and back(source.person, spoken),
            role=source.role and back(source.role, spoken),
            organisation=source.organisation and back(source.organisation, spoken),
        ),
        channel=attribution.channel and back(attribution.channel, cued),
        cue=attribution.cue and back(attribution.cue, cued),
        hedge=tuple(back(hedge, attribution.start) for hedge in attribution.hedge),
    )


def _restore(words: str, *, near: int, document: Document, read: Document) -> str:
    """Return the words as written where they stand nearest to an offset; as they are if they do not stand near it.

    A word may be written large in one place and small in the next: the nearest is the one that was read.
    """
    first, last = max(near - _NEAR, 0), near + _NEAR + len(words)
    behind = read.text.find(words, near, last)
    before = read.text.rfind(words, first, near + len(words))
    found = [offset for offset in (behind, before) if offset >= 0]
    if not found:
        return words
    start = min(found, key=lambda offset: abs(offset - near))
    return document.text[start : start + len(words)]
