"""What the rules considered in a document: every row whose word stands in a sentence, taken up or dropped, and why.

Reading itself keeps no account of what it drops: this walks over the same rows once more and sets them beside the claims
that were made. Used by `musterbook explain` only.
"""

from __future__ import annotations

from collections.abc import Iterator

from musterbook.model import AnnotatedDocument, Claim, Considered, RuleRow
from musterbook.records.context import DocumentContext
from musterbook.records.sentences.frames import Frame, Match, find_frames, load_frames, try_frame
from musterbook.records.sentences.ordinary import name_ordinary_words
from musterbook.records.sentences.status import read_standing
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sentences.worlds import is_other_world

__all__ = ["describe_row", "find_considered"]

# Claims of the tables of frames, in the order in which they are read.
_TABLES = (
    "strength", "change", "responsibility", "threats", "relations", "recruitment", "movement", "control", "leadership",
    "events", "casualties", "politics",
)  # fmt: skip
# A present tense tells a habit where a happening is asked for, and a state where one is.
_HAPPENINGS = frozenset({"events", "casualties"})
_WORDS = ("verbs", "nouns", "adjectives")
_CONDITIONS = {
    "particles": "completed by one of",
    "modifiers": "with one of these before it:",
    "objects": "with one of these as its object:",
    "subjects": "with one of these as its subject:",
}


def describe_row(rule: str) -> RuleRow | None:
    """Return the row a claim's rule names; None for a rule that is no row of a table."""
    table, _, name = rule.partition("/")
    if table not in _TABLES:
        return None
    return next((_row(frame) for frame in load_frames(table).frames if frame.name == name), None)


def find_considered(annotated: AnnotatedDocument, claims: tuple[Claim, ...]) -> dict[int, tuple[Considered, ...]]:
    """Return what the rules considered in each sentence with claims, by its start, in the order of its words.

    Args:
        annotated: the document.
        claims: that were made of it.
    """
    context = DocumentContext(annotated, made_by="")
    triggers = {
        (mark.start, claim.rule): claim.claim_id for claim in claims for mark in claim.marks if mark.role == "trigger"
    }
    told: dict[int, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.sentence_start, []).append(claim)
    considered: dict[int, tuple[Considered, ...]] = {}
    for view in context.views:
        here = told.get(view.sentence.start)
        if here is None:
            continue
        found = [
            found for name in _TABLES for found in _consider(context, view, table=name, triggers=triggers, claims=here)
        ]
        considered[view.sentence.start] = tuple(
            sorted(found, key=lambda considered: (considered.start, considered.row.table, considered.row.name))
        )
    return considered


def _consider(
    context: DocumentContext,
    view: SentenceView,
    *,
    table: str,
    triggers: dict[tuple[int, str], str],
    claims: list[Claim],
) -> Iterator[Considered]:
    frames = load_frames(table)
    for position, token in enumerate(view.tokens):
        tried = [(frame, try_frame(view, position, frame)) for frame in find_frames(view, frames, position)]
        made = next((frame.name for frame, _ in tried if (token.start, frame.rule) in triggers), None)
        for frame, match in tried:
            if isinstance(match, str) and token.pos == "AUX":
                continue  # "are" opens a dozen rows, which says nothing of the sentence
            claim_id = triggers.get((token.start, frame.rule))
            reason = "" if claim_id else _reason(context, view, frame, match=match, made=made, claims=claims)
            yield Considered(
                row=_row(frame), start=token.start, end=token.end, words=token.text, claim_id=claim_id, reason=reason
            )


def _reason(
    context: DocumentContext,
    view: SentenceView,
    frame: Frame,
    *,
    match: Match | str,
    made: str | None,
    claims: list[Claim],
) -> str:
    """Return in words why a row made no claim: the first of the conditions that reading asks for in turn."""
    if isinstance(match, str):
        return _describe_lack(frame, match)
    if made is not None:
        return f"the row ‘{made}’ made the claim of this word"
    taken = _fallen_counted(view, match, claims) if frame.table == "strength" else None
    if taken is not None:
        return f"its number counts what became of people: {taken}"
    dropped = _describe_standing(context, view, match.position, is_happening=frame.table in _HAPPENINGS)
    return dropped or f"nothing was read from its slots that makes a claim: {_describe_slots(view, match)}"


def _fallen_counted(view: SentenceView, match: Match, claims: list[Claim]) -> str | None:
    """Return the casualties claim that counts with a number of this match; None if none does."""
    tokens = {token for found in match.slots.values() for token in found}
    words = {below for token in tokens for below in view.subtree(token, is_clause=True)}
    for claim in claims:
        numbers = [mark for mark in claim.marks if mark.role == "quantity" and claim.kind == "casualties"]
        if any(position in words for mark in numbers for position in view.positions(mark.start, mark.end)):
            return claim.claim_id
    return None


def _describe_standing(
    context: DocumentContext, view: SentenceView, position: int, *, is_happening: bool
) -> str | None:
    """Return why the word tells of nothing that happened; None if it does."""
    if is_other_world(view, position):
        return "the words around it are of sport, labour, a drill, an accident or a figure of speech"
    if context.said_of(view, view.tokens[position].start).stance == "denies":
        return "it is denied"
    standing = read_standing(view, position)
    if standing.is_negated:
        return "the clause is negated"
    if is_happening and not standing.is_event:
        return "it tells a habit, not a single happening"
    if standing.status not in {"completed", "historical"}:
        return f"it is {standing.status}"
    return _describe_ordinary(view)


def _describe_ordinary(view: SentenceView) -> str | None:
    """Return the words by which a sentence reads like ordinary news; None if it does not."""
    if not view.is_ordinary:
        return None
    words = name_ordinary_words(view)
    return "the sentence and those around it read like ordinary news" + (f": {', '.join(words)}" if words else "")


def _describe_lack(frame: Frame, lack: str) -> str:
    if lack in _CONDITIONS:
        return f"it is not {_CONDITIONS[lack]} {_list(getattr(frame, lack))}"
    return f"its slot ‘{lack}’ is empty"


def _describe_slots(view: SentenceView, match: Match) -> str:
    slots = [
        f"{slot} ‘{' '.join(view.tokens[token].text for token in match.slots[slot])}’"
        if slot in match.slots
        else f"{slot} empty"
        for slot, _ in match.frame.slots
    ]
    return ", ".join(slots) or "the row has none"


def _row(frame: Frame) -> RuleRow:
    words = tuple(sorted(word for kind in _WORDS for word in getattr(frame, kind)))
    conditions = [f"{text} {_list(getattr(frame, key))}" for key, text in _CONDITIONS.items() if getattr(frame, key)]
    conditions += [f"needs {slot}" for slot in frame.require]
    return RuleRow(name=frame.name, table=f"records/data/{frame.table}.toml", words=words, conditions=tuple(conditions))


def _list(words: frozenset[str]) -> str:
    return ", ".join(sorted(words))
