"""Threat claims: an armed group threatens, or announces in its own words what it will do to others."""

from __future__ import annotations

from dataclasses import replace

from musterbook.model import Attribution, Mark, ThreatDetail
from musterbook.records.context import DocumentContext
from musterbook.records.frames import Match, find_matches, load_frames
from musterbook.records.status import is_other_world, read_standing
from musterbook.records.tables import read_words
from musterbook.records.tellings import Draft
from musterbook.records.views import SentenceView
from musterbook.records.who import Found

__all__ = ["read_threats"]

_GOALS = ("to", "into", "against", "on", "for")


def read_threats(context: DocumentContext, draft: Draft) -> None:
    """Add the threat claims of the document to the draft; a sentence makes one."""
    table = load_frames("threats")
    for view in context.views:
        for match in find_matches(view, table):
            if (view.index, match.position) in draft.taken or is_other_world(view, match.position):
                continue
            said = context.said_of(view, view.tokens[match.position].start)
            actor = _find_threatener(context, view, match, said=said)
            if actor is None or not _is_threat(view, match, said, actor=actor):
                continue
            _add_threat(context, draft, view, match=match, actor=actor)
            break


def _find_threatener(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> Found | None:
    for token in match.slots.get("actor", ()):
        found = context.who.at(view, token, said=said)
        if found is not None and found.reading.side == "armed_group":
            return found
    return None


def _is_threat(view: SentenceView, match: Match, said: Attribution, *, actor: Found) -> bool:
    standing = read_standing(view, match.position)
    if standing.is_negated:
        return False
    if "announced" in match.frame.values:
        speaker = said.source.actor
        is_own = speaker is not None and speaker.side == "armed_group"
        is_own = is_own and (
            speaker is None or actor.reading.actor_id is None or speaker.actor_id in {None, actor.reading.actor_id}
        )
        return (
            is_own
            and standing.status == "planned"
            and any(
                view.keys[child] in read_words("status", "auxiliaries", "planned")
                for child in (*view.children[match.position], *view.children[view.tokens[match.position].head])
            )
        )
    if match.frame.name == "threatens" and view.keys[match.position] == "threaten":
        return standing.status == "completed"
    violence = read_words("threats", "announced", "violence")
    return any(view.keys[token] in violence for token in view.subtree(match.position) if token > match.position)


def _add_threat(context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match, actor: Found) -> None:
    spans = _target_spans(view, match)
    words = "; ".join(view.text[start:end] for start, end in spans) or None
    marks = [Mark(role="recipient", start=start, end=end) for start, end in spans]
    slots = context.slots(view, match.position, actor=actor, marks=marks)
    if slots.place is None and spans:
        place = next(
            (
                (found.place, found)
                for found in (context.slots(view, view.head_of(*span), is_narrow=True) for span in spans)
                if found.place is not None
            ),
            None,
        )
        slots = slots if place is None else replace(slots, place=place[0])
    draft.claims.append(
        context.make(
            view,
            "threat",
            detail=ThreatDetail(target=words),
            rule=match.frame.rule,
            slots=slots,
            trigger=context.trigger_mark(view, match.position, match.last),
        )
    )
    draft.taken.update((view.index, token) for token in range(len(view.tokens)) if _is_below(view, token, match))


def _is_below(view: SentenceView, token: int, match: Match) -> bool:
    return token == match.position or match.position in view.ancestors(token)


def _target_spans(view: SentenceView, match: Match) -> list[tuple[int, int]]:
    """Return the words for those threatened: objects, what the co-ordinated verbs go to, and whom the message addresses."""
    tokens = [token for token in match.slots.get("target", ()) if view.tokens[token].pos != "PRON"]
    spans = [_span(view, token) for token in tokens[:1]]
    violence = read_words("threats", "announced", "violence")
    for child in view.subtree(match.position):
        if child > match.position and view.keys[child] in violence and view.tokens[child].pos == "VERB" and not spans:
            spans.extend(
                _span(view, token) for token in view.arguments(child).patients[:1] if view.tokens[token].pos != "PRON"
            )
    if not spans:
        governor = view.tokens[match.position].head
        is_pair = view.tokens[match.position].dep == "conj" and view.tokens[governor].pos == "VERB"
        spans.extend(_span(view, token) for token in view.prepositional(governor, _GOALS)[:1] if is_pair)
    for token, key in enumerate(view.keys):
        if key in read_words("threats", "announced", "messages"):
            for addressee in view.prepositional(token, ("to", "for"))[:1]:
                below = view.subtree(token, is_clause=True)
                spans.append((view.tokens[addressee].start, view.tokens[below[-1]].end))
    return list(dict.fromkeys(spans))


def _span(view: SentenceView, token: int) -> tuple[int, int]:
    below = [other for other in view.subtree(token, is_clause=True) if view.tokens[other].pos != "PUNCT"]
    return view.tokens[below[0]].start, view.tokens[below[-1]].end
