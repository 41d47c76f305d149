"""Reports as obtained, documents as read, and the analysed sentences of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

BlockKind = Literal["headline", "standfirst", "paragraph", "caption", "credit", "quote", "boilerplate"]
# The media type of a row of coded events or claims: reading it as text again would replace what the data set says.
IMPORTED_ROW = "application/vnd.musterbook.row+json"
# The agency of a text that says "agencies" and names none.
UNNAMED_WIRE = "agencies"

DateOrigin = Literal["given", "metadata", "table", "feed", "dateline", "headline", "url", "text", "saying"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a document was published.

    Attributes:
        day: the calendar day, as printed at the place of publication.
        instant_utc: the instant, if the source states one; None otherwise.
        origin: where the date was read.
    """

    day: date
    instant_utc: datetime | None = None
    origin: DateOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was obtained, byte for byte.

    Attributes:
        report_id: sha256 of `raw`, 64 hexadecimal digits.
        media_type: as sniffed from the bytes, not as claimed: "text/plain", "text/markdown", "text/html",
            "application/pdf", "application/json" (one row of a table), or IMPORTED_ROW.
        location: address, or path relative to where the user pointed, with "#row=12" or "#record=3" for a part of a file.
        raw: the bytes.
        encoding: of textual media types, as detected; None for others.
        retrieved_utc: when it was fetched or read; None where no clock was passed.
        title: as given beside the text (table column, feed entry); None if not.
        text: the text itself where the report is a row of a table; None where it must be extracted from `raw`.
        outlet: name or domain as given beside the text, or the domain of the address; the name in the outlet register
            where it knows it; None if unknown.
        url: the address the text was published at, if known.
        published: as given beside the text or by the user; None if not.
        language: ISO 639-1 as given beside the text; None if not.
        licence: as stated; None if unknown.
    """

    report_id: str
    media_type: str
    location: str
    raw: bytes
    encoding: str | None = None
    retrieved_utc: datetime | None = None
    title: str | None = None
    text: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: Published | None = None
    language: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of a document: half-open character offsets into its text. Blocks are in order and do not overlap."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetMap:
    """How characters of a document map back to the text they were taken from.

    Attributes:
        basis: "decoded" when `source_start` counts characters of the decoded report,
            "extracted" when it counts characters of the text that the HTML or PDF reader returned, or of `Report.text`.
        segments: (start in document, start in source, length), in order; inside a segment characters match one to one.
    """

    basis: Literal["decoded", "extracted"]
    segments: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The clean text of one report.

    Attributes:
        document_id: "d-…", from the report id and the text.
        text: NFC; blocks are separated by a blank line.
        title: the headline, if there is one.
        published: None if no date was found: then every relative time stays unresolved.
        language: ISO 639-1, detected, or as given beside a text that is too short to tell; None if neither.
        authors: bylines of the outlet's own staff as printed; never used to build a profile.
        wire: the agency the text was taken from ("Reuters"), "agencies" if only that is said, None if none is stated.
        outlet: name of the outlet; None if unknown.
        offsets: None where no map was kept. Of a table row it counts characters of `Report.text`.
    """

    document_id: str
    report_id: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    published: Published | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    wire: str | None = None
    outlet: str | None = None
    url: str | None = None
    location: str
    offsets: OffsetMap | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGroup:
    """Documents that repeat one text: `kind` "exact" (same words) or "near" (an edited wire copy).

    Attributes:
        copy_group_id: "g-…", from the smallest member id at creation.
        document_ids: sorted; at least two.
        similarity: smallest estimated Jaccard similarity of a member to its nearest other member, in [0, 1].
    """

    copy_group_id: str
    document_ids: tuple[str, ...]
    kind: Literal["exact", "near"]
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNote:
    """What later stages need to know of a document without reading its text again.

    Attributes:
        outlet, wire, published: as in Document; None if unknown.
        copy_group_id: None if no other document repeats it.
    """

    document_id: str
    outlet: str | None
    wire: str | None
    published: date | None
    copy_group_id: str | None

    @property
    def printed_by(self) -> str | None:
        """The outlet; where it is not known the agency; None if that has no name either."""
        return self.outlet or (None if self.wire == UNNAMED_WIRE else self.wire)


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the language model. Positional on purpose: there is one for each word that is read.

    `start`/`end` are offsets into the document text, `head` is an index into the sentence's tokens (its own index at the
    root), `pos` the universal tag, `tag` the Penn tag, `dep` spaCy's (ClearNLP) dependency label,
    `entity` the model's entity label ("GPE") or "", `entity_begins` True on the first token of an entity.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str
    entity_begins: bool


# A heading says where and perhaps when, or who holds it: no more tokens than these, and no finite verb (Penn tags).
_LONGEST_HEADING = 9
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def is_heading(tokens: Sequence[Token]) -> bool:
    """Return whether a sentence tells nothing by a verb of its own, as "Saturday, Binnish." heads a paragraph of a list."""
    return len(tokens) <= _LONGEST_HEADING and not any(token.tag in _FINITE for token in tokens)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence with its tokens.

    Attributes:
        block: index into the document's blocks.
        kind: the kind of that block.
    """

    start: int
    end: int
    block: int
    kind: BlockKind
    tokens: tuple[Token, ...]
