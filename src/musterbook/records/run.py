"""The door of the records stage: annotated documents in, claims and events out.

The order is fixed, because a trigger that one rule has used is not read again by the next:
1. strength and change, 2. responsibility and denials, 3. threats, relations, recruitment, control, movement, leadership,
4. sentence by sentence: shots that were not fired, events, then casualties (which may add events), 5. strengths among the
numbers that are left, 6. what stands in sentences of ordinary news is left out, 7. links between claims, 8. one event for
all claims that tell of it, which lends its place, 9. the names of private persons are cut out of every field.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from musterbook.config import RecordSettings
from musterbook.model import AnnotatedDocument, Claim, DocumentRecord, EventDetail, Skip, StageResult
from musterbook.records.casualties.casualties import read_casualties
from musterbook.records.casualties.lone_counts import add_lone_events
from musterbook.records.casualties.restraint import read_restraint
from musterbook.records.context import DocumentContext
from musterbook.records.days.lent import lend_days
from musterbook.records.events.building import build_events
from musterbook.records.events.events import read_events
from musterbook.records.events.tellings import Draft
from musterbook.records.places.last import place_by_sentence
from musterbook.records.places.lent import lend_places
from musterbook.records.places.scene import place_by_scene
from musterbook.records.sides.hiding import HiddenNames
from musterbook.records.sides.names import name_words
from musterbook.records.sides.unnamed import name_sides
from musterbook.records.statements.control import read_control
from musterbook.records.statements.disowned import read_disowned
from musterbook.records.statements.leadership import read_leadership
from musterbook.records.statements.movement import read_movement
from musterbook.records.statements.politics import read_politics
from musterbook.records.statements.recruitment import read_recruitment
from musterbook.records.statements.relations import read_relations
from musterbook.records.statements.responsibility import read_responsibility
from musterbook.records.statements.responsibility_links import link_responsibility
from musterbook.records.statements.threats import read_threats
from musterbook.records.strength.change import read_change
from musterbook.records.strength.strength import read_strength
from musterbook.records.strength.strength_scored import read_scored

__all__ = ["run"]

_RULES = (
    read_strength,
    read_change,
    read_responsibility,
    read_threats,
    read_relations,
    read_recruitment,
    read_control,  # before movement: who is driven out of a town loses it
    read_movement,
    read_leadership,
)


def run(
    documents: Iterable[AnnotatedDocument], *, settings: RecordSettings, made_by: str
) -> StageResult[DocumentRecord]:
    """Return the claims and events of each document; a document without a sentence to read is skipped.

    Args:
        documents: what the annotate stage made.
        settings: see RecordSettings.
        made_by: versions of code, registers and model, kept in every claim.
    """
    made: list[DocumentRecord] = []
    skipped: list[Skip] = []
    for annotated in documents:
        if annotated.sentences:
            made.append(_read_document(annotated, settings=settings, made_by=made_by))
        else:
            skipped.append(_skip_empty(annotated))
    return StageResult(made=tuple(made), skipped=tuple(skipped))


def _read_document(annotated: AnnotatedDocument, *, settings: RecordSettings, made_by: str) -> DocumentRecord:
    context = DocumentContext(annotated, made_by=made_by)
    draft = Draft()
    for read in _RULES:
        read(context, draft)
    draft.begin_sentences()
    for view in context.views:  # sentence by sentence: "the blast" refers to what was told before it
        read_restraint(context, draft, view)
        read_events(context, draft, view)
        read_casualties(context, draft, view)
        read_politics(context, draft, view)
    read_scored(context, draft)
    draft.drop_thin()
    if settings.leave_out_ordinary:
        ordinary = {view.sentence.start for view in context.views if view.is_ordinary}
        draft.keep(lambda claim: claim.sentence_start not in ordinary or _is_public(claim))
    name_sides(annotated, draft)
    link_responsibility(context, draft)
    read_disowned(context, draft)
    long_ago = None if context.published is None else context.published - timedelta(days=settings.background_after_days)
    _mark_history(draft, long_ago=long_ago)
    claims, events = build_events(draft, annotated.document.document_id)
    claims = lend_places(claims, events, views=context.views)
    claims, events = place_by_sentence(claims, events, views=context.views)
    claims, events = place_by_scene(claims, events, views=context.views)
    ordered = sorted(_drop_doubles(claims), key=lambda claim: (claim.start, claim.end, claim.kind, claim.claim_id))
    events = add_lone_events(
        events,
        claims=ordered,
        lone=frozenset(draft.lone),
        document_id=annotated.document.document_id,
        long_ago=long_ago,
    )
    events = lend_days(events, draft, claims=ordered, context=context)
    hidden = _find_hidden(context, ordered)
    return DocumentRecord(
        document_id=annotated.document.document_id,
        claims=tuple(hidden.hide_in(claim) for claim in ordered),
        events=tuple(hidden.hide_in(event) for event in events),
    )


def _is_public(claim: Claim) -> bool:
    """True for acts of politics and protest, which are told in the words of ordinary news."""
    return isinstance(claim.detail, EventDetail) and (
        claim.detail.is_political or claim.detail.event_type in {"PROTEST", "MOBILIZE"}
    )


def _find_hidden(context: DocumentContext, claims: list[Claim]) -> HiddenNames:
    """Return the names that the record may not repeat: of private persons, and of whoever was hit.

    What only the language model calls a person is none where a rule reads a place ("retook Bergtal").
    """
    text = context.document.text
    places = {text[mark.start : mark.end] for claim in claims for mark in claim.marks if mark.role == "place"}
    persons = {run.words for run in context.persons if run.is_sure or run.words not in places}
    victims = {text[mark.start : mark.end] for claim in claims for mark in claim.marks if mark.role == "victim"}
    speakers = (held.source.person or "" for held in context.annotated.attributions)
    known = {word for name in (*speakers, *context.resolved_names()) for word in name_words(name)}
    return HiddenNames(persons | victims, known=known)


def _mark_history(draft: Draft, *, long_ago: date | None) -> None:
    """Mark what lies before a day as background: it is told, but it is no news; None = nobody knows the day of publication."""
    if long_ago is None:
        return
    for telling in list(draft.tellings):
        interval = telling.claim.interval
        is_old = interval is not None and interval.latest is not None and interval.latest < long_ago
        if is_old and telling.detail.status == "completed":
            claim = replace(telling.claim, detail=replace(telling.detail, status="historical"))
            draft.replace_telling(telling, replace(telling, claim=claim))


def _drop_doubles(claims: tuple[Claim, ...]) -> list[Claim]:
    """Keep the first of claims of one kind that rest on the same number or the same trigger."""
    kept: list[Claim] = []
    seen: set[tuple[object, ...]] = set()
    for claim in claims:
        spans = tuple((mark.start, mark.end) for mark in claim.marks if mark.role == "trigger")
        outcome = getattr(claim.detail, "outcome", None)
        numbers = tuple((mark.start, mark.end) for mark in claim.marks if mark.role == "quantity")
        # Single persons have no number: "a commander and a courier" are two claims of one trigger.
        persons = tuple((mark.start, mark.end) for mark in claim.marks if mark.role == "whose" and not numbers)
        keys = [(claim.kind, outcome, spans, numbers or persons, claim.detail.__class__ is EventDetail)]
        if numbers and claim.kind in {"strength", "change", "casualties"}:
            keys.append((claim.kind, outcome, numbers, (), False))
        if not any(key in seen for key in keys):
            kept.append(claim)
        seen.update(keys)
    return kept


def _skip_empty(annotated: AnnotatedDocument) -> Skip:
    return Skip(
        stage="records",
        input_id=annotated.document.document_id,
        location=annotated.document.location,
        code="empty",
        reason="the document has no sentence that could be read",
    )
