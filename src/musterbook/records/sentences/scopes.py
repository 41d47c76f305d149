"""Where and when a trigger's words apply: the mentions of its own clause first, then of the clauses it hangs on.

1. the trigger's own phrase; 2. its clause; 3. the clauses above it, up to the words of the one who says it and to a noun it describes;
4. clauses that continue it ("…, killing 12 in the town on Sunday") or say what it came of ("when a shell hit the camp"); 5. for times:
clauses below these that tell of the same time ("farmers clearing their fields on Sunday"); 6. an adjunct set off by a comma at
the end of a parenthesis, which the parser hangs on the wrong verb.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from musterbook.model import Attribution, Mention, MentionKind, TimeReading, WeaponReading
from musterbook.records.sentences.counted import number_behind
from musterbook.records.sentences.following import lie_across
from musterbook.records.sentences.meanwhile import clauses_meanwhile, clauses_of_deed, is_main_misread
from musterbook.records.sentences.sequences import dates, find_bound, is_compared_with
from musterbook.records.sentences.status import is_perfect
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_words

__all__ = ["Span", "find_mention", "find_time", "find_weapon", "regions"]

_CLIMB = frozenset({"xcomp", "conj", "advcl", "relcl", "acl", "pcomp", "dep"})
_OF_NOUNS = frozenset({"relcl", "acl"})
_HOPS = 5
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NOW = "PRESENT_REF"
# UCDP GED's precision of a week, and of fewer days.
_FEW_DAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the document, half-open."""

    start: int
    end: int

    def holds(self, mention: Mention) -> bool:
        """True if the mention lies inside."""
        return self.start <= mention.start and mention.end <= self.end


def regions(view: SentenceView, position: int, *, is_narrow: bool = False) -> Iterator[list[int]]:
    """Yield the token sets in which a trigger's slots are looked for, nearest first.

    `is_narrow` stops at its own clause, and at where those whom it counts stay.
    """
    clause = view.clause_head(position)
    if position != clause:
        yield view.subtree(position, is_clause=True)
    yield view.subtree(clause, is_clause=True)
    if is_narrow:
        yield from _stays(view, clause)
        return
    current = clause
    for current in _clauses_above(view, clause):
        yield view.subtree(current, is_clause=True)
    if view.tokens[current].dep in _OF_NOUNS:  # what is told of a noun is not told by the clause the noun stands in
        yield view.subtree(_named_by(view, view.tokens[current].head), is_clause=True)
    for child in view.children[clause]:
        token = view.tokens[child]
        is_same = token.dep == "advcl" and (
            token.tag == "VBG" or any(view.keys[at] == "when" for at in view.children[child])
        )
        if token.dep == "conj" or is_same:
            yield view.subtree(child, is_clause=True)


def _clauses_above(view: SentenceView, clause: int) -> Iterator[int]:
    """Yield the heads of the clauses that a clause hangs on, up to what is said and to a clause that describes a noun."""
    current = clause
    for _ in range(_HOPS):
        token = view.tokens[current]
        is_of_noun = token.dep in _OF_NOUNS and not is_main_misread(view, current)
        if token.head == current or token.dep not in _CLIMB or is_of_noun:
            return
        current = view.clause_head(token.head)
        yield current


def _named_by(view: SentenceView, noun: int) -> int:
    """Return what the noun says more of: Ganja in "Ganja, the second city, where one was killed"."""
    while view.tokens[noun].dep == "appos" and view.tokens[noun].head != noun:
        noun = view.tokens[noun].head
    return noun


def _stays(view: SentenceView, clause: int) -> Iterator[list[int]]:
    """Yield where those whom a clause counts stay: "3,000 fighters left in the north", "operating along the border"."""
    stays = read_words("people", "stays", "words")
    for token in view.subtree(clause, is_clause=True):
        for child in view.children[token]:
            if view.tokens[child].dep in {"acl", "amod"} and child > token and view.keys[child] in stays:
                yield view.subtree(child, is_clause=True)


def find_mention(
    view: SentenceView, position: int, *, kind: MentionKind, within: Attribution, is_narrow: bool = False
) -> Iterator[list[Mention]]:
    """Yield, region by region, the mentions of a kind that belong to what is said; never an empty list."""
    if not any(mention.kind == kind for mention in view.mentions):
        return
    said = Span(start=within.start, end=within.end)
    for region in regions(view, position, is_narrow=is_narrow):
        found: dict[str, Mention] = {}
        for token in region:
            mention = view.mention(kind, token)
            if mention is not None and said.holds(mention):
                found[mention.mention_id] = mention
        if found:
            yield sorted(found.values(), key=lambda mention: mention.start)


def find_time(
    view: SentenceView, position: int, *, within: Attribution, is_narrow: bool = False
) -> tuple[TimeReading, Mention] | None:
    """Return the time of the nearest region that names one; durations and repetitions are no times of an event."""
    trigger = view.tokens[position].start
    for mentions in find_mention(view, position, kind="time", within=within, is_narrow=is_narrow):
        own = [mention for mention in mentions if _may_date(view, mention, position)]
        found = _nearest_time([one for one in own if not _is_of_opening(view, one, position)] or own, trigger)
        if found is not None:
            return found
    if is_narrow:
        return None
    return (
        _time_meanwhile(view, position, within=within)
        or _time_set_off(view, position, within=within)
        or _time_of_count(view, position, within=within)
    )


def _may_date(view: SentenceView, mention: Mention, position: int) -> bool:
    return (
        dates(view, mention, position)
        and not _is_of_baseline(view, mention)
        and not _is_of_knowing(view, mention, position)
        and not _is_by_then(view, mention, position)
    )


def _time_meanwhile(view: SentenceView, position: int, *, within: Attribution) -> tuple[TimeReading, Mention] | None:
    """Return the day of the nearest clause below the trigger's, or below one it hangs on, that tells of its time."""
    days = {mention.mention_id for mention in view.of_kind("time") if _is_of_days(mention)}
    if not days:
        return None
    said = Span(start=within.start, end=within.end)
    clause = view.clause_head(position)
    below = (clauses_meanwhile(view, above) for above in (clause, *_clauses_above(view, clause)))
    for region in itertools.chain(clauses_of_deed(view, position), *below):
        held = {mention.mention_id: mention for token in region if (mention := view.mention("time", token))}
        own = [
            mention
            for mention in held.values()
            if mention.mention_id in days and said.holds(mention) and _may_date(view, mention, position)
        ]
        found = _nearest_time(own, view.tokens[position].start)
        if found is not None:
            return found
    return None


def _is_of_days(mention: Mention) -> bool:
    """True for a day and a few days; a month or a year in such a clause may be that of a thing's making."""
    return isinstance(mention.reading, TimeReading) and (mention.reading.date_prec or 9) <= _FEW_DAYS


def _time_set_off(view: SentenceView, position: int, *, within: Attribution) -> tuple[TimeReading, Mention] | None:
    said = Span(start=within.start, end=within.end)
    loose = [
        mention
        for mention in view.of_kind("time")
        if said.holds(mention) and _is_set_off(view, mention, position) and dates(view, mention, position)
    ]
    found = _nearest_time(loose, view.tokens[position].start) if len(loose) == 1 else None
    if found is None or is_compared_with(view, position, view.head_of(found[1].start, found[1].end)):
        return None
    return found


def _time_of_count(view: SentenceView, position: int, *, within: Attribution) -> tuple[TimeReading, Mention] | None:
    """Return the time over which a speaker counted what he tells: "from January to May, monitors recorded 90 killed"."""
    if within.cue_start is None or within.cue_end is None:
        return None
    counting = read_words("tolls", "totals", "counting")
    verb = next((at for at in view.positions(within.cue_start, within.cue_end) if view.keys[at] in counting), None)
    if verb is None:
        return None
    told = [
        mention
        for mention in view.of_kind("time")
        if mention.end <= within.cue_start
        and verb in view.ancestors(view.head_of(mention.start, mention.end))
        and dates(view, mention, verb)
        and not _is_of_days(mention)  # "yesterday the Red Cross counted 44" says when it counted
    ]
    return _nearest_time(told, view.tokens[position].start)


def _is_by_then(view: SentenceView, mention: Mention, position: int) -> bool:
    """True for "and nine dead had been counted by Friday": it says until when, and of its own clause only."""
    if find_bound(view.text, mention.start) != "end":
        return False
    return view.clause_head(view.head_of(mention.start, mention.end)) != view.clause_head(position)


def _is_of_baseline(view: SentenceView, mention: Mention) -> bool:
    """True for January in "down from about 3,000 in January": it dates the number that is left behind."""
    for above in view.ancestors(view.head_of(mention.start, mention.end)):
        if view.keys[above] in read_words("status", "openings", "comparing"):  # "compared with 6,000 in 2014"
            return True
        if view.keys[above] in read_words("status", "openings", "away") and view.tokens[above].dep == "prep":
            is_number = any(
                view.tokens[child].dep == "pobj" and view.mention("quantity", child) is not None
                for child in view.children[above]
            )
            return is_number or number_behind(view, above) is not None
    return False


def _is_of_opening(view: SentenceView, mention: Mention, position: int) -> bool:
    """True for "with the arrest of a leader yesterday, …": it dates what the sentence opens with, where the rest has a time."""
    head, before = view.head_of(mention.start, mention.end), view.positions(mention.start, mention.end)[0] - 1
    for above in (*view.ancestors(head), *(view.ancestors(before) if before > 0 else ())):
        is_opening = view.keys[above] in read_words("status", "openings", "deeds")
        if is_opening and view.tokens[above].dep == "prep" and above < position:
            deeds = [child for child in view.children[above] if view.tokens[child].dep == "pobj" and child != head]
            return any(view.tokens[deed].pos == "NOUN" for deed in deeds) and position not in view.subtree(above)
    return False


def _is_of_knowing(view: SentenceView, mention: Mention, position: int) -> bool:
    """True for "now" in "are now known to have died": it says since when that is known, not when they died; so in "has now killed"."""
    if not isinstance(mention.reading, TimeReading) or mention.reading.timex != _NOW:
        return False
    if view.keys[position] in read_words("status", "perfect", "counting") and is_perfect(view, position):
        return True
    own = next((at for at in (position, *view.ancestors(position)) if view.tokens[at].pos == "VERB"), position)
    is_told_of_before = any(
        view.keys[child] == "have" and view.tokens[child].tag == "VB" and view.tokens[child].dep == "aux"
        for child in view.children[own]
    )
    return is_told_of_before and view.tokens[view.head_of(mention.start, mention.end)].head != own


def _nearest_time(mentions: list[Mention], trigger: int) -> tuple[TimeReading, Mention] | None:
    usable = [
        mention
        for mention in mentions
        if isinstance(mention.reading, TimeReading) and mention.reading.granularity not in {"duration", "set"}
    ]
    if not usable:
        return None
    best = min(usable, key=lambda mention: (_coarseness(mention), abs(mention.start - trigger)))
    return (best.reading, best) if isinstance(best.reading, TimeReading) else None


def _coarseness(mention: Mention) -> int:
    """Vague words ("recently", "now") and an hour of the day yield to a calendar expression beside them."""
    reading = mention.reading
    if not isinstance(reading, TimeReading) or reading.granularity in {"period", "unknown"}:
        return 2
    return int(reading.granularity == "instant")


def _is_set_off(view: SentenceView, mention: Mention, position: int) -> bool:
    """True for ", in April last year" at the end of a parenthesis inside the trigger's clause."""
    first = view.positions(mention.start, mention.end)[0]
    if first and view.tokens[first - 1].pos == "ADP":
        first -= 1
    if not first or view.tokens[first - 1].text not in {",", "–", "—"}:
        return False
    clause = view.clause_head(view.head_of(mention.start, mention.end))
    above = view.tokens[clause].head
    is_inside = clause == position or position in {above, view.clause_head(above)}
    return is_inside or view.clause_head(position) == view.clause_head(above)


def find_weapon(view: SentenceView, position: int, *, within: Attribution) -> tuple[WeaponReading, Mention] | None:
    """Return the weapon of the trigger's own phrase or clause, or of the clause above it; None if none is named."""
    trigger = view.tokens[position].start
    for found in find_mention(view, position, kind="weapon", within=within):
        mentions = [one for one in found if not _is_of_other_deed(view, one, position)]
        if not mentions:
            continue
        best = min(mentions, key=lambda mention: (_is_unnamed(mention), abs(mention.start - trigger)))
        if isinstance(best.reading, WeaponReading):
            return best.reading, best
    return None


def _is_of_other_deed(view: SentenceView, mention: Mention, position: int) -> bool:
    """Return whether the weapon is that of another deed: "a bomb killed three, while in the evening gunmen shot dead two"."""
    head = view.head_of(mention.start, mention.end)
    if lie_across(view, head, position):
        return True
    clause = view.clause_head(position)
    marks = (child for child in view.children[clause] if view.tokens[child].dep == "mark")
    is_set_beside = any(view.keys[child] in read_words("status", "meanwhile", "beside") for child in marks)
    return is_set_beside and view.tokens[clause].tag in _FINITE and clause not in view.ancestors(head)


def _is_unnamed(mention: Mention) -> bool:
    return not (isinstance(mention.reading, WeaponReading) and mention.reading.model)
