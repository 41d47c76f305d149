"""Who says it: the attributions of one document, from its quotations, its cues and its silence.

1. Every sentence has one attribution that covers all of it, with the outlet as the source (mode "none_stated").
2. Every cue with content has one that covers the content; for a quotation one per quotation, with its speaker.
3. Attributions nest: the smallest that contains a span speaks for it; of two of one length the one that starts later.
4. A hedge without a source ("were thought to be") takes over the nearest source before it, marked `is_nearest`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from musterbook.annotate.attribution.backgrounds import without_background
from musterbook.annotate.attribution.channels import find_channel, trim_channel
from musterbook.annotate.attribution.cues import CueTable, load_cues
from musterbook.annotate.attribution.headlines import read_headline
from musterbook.annotate.attribution.parties import Forces, find_forces, is_anonymous, is_belligerent
from musterbook.annotate.attribution.quotes import Quote, find_quotes
from musterbook.annotate.attribution.relays import find_relayed, with_cited, with_colon
from musterbook.annotate.attribution.siblings import part_siblings
from musterbook.annotate.attribution.sources import Speakers
from musterbook.annotate.attribution.speech import Content, Joined, join_quotes
from musterbook.annotate.attribution.statements import Statement, find_statements
from musterbook.annotate.attribution.trees import Tree, build_tree
from musterbook.model import (
    Attribution,
    Document,
    EvidenceKind,
    Mention,
    PlaceReading,
    QuantityReading,
    Sentence,
    Source,
)

__all__ = ["find_attributions"]

# A content of fewer characters than this is a slip of the parser.
_SHORTEST = 2
# A sentence with more cues than this is no prose; the outlet's attribution still covers it.
_MOST_IN_SENTENCE = 30
_BEFORE_NUMBER = 12
_PROSE = frozenset({"paragraph", "quote"})


@dataclass(slots=True)
class _Reading:
    """What is known of the document while its attributions are put together."""

    document: Document
    sentences: Sequence[Sentence]
    cues: CueTable
    forces: Forces
    quotes: tuple[Quote, ...]
    estimated: list[int]
    sources: dict[int, Source] = field(default_factory=dict)
    made: list[Attribution] = field(default_factory=list)


def find_attributions(
    sentences: Sequence[Sentence],
    *,
    document: Document,
    actors: tuple[Mention, ...],
    quantities: tuple[Mention, ...] = (),
    places: tuple[Mention, ...] = (),
    homes: Sequence[str] = (),
) -> tuple[Attribution, ...]:
    """Return the attributions of a document in order of start, the longer first where two start together.

    Args:
        sentences: of the document, in order.
        document: for its text, blocks and outlet.
        actors: actor mentions of the document; they tell parties to the conflict from other speakers.
        quantities: quantity mentions; a sentence that hedges an "estimated" or "about" number keeps the stance "estimates".
        places: place mentions; a name that is none of them, no actor's and in no list may be a person's and is not repeated.
        homes: countries (ISO 3166-1 alpha-2) in which the armed groups of the document are at home.
    """
    cues = load_cues()
    quotes = find_quotes(document)
    in_order = tuple(
        sorted((mention for mention in actors if mention.kind == "actor"), key=lambda m: (m.start, -m.end))
    )
    reading = _Reading(
        document=document,
        sentences=sentences,
        cues=cues,
        forces=find_forces(in_order, homes=homes),
        quotes=quotes,
        estimated=_find_estimated(quantities, document.text),
    )
    built = [build_tree(sentence) for sentence in sentences]
    statements = sorted(
        (statement for tree in built for statement in _read_statements(tree, document.text, cues)),
        key=lambda statement: statement.cue,
    )
    # The tree of the sentence before, in the same block.
    trees = {
        tree.sentence.start: before for before, tree in pairwise(built) if before.sentence.block == tree.sentence.block
    }
    joined = join_quotes(statements, quotes, document=document, sentences=sentences)
    known = frozenset(
        one.start for one in places if isinstance(one.reading, PlaceReading) and one.reading.place is not None
    )
    _add_all(reading, joined, Speakers(cues=cues, actors=in_order, places=known, trees=trees))
    for sentence in sentences:
        reading.made.append(_speak_as_outlet(reading, sentence))
    unique = {(made.start, made.end, made.cue_start): made for made in reversed(reading.made)}
    return tuple(sorted(unique.values(), key=lambda made: (made.start, -made.end, made.cue_start or -1)))


def _read_statements(tree: Tree, text: str, cues: CueTable) -> list[Statement]:
    """Return the statements of one sentence, each with its own part of it; those of a chain are told by the last in line."""
    found = islice(find_statements(tree, text, cues=cues), _MOST_IN_SENTENCE)
    relayed = list(islice(find_relayed(tree, text, cues=cues), _MOST_IN_SENTENCE))
    own = [without_background(statement, text, cues=cues) for statement in found]
    parted = with_colon(part_siblings(own, text, cues=cues), text)
    headline = read_headline(tree, text, cues=cues)
    return [*with_cited(parted, relayed, cues=cues), *(() if headline is None else (headline,))]


def _add_all(reading: _Reading, joined: Iterable[Joined], speakers: Speakers) -> None:
    """Make the attributions of the statements in order; one without a source is the nearest speaker's."""
    nearest: tuple[int, Source] | None = None
    for statement, spans in joined:
        source = speakers.resolve(statement, reading.document.text)
        block = statement.tree.sentence.block
        if statement.source is None:
            is_near = nearest is not None and _is_near(reading.document, nearest[0], block)
            _add(reading, statement, spans, source=nearest[1] if nearest and is_near else source, is_nearest=is_near)
        else:
            nearest = (block, source)
            _add(reading, statement, spans, source=source, is_nearest=False)


def _is_near(document: Document, earlier: int, block: int) -> bool:
    """Return whether the block is the same as, or the prose block right after, the earlier one (captions are skipped)."""
    between = document.blocks[earlier + 1 : block + 1]
    return sum(part.kind in _PROSE for part in between) <= 1 and document.blocks[earlier].kind in _PROSE


def _add(
    reading: _Reading,
    statement: Statement,
    spans: Iterable[Content],
    *,
    source: Source,
    is_nearest: bool,
) -> None:
    text = reading.document.text
    sentence = statement.tree.sentence
    channel = find_channel(statement, text, cues=reading.cues)
    source = trim_channel(source, channel, text)
    for span in spans:
        start, end = span.start, span.end
        if end - start < _SHORTEST:
            continue
        words = tuple(text[a:b] for a, b, _ in _hedges(reading, start, end))
        scales = [scale for _, _, scale in _hedges(reading, start, end)]
        if statement.is_hedge:
            cue = text[statement.cue[0] : statement.cue[1]]
            words = (cue, *(word for word in words if word not in cue))
            scales.append("everyday")
        reading.made.append(
            Attribution(
                start=start,
                end=end,
                source=source,
                is_anonymous=is_anonymous(source, reading.cues),
                is_party=is_belligerent(source, reading.forces),
                channel=None if channel is None else text[channel[0] : channel[1]],
                cue=text[statement.cue[0] : statement.cue[1]],
                cue_start=statement.cue[0],
                cue_end=statement.cue[1],
                mode="direct" if span.is_quote else "indirect",
                # The cue's stance is that of its own sentence: "he confirmed …", and a quotation in the next paragraph.
                stance="states" if span.is_carried else statement.stance,
                hedge=words,
                hedge_scale=_scale(scales),
                evidence=_evidence(reading, sentence),
                is_nearest=is_nearest,
            )
        )


def _scale(scales: Sequence[str]) -> str | None:
    if not scales:
        return None
    return "everyday" if "everyday" in scales else scales[0]


def _hedges(reading: _Reading, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return (start, end, scale) of the hedges in the span; the month of May is none."""
    return [
        (match.start(), match.end(), reading.cues.hedge_scales[match.lastgroup])
        for match in reading.cues.hedges.finditer(reading.document.text, start, end)
        if match.lastgroup is not None and match.group() != "May"
    ]


def _evidence(reading: _Reading, sentence: Sentence) -> EvidenceKind:
    """Return what is said of proof in the sentence.

    Of proof that was not given also in the next one, if it goes on about the same speaker ("The group gave no evidence").
    """
    text = reading.document.text
    limit = reading.document.blocks[sentence.block].end
    goes_on = reading.cues.evidence_continues.match(text, sentence.end, limit) is not None
    for kind, pattern in reading.cues.evidence:
        is_wide = kind == "not_provided" and goes_on
        end = _end_of_next(text, sentence.end, limit) if is_wide else sentence.end
        if pattern.search(text, sentence.start, end):
            return kind
    return "none_stated"


_STOP = re.compile(r"[.!?]")


def _end_of_next(text: str, position: int, limit: int) -> int:
    stop = _STOP.search(text, position, limit)
    return limit if stop is None else stop.end()


def _find_estimated(quantities: Iterable[Mention], text: str) -> list[int]:
    """Return where the numbers begin that the words before them call estimated, in order."""
    return sorted(
        mention.start
        for mention in quantities
        if isinstance(mention.reading, QuantityReading)
        and "estimated" in text[max(mention.start - _BEFORE_NUMBER, 0) : mention.end].lower()
    )


def _speak_as_outlet(reading: _Reading, sentence: Sentence) -> Attribution:
    """Return the attribution that covers the sentence: the outlet states it."""
    hedges = _hedges(reading, sentence.start, sentence.end)
    first = bisect_left(reading.estimated, sentence.start)
    is_estimate = first < len(reading.estimated) and reading.estimated[first] < sentence.end
    return Attribution(
        start=sentence.start,
        end=sentence.end,
        source=Source(kind="outlet", organisation=reading.document.outlet),
        mode="none_stated",
        stance="estimates" if is_estimate else "states",
        hedge=tuple(reading.document.text[start:end] for start, end, _ in hedges),
        hedge_scale=_scale([scale for _, _, scale in hedges]),
        evidence=_evidence(reading, sentence),
    )
