"""One document while its claims are read: its sentences, who says what, and the one place where a claim is made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from musterbook.model import (
    ActorReading,
    AnnotatedDocument,
    Attribution,
    BlockKind,
    Claim,
    ClaimKind,
    Detail,
    Mark,
    MarkRole,
    Mention,
    PlaceReading,
    QuantityReading,
    Source,
    TimeReading,
    make_id,
)
from musterbook.records.places.anaphora import SPOKEN, place_anaphor, place_spoken_of
from musterbook.records.places.elsewhere import is_of_long_course, opening_place, speakers_seats
from musterbook.records.places.locations import find_place, only_place
from musterbook.records.sentences.ordinary import find_ordinary
from musterbook.records.sentences.scopes import Span, find_time, regions
from musterbook.records.sentences.sequences import are_set_apart
from musterbook.records.sentences.views import SentenceView
from musterbook.records.sentences.worlds import read_worlds
from musterbook.records.sides.names import NameRun, find_names
from musterbook.records.sides.who import Found, Who

__all__ = ["DocumentContext", "Slots"]

_READ: frozenset[BlockKind] = frozenset({"standfirst", "paragraph", "quote"})
# Who "estimated last year" need not have said it on a day of that year that is known: only such times name the day of saying.
_DATED = frozenset({"day", "instant", "week"})
_SPANS = frozenset({"month", "season", "quarter", "year"})
# A day of saying stands beside the verb of saying: "said on Sunday", "told reporters in Maiduguri late on Friday".
_SAYING_TOKENS = 9
# How many sentences back "there" may reach.
_BACK_SENTENCES = 3
_LONGEST_ASIDE = 300  # characters in parentheses


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What fills a claim's common slots, with the spans it was read from; None = the text does not say."""

    actor: Found | None = None
    place: tuple[PlaceReading, Mention] | None = None
    interval: tuple[TimeReading, Mention] | None = None
    quantity: tuple[QuantityReading, Mention] | None = None
    other_marks: tuple[Mark, ...] = ()

    def marks(self) -> list[Mark]:
        """Return the spans of the filled slots."""
        found: list[Mark] = list(self.other_marks)
        if self.actor is not None:
            found.append(Mark(role="actor", start=self.actor.start, end=self.actor.end))
        pairs: tuple[tuple[MarkRole, tuple[object, Mention] | None], ...] = (
            ("place", self.place),
            ("time", self.interval),
            ("quantity", self.quantity),
        )
        found.extend(Mark(role=role, start=pair[1].start, end=pair[1].end) for role, pair in pairs if pair is not None)
        return found


class DocumentContext:
    """An annotated document with its sentences as views.

    Attributes:
        views: the sentences that make claims: paragraphs, quotes and the standfirst; the headline only where there is
            nothing else. Captions, credits and boilerplate make none.
        persons: names of private persons in them.
    """

    def __init__(self, annotated: AnnotatedDocument, *, made_by: str) -> None:
        self.annotated = annotated
        self.document = annotated.document
        self.made_by = made_by
        self.published: date | None = None if self.document.published is None else self.document.published.day
        views = _read_views(annotated)
        names = find_names(views, annotated.attributions)
        self.views = _drop_places_in_names(views, names)
        self.persons = names
        self.who = Who(self.views)
        for view, held, is_ordinary in zip(self.views, read_worlds(self.views), find_ordinary(self.views), strict=True):
            view.worlds, view.is_ordinary = held, is_ordinary
        self._starts = [view.sentence.start for view in self.views]
        self._said: list[list[Attribution]] = [[] for _ in self.views]
        for attribution in annotated.attributions:
            for index in self._overlapped(attribution):
                self._said[index].append(attribution)
        for view, said in zip(self.views, self._said, strict=True):
            view.seats = speakers_seats(view, said)

    def resolved_names(self) -> Iterator[str]:
        """Yield the words of the places and actors that are resolved, as written."""
        for view in self.views:
            for mention in view.mentions:
                reading = mention.reading
                is_place = isinstance(reading, PlaceReading) and reading.place is not None
                if is_place or (isinstance(reading, ActorReading) and reading.actor_id is not None):
                    yield mention.text

    def _overlapped(self, attribution: Attribution) -> Iterable[int]:
        first = max(bisect_right(self._starts, attribution.start) - 1, 0)
        for index in range(first, len(self.views)):
            sentence = self.views[index].sentence
            if sentence.start >= attribution.end:
                break
            if sentence.end > attribution.start:
                yield index

    def said_of(self, view: SentenceView, start: int) -> Attribution:
        """Return who says what stands at the offset: the smallest attribution around it, of equals the one that starts later.

        A stated attribution goes before a sentence's "none stated": a quotation may run over several sentences.
        """
        around = [
            held
            for held in self._said[view.index]
            if held.start <= start < held.end and not _is_set_off(view, held, start)
        ]
        if not around:
            return Attribution(
                start=view.sentence.start, end=view.sentence.end, source=Source(kind="outlet"), mode="none_stated"
            )
        return min(around, key=lambda held: (held.mode == "none_stated", held.end - held.start, -held.start))

    def said_on(self, view: SentenceView, attribution: Attribution) -> date | None:
        """Return the earliest day it can have been said: the day named beside the verb of saying, else that of publication."""
        return self._day_of(self._time_of_saying(view, attribution, granularities=_DATED))

    def _day_of(self, found: tuple[TimeReading, Mention] | None) -> date | None:
        """Return the first day of a time of saying, at the latest that of publication, which stands for none."""
        if found is None or found[0].earliest is None:
            return self.published
        return found[0].earliest if self.published is None else min(found[0].earliest, self.published)

    def day_beside(self, view: SentenceView, position: int, *, content: Span) -> date | None:
        """Return the earliest day the verb at a position can have been said: told beside it, outside what it governs, else of publication."""
        return self._day_of(_time_beside(view, range(position, position + 1), content=content, granularities=_DATED))

    def span_of_saying(self, view: SentenceView, position: int) -> tuple[TimeReading, Mention] | None:
        """Return the month, season or year of "officials estimated last year that …": when what was estimated held."""
        said = self.said_of(view, view.tokens[position].start)
        return self._time_of_saying(view, said, granularities=_SPANS)

    def _time_of_saying(
        self, view: SentenceView, attribution: Attribution, *, granularities: frozenset[str]
    ) -> tuple[TimeReading, Mention] | None:
        """Return the time of one of these granularities that stands beside the verb of saying, outside what is said."""
        if attribution.cue_start is None or attribution.cue_end is None:
            return None
        home = self.view_at(attribution.cue_start) or view
        cue = home.positions(attribution.cue_start, attribution.cue_end)
        content = Span(start=attribution.start, end=attribution.end)
        return _time_beside(home, cue, content=content, granularities=granularities)

    def sentences_between(self, start: int, view: SentenceView) -> int:
        """Return how many sentences before the view the one begins that stands at an offset; 0 for the same and later ones."""
        return max(view.index - (bisect_right(self._starts, start) - 1), 0)

    def view_at(self, offset: int) -> SentenceView | None:
        """Return the sentence around an offset; None where none is read."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.views[index].sentence.end:
            return None
        return self.views[index]

    def slots(
        self,
        view: SentenceView,
        position: int,
        *,
        actor: Found | None = None,
        quantity: tuple[QuantityReading, Mention] | None = None,
        is_narrow: bool = False,
        marks: Iterable[Mark] = (),
    ) -> Slots:
        """Return the slots of a trigger, place and time read from its clause (and, unless narrow, the clauses around it)."""
        within = self.said_of(view, view.tokens[position].start)
        place = find_place(view, position, within=within, is_narrow=is_narrow)
        return Slots(
            actor=actor,
            place=place
            or self._place_before(view, position, is_narrow=is_narrow)
            or (None if is_narrow or is_of_long_course(view, position) else self._only_place(view, position, within))
            or opening_place(view, within=within),
            interval=find_time(view, position, within=within, is_narrow=is_narrow),
            quantity=quantity,
            other_marks=tuple(marks),
        )

    def _only_place(
        self, view: SentenceView, position: int, within: Attribution
    ) -> tuple[PlaceReading, Mention] | None:
        """Return the one place of what is said; else of the sentence so far, of which what is said may be the second half."""
        found = only_place(view, position, within=Span(start=within.start, end=within.end))
        told = Span(start=view.sentence.start, end=view.tokens[position].start)
        return found or only_place(view, position, within=told)

    def _place_before(
        self, view: SentenceView, position: int, *, is_narrow: bool
    ) -> tuple[PlaceReading, Mention] | None:
        """Return the nearest earlier place where the trigger's clause, or one it hangs on, says "there", "in this area", "the same district"."""
        for clause in regions(view, position, is_narrow=is_narrow):
            for token in clause:
                kinds = place_anaphor(view, token)
                if kinds is not None:
                    return self.place_before(view, view.tokens[token].start, kinds=kinds)
        return None

    def place_before(
        self, view: SentenceView, start: int, *, kinds: tuple[str, ...]
    ) -> tuple[PlaceReading, Mention] | None:
        """Return the place of one of the kinds (of any if there are none) spoken of before the offset, with the reason.

        It is one of the nearest sentence that names any: what its main clause says before what goes on meanwhile, and for
        "there" the finest. Where somebody spoke or went is meant only where no other place is named.
        """
        for which in SPOKEN:
            for index in range(view.index, max(view.index - _BACK_SENTENCES - 1, -1), -1):
                found = place_spoken_of(self.views[index], start, kinds=kinds, which=which)
                if found is not None:
                    reading, mention = found
                    return replace(reading, why=f"‘{mention.text}’, to which the words reach back"), mention
        return None

    def trigger_mark(self, view: SentenceView, position: int, last: int | None = None) -> Mark:
        """Return the span of the word (or words) that opened the claim."""
        ends = sorted((position, position if last is None else last))
        return Mark(role="trigger", start=view.tokens[ends[0]].start, end=view.tokens[ends[1]].end)

    def make(
        self,
        view: SentenceView,
        kind: ClaimKind,
        *,
        detail: Detail,
        rule: str,
        slots: Slots,
        trigger: Mark,
        about: ActorReading | None = None,
        content: int | None = None,
    ) -> Claim:
        """Return the claim; its span runs from the first to the last of its marks inside the sentence.

        `content` is the offset of what is said where the trigger may itself be the verb of saying; None for the number.
        """
        said = self._speaker_of(
            view, trigger, slots.quantity[1].start if content is None and slots.quantity else content
        )
        own = [
            trigger,
            *(mark for mark in slots.marks() if _is_inside(view, mark) and not _is_lent(view, mark, trigger)),
        ]
        start, end = min(mark.start for mark in own), max(mark.end for mark in own)
        marks = {*own, *slots.marks(), *self._source_marks(view, said)}
        reading = about
        if reading is None and slots.actor is not None:
            reading = slots.actor.reading
        return Claim(
            claim_id=make_id("c", self.document.document_id, kind, start, end, _discriminate(rule, own)),
            kind=kind,
            document_id=self.document.document_id,
            start=start,
            end=end,
            sentence_start=view.sentence.start,
            sentence_end=view.sentence.end,
            sentence=self.document.text[view.sentence.start : view.sentence.end],
            attribution=said,
            said_on=self.said_on(view, said),
            actor=reading,
            place=None if slots.place is None else slots.place[0],
            interval=None if slots.interval is None else slots.interval[0],
            quantity=None if slots.quantity is None else slots.quantity[0],
            detail=detail,
            marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.role))),
            rule=rule,
            made_by=self.made_by,
        )

    def _speaker_of(self, view: SentenceView, trigger: Mark, content: int | None) -> Attribution:
        """Return who says it: where the trigger is itself the verb of saying ("boast of 10,000", "blame"), who says what it governs."""
        said = self.said_of(view, trigger.start)
        of_content = said if content is None else self.said_of(view, content)
        if of_content.cue_start is None or of_content.cue_end is None:
            return said
        return of_content if of_content.cue_start <= trigger.start < of_content.cue_end else said

    def _source_marks(self, view: SentenceView, said: Attribution) -> list[Mark]:
        marks: list[Mark] = []
        if said.source.start is not None and said.source.end is not None:
            marks.append(Mark(role="source", start=said.source.start, end=said.source.end))
        if said.cue_start is not None and said.cue_end is not None:
            marks.append(Mark(role="cue", start=said.cue_start, end=said.cue_end))
        for hedge in said.hedge:
            found = self.document.text.find(hedge, view.sentence.start, view.sentence.end)
            if hedge and found >= 0:
                marks.append(Mark(role="hedge", start=found, end=found + len(hedge)))
        return marks


def _discriminate(rule: str, marks: list[Mark]) -> str:
    """Return what tells two claims of one span apart: the rule, and the words that filled their slots."""
    return rule + "".join(sorted(f" {mark.role}{mark.start}-{mark.end}" for mark in marks))


def _time_beside(
    view: SentenceView, cue: range, *, content: Span, granularities: frozenset[str]
) -> tuple[TimeReading, Mention] | None:
    """Return the first time of one of these granularities beside the words of a cue, outside what is said; None without one."""
    for mention in view.of_kind("time"):
        reading = mention.reading
        if not isinstance(reading, TimeReading) or reading.earliest is None or not cue:
            continue
        is_own = not content.holds(mention) or _is_inserted(view, mention, cue, content=content)
        if reading.granularity in granularities and is_own and _is_beside(view, mention, cue):
            return reading, mention
    return None


def _is_beside(view: SentenceView, mention: Mention, cue: range) -> bool:
    """True if the time stands behind the verb of saying, or hangs on it ("In July the ministry said that …")."""
    first = view.positions(mention.start, mention.end)[0]
    if any(view.tokens[between].text == "," for between in range(cue[-1] + 1, first)):
        return False  # "the army said, a week after a raid that …"
    return 0 < first - cue[-1] <= _SAYING_TOKENS or view.clause_head(view.head_of(mention.start, mention.end)) in cue


def _is_inserted(view: SentenceView, mention: Mention, cue: range, *, content: Span) -> bool:
    """True for "Nine men, the army said on Sunday, were killed": the speaker and the day of saying stand between commas."""
    above = view.tokens[view.head_of(mention.start, mention.end)].head
    if view.tokens[above].pos == "ADP":
        above = view.tokens[above].head
    words = view.positions(mention.start, mention.end)
    is_opened = any(view.tokens[at].text == "," for at in view.positions(content.start, view.tokens[cue[0]].start))
    is_closed = words.stop < len(view.tokens) and view.tokens[words.stop].text == ","
    return above in cue and words[0] > cue[-1] and is_opened and is_closed


def _is_lent(view: SentenceView, mark: Mark, trigger: Mark) -> bool:
    """True for what another happening of the sentence lends: "Hours after a bomb killed nine, … on Sunday"."""
    if mark.role not in {"place", "time"}:
        return False
    position, lent = view.head_of(trigger.start, trigger.end), view.head_of(mark.start, mark.end)
    if are_set_apart(view, position, lent):
        return True
    clause, above = view.clause_head(position), view.clause_head(lent)
    return mark.role == "time" and mark.start >= trigger.end and clause < above and above in view.ancestors(clause)


def _is_inside(view: SentenceView, mark: Mark) -> bool:
    return view.sentence.start <= mark.start and mark.end <= view.sentence.end


def _read_views(annotated: AnnotatedDocument) -> tuple[SentenceView, ...]:
    kinds = _READ
    if not any(sentence.kind in _READ for sentence in annotated.sentences):
        kinds = frozenset({"headline"})
    mentions = annotated.mentions
    views: list[SentenceView] = []
    begin = 0
    for sentence in annotated.sentences:
        if sentence.kind not in kinds or not sentence.tokens:
            continue
        while begin < len(mentions) and mentions[begin].start < sentence.start:
            begin += 1
        last = begin
        while last < len(mentions) and mentions[last].start < sentence.end:
            last += 1
        own = tuple(mention for mention in mentions[begin:last] if mention.end <= sentence.end)
        views.append(SentenceView(annotated.document.text, sentence, mentions=own, index=len(views)))
    return tuple(views)


def _drop_places_in_names(views: tuple[SentenceView, ...], names: Iterable[NameRun]) -> tuple[SentenceView, ...]:
    """Return the views without the places that are parts of the names of persons ("Farida Bergtal" is nowhere).

    Where only the language model takes a known place for a person ("the town hall of Butig"), it stays a place.
    """
    spans: dict[int, list[Span]] = {}
    for name in names:
        if name.is_place and not name.is_sure:
            continue
        spans.setdefault(name.view.index, []).append(Span(start=name.start, end=name.end))
    cleared = list(views)
    for index, taken in spans.items():
        view = views[index]
        kept = tuple(
            mention
            for mention in view.mentions
            if mention.kind != "place" or not any(span.holds(mention) for span in taken)
        )
        if len(kept) < len(view.mentions):
            cleared[index] = SentenceView(view.text, view.sentence, mentions=kept, index=index)
    return tuple(cleared)


def _opens_aside(text: str, at: int) -> int | None:
    """Return where the parenthesis around an offset opens; None outside of one."""
    opens = text.rfind("(", max(0, at - _LONGEST_ASIDE), at)
    return opens if opens >= 0 and text.find(")", opens, at) < 0 else None


def _is_set_off(view: SentenceView, attribution: Attribution, start: int) -> bool:
    """True for what stands before "; the ministry denied": a clause of its own is not what is denied.

    And for what stands outside the parentheses of "52 were killed (the hospital says 54)".
    """
    cue = attribution.cue_start
    if cue is not None and _opens_aside(view.text, cue) != _opens_aside(view.text, start) and start < cue:
        return True
    is_behind = attribution.stance == "denies" and cue is not None and start < cue
    return is_behind and ";" in view.text[start:cue]
