"""Copies: which documents repeat one text, and which repeat one paragraph.

How two documents are judged (docs/decisions/0005-documents.md tells the experiment behind the numbers):
1. Same casefolded words: an exact copy, whatever the length.
2. Both long enough, and enough of the smaller one's word 5-shingles in the larger one (containment, because a wire copy
   loses its last paragraphs), and
3. nearly all figures and names of the smaller one in the larger one: two statements of one template share their phrases
   but not their numbers, places and dates.
Candidates for 2 come from bands of the MinHash signature, so the cost grows with the number of documents, not of pairs.
Every order of input gives the same groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from musterbook.config import DocumentSettings
from musterbook.documents.blocks import words_of
from musterbook.documents.fingerprints import Fingerprint, exact_hash, fingerprint, read_fingerprint, signature_matrix
from musterbook.model import CopyGroup, Document, make_id

__all__ = [
    "RepeatedParagraph",
    "exact_hash",
    "find_copies",
    "find_repeated_paragraphs",
    "fingerprint",
    "paragraph_hashes",
]

_ROWS = 3  # values in a band: at Jaccard 0.4 a pair shares one of the 42 bands with probability 0.94
_LEAST_JACCARD = 0.2  # below it the estimate of containment is noise (standard error of Jaccard: up to 0.044)
_SHORT_WORDS = 100  # below it a statement has so few facts that a missing one makes it another statement
_LONG_WORDS = 200  # from here on one more fact may be missing: the added local sentence has its own
_PAIRS_AT_ONCE = 100_000
_READ_KINDS = ("paragraph", "quote", "standfirst")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedParagraph:
    """One paragraph that several documents hold, word for word.

    Attributes:
        paragraph_hash: of its casefolded words.
        places: (document id, index of the block), sorted; of at least two documents.
    """

    paragraph_hash: str
    places: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two near copies by their row, the smaller row first, and their estimated Jaccard similarity."""

    first: int
    second: int
    similarity: float


def find_copies(fingerprints: Iterable[tuple[str, str, bytes]], *, settings: DocumentSettings) -> tuple[CopyGroup, ...]:
    """Return the groups of documents that repeat one text, sorted by their smallest member.

    Args:
        fingerprints: (document id, exact hash, fingerprint) of every document, in any order.
        settings: the thresholds `copy_*`.

    Raises:
        DataError: a fingerprint was made by another version.
    """
    by_hash: dict[str, list[str]] = defaultdict(list)
    prints: dict[str, bytes] = {}
    for document_id, words_hash, data in sorted(set(fingerprints)):
        by_hash[words_hash].append(document_id)
        prints.setdefault(words_hash, data)
    hashes = sorted(by_hash, key=lambda words_hash: by_hash[words_hash][0])
    rows = [read_fingerprint(prints[words_hash]) for words_hash in hashes]
    pairs = _near_pairs(rows, settings=settings)
    return _groups([tuple(by_hash[words_hash]) for words_hash in hashes], pairs)


def _near_pairs(rows: Sequence[Fingerprint], *, settings: DocumentSettings) -> tuple[_Pair, ...]:
    """Return the pairs of rows that are near copies of each other."""
    long_enough = [index for index, row in enumerate(rows) if row.n_words >= settings.copy_min_words]
    if len(long_enough) < 2:
        return ()
    matrix = signature_matrix([rows[index] for index in long_enough])
    order = np.array(long_enough, dtype=np.int64)
    sizes = np.array([rows[index].n_shingles for index in long_enough], dtype=np.float64)
    candidates = _candidates(matrix, most=settings.copy_max_bucket)
    found: list[_Pair] = []
    for start in range(0, len(candidates), _PAIRS_AT_ONCE):
        pairs = candidates[start : start + _PAIRS_AT_ONCE]
        first, second = pairs[:, 0], pairs[:, 1]
        jaccard = (matrix[first] == matrix[second]).mean(axis=1)
        shared = jaccard * (sizes[first] + sizes[second]) / (1 + jaccard)
        containment = shared / np.minimum(sizes[first], sizes[second])
        alike = (containment >= settings.copy_containment) & (jaccard >= _LEAST_JACCARD)
        for index in np.flatnonzero(alike):
            low, high = int(order[first[index]]), int(order[second[index]])
            if _share_facts(rows[low], rows[high], least=settings.copy_facts):
                found.append(_Pair(low, high, float(jaccard[index])))
    return tuple(found)


def _candidates(
    matrix: np.ndarray[tuple[int, int], np.dtype[np.uint32]], *, most: int
) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return pairs of rows that agree in a whole band, each once; shape (n, 2), the smaller row first.

    Of more than `most` rows in one band only those near each other in the order of the whole signature are paired:
    a phrase that a thousand documents share must not cost a million comparisons.
    """
    n_rows, n_values = matrix.shape
    ranks = np.empty(n_rows, dtype=np.int64)
    ranks[np.lexsort(matrix.T[::-1])] = np.arange(n_rows)
    found: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []
    for start in range(0, n_values - _ROWS + 1, _ROWS):
        band = matrix[:, start : start + _ROWS].astype(np.uint64)
        keys = (
            (band[:, 0] << np.uint64(32)) ^ (band[:, 1] << np.uint64(16)) ^ (band[:, 2] * np.uint64(0x9E3779B97F4A7C15))
        )
        order = np.lexsort((ranks, keys))
        ordered = keys[order]
        for step in range(1, min(most, n_rows - 1) + 1):
            same = np.flatnonzero(ordered[step:] == ordered[:-step])
            if not len(same):
                break
            one, other = order[same], order[same + step]
            found.append(np.minimum(one, other) * n_rows + np.maximum(one, other))
    codes = np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)
    return np.column_stack((codes // n_rows, codes % n_rows))


def _share_facts(one: Fingerprint, other: Fingerprint, *, least: float) -> bool:
    """Return whether nearly all figures and names of the smaller text stand in the larger one; of a short text all.

    Both sketches hold the smallest hashes of their set; only the range that both hold completely is compared.
    """
    smaller, larger = (one, other) if one.n_shingles <= other.n_shingles else (other, one)
    limit = min(smaller.facts_limit, larger.facts_limit)
    wanted = {fact for fact in smaller.facts if fact <= limit}
    allowed = 0
    if smaller.n_words >= _SHORT_WORDS:
        allowed = int((1 - least) * len(wanted)) + (smaller.n_words >= _LONG_WORDS)
    return len(wanted - set(larger.facts)) <= allowed


def _groups(members: Sequence[tuple[str, ...]], pairs: Sequence[_Pair]) -> tuple[CopyGroup, ...]:
    """Return the groups that exact copies and pairs of near copies connect."""
    parents = list(range(len(members)))
    nearest: dict[int, float] = defaultdict(float)
    for pair in pairs:
        first, second = _root(parents, pair.first), _root(parents, pair.second)
        parents[max(first, second)] = min(first, second)
        for row in (pair.first, pair.second):
            nearest[row] = max(nearest[row], pair.similarity)
    rows_of: dict[int, list[int]] = defaultdict(list)
    for row in range(len(members)):
        rows_of[_root(parents, row)].append(row)
    groups = []
    for rows in rows_of.values():
        document_ids = tuple(sorted(document_id for row in rows for document_id in members[row]))
        if len(document_ids) < 2:
            continue
        similarity = min(1.0 if len(members[row]) > 1 else nearest[row] for row in rows)
        groups.append(
            CopyGroup(
                copy_group_id=make_id("g", document_ids[0]),
                document_ids=document_ids,
                kind="exact" if len(rows) == 1 else "near",
                similarity=round(similarity, 4),
            )
        )
    return tuple(sorted(groups, key=lambda group: group.document_ids))


def _root(parents: list[int], row: int) -> int:
    """Return the smallest row connected with a row, shortening the way to it."""
    while parents[row] != row:
        parents[row] = parents[parents[row]]
        row = parents[row]
    return row


def paragraph_hashes(document: Document, *, settings: DocumentSettings) -> tuple[tuple[int, str], ...]:
    """Return (index of the block, hash of its casefolded words) of every paragraph that is long enough to be compared."""
    found = []
    for index, block in enumerate(document.blocks):
        text = document.text[block.start : block.end]
        if block.kind in _READ_KINDS and len(words_of(text)) >= settings.repeated_min_words:
            found.append((index, exact_hash(text)))
    return tuple(found)


def find_repeated_paragraphs(
    hashes: Mapping[str, Sequence[tuple[int, str]]],
) -> tuple[RepeatedParagraph, ...]:
    """Return the paragraphs that at least two documents hold, sorted by their first place.

    Args:
        hashes: document id → its `paragraph_hashes`.
    """
    places: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for document_id, paragraphs in hashes.items():
        for index, paragraph_hash in paragraphs:
            places[paragraph_hash].add((document_id, index))
    repeated = (
        RepeatedParagraph(paragraph_hash=paragraph_hash, places=tuple(sorted(found)))
        for paragraph_hash, found in places.items()
        if len({document_id for document_id, _ in found}) > 1
    )
    return tuple(sorted(repeated, key=lambda paragraph: (paragraph.places, paragraph.paragraph_hash)))
