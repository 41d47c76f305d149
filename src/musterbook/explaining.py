"""Why a claim says what it says: for each slot the words, the rule or table, the candidates with their weights, what was dropped.

The text is read again for it: reading keeps the chosen reading of a word, not the account of how it was chosen. If other
rules read it when it was added, the claim may have gone; then that is said, and nothing is made up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import Any

from musterbook import records, workflow
from musterbook.annotate import Knowledge
from musterbook.config import Settings
from musterbook.errors import UsageError
from musterbook.model import (
    IMPORTED_ROW,
    ActorReading,
    AnnotatedDocument,
    Attribution,
    Claim,
    EventDetail,
    Explanation,
    Mark,
    MarkRole,
    Mention,
    MentionKind,
    PlaceReading,
    QuantityReading,
    SlotReason,
    TimeReading,
    WeaponReading,
    Weighed,
)
from musterbook.store import Store, find_document_of, read_documents, read_origins, read_report, resolve_id

__all__ = ["explain_claim", "explain_claims"]


def explain_claim(store: Store, text: str, *, knowledge: Knowledge, settings: Settings) -> Explanation:
    """Return why the claim with this id, or an unambiguous beginning of it, says what it says.

    Raises:
        UsageError: no such claim, several, an imported one, or the present rules do not read it from the text any more.
    """
    kind, claim_id = resolve_id(store, text)
    if kind != "claim":
        raise UsageError(
            f"{text} is no claim",
            expected="the id of a claim (c-…)",
            got=f"{kind} {claim_id}",
            hint=f"musterbook show {claim_id} -r RECORD names its claims; explain one of these",
        )
    document_id = find_document_of(store, kind, claim_id)
    document = next(read_documents(store, [document_id]), None) if document_id else None
    report = read_report(store, document.report_id) if document else None
    if report is None:
        raise UsageError(f"the report of {claim_id} is not in the record", hint="musterbook verify -r RECORD")
    if report.media_type == IMPORTED_ROW:
        what = f"{claim_id} was imported from a table: no rule read it from a text"
        raise UsageError(what, got=report.location, hint=f"its cells: musterbook show {claim_id}")
    (extraction,) = workflow.extract_reports([report], knowledge=knowledge, settings=settings)
    claims = extraction.record.claims if extraction.record else ()
    if extraction.annotated is not None:
        for explanation in explain_claims(extraction.annotated, claims):
            if explanation.claim_id == claim_id:
                return replace(explanation, origin=read_origins(store, [claim_id], whole=True)[0])
    raise UsageError(
        f"the present rules do not read {claim_id} from its report",
        got="it was read by another version of the code, the tables or the settings",
        hint="musterbook add … --reread -r RECORD",
    )


def explain_claims(annotated: AnnotatedDocument, claims: tuple[Claim, ...]) -> Iterator[Explanation]:
    """Yield an explanation for each claim that was made of an annotated document."""
    page = _Page.of(annotated, claims)
    considered = records.find_considered(annotated, claims)
    scored = records.explain_scored(annotated, claims)
    for claim in claims:
        trigger = next((mark for mark in claim.marks if mark.role == "trigger"), None)
        yield Explanation(
            claim_id=claim.claim_id,
            kind=claim.kind,
            sentence=claim.sentence,
            rule=claim.rule,
            row=records.describe_row(claim.rule),
            trigger=annotated.document.text[trigger.start : trigger.end] if trigger else "",
            slots=(
                *((scored[claim.claim_id],) if claim.claim_id in scored else ()),
                *_Slots(page, claim).explain(),
            ),
            considered=tuple(
                item for item in considered.get(claim.sentence_start, ()) if item.claim_id != claim.claim_id
            ),
            made_by=claim.made_by,
        )


_TABLES: dict[MentionKind, str] = {
    "quantity": "annotate/data/quantities.toml",
    "time": "annotate/data/times.toml",
    "place": "the gazetteer, annotate/data/places.toml",
    "actor": "the actor register, annotate/data/roles.toml",
    "weapon": "annotate/data/weapons.toml",
}
_ATTRIBUTION_TABLE = "annotate/data/attribution.toml"
_STATUS_TABLE = "records/data/status.toml"
_BOUNDS = {
    "exact": "no word bounds it",
    "about": "the words make it a round figure",
    "at_least": "the words make it the least there are",
    "more_than": "the words make it less than there are",
    "at_most": "the words make it the most there are",
    "fewer_than": "the words make it more than there are",
    "range": "the words give both ends",
    "vague": "a word of the published table stands for it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A document while its claims are explained: what stands in each sentence is found without walking over all of it.

    Attributes:
        attributions: sorted by start; `reached`: how far those up to each one reach at most.
        claims: by the start of their sentence.
    """

    text: str
    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    reached: tuple[int, ...]
    claims: Mapping[int, tuple[Claim, ...]]

    @classmethod
    def of(cls, annotated: AnnotatedDocument, claims: tuple[Claim, ...]) -> _Page:
        told: dict[int, tuple[Claim, ...]] = {}
        for start, held in groupby(sorted(claims, key=_sentence_start), key=_sentence_start):
            told[start] = tuple(held)
        attributions = tuple(sorted(annotated.attributions, key=lambda said: said.start))
        return cls(
            text=annotated.document.text,
            mentions=annotated.mentions,
            attributions=attributions,
            reached=tuple(accumulate((said.end for said in attributions), max)),
            claims=told,
        )

    def mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions between two offsets."""
        first = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        last = bisect_left(self.mentions, end, key=lambda mention: mention.start)
        return tuple(mention for mention in self.mentions[first:last] if mention.end <= end)

    def attributions_around(self, offset: int) -> tuple[Attribution, ...]:
        """Return the attributions that cover an offset."""
        first = bisect_right(self.reached, offset)
        last = bisect_right(self.attributions, offset, key=lambda said: said.start)
        return tuple(said for said in self.attributions[first:last] if offset < said.end)


def _sentence_start(claim: Claim) -> int:
    return claim.sentence_start


class _Slots:
    """One claim while its slots are explained."""

    def __init__(self, page: _Page, claim: Claim) -> None:
        self._text = page.text
        self._page = page
        self._claim = claim
        self._claims = page.claims[claim.sentence_start]
        self._mentions = page.mentions_in(claim.sentence_start, claim.sentence_end)

    def explain(self) -> Iterator[SlotReason]:
        """Yield the slots that every claim has, then those of its kind that are filled."""
        claim = self._claim
        yield self._figure(claim.quantity)
        yield self._actor("about", claim.actor, roles=("actor", "whose"))
        yield self._place(claim.place)
        yield self._time(claim.interval)
        yield self._speaker(claim.attribution)
        yield SlotReason(
            slot="stance",
            value=claim.attribution.stance,
            why=_describe_stance(claim.attribution),
            table=_ATTRIBUTION_TABLE,
        )
        detail = claim.detail
        for name in type(detail).__dataclass_fields__:
            value = getattr(detail, name)
            if isinstance(value, ActorReading) and value != claim.actor:
                yield self._actor(name, value, roles=("recipient", "whose", "actor"))
            elif isinstance(value, WeaponReading):
                yield self._weapon(value)
        if isinstance(detail, EventDetail):
            yield _describe_status(detail)

    def _figure(self, quantity: QuantityReading | None) -> SlotReason:
        weighed = self._others("quantity", describe=_describe_quantity, drop=_drop_quantity)
        if quantity is None:
            return SlotReason(slot="figure", value=None, why="no number fills the slot of this rule", weighed=weighed)
        unit = f", counting ‘{quantity.unit}’" if quantity.unit else ""
        return _fill(
            "figure",
            _describe_quantity(quantity),
            mark=self._mark("quantity"),
            words=quantity.words,
            why=f"{quantity.bound.replace('_', ' ')}: {_BOUNDS[quantity.bound]}{unit}",
            kind="quantity",
            weighed=weighed,
        )

    def _actor(self, slot: str, reading: ActorReading | None, *, roles: tuple[MarkRole, ...]) -> SlotReason:
        weighed = self._others("actor", describe=_describe_actor)
        if reading is None:
            return SlotReason(slot=slot, value=None, why="the sentence names nobody in this slot", weighed=weighed)
        mark = next((mark for role in roles if (mark := self._mark(role, reading.words)) is not None), None)
        return _fill(
            slot.replace("_", " "),
            _describe_actor(reading),
            mark=mark,
            words=reading.words,
            why=reading.why,
            kind="actor",
            weighed=weighed,
        )

    def _place(self, reading: PlaceReading | None) -> SlotReason:
        weighed = self._others("place", describe=_describe_place, drop=self._drop_place)
        if reading is None:
            return SlotReason(slot="place", value=None, why="no place stands in its clause", weighed=weighed)
        candidates = tuple(
            Weighed(
                words=_name_place(candidate.place.name, candidate.place.adm1, candidate.place.country),
                weight=round(candidate.weight, 3),
                is_chosen=reading.place is not None and candidate.place.place_id == reading.place.place_id,
                reason=f"{candidate.place.kind}, {candidate.place.place_id}",
            )
            for candidate in reading.candidates
        )
        return _fill(
            "place",
            f"{_describe_place(reading)}, precision {reading.where_prec or 'none'}",
            mark=self._mark("place"),
            words=reading.words,
            why=reading.why,
            kind="place",
            weighed=(*candidates, *weighed),
        )

    def _time(self, reading: TimeReading | None) -> SlotReason:
        weighed = self._others("time", describe=_describe_time, drop=_drop_time)
        if reading is None:
            return SlotReason(slot="time", value=None, why="no time stands in its clause", weighed=weighed)
        anchor = f", counted from {reading.anchor.isoformat()}" if reading.anchor else ""
        return _fill(
            "time",
            _describe_time(reading),
            mark=self._mark("time"),
            words=reading.words,
            why=f"{reading.why}{anchor}",
            kind="time",
            weighed=weighed,
        )

    def _weapon(self, reading: WeaponReading) -> SlotReason:
        return _fill(
            "weapon",
            " ".join(part for part in (reading.weapon_class.replace("_", " "), reading.model) if part),
            mark=self._mark("weapon"),
            words=reading.words,
            why="the words name it",
            kind="weapon",
        )

    def _speaker(self, said: Attribution) -> SlotReason:
        trigger = self._mark("trigger") or Mark(role="trigger", start=self._claim.start, end=self._claim.end)
        around = [
            Weighed(
                words=f"{other.source.words or 'the outlet'}: “{other.cue or 'no cue'}”",
                reason=f"a wider stretch [{other.start}:{other.end}] around the same words",
            )
            for other in self._page.attributions_around(trigger.start)
            if other != said
        ]
        return SlotReason(
            slot="speaker",
            value=said.source.words or "the outlet itself",
            words=said.source.words,
            start=said.source.start,
            end=said.source.end,
            why=_describe_attribution(said),
            table=None if said.mode == "none_stated" else _ATTRIBUTION_TABLE,
            weighed=tuple(around),
        )

    def _mark(self, role: MarkRole, words: str | None = None) -> Mark | None:
        """Return the claim's mark of a role; with words only the one that holds or lies in them."""
        for mark in self._claim.marks:
            written = self._text[mark.start : mark.end]
            if mark.role == role and (words is None or written in words or words in written):
                return mark
        return None

    def _others(
        self,
        kind: MentionKind,
        *,
        describe: Callable[[Any], str],
        drop: Callable[[Mention], str | None] = lambda _mention: None,
    ) -> tuple[Weighed, ...]:
        """Return the mentions of a kind in the sentence that do not fill a slot of this claim, and why."""
        filled = [(mark.start, mark.end) for mark in self._claim.marks]
        return tuple(
            Weighed(
                words=f"{mention.text} ({describe(mention.reading)})",
                reason=drop(mention) or self._elsewhere(mention),
            )
            for mention in self._mentions
            if mention.kind == kind and not any(_meet(mention, span) for span in filled)
        )

    def _elsewhere(self, mention: Mention) -> str:
        for other in self._claims:
            for mark in other.marks:
                if other is not self._claim and _meet(mention, (mark.start, mark.end)) and mark.role != "trigger":
                    return f"fills ‘{mark.role}’ of {other.claim_id} ({other.kind})"
        return "stands outside the clause of the trigger, or farther from it"

    def _drop_place(self, mention: Mention) -> str | None:
        for actor in self._mentions:
            if actor.kind == "actor" and actor.start <= mention.start and mention.end <= actor.end:
                return f"is part of ‘{actor.text}’, which is somebody and not a place"
        reading, chosen = mention.reading, self._claim.place.place if self._claim.place else None
        if chosen is not None and isinstance(reading, PlaceReading) and reading.place is not None:
            is_around = reading.place.place_id in {chosen.adm1_id, chosen.adm2_id}
            is_country = reading.place.kind == "country" and reading.place.country == chosen.country
            if is_around or is_country:
                return f"holds {chosen.name}, which says more"
        return None


def _fill(
    slot: str,
    value: str,
    *,
    mark: Mark | None,
    words: str,
    why: str,
    kind: MentionKind,
    weighed: tuple[Weighed, ...] = (),
) -> SlotReason:
    """Return the reason of a slot that is filled, with the span of its mark."""
    return SlotReason(
        slot=slot,
        value=value,
        words=words,
        start=mark.start if mark else None,
        end=mark.end if mark else None,
        why=why,
        table=_TABLES[kind],
        weighed=weighed,
    )


def _meet(mention: Mention, span: tuple[int, int]) -> bool:
    return mention.start < span[1] and span[0] < mention.end


def _drop_quantity(mention: Mention) -> str | None:
    reading = mention.reading
    if isinstance(reading, QuantityReading) and reading.unit_kind not in {None, "people", "percent"}:
        return f"counts {reading.unit_kind}, not people"
    if isinstance(reading, QuantityReading) and reading.includes:
        return "is part of another number"
    return None


def _drop_time(mention: Mention) -> str | None:
    reading = mention.reading
    if isinstance(reading, TimeReading) and reading.granularity in {"duration", "set"}:
        return f"is a {'repetition' if reading.granularity == 'set' else 'duration'} and dates nothing"
    return None


def _describe_quantity(reading: QuantityReading) -> str:
    unit = {"percent": " %"}.get(reading.unit_kind or "", "")
    if reading.low is None and reading.high is None:
        return "no number"
    if reading.low is not None and reading.low == reading.high:
        return f"{reading.low:,}{unit}"
    if reading.high is None:
        return f"{'>' if reading.bound == 'more_than' else '≥'} {reading.low:,}{unit}"
    if reading.low is None:
        return f"{'<' if reading.bound == 'fewer_than' else '≤'} {reading.high:,}{unit}"
    return f"{reading.low:,} to {reading.high:,}{unit}"


def _describe_actor(reading: ActorReading) -> str:
    return f"{reading.name} [{reading.actor_id}]" if reading.actor_id else f"{reading.words}, not resolved"


def _describe_place(reading: PlaceReading) -> str:
    place = reading.place
    return "not resolved" if place is None else _name_place(place.name, place.adm1, place.country)


def _name_place(*names: str | None) -> str:
    return ", ".join(dict.fromkeys(name for name in names if name))


def _describe_time(reading: TimeReading) -> str:
    if reading.earliest is None or reading.latest is None:
        return reading.timex or "unresolved"
    first, last = reading.earliest.isoformat(), reading.latest.isoformat()
    return first if first == last else f"{first} to {last}"


def _describe_attribution(said: Attribution) -> str:
    if said.is_nearest:
        return "this text states no source; the nearest one before it is taken over as a guess"
    if said.mode == "none_stated":
        return "no words attribute it: the outlet speaks"
    anonymous = ", nobody is named" if said.is_anonymous else ""
    party = ", a party to the conflict about itself or its enemy" if said.is_party else ""
    quoted = "a quotation" if said.mode == "direct" else "reported"
    return f"“{said.cue or ''}” attributes [{said.start}:{said.end}] ({quoted}{anonymous}{party})"


def _describe_stance(said: Attribution) -> str:
    hedge = f"; hedged by “{'”, “'.join(said.hedge)}” on the scale “{said.hedge_scale}”" if said.hedge else ""
    cue = f"the stance of “{said.cue}”" if said.cue else "what the outlet tells itself is stated"
    return f"{cue}{hedge}"


def _describe_status(detail: EventDetail) -> SlotReason:
    negated = ", negated" if detail.is_negated else ""
    why = (
        "no word above, beside or around the trigger makes it less than done"
        if detail.status == "completed" and not detail.is_negated
        else "the nearest word that tells it, above, beside or around the trigger; or it lies long before publication"
    )
    return SlotReason(slot="status", value=f"{detail.status}{negated}", why=why, table=_STATUS_TABLE)
