"""Records made by hand for tests: every field has a plausible value, and a test names only what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from musterbook.config import Settings
from musterbook.incidents import find_origins, join_speakers
from musterbook.model import (
    ActorReading,
    Attribution,
    CasualtiesDetail,
    ChangeDetail,
    Claim,
    DocumentNote,
    DocumentRecord,
    Event,
    EventDetail,
    Origin,
    Place,
    PlaceReading,
    Published,
    QuantityReading,
    Report,
    Source,
    StrengthDetail,
    TimeReading,
    hash_bytes,
)
from musterbook.workflow import extract_reports, load_knowledge

GROUP = ActorReading(
    actor_id="northern-front", name="Northern Front", side="armed_group", words="the Front", why="test"
)
ARMY = ActorReading(actor_id="national-army", name="National Army", side="state_force", words="the army", why="test")
CIVILIANS = ActorReading(actor_id=None, name=None, side="civilians", words="civilians", why="test")

PROVINCE = Place(place_id="gn:1", geonames_id=1, name="Ostland", kind="adm1", country="XA", lat=10.0, lon=20.0)
DISTRICT = Place(
    place_id="gn:2", geonames_id=2, name="Bergtal", kind="adm2", country="XA", adm1_id="gn:1", adm1="Ostland",
    lat=10.1, lon=20.1, radius_km=20.0,
)  # fmt: skip
TOWN = Place(
    place_id="gn:3", geonames_id=3, name="Steinbruck", kind="town", country="XA", adm1_id="gn:1", adm1="Ostland",
    adm2_id="gn:2", adm2="Bergtal", lat=10.2, lon=20.2, radius_km=3.0,
)  # fmt: skip


def at(place: Place) -> PlaceReading:
    """A reading of a place."""
    precision = {"adm1": 4, "adm2": 3, "country": 6}.get(place.kind, 1)
    return PlaceReading(place=place, where_prec=precision, words=place.name, why="test")


def heard(
    claims: Iterable[Claim], notes: Mapping[str, DocumentNote], *, retold: Mapping[str, str] | None = None
) -> tuple[Origin, ...]:
    """The origins of the strength claims among these as they weigh, as the record finds them."""
    counted = [one for one in claims if one.kind == "strength"]
    held = {one.claim_id for one in counted}
    origins = (
        replace(one, claim_ids=tuple(claim_id for claim_id in one.claim_ids if claim_id in held))
        for one in find_origins(claims, notes=notes, retold=retold)
    )
    return join_speakers(counted, [one for one in origins if one.claim_ids], country=None)


def on(earliest: date, latest: date | None = None) -> TimeReading:
    """A reading of a day or an interval."""
    last = latest or earliest
    return TimeReading(
        earliest=earliest,
        latest=last,
        granularity="day" if earliest == last else "period",
        words=str(earliest),
        why="test",
    )


def number(value: float, bound: str = "exact", *, words: str | None = None, **fields: Any) -> QuantityReading:
    """A quantity with the limits its bound implies."""
    low = None if bound in {"at_most", "fewer_than"} else value
    high = None if bound in {"at_least", "more_than", "vague"} else value
    shown = words if words is not None else f"{value:,}"
    return QuantityReading(low=low, high=high, bound=bound, words=shown, **({"unit": "fighter"} | fields))  # type: ignore[arg-type]


def said_by(words: str | None = None, *, kind: str = "officials", **fields: Any) -> Attribution:
    """An attribution; without words the outlet speaks."""
    mode = "indirect" if words else "none_stated"
    source = Source(kind=kind if words else "outlet", words=words)  # type: ignore[arg-type]
    return Attribution(start=0, end=1, source=source, mode=mode, **fields)


def claim(claim_id: str, kind: str, detail: Any, **fields: Any) -> Claim:
    """A claim in a document of its own."""
    sentence = fields.pop("sentence", f"{claim_id}.")
    defaults: dict[str, Any] = {
        "document_id": f"d-{claim_id}",
        "start": 0,
        "end": len(sentence),
        "sentence_start": 0,
        "sentence_end": len(sentence),
        "sentence": sentence,
        "attribution": said_by(),
        "said_on": date(2018, 5, 16),
        "rule": "test",
        "made_by": "test",
    }
    return Claim(claim_id=claim_id, kind=kind, detail=detail, **(defaults | fields))  # type: ignore[arg-type]


def strength(claim_id: str, quantity: QuantityReading, **fields: Any) -> Claim:
    """A strength claim about the Northern Front."""
    return claim(claim_id, "strength", StrengthDetail(counted="fighter"), actor=GROUP, quantity=quantity, **fields)


def change(claim_id: str, quantity: QuantityReading | None, *, direction: str = "up", **fields: Any) -> Claim:
    """A change claim about the Northern Front."""
    detail = ChangeDetail(of="presence", direction=direction)  # type: ignore[arg-type]
    return claim(claim_id, "change", detail, actor=GROUP, quantity=quantity, **fields)


def casualties(claim_id: str, quantity: QuantityReading, *, whose: ActorReading = GROUP, **fields: Any) -> Claim:
    """A claim that so many were killed."""
    outcome = fields.pop("outcome", "killed")
    detail = CasualtiesDetail(outcome=outcome, whose=whose)
    return claim(claim_id, "casualties", detail, actor=whose, quantity=quantity, **fields)


def attack(claim_id: str, **fields: Any) -> Claim:
    """An event claim."""
    return claim(claim_id, "event", EventDetail(event_type="ASSAULT"), **fields)


def event(event_id: str, *claims: Claim, **fields: Any) -> Event:
    """An event told by these claims, in Steinbruck on 13 May 2018."""
    defaults: dict[str, Any] = {
        "document_id": claims[0].document_id if claims else f"d-{event_id}",
        "claim_ids": tuple(item.claim_id for item in claims),
        "headline_claim_id": claims[0].claim_id if claims else f"c-{event_id}",
        "event_type": "ASSAULT",
        "place": at(TOWN),
        "interval": on(date(2018, 5, 13)),
    }
    return Event(event_id=event_id, **(defaults | fields))


def note(document_id: str, **fields: Any) -> DocumentNote:
    """A note on a document of the Morning Post."""
    base = DocumentNote(
        document_id=document_id, outlet="Morning Post", wire=None, published=date(2018, 5, 16), copy_group_id=None
    )
    return replace(base, **fields)


@cache
def read_text(text: str, published: date = date(2018, 5, 16)) -> DocumentRecord:
    """What the whole way from a report to its record reads in a text; the default day is a Wednesday."""
    report = Report(
        report_id=hash_bytes(text.encode()), media_type="application/json", location="test", raw=text.encode(), text=text,
        published=Published(day=published, origin="given"),
    )  # fmt: skip
    (read,) = extract_reports([report], knowledge=load_knowledge(Settings()), settings=Settings())
    if read.record is None:
        raise ValueError(text)
    return read.record


def notes(*claims: Claim) -> dict[str, DocumentNote]:
    """A note for the document of each claim."""
    return {item.document_id: note(item.document_id) for item in claims}
