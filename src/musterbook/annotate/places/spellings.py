"""Other spellings of a name that one script gives in another: Angoor and Angur, Tavildara and Tawildara, Nad-e Ali and Nad-i Ali.

A name is spelled again by the pairs of places.toml, one or two of them at a time and each wherever it fits; the work on one name is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from musterbook.annotate.places.words import Spelling

__all__ = ["respell"]

# Short names resemble too many others.
_SHORTEST = 5
_MOST = 80
_DOUBLE = re.compile(r"([bcdfghjklmnpqrstvwyz])\1")


def respell(key: str, spellings: Sequence[Spelling]) -> Iterator[str]:
    """Yield other spellings of a look-up key, those by one change first, each once and not the key itself; none of a short key."""
    if len(key) < _SHORTEST:
        return
    seen = {key}
    once = tuple(_changed(key, spellings))
    for made in chain(once, chain.from_iterable(_changed(one, spellings) for one in once)):
        if made not in seen and len(made) >= _SHORTEST - 1:
            seen.add(made)
            yield made
            if len(seen) > _MOST:
                return


def _changed(key: str, spellings: Sequence[Spelling]) -> Iterator[str]:
    """Yield the key with one pair exchanged, in either direction, or with its double consonants made single."""
    single = _DOUBLE.sub(r"\1", key)
    if single != key:
        yield single
    for spelling in spellings:
        for old, new in ((spelling.one, spelling.other), (spelling.other, spelling.one)):
            if spelling.where == "end":
                if key.endswith(old):
                    yield key.removesuffix(old) + new
            elif spelling.where == "start":
                if key.startswith(old):
                    yield new + key.removeprefix(old)
            elif old in key:
                yield key.replace(old, new)
