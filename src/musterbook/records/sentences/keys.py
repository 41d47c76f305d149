"""The keys of a sentence: per token the lemma that the tables are asked for."""

from __future__ import annotations

from musterbook.model import Token
from musterbook.records.tables import irregular_lemmas, read_words

__all__ = ["read_keys"]


def read_keys(tokens: tuple[Token, ...]) -> list[str]:
    """Return per token its lemma in lower case, a hyphenated prefix joined on ("co-operating" → "cooperate")."""
    irregular, prefixes = irregular_lemmas(), read_words("lemmas", "prefixes", "words")
    keys = [irregular.get(token.text, token.lemma).lower() for token in tokens]
    for position in range(2, len(tokens)):
        hyphen = tokens[position - 1]
        if hyphen.text != "-" or hyphen.end != tokens[position].start:
            continue
        prefix = tokens[position - 2].text.lower()
        if prefix in prefixes and tokens[position - 2].end == hyphen.start:
            keys[position] = prefix + keys[position]
    return keys
