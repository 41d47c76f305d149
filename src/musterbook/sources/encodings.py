"""How bytes are read as characters.

The cascade, the first that fits wins:
1. a byte order mark (UTF-8, UTF-16, UTF-32);
2. UTF-16 without a mark, told by zero bytes in every other position;
3. UTF-8, if it fits strictly and has at least one character outside ASCII: other encodings hardly ever fit by chance;
4. the charset declared in an HTML head or XML declaration, or by the transport, if it fits strictly;
5. UTF-8, if it fits strictly (plain ASCII);
6. UTF-8, if at most 1 in 1,000 bytes does not fit and real UTF-8 sequences outnumber the faults: a page cut or damaged
   in transport. The encoding is then "utf-8" although strict decoding fails: decode with errors="replace";
7. what charset-normalizer finds in the first 64 KiB, if it fits the whole strictly; Windows-1252 where it cannot
   decide, or guesses an encoding of pairs of bytes in a text where no two bytes outside ASCII stand together.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

__all__ = ["detect_encoding", "find_declared_charset"]

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_DECLARATION_BYTES = 4096
_SAMPLE_BYTES = 65_536
_PAIR = re.compile(rb"[\x80-\xff]{2}")
_MAX_FAULTS_PER_BYTE = 0.001
# What browsers do with these labels (WHATWG Encoding Standard): pages that declare them mean the superset.
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gbk"}
# Labels that would run something else than a character decoding, or hide ASCII.
_REFUSED = frozenset({"utf-7", "idna", "punycode", "raw_unicode_escape", "unicode_escape", "mbcs", "oem"})


def detect_encoding(raw: bytes, *, claimed: str | None = None, is_head: bool = False) -> str | None:
    """Return the Python name of the encoding, None if no encoding fits.

    Args:
        raw: all bytes, or the first ones.
        claimed: charset named by the transport.
        is_head: `raw` may end in the middle of a character.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name if _fits(raw, name, is_head=is_head) else None
    if wide := _find_wide(raw):
        return wide if _fits(raw, wide, is_head=is_head) else None
    is_utf8 = _fits(raw, "utf-8", is_head=is_head)
    if is_utf8 and not raw.isascii():
        return "utf-8"
    for label in (find_declared_charset(raw), claimed):
        declared = _resolve(label)
        if declared and not declared.startswith(("utf-16", "utf-32")) and _fits(raw, declared, is_head=is_head):
            return declared
    if is_utf8 or _is_damaged_utf8(raw):
        return "utf-8"
    guess = _guess(raw[:_SAMPLE_BYTES])
    return guess if guess is not None and _fits(raw, guess, is_head=is_head) else None


def _guess(sample: bytes) -> str | None:
    """Return what charset-normalizer finds; of equally good ones Windows-1252, which most such pages are in."""
    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        return None
    is_tied = any(
        match.encoding == "cp1252" and match.chaos <= best.chaos and match.coherence >= best.coherence
        for match in matches
    )
    return "cp1252" if is_tied or _is_of_single_bytes(sample, best.encoding) else best.encoding


def _is_of_single_bytes(sample: bytes, guess: str) -> bool:
    """Return whether a guess takes lone letters with an accent for halves of pairs: no two bytes outside ASCII stand together."""
    return _PAIR.search(sample) is None and len(sample.decode(guess, "replace")) < len(sample)


def find_declared_charset(raw: bytes) -> str | None:
    """Return the charset declared in the first 4 KiB (`<meta charset=…>`, `encoding="…"`), None if there is none."""
    head = raw[:_DECLARATION_BYTES]
    if b"<" not in head:
        return None  # prose may talk of charsets too
    found = _DECLARED.search(head)
    return found[1].decode("ascii") if found else None


def _resolve(label: str | None) -> str | None:
    """Return the codec name of a label, None for unknown labels and for codecs that are not character encodings."""
    if not label or len(label) > 40:
        return None
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if info.name in _REFUSED or not getattr(info, "_is_text_encoding", True):
        return None
    return _SUPERSETS.get(info.name, info.name)


def _fits(raw: bytes, name: str, *, is_head: bool) -> bool:
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        decoder.decode(raw, final=not is_head)
    except (UnicodeError, ValueError):
        return False
    return True


def _find_wide(raw: bytes) -> str | None:
    """Return UTF-16 of either order where every other byte of the head is mostly zero and the others are not."""
    sample = raw[:1024]
    half = len(sample) // 2
    if half < 8:
        return None
    even, odd = sample[0 : 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _is_damaged_utf8(raw: bytes) -> bool:
    text = raw.decode("utf-8", "surrogateescape")
    faults = sum(1 for character in text if "\udc80" <= character <= "\udcff")
    if faults > _MAX_FAULTS_PER_BYTE * len(raw):
        return False
    good = sum(1 for character in text if character > "\x7f") - faults
    return good > faults
