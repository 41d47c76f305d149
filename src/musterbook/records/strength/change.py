"""Change claims: a group, its presence, its strength or its attacks are said to have grown or shrunk, with or without a figure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from musterbook.model import (
    Attribution,
    ChangeDetail,
    Direction,
    Mention,
    QuantityReading,
    TimeReading,
)
from musterbook.records.context import DocumentContext
from musterbook.records.events.tellings import Draft
from musterbook.records.sentences.counted import find_quantity
from musterbook.records.sentences.frames import Match, find_matches, load_frames
from musterbook.records.sentences.scopes import find_mention
from musterbook.records.sentences.status import read_standing
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sentences.worlds import is_other_world
from musterbook.records.sides.salience import group_spoken_of
from musterbook.records.sides.who import ARMED, Found
from musterbook.records.strength.comparisons import read_comparisons
from musterbook.records.tables import read_words

__all__ = ["read_change"]

_DEEPEST = 6  # levels of rates of numbers that are followed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    """What changed, in the record's words, and whose it is; `group` None for attacks nobody is named for."""

    of: str
    group: Found | None


def read_change(context: DocumentContext, draft: Draft) -> None:
    """Add the change claims of the document to the draft."""
    table = load_frames("change")
    for view in context.views:
        seen: set[int] = set()
        for match in find_matches(view, table):
            if match.position in seen or is_other_world(view, match.position):
                continue
            if _read_match(context, draft, view, match=match):
                seen.add(match.position)
        read_comparisons(context, draft, view)


def _read_match(context: DocumentContext, draft: Draft, view: SentenceView, *, match: Match) -> bool:
    position = match.position
    said = context.said_of(view, view.tokens[position].start)
    standing = read_standing(view, position)
    if said.stance == "denies" or standing.is_negated or standing.status not in {"completed", "historical"}:
        return False
    if match.frame.values.get("object") == "none" and _has_object(view, position):
        return False
    if view.keys[position] == "decline" and view.child(position, "xcomp") is not None:
        return False  # "declined to comment on its strength"
    is_fall = view.keys[position] == "fall"
    if is_fall and (view.child(position, "prt") is not None or view.prepositional(position, ("into",))):
        return False  # "the two fell out", "he fell into their hands"
    if match.frame.values.get("needs") == "share":
        lost = _what_was_lost(context, view, match, said=said)
        for held, share in lost:
            _add(context, draft, view, match=match, changed=held, figure=share)
        return bool(lost)
    changed = _what_changed(context, view, match, said=said) or _what_was_counted(context, draft, view, match)
    return changed is not None and _add(
        context, draft, view, match=match, changed=changed, figure=_find_figure(view, match)
    )


def _add(
    context: DocumentContext,
    draft: Draft,
    view: SentenceView,
    *,
    match: Match,
    changed: _Changed,
    figure: tuple[QuantityReading, Mention] | None,
) -> bool:
    position = match.position
    said = context.said_of(view, view.tokens[position].start)
    if changed.group is None:  # "the number of attacks has doubled": of the group the passage speaks of
        changed = replace(changed, group=group_spoken_of(context, view, position))
    slots = context.slots(view, position, actor=changed.group, quantity=figure, is_narrow=True)
    if changed.group is None and slots.place is None:
        return False
    over = _find_window(view, match, said)
    claim = context.make(
        view,
        "change",
        detail=ChangeDetail(
            of=changed.of,
            direction=_direction(match.frame.values["direction"]),
            over=over,
            baseline=_find_baseline(view, match),
            despite=_find_concession(view, said),
        ),
        rule=match.frame.rule,
        slots=slots,
        trigger=context.trigger_mark(view, position),
    )
    draft.claims.append(claim)
    draft.taken.add((view.index, position))
    for subject in match.slots.get("subject", ()):  # "attacks have doubled" tells of no attack
        draft.taken.update((view.index, token) for token in (subject, *view.prepositional(subject, ("of", "in"))))
    return True


def _has_object(view: SentenceView, position: int) -> bool:
    """True for "dropped a bomb", "grew wheat": the verb does something to something, nothing grows or shrinks."""
    return any(
        view.tokens[child].dep == "dobj" and find_quantity(view, child) is None for child in view.children[position]
    )


def _direction(word: str) -> Direction:
    return "up" if word == "up" else "down"


def _what_changed(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> _Changed | None:
    for subject in match.slots.get("subject", ()):
        is_name = view.mention("actor", subject) is not None  # the "force" of "air force" is no measure
        of = None if is_name else _measure(view, subject)
        found = context.who.at(view, subject, said=said)
        if of is None:
            is_group = (
                found is not None and found.reading.side == "armed_group" and _is_organisation(view, subject, found)
            )
            return _Changed(of="group", group=found) if is_group and not match.is_noun else None
        if found is None or found.reading.side not in ARMED:
            found = context.who.owner(view, subject, said=said)
        if found is None:
            for token in (*view.prepositional(subject, ("by", "of", "from")), *match.slots.get("by", ())):
                found = found or context.who.at(view, token, said=said)
        if found is None and view.keys[subject] in read_words("change", "numbers", "owned"):
            for token in view.prepositional(subject, ("of",)):
                found = found or context.who.at(view, token, said=said) or context.who.owner(view, token, said=said)
        if found is not None and found.reading.side in ARMED:
            return _Changed(of=of, group=found)
        if of == "number of attacks":
            return _Changed(of=of, group=None)
    return None


def _what_was_counted(context: DocumentContext, draft: Draft, view: SentenceView, match: Match) -> _Changed | None:
    """Read "the figure is rising" as the strength told in the sentence before."""
    subjects = match.slots.get("subject", ())
    figures = read_words("change", "comparisons", "figures")
    if not any(view.keys[token] in figures and _is_alone(view, token) for token in subjects):
        return None
    for claim in reversed(draft.claims):
        if claim.kind != "strength" or claim.actor is None:
            continue
        between = context.sentences_between(claim.sentence_start, view)
        mark = next((mark for mark in claim.marks if mark.role == "actor"), None)
        if between == 1 and mark is not None:
            return _Changed(of="strength", group=Found(reading=claim.actor, start=mark.start, end=mark.end))
    return None


def _is_alone(view: SentenceView, position: int) -> bool:
    return all(view.tokens[child].dep in {"det", "punct"} for child in view.children[position])


def _what_was_lost(
    context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution
) -> list[tuple[_Changed, tuple[QuantityReading, Mention]]]:
    """Read "has lost a third of its men and half of its territory": the group, what shrank behind each share."""
    found: list[tuple[_Changed, tuple[QuantityReading, Mention]]] = []
    for lost in match.slots.get("lost", ()):
        share = find_quantity(view, lost)
        if share is None or not share[0].is_relative:
            continue
        for token in view.prepositional(lost, ("of",)):
            of = _lost_measure(view, token)
            group = _first_group(context, view, match, said=said) if of is not None else None
            if of is not None and group is not None:
                found.append((_Changed(of=of, group=group), share))
                break
    return found


def _lost_measure(view: SentenceView, position: int) -> str | None:
    key = view.keys[position]
    if key in read_words("people", "strength", "counted"):
        return "strength"
    if key in read_words("change", "measures", "territory"):
        return "territory"
    return _measure(view, position)


def _first_group(context: DocumentContext, view: SentenceView, match: Match, *, said: Attribution) -> Found | None:
    for subject in match.slots.get("subject", ()):
        found = context.who.at(view, subject, said=said)
        if found is not None and found.reading.side in ARMED:
            return found
    return None


def _measure(view: SentenceView, position: int, *, reach: int = _DEEPEST) -> str | None:
    key = view.keys[position]
    if reach and key in read_words("change", "numbers", "nouns"):
        for token in view.prepositional(position, ("of",)):
            if any(view.tokens[child].dep in {"acl", "relcl"} for child in view.children[token]):
                return None  # "the number of militants killed" is a toll
            inner = _measure(view, token, reach=reach - 1)
            if view.keys[token] in read_words("people", "strength", "counted"):
                return "strength"
            if inner is not None:
                return inner
    for measure in ("presence", "strength", "attacks"):
        if key in read_words("change", "measures", measure):
            return "number of attacks" if measure == "attacks" else measure
    return None


def _is_organisation(view: SentenceView, position: int, found: Found) -> bool:
    """The group itself, not its men: "the group has grown", not "fighters have grown"."""
    if view.tokens[position].pos == "PRON":
        return view.keys[position] == "it"
    is_people = view.tokens[position].tag in {"NNS"} and found.reading.role is not None
    return found.reading.actor_id is not None and not is_people


def _find_figure(view: SentenceView, match: Match) -> tuple[QuantityReading, Mention] | None:
    position = match.position
    candidates = [*view.prepositional(position, ("by",))]
    candidates.extend(
        child
        for child in view.children[position]
        if view.tokens[child].dep in {"npadvmod", "dobj", "advmod", "nummod", "amod", "compound", "nmod", "attr"}
    )
    if match.is_noun:
        candidates.extend(view.prepositional(position, ("of",)))
    for candidate in candidates:
        found = find_quantity(view, candidate)
        if found is not None and (found[0].is_relative or found[0].direction is not None):
            return found
    mention = view.mention("quantity", position)  # "doubled"
    if mention is not None and isinstance(mention.reading, QuantityReading) and mention.reading.is_relative:
        return mention.reading, mention
    return None


def _find_baseline(view: SentenceView, match: Match) -> QuantityReading | None:
    for token in view.prepositional(match.position, ("from",)):
        found = find_quantity(view, token)
        if found is not None:
            return found[0]
    return None


def _find_window(view: SentenceView, match: Match, said: Attribution) -> TimeReading | None:
    """Return the time over which it changed: "in a year", "since 2015", "over the last month"."""
    for mentions in find_mention(view, match.position, kind="time", within=said, is_narrow=True):
        for mention in mentions:
            head = view.head_of(mention.start, mention.end)
            first = view.positions(mention.start, mention.end)[0]
            before = view.keys[first - 1] if first else ""
            governed = view.governing_preposition(head)
            is_window = {governed, before, view.keys[first]} & {
                "in",
                "over",
                "within",
                "during",
                "since",
                "for",
                "between",
                "from",
            }
            if is_window and isinstance(mention.reading, TimeReading):
                return mention.reading
    return None


def _find_concession(view: SentenceView, said: Attribution) -> str | None:
    """Return the words behind "despite", without the attribution that may follow them."""
    for token, key in enumerate(view.keys):
        start = view.tokens[token].start
        if key not in read_words("change", "concessions", "words") or not said.start <= start < said.end:
            continue
        below = [child for child in view.subtree(token) if view.tokens[child].start < said.end]
        last = below[-1]
        for child in below:  # a clause set off by a comma that is not part of the phrase
            if (
                view.tokens[child].text == ","
                and child + 1 < len(view.keys)
                and view.keys[child + 1] in read_words("change", "concessions", "sources")
            ):
                last = child - 1
                break
        if token < last:
            return view.text[view.tokens[token + 1].start : view.tokens[last].end]
    return None
