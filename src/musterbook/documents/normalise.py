"""Unicode and white space, with a map back to the original offsets.

Order, because each step can make work for the next:
1. line ends to a line feed; white space of every kind to a plain space; zero-width, direction and control characters taken out;
   lone surrogates and non-characters to U+FFFD.
2. Unicode NFC.
Runs of white space are left for `collapse`, because the layout of plain text is told by them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from musterbook.documents.offsets import Edit, MappedText, map_text

__all__ = ["collapse", "normalise"]

_LINE_END = "\r\n|[\r\x0b\x1c-\x1e\x85\u2028]"
_PARAGRAPH_END = "[\x0c\u2029]"
_SPACE = "[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_NOTHING = "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
_BROKEN = "[\ud800-\udfff\ufffe\uffff]"
_CHARACTERS = re.compile(
    f"(?P<line>{_LINE_END})|(?P<paragraph>{_PARAGRAPH_END})|(?P<space>{_SPACE})|(?P<nothing>{_NOTHING}+)|(?P<broken>{_BROKEN})"
)
_REPLACEMENT = {"line": "\n", "paragraph": "\n\n", "space": " ", "nothing": "", "broken": "\ufffd"}
# Joiners carry meaning in scripts that join letters and in emoji; anywhere else they only split words from readers.
_JOINERS = re.compile("[\u200c\u200d]+")
_JOINING_SCRIPT = re.compile("[\u0600-\u109f\u1780-\u18af\U0001f000-\U0001faff]")
_NOT_ASCII = re.compile("[\x00-\x7f]?[^\x00-\x7f]+")
_SPACES = re.compile(r"[ \n]+")


def normalise(text: str, *, source_start: int = 0) -> MappedText:
    """Return the text in NFC with plain line ends and spaces.

    Characters that were replaced or composed lie under no segment of the map; all others map to themselves.
    """
    mapped = map_text(text, source_start=source_start)
    mapped = mapped.edit(
        (found.start(), found.end(), _REPLACEMENT[found.lastgroup or "nothing"])
        for found in _CHARACTERS.finditer(mapped.text)
    )
    if not _JOINING_SCRIPT.search(mapped.text):
        mapped = mapped.edit((found.start(), found.end(), "") for found in _JOINERS.finditer(mapped.text))
    if unicodedata.is_normalized("NFC", mapped.text):
        return mapped
    mapped = mapped.edit(_compositions(mapped.text))
    if not unicodedata.is_normalized("NFC", mapped.text):
        # A letter of a newer Unicode composes across the boundaries we know: exact text matters more than its map.
        mapped = mapped.edit([(0, len(mapped.text), unicodedata.normalize("NFC", mapped.text))])
    return mapped


def collapse(mapped: MappedText) -> MappedText:
    """Return the text with every run of spaces and line ends as one space, and none at its ends."""
    text = mapped.text
    return mapped.edit(
        (found.start(), found.end(), " ") for found in _SPACES.finditer(text) if found.group() != " "
    ).strip()


def _compositions(text: str) -> Iterator[Edit]:
    """Yield an edit for each smallest piece of text that NFC changes."""
    for run in _NOT_ASCII.finditer(text):
        piece = run.group()
        if unicodedata.is_normalized("NFC", piece):
            continue
        start = 0
        for position in range(1, len(piece) + 1):
            if position < len(piece) and not _begins(piece[position]):
                continue
            part = piece[start:position]
            composed = unicodedata.normalize("NFC", part)
            if composed != part:
                yield run.start() + start, run.start() + position, composed
            start = position


def _begins(character: str) -> bool:
    """Return whether no earlier character can compose with this one: neither a mark nor a Hangul vowel or final."""
    return not ("\u1160" <= character <= "\u11ff" or unicodedata.category(character).startswith("M"))
