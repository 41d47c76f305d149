"""What a reader of a format hands on: pieces of text in order, and what the format itself says about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from musterbook.documents.offsets import MappedText
from musterbook.model import BlockKind, Published

__all__ = ["Extracted", "Fault", "Part", "Piece"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One paragraph-like piece of text; `kind` is None where the format does not say what it is."""

    text: MappedText
    kind: BlockKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """The text of one report in pieces.

    Attributes:
        basis: what the sources of the pieces count, as in model.OffsetMap.
        title: as the format's metadata gives it; None if it does not. Not yet one of the pieces.
        authors, outlet: as the format's metadata gives them.
        published: from explicit metadata only; None if there is none.
        faults: parts that could not be read although the rest could.
    """

    pieces: tuple[Piece, ...]
    basis: Literal["decoded", "extracted"]
    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: Published | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a report, or a part of it, gave no text: the `code` and `reason` of the Skip it becomes."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One block in the making: its text, its kind, and what a credit is a credit for.

    `role` is "dateline", "byline", "wire" (an agency signs, is thanked or holds the copyright), "masthead" (the outlet,
    or place and date, on a line of their own), "photo" or None.
    """

    text: MappedText
    kind: BlockKind
    role: Literal["dateline", "byline", "wire", "masthead", "photo"] | None = None
