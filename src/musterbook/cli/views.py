"""Records as the cells of tables and the lines of `show`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from musterbook.assess import count, describe_told, name_event, name_interval, name_origins, say_no_place
from musterbook.cli.terminal import clean
from musterbook.cli.tracing import describe_origin, describe_toll_origins
from musterbook.model import (
    Attribution,
    Claim,
    Document,
    EventDetail,
    Incident,
    Mention,
    Origin,
    PlaceReading,
    Published,
    QuantityReading,
    SeriesPoint,
    TimeReading,
    Toll,
    TollReason,
    Trace,
    describe_teller,
    group_statements,
    name_denier,
)
from musterbook.showing import Shown

__all__ = [
    "claim_row",
    "describe_claim",
    "describe_shown",
    "describe_toll",
    "describe_traces",
    "incident_row",
    "point_row",
    "short_id",
    "shorten",
]

# A line of text, or a label with its value.
_Line = Text | str | tuple[str, str]

_ID_WIDTH = 10
_PRECISION = {
    1: "exact place", 2: "near this place", 3: "district only", 4: "province only", 5: "area or line, no point",
    6: "country only", 7: "at sea or in the air",
}  # fmt: skip
_MARK_STYLES = {"quantity": "bold", "actor": "underline", "whose": "underline", "place": "underline", "cue": "italic"}


def shorten(text: str, width: int) -> str:
    """Return the text in one line of at most `width` characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def short_id(record_id: str) -> str:
    """Return the beginning of an id that is enough for `show`; with a million records of a kind, mostly unambiguous."""
    return record_id[:_ID_WIDTH]


def claim_row(claim: Claim) -> tuple[str, ...]:
    """Return id, kind and figure, actor and place, speaker, day said."""
    about = ", ".join(part for part in (_actor(claim), _place(claim.place)) if part)
    figure = _figure(claim) if claim.quantity else _summary(claim)
    said = claim.said_on.isoformat() if claim.said_on else "no date"
    return (
        short_id(claim.claim_id),
        f"{claim.kind}: {figure}" if figure else claim.kind,
        about,
        shorten(describe_teller(claim), 60),
        said,
    )


def _figure(claim: Claim) -> str:
    """Return the number as written, with the stance that turns it round: "not more than 1,000" is no "more than 1,000"."""
    quantity = claim.quantity
    if quantity is None:
        return ""
    if claim.attribution.stance in {"denies", "doubts"}:
        reads = _bounds(quantity.low, quantity.high, bound=quantity.bound)
        return f"{claim.attribution.stance} “{quantity.words}”, reads {reads}"
    return quantity.words


def incident_row(
    incident: Incident, origin_of: Mapping[str, Origin] | None = None, *, named: Sequence[str] | None = None
) -> tuple[str, ...]:
    """Return id, when, what and where and between whom, casualties, reports and origins; a sum of several is marked as a summary.

    With `origin_of`, origins by claim id, each toll says who gave its figure first, and whether that is a party; `named` are
    the places that its sentences name, where none was read as its own; None = not looked up.
    """
    sides = " / ".join(
        ", ".join(side.name or side.words for side in part)
        for part in (incident.initiators, incident.recipients)
        if part
    )
    return (
        short_id(incident.incident_id),
        _interval(incident.interval) or "no date",
        "; ".join(
            part
            for part in (
                name_event(incident) + (" (summary)" if incident.clarity == 2 else ""),
                _place(incident.place) or ("no place" if named == () else "place not read"),
                sides,
            )
            if part
        ),
        "; ".join(
            f"{_toll(toll)}, {count(toll.n_origins, 'origin')}{_say_who(toll, origin_of or {})}"
            for toll in incident.tolls
        ),
        f"{incident.n_reports}/{incident.n_origins}",
    )


def point_row(point: SeriesPoint) -> tuple[str, ...]:
    """Return as-of, figure as written, who is counted and where, speaker, reports."""
    hedge = f" ({', '.join(point.hedge)})" if point.hedge else ""
    where = ", ".join(part for part in (point.counted, point.area) if part)
    return (
        name_interval(point.as_of_earliest, point.as_of_latest),
        point.words,
        where,
        f"{shorten(point.source, 60)}{hedge}",
        str(point.n_reports),
    )


def describe_claim(claim: Claim, document: Document | None) -> Iterator[_Line]:
    """Yield the lines of one claim: the sentence with its marks, then every slot that is filled."""
    yield Text.assemble((claim.claim_id, "bold"), "  ", claim.kind, f"  ({claim.state})")
    yield ""
    yield _mark_sentence(claim)
    yield ""
    rows = (
        ("speaker", describe_teller(claim)),
        *_attribution_rows(claim.attribution),
        ("said on", claim.said_on.isoformat() if claim.said_on else "unknown: no publication date"),
        ("about", _actor(claim)),
        ("", claim.actor.why if claim.actor else None),
        ("place", _place(claim.place, with_precision=True)),
        ("", claim.place.why if claim.place else None),
        ("time", _time(claim.interval)),
        ("figure", _quantity(claim.quantity)),
        *_detail_rows(claim),
        ("rule", claim.rule),
        ("made by", claim.made_by),
        ("report", _document(document) if document else None),
        ("span", f"{claim.document_id} [{claim.start}:{claim.end}]"),
    )
    yield from ((label, value) for label, value in rows if value)


def describe_shown(shown: Shown) -> Iterator[_Line]:
    """Yield the lines of everything known of one record."""
    yield from _describe_head(shown)
    for incident in shown.incidents if shown.kind == "incident" else ():
        yield from _describe_statements(incident, shown)
    if shown.kind != "claim" and shown.claims:
        yield ""
        yield f"claims ({len(shown.claims)})"
        yield from (f"  {'  '.join(claim_row(claim)[:3])}" for claim in shown.claims)
    if shown.events:
        yield ""
        yield f"events ({len(shown.events)})"
        for event in shown.events:
            what = " on ".join(part for part in (name_event(event), event.target) if part)
            place = _place(event.place) or "no place"
            yield f"  {event.event_id}  {_interval(event.interval) or 'no date'}  {place}  {what}  ({event.status})"
    if shown.kind != "incident" and shown.incidents:
        yield ""
        yield "incidents"
        yield from (f"  {'  '.join(incident_row(incident))}" for incident in shown.incidents)
    if shown.copies is not None:
        yield ""
        others = [d for d in shown.copies.document_ids if shown.document is None or d != shown.document.document_id]
        yield f"the text is repeated ({shown.copies.kind}) in: {', '.join(others)}"
    if shown.kind == "mention":
        yield ""
        yield from (_mention(mention) for mention in shown.mentions)


def _describe_statements(incident: Incident, shown: Shown) -> Iterator[_Line]:
    """Yield who claims an incident, who is blamed for it and by whom, and who denies what; nothing where nobody does."""
    said = group_statements(incident, {claim.claim_id: claim for claim in (*shown.claims, *shown.beside)})
    if said:
        yield ""
        yield f"claimed, blamed, denied ({len(said)})"
    for words, claims in said.items():
        days = dict.fromkeys(claim.said_on.isoformat() if claim.said_on else "no date" for claim in claims)
        yield f"  {', '.join(short_id(claim.claim_id) for claim in claims)}  {', '.join(days)}  {words}"


def _name_deniers(shown: Shown) -> dict[str, str]:
    return {claim.claim_id: name_denier(claim) or "the report" for claim in (*shown.claims, *shown.beside)}


def _describe_head(shown: Shown) -> Iterator[_Line]:
    """Yield the lines of the record itself, without what belongs to it."""
    if shown.kind == "claim":
        yield from describe_claim(shown.claims[0], shown.document)
        if shown.origin is not None:
            yield ""
            yield from describe_origin(shown.origin, shown.record_id)
    elif shown.origin is not None:
        yield from describe_origin(shown.origin)
    elif shown.kind == "incident":
        yield from describe_traces(shown.traces)
        for incident in shown.incidents:
            yield from describe_incident(incident, shown.tolls, named=shown.named, deniers=_name_deniers(shown))
    elif shown.document is not None:
        yield from _describe_document(shown.document, shown)
    else:
        yield f"report {shown.record_id}: no document was made of it; see musterbook status --skips"


def describe_traces(traces: Sequence[Trace]) -> Iterator[_Line]:
    """Yield what became of incident ids, one line each."""
    for trace in traces:
        into = f" into {', '.join(trace.into)}" if trace.into else ""
        yield f"{trace.incident_id} was {trace.state}{into} on {trace.at_utc[:10]}: {trace.reason}"
    if traces:
        yield ""


def _describe_document(document: Document, shown: Shown) -> Iterator[_Line]:
    yield Text(clean(document.title or "no headline"), style="bold")
    yield _document(document)
    yield f"{document.document_id}, {len(document.text):,} characters, {len(document.blocks)} blocks"
    if shown.kind in {"document", "report"}:
        for block in document.blocks:
            text = document.text[block.start : block.end]
            yield ""
            yield text if block.kind == "paragraph" else f"[{block.kind}] {text}"


def describe_incident(
    incident: Incident,
    tolls: Sequence[TollReason] = (),
    *,
    named: Sequence[str] | None = None,
    deniers: Mapping[str, str] | None = None,
) -> Iterator[_Line]:
    """Yield the lines of an incident.

    Args:
        incident: of the record.
        tolls: its own with their origins; empty = they are shown without.
        named: as in `incident_row`.
        deniers: who denies, by the id of the denial; None = not looked up, the ids stand alone.
    """
    row = incident_row(incident, named=named)
    yield Text.assemble((incident.incident_id, "bold"), f"  {clean(row[2])}")
    yield "when", row[1]
    yield "where", _place(incident.place, with_precision=True) or say_no_place(named)
    yield "told by", describe_told(incident)
    if incident.clarity == 2:
        covered = f", covers {', '.join(map(short_id, incident.covers))}" if incident.covers else ""
        yield "clarity", f"a summary of several incidents{covered}"
    for reason in tolls or (TollReason(toll=toll, origins=()) for toll in incident.tolls):
        yield from describe_toll(reason, deniers)
    for contradiction in incident.contradictions:
        yield "open", contradiction


def _mark_sentence(claim: Claim) -> Text:
    """Return the sentence with the spans that filled slots."""
    text = Text(clean(claim.sentence))
    if len(text.plain) != len(claim.sentence):
        return text
    for mark in claim.marks:
        start, end = mark.start - claim.sentence_start, mark.end - claim.sentence_start
        if 0 <= start < end <= len(text.plain):
            text.stylize(_MARK_STYLES.get(mark.role, "underline"), start, end)
    return text


def _attribution_rows(attribution: Attribution) -> Iterator[tuple[str, str | None]]:
    yield "through", attribution.channel
    party = "a party to the conflict, speaking of itself or its enemy" if attribution.is_party else None
    yield "", party
    yield "stance", attribution.stance + (f" (“{attribution.cue}”)" if attribution.cue else "")
    yield "hedge", ", ".join(f"“{word}”" for word in attribution.hedge) or None
    yield "evidence", attribution.evidence.replace("_", " ")


def _detail_rows(claim: Claim) -> Iterator[tuple[str, str | None]]:
    """Yield the fields of the detail that are filled, by their names in words ("total: yes", "event: c-…")."""
    detail = claim.detail
    for name in type(detail).__dataclass_fields__:
        value = getattr(detail, name)
        if value is None or value is False or value == ():
            continue
        words = "yes" if value is True else getattr(value, "name", None) or getattr(value, "words", None)
        if isinstance(value, tuple):
            words = ", ".join(str(getattr(item, "words", item)) for item in value if not isinstance(item, tuple))
        label = name.removeprefix("is_").removesuffix("_claim_id").replace("_", " ")
        yield label, str(words or (value if isinstance(value, (str, int)) else "")) or None


def _summary(claim: Claim) -> str:
    """Return what a claim without a figure says, in a word or two."""
    detail = claim.detail
    if isinstance(detail, EventDetail):
        return _summarise_event(detail)
    for name in ("sub_event", "mode", "outcome", "direction", "relation", "status", "role", "manner", "event_type"):
        value = getattr(detail, name, None)
        if isinstance(value, str):
            return value.lower().replace("_", " ")
    return ""


def _summarise_event(detail: EventDetail) -> str:
    """Return what happened, and whether it did where it is not simply told to have happened."""
    what = name_event(detail)
    if detail.is_negated:
        return f"{what}, did not happen"
    return what if detail.status == "completed" else f"{what}, {detail.status}"


def _actor(claim: Claim) -> str | None:
    return (claim.actor.name or claim.actor.words) if claim.actor else None


def _place(reading: PlaceReading | None, *, with_precision: bool = False) -> str | None:
    if reading is None:
        return None
    place = reading.place
    if place is None:
        return f"{reading.words} (not resolved)"
    parts = [
        place.name,
        place.adm1 if place.kind != "adm1" else None,
        place.country if place.kind != "country" else None,
    ]
    name = ", ".join(part for part in parts if part)
    precision = _PRECISION.get(reading.where_prec or 0) if with_precision else None
    return f"{name} ({precision})" if precision else name


def _interval(reading: TimeReading | None) -> str | None:
    if reading is None:
        return None
    if reading.earliest is None:
        return f"{reading.words} (not resolved)"
    return name_interval(reading.earliest, reading.latest)


def _time(reading: TimeReading | None) -> str | None:
    if reading is None:
        return None
    return f"{_interval(reading)}: “{reading.words}”, {reading.why}"


def _quantity(quantity: QuantityReading | None) -> str | None:
    if quantity is None:
        return None
    unit = f" {quantity.unit}" if quantity.unit else ""
    return f"“{quantity.words}” = {_bounds(quantity.low, quantity.high, bound=quantity.bound)}{unit}"


def _bounds(low: float | None, high: float | None, *, bound: str) -> str:
    if low is None and high is None:
        return "no number"
    if low is not None and low == high:
        return f"{'≈ ' if bound == 'about' else ''}{low:,}"
    if high is None:
        return f"{'>' if bound == 'more_than' else '≥'} {low:,}"
    if low is None:
        return f"{'<' if bound == 'fewer_than' else '≤'} {high:,}"
    return f"{low:,} to {high:,}"


def describe_toll(reason: TollReason, deniers: Mapping[str, str] | None = None) -> Iterator[_Line]:
    """Yield the figure to quote and its rule, the claims at both ends and their origins, other rules, what no longer stands.

    Args:
        reason: a toll with its origins.
        deniers: as in `describe_incident`.
    """
    toll = reason.toll
    early = "; early, tolls of the first days grow" if toll.is_early else ""
    yield "casualties", f"{_toll(toll)}: {toll.rule}; this toll is given by {name_origins(toll.n_origins)}{early}"
    ends = (
        ("lowest", toll.low, toll.low_claim_id),
        ("best", toll.best, toll.best_claim_id),
        ("highest", toll.high, toll.high_claim_id),
    )
    known = [f"{name} {figure:,} ({claim_id})" for name, figure, claim_id in ends if figure is not None]
    if known:
        yield "", "; ".join(known)
    yield from describe_toll_origins(reason.origins)
    others = [reading for reading in toll.readings if reading.number != toll.best]
    if others:
        yield "", "by other rules: " + "; ".join(f"{r.rule} {r.number:,} ({r.claim_id})" for r in others)
    if toll.superseded_claim_ids:
        yield "", "superseded: " + ", ".join(toll.superseded_claim_ids)
    if toll.denial_claim_ids:
        said = [((deniers or {}).get(claim_id), claim_id) for claim_id in toll.denial_claim_ids]
        yield "", "denied by: " + ", ".join(f"{who} ({claim_id})" if who else claim_id for who, claim_id in said)


def _toll(toll: Toll) -> str:
    whose = "all sides" if toll.is_of_all_sides else toll.actor_name or toll.whose.replace("_", " ")
    if toll.best is None:
        figure = f"up to {toll.high:,}" if toll.high is not None else "no figure:"
        return f"{figure} {toll.outcome}, {whose}"
    top = " or more" if toll.is_open and not toll.is_best_open else ""
    spread = "" if toll.low == toll.high else f" ({toll.low:,} to {toll.high:,}{top})"
    more = "+" if toll.is_best_open else ""
    among = " (among them)" if toll.is_part else ""
    return f"{toll.best:,}{more} {toll.outcome}{spread}, {whose}{among}"


def _say_who(toll: Toll, origin_of: Mapping[str, Origin]) -> str:
    """Return who gave the figure to quote first, with a mark if that is a party; an empty text where nobody is named."""
    origin = origin_of.get(toll.best_claim_id or toll.high_claim_id or "")
    if origin is None or not (origin.chain or origin.is_party):
        return ""
    return f" ← {shorten(origin.chain[-1] if origin.chain else 'nobody is named', 40)}{' (a party)' if origin.is_party else ''}"


def _document(document: Document) -> str:
    published: Published | None = document.published
    day = f"{published.day.isoformat()} ({published.origin})" if published else "no date"
    parts: Sequence[str | None] = (document.outlet, document.wire, day, document.url or document.location)
    return ", ".join(part for part in parts if part)


def _mention(mention: Mention) -> str:
    return f"{mention.kind}: “{mention.text}” [{mention.start}:{mention.end}] {getattr(mention.reading, 'why', '')}"
