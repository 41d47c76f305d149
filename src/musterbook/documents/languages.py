"""The language of a text, told offline by letter sequences (py3langid's own model, shipped with it)."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from musterbook.config import DocumentSettings

__all__ = ["count_words", "detect_language"]

_ENOUGH = 20_000  # characters: more of the same text tells no more
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")  # scripts without spaces
_UNSPACED_LETTERS = 2  # letters of such a script that count as one word
_CODE = re.compile(r"[a-z]{2}")


def detect_language(text: str, *, settings: DocumentSettings) -> str | None:
    """Return the ISO 639-1 code of the language of a text.

    None means that the text is too short or the model too unsure to tell; it never means "not English".
    Languages without a two-letter code are not told apart: Nigerian Pidgin comes out as English.
    """
    text = text[:_ENOUGH]
    if count_words(text) < settings.language_min_words:
        return None
    letters = _LETTER.findall(text)
    if sum(letter.isupper() for letter in letters) * 2 > len(letters):
        text = text.lower()  # wires in capitals: the model knows running text
    code, probability = _identifier().classify(text)
    return str(code) if float(probability) >= settings.language_min_probability else None


def count_words(text: str) -> int:
    """Return the number of words of two letters or more; in scripts without spaces two letters count as one word."""
    return max(sum(1 for _ in _WORD.finditer(text)), sum(1 for _ in _UNSPACED.finditer(text)) // _UNSPACED_LETTERS)


@cache
def _identifier() -> LanguageIdentifier:
    """Return the model; reading it takes about a second."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if _CODE.fullmatch(label)])
    return identifier
