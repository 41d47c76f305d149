"""How ids are derived: text, from content, the same on every run."""

from __future__ import annotations

import hashlib

_UNIT = "\x1f"


def make_id(prefix: str, *parts: object) -> str:
    """Return `prefix-` and 16 hexadecimal digits of a hash over the parts.

    Parts are joined by the unit separator, None counts as an empty part, so give them in a fixed order.
    64 bits: with ten million records of a kind the chance of one collision is below 3 in a million.
    """
    joined = _UNIT.join("" if part is None else str(part) for part in parts)
    digest = hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{prefix}-{digest}"


def hash_bytes(raw: bytes) -> str:
    """Return the sha256 of the bytes as 64 hexadecimal digits: the id of a report."""
    return hashlib.sha256(raw).hexdigest()
