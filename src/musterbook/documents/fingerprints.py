"""Fingerprints of texts: a MinHash of word 5-shingles and a sketch of the figures and names, as bytes for the store.

Layout, little endian: version (u16), words (u32), shingles (u32), facts in the sketch (u16), 1 if the sketch holds all
facts else 0 (u8), signature (128 u32), sketch (u32 each, ascending).
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import rensa

from musterbook.documents.blocks import words_of
from musterbook.documents.layout import ends_sentence
from musterbook.errors import DataError

__all__ = ["Fingerprint", "exact_hash", "fingerprint", "read_fingerprint", "signature_matrix"]

_VERSION = 1
_VALUES = 128  # standard error of an estimated Jaccard similarity: at most 0.044
_SEED = 20180516
_SHINGLE = 5  # words
_SKETCH = 128  # facts at most
_HEAD = struct.Struct("<HIIHB")
_ALL = 0xFFFFFFFF
_FEWEST_WORDS = 8  # of a block that is running text
_TOKEN = re.compile(r"\w+(?:['’.,-]\w+)*|[.!?…:\"“”]")
_SENTENCE_MARKS = frozenset('.!?…:"“”')


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """A fingerprint as read.

    Attributes:
        n_words, n_shingles: of the running text; shingles counted once.
        signature: 128 values.
        sketch: the smallest hashes of figures and names, ascending, packed; `is_complete` if these are all.
    """

    n_words: int
    n_shingles: int
    signature: bytes
    sketch: bytes
    is_complete: bool

    @property
    def facts(self) -> tuple[int, ...]:
        """The hashes of the sketch; unpacked when needed, because a record has as many fingerprints as documents."""
        return tuple(int(fact) for fact in np.frombuffer(self.sketch, dtype="<u4"))

    @property
    def facts_limit(self) -> int:
        """The largest hash up to which the sketch holds every fact."""
        facts = self.facts
        return _ALL if self.is_complete or not facts else facts[-1]


def exact_hash(text: str) -> str:
    """Return 32 hexadecimal digits that are the same for texts of the same casefolded words."""
    return hashlib.blake2b(" ".join(words_of(text)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def fingerprint(text: str) -> bytes:
    """Return the fingerprint of a document's text.

    Only running text counts: blocks of at least eight words that end a sentence, or all of it where there are none.
    Headlines are rewritten by every outlet, and their capitals would pass for names.
    """
    blocks = [block for block in text.split("\n\n") if ends_sentence(block) and len(block.split()) >= _FEWEST_WORDS]
    running = "\n\n".join(blocks) or text
    words = words_of(running)
    shingles = {" ".join(words[start : start + _SHINGLE]) for start in range(max(1, len(words) - _SHINGLE + 1))}
    minhash = rensa.RMinHash(num_perm=_VALUES, seed=_SEED)
    minhash.update(sorted(shingles))
    hashes = sorted({_hash_word(fact) for fact in _facts_of(running)})
    sketch = hashes[:_SKETCH]
    head = _HEAD.pack(_VERSION, len(words), len(shingles), len(sketch), len(sketch) == len(hashes))
    signature = np.asarray(minhash.digest(), dtype="<u4").tobytes()
    return head + signature + np.asarray(sketch, dtype="<u4").tobytes()


def read_fingerprint(data: bytes) -> Fingerprint:
    """Return a fingerprint from its bytes.

    Raises:
        DataError: the bytes were made by another version, or are no fingerprint.
    """
    size = 4 * _VALUES
    if len(data) < _HEAD.size + size:
        raise DataError("not a fingerprint", expected=f"{_HEAD.size + size} bytes or more", got=f"{len(data)} bytes")
    version, n_words, n_shingles, n_facts, is_complete = _HEAD.unpack_from(data)
    if version != _VERSION or len(data) != _HEAD.size + size + 4 * n_facts:
        raise DataError(
            "a fingerprint of another version",
            expected=f"version {_VERSION}",
            got=f"version {version}",
            hint="make the fingerprints of all documents again",
        )
    return Fingerprint(
        n_words=n_words,
        n_shingles=n_shingles,
        signature=data[_HEAD.size : _HEAD.size + size],
        sketch=data[_HEAD.size + size :],
        is_complete=bool(is_complete),
    )


def signature_matrix(rows: Sequence[Fingerprint]) -> np.ndarray[tuple[int, int], np.dtype[np.uint32]]:
    """Return the signatures as a matrix of shape (rows, 128)."""
    joined = b"".join(row.signature for row in rows)
    return np.frombuffer(joined, dtype="<u4").astype(np.uint32).reshape(len(rows), _VALUES)


def _facts_of(text: str) -> set[str]:
    """Return the figures, and the words with a capital that begin no sentence, in casefolded form."""
    facts: set[str] = set()
    is_first = True
    for found in _TOKEN.finditer(text):
        token = found.group()
        if token in _SENTENCE_MARKS:
            is_first = True
            continue
        if token[0].isdigit() or (token[0].isupper() and not is_first):
            facts.add(token.casefold().removesuffix("'s").removesuffix("’s"))
        is_first = False
    return facts


@lru_cache(maxsize=100_000)
def _hash_word(word: str) -> int:
    """Return 32 bits of a hash of a word."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "little")
