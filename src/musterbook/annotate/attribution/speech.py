"""Quotations joined to the cue that introduces, follows or precedes them.

For a quotation, in this order:

1. a cue right behind it (“…,” said the general), a cue right in front of it (he said: “…”);
2. the speaker of the quotation that it continues, or of the one before it in the same block;
3. the speaker of the statement in the sentence right before it;
4. at the start of a block: the speaker of the block before;
5. a colon in front of it: the subject of that sentence.
A quotation inside reported speech belongs to that speech; one that finds no speaker is left to the sentence around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from musterbook.annotate.attribution.quotes import Quote
from musterbook.annotate.attribution.statements import Statement, with_source_outside
from musterbook.annotate.attribution.trees import build_tree, trim
from musterbook.model import Document, Sentence

__all__ = ["Content", "Joined", "join_quotes"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Content:
    """One stretch that a statement attributes; `is_carried`: a quotation in a later block than its cue."""

    start: int
    end: int
    is_quote: bool = False
    is_carried: bool = False


Joined = tuple[Statement, tuple[Content, ...]]

_STOP = re.compile(r"[.!?;]\s")
_FIRST_PERSON = frozenset({"i", "we", "you", "me", "us"})
_GAP_BEFORE = 90
# Between a clause's first words and a quotation in it stands no mark that opens direct speech.
_LEADS = re.compile(r"[,:;]\s*$")
_LONGEST_LEAD = 8
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_LINKING = re.compile(r"\b(?:that|is|was|are|were|has|had|have|would|will)\b", re.IGNORECASE)


def join_quotes(
    statements: Sequence[Statement],
    quotes: Sequence[Quote],
    *,
    document: Document,
    sentences: Sequence[Sentence],
) -> list[Joined]:
    """Return the statements with their contents, in order of cue."""
    speech = [quote for quote in quotes if quote.is_speech]
    outside, inside = _split(statements, speech)
    contents: dict[int, list[Content]] = {}
    speaker: dict[int, Statement] = {}
    adjacent: set[int] = set()
    added: list[Statement] = []
    for index, quote in enumerate(speech):
        owner = _adjacent(outside, quote, document.text)
        if owner is not None:
            adjacent.add(id(owner))
        else:
            owner = _carried(index, speech, speaker, outside, document=document)
        if owner is None and not _is_reported(outside, quote):
            owner = _introduced_by_colon(quote, sentences, document.text)
            if owner is not None:
                added.append(owner)
        if owner is not None:
            speaker[index] = owner
            contents.setdefault(id(owner), []).append(_content_of(owner, quote, document.text))
    joined: list[Joined] = []
    for statement in sorted([*outside, *inside, *added], key=lambda item: item.cue):
        own = contents.get(id(statement), [])
        parsed = statement.content
        is_kept = id(statement) not in adjacent and (statement.source is not None or statement.is_hedge)
        if parsed is not None and is_kept:
            own = [*own, _up_to_cue(statement, parsed, document.text)]
        if own:
            joined.append((statement, tuple(sorted(own))))
    return joined


def _content_of(owner: Statement, quote: Quote, text: str) -> Content:
    """Return the quotation as content; with the clause around it where it is but a part of one (says the raid “failed”)."""
    parsed = owner.content
    is_part = parsed is not None and owner.cue[1] <= parsed[0] < quote.start < parsed[1]
    if parsed is not None and is_part and not _LEADS.search(text[parsed[0] : quote.start]):
        return Content(start=parsed[0], end=max(parsed[1], quote.end))
    start = _region(owner)[1]
    between = text[start : quote.start]
    is_same = owner.tree.sentence.block == quote.block and not _STOP.search(between)
    if is_same and between.strip() and not _LEADS.search(between) and _is_clause(owner, start, quote):
        start, _ = trim(text, start, quote.start)
        return Content(start=start, end=quote.end)
    return Content(start=quote.start, end=quote.end, is_quote=True, is_carried=owner.tree.sentence.block != quote.block)


def _is_clause(owner: Statement, start: int, quote: Quote) -> bool:
    """Return whether the words between a cue and a quotation begin the clause that the quotation ends."""
    tokens = owner.tree.tokens
    between = [token for token in tokens if start <= token.start < quote.start]
    return len(between) <= _LONGEST_LEAD and any(token.dep in _SUBJECTS for token in between)


def _up_to_cue(statement: Statement, parsed: tuple[int, int], text: str) -> Content:
    """Return the clause that is attributed; where the cue trails it, all of the sentence in front of the cue.

    A cue inside a clause ("Twelve men, the army said, were killed") leaves it one stretch: it is one telling.
    """
    start, end = parsed
    first = _region(statement)[0]
    is_verb = statement.tree.tokens[statement.verb].pos == "VERB" and not statement.is_hedge
    if is_verb and end <= first and not text[end:first].strip(" ,") and statement.tree.sentence.start < start:
        start, end = trim(text, statement.tree.sentence.start, first)
    return Content(start=start, end=end)


def _split(statements: Sequence[Statement], speech: Sequence[Quote]) -> tuple[list[Statement], list[Statement]]:
    """Return the statements outside all quotations, their sources moved out of them too, and those inside.

    What the speaker of a quotation says of himself there ("I think …") is a hedge of the quotation, no statement.
    """
    outside: list[Statement] = []
    inside: list[Statement] = []
    for statement in statements:
        around = _around(speech, statement.cue[0])
        if around is not None and statement.cue[1] <= around.end:
            head = None if statement.head is None else statement.tree.word(statement.head)
            content = statement.content
            if head is not None and head not in _FIRST_PERSON and content is not None and content[1] > around.start:
                clipped = max(content[0], around.start), min(content[1], around.end)
                inside.append(replace(statement, content=clipped))
            continue
        source = statement.source_span
        quoted = None if source is None else _around(speech, source[1] - 1)
        if source is not None and quoted is not None and source[0] < quoted.end:
            outside.append(with_source_outside(statement, quoted.start, quoted.end))
        else:
            outside.append(statement)
    return outside, inside


def _around(speech: Sequence[Quote], position: int) -> Quote | None:
    """Return the quotation that holds the position: quotations are in order and do not overlap."""
    index = bisect_left(speech, position + 1, key=lambda quote: quote.start) - 1
    return speech[index] if index >= 0 and position < speech[index].end else None


def _region(statement: Statement) -> tuple[int, int]:
    """Return the offsets of source and cue together."""
    source = statement.source_span
    if source is None:
        return statement.cue
    return min(source[0], statement.cue[0]), max(source[1], statement.cue[1])


def _adjacent(statements: Sequence[Statement], quote: Quote, text: str) -> Statement | None:
    """Return the statement whose cue stands right behind the quotation, else right before it."""
    index = bisect_left(statements, (quote.start, 0), key=lambda statement: statement.cue)
    for statement in statements[index : index + 4]:
        start = _region(statement)[0]
        if statement.is_hedge or start < quote.end or statement.tree.sentence.block != quote.block:
            continue
        between = text[quote.end : start]
        ends_open = text[quote.end - 2 : quote.end - 1] not in {"."} and not _STOP.match(
            text[quote.end : quote.end + 2]
        )
        if ends_open and len(between.strip(" ,–—-")) <= 3 and statement.tree.word(statement.verb) != "according":
            return statement
        break
    for statement in reversed(statements[max(0, index - 3) : index]):
        if statement.is_hedge or statement.tree.sentence.block != quote.block:
            continue
        end = max(statement.cue[1], min(_region(statement)[1], quote.start))
        between = text[end : quote.start]
        if len(between) <= _GAP_BEFORE and not _STOP.search(between) and _introduces(between):
            return statement
    return None


def _introduces(between: str) -> bool:
    """Return whether the words between a cue and a quotation introduce it: nothing, or a phrase and a comma or colon."""
    stripped = between.strip()
    if not stripped:
        return True
    if stripped[-1] not in ",:":
        return len(stripped.split()) <= 3 and not _LINKING.search(stripped)
    return not _LINKING.search(stripped) or stripped[-1] == ":"


def _carried(
    index: int,
    speech: Sequence[Quote],
    speaker: dict[int, Statement],
    statements: Sequence[Statement],
    *,
    document: Document,
) -> Statement | None:
    """Return the statement of the speaker who goes on, None if the quotation opens something new."""
    quote = speech[index]
    before = speech[index - 1] if index else None
    if _is_reported(statements, quote):
        return None
    text = document.text
    starts_sentence = _STOP.search(text[max(0, quote.start - 4) : quote.start]) is not None
    starts_block = document.blocks[quote.block].start == quote.start
    position = bisect_left(statements, (quote.start, 0), key=lambda statement: statement.cue) - 1
    last = statements[position] if position >= 0 else None
    if before is not None and index - 1 in speaker:
        near = quote.block - before.block <= 1
        if before.goes_on or (before.block == quote.block and len(text[before.end : quote.start]) < 250):
            return speaker[index - 1]
        if near and starts_block and (last is None or last.cue[0] <= max(before.start, speaker[index - 1].cue[0])):
            return speaker[index - 1]
    if last is None or last.is_hedge or last.source is None:
        return None
    if last.tree.sentence.block == quote.block:
        return last if starts_sentence and quote.start - last.tree.sentence.end < 4 else None
    return last if starts_block and quote.block - last.tree.sentence.block == 1 else None


def _is_reported(statements: Sequence[Statement], quote: Quote) -> bool:
    """Return whether the quotation is part of somebody's indirect speech."""
    index = bisect_left(statements, (quote.end, 0), key=lambda statement: statement.cue)
    return any(
        statement.content is not None and statement.content[0] <= quote.start and quote.end <= statement.content[1] + 1
        for statement in statements[max(0, index - 4) : index + 2]
    )


def _introduced_by_colon(quote: Quote, sentences: Sequence[Sentence], text: str) -> Statement | None:
    """Return a statement with the colon in front of the quotation as its cue and the sentence's subject as its source."""
    before = text[max(0, quote.start - 3) : quote.start].rstrip()
    if not before.endswith(":"):
        return None
    colon = text.rindex(":", 0, quote.start)
    index = bisect_left(sentences, colon + 1, key=lambda sentence: sentence.start) - 1
    if index < 0 or sentences[index].block != quote.block:
        return None
    tree = build_tree(sentences[index])
    for position, token in enumerate(tree.tokens):
        if token.dep == "nsubj" and token.end <= colon:
            first, last = tree.first[position], tree.last[position]
            span = trim(text, tree.tokens[first].start, tree.tokens[last].end)
            if span[1] > colon:
                last = position
            return Statement(
                tree=tree,
                cue=(colon, colon + 1),
                source=(first, last),
                head=position,
                content=None,
                stance="states",
                is_hedge=False,
                verb=position,
            )
    return None
