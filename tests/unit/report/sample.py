"""A small page made by hand: ten claims, five incidents, two copies, in sentences of our own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from musterbook.assess import Evidence, Question, assess_actor
from musterbook.config import AssessSettings
from musterbook.incidents import find_origins
from musterbook.model import (
    ActorReading,
    Assessment,
    CasualtiesDetail,
    ChangeDetail,
    Claim,
    CopyGroup,
    DocumentNote,
    Incident,
    Mark,
    Place,
    PlaceReading,
    QuantityReading,
    ResponsibilityDetail,
    Skip,
    StrengthDetail,
    TimeReading,
    Toll,
    hash_bytes,
    make_id,
)
from musterbook.report import ReportContent
from musterbook.store import Counts, CoverageCount, DocumentFacts
from tests.builders import number, on, said_by

ISK = ActorReading(
    actor_id="islamic-state-khorasan", name="Islamic State – Khorasan Province", side="armed_group", words="the group", why="test"
)  # fmt: skip
US = ActorReading(
    actor_id="us-forces", name="United States forces", side="international_force", words="American", why="test"
)
CIVILIANS = ActorReading(actor_id=None, name=None, side="civilians", words="civilians", why="test")

NANGARHAR = Place(
    place_id="gn:1132366", geonames_id=1132366, name="Nangarhar", kind="adm1", country="AF", lat=34.25, lon=70.5, radius_km=60.0
)  # fmt: skip
ACHIN = Place(
    place_id="gn:1147242", geonames_id=1147242, name="Achin", kind="adm2", country="AF", adm1_id="gn:1132366",
    adm1="Nangarhar", lat=34.05, lon=70.65, radius_km=18.0,
)  # fmt: skip
JALALABAD = Place(
    place_id="gn:1139715", geonames_id=1139715, name="Jalalabad", kind="town", country="AF", adm1_id="gn:1132366",
    adm1="Nangarhar", lat=34.43, lon=70.45, coord_source="source", radius_km=5.0,
)  # fmt: skip
KABUL = Place(
    place_id="gn:1138958", geonames_id=1138958, name="Kabul", kind="town", country="AF", adm1="Kabul", lat=34.53, lon=69.17,
    coord_source="source", radius_km=12.0,
)  # fmt: skip
AFGHANISTAN = Place(
    place_id="gn:1149361", geonames_id=1149361, name="Afghanistan", kind="country", country="AF", lat=33.0, lon=66.0
)

SENTENCES = {
    1: "A province official put the strength of the group at about 1,000 fighters last year.",
    2: "The same official now speaks of more than 1,200 fighters in Nangarhar.",
    3: "An American spokesman told the Evening Courier that between 1,500 and 2,000 men were thought to be under arms.",
    4: "The group’s presence in the east has grown by 20 %, the official said.",
    5: "A single bomb dropped on tunnels in Achin in April last year killed 94 fighters, the district governor said.",
    6: "A single bomb dropped on tunnels in Achin in April last year killed 94 fighters, the district governor said.",
    7: "Early reports spoke of 36 dead militants.",
    8: "A suicide bomber killed at least 15 people outside a bank in Jalalabad.",
    9: "The group claimed the attack on the bank without offering evidence.",
    10: "Fewer than 900 fighters remain, according to the army.",
}


def place_at(place: Place, precision: int, words: str | None = None) -> PlaceReading:
    """A reading of a place with this precision."""
    return PlaceReading(place=place, where_prec=precision, words=words or place.name, why="test")


def claim_id(key: int) -> str:
    """The id of a claim of the sample."""
    return make_id("c", key)


def incident_id(key: int) -> str:
    """The id of an incident of the sample."""
    return make_id("i", key)


def document_id(key: int) -> str:
    """The id of a document of the sample."""
    return make_id("d", key)


def marks(sentence: str, base: int = 0, **words: str) -> tuple[Mark, ...]:
    """Marks on the words of a sentence, by role."""
    found = []
    for role, text in words.items():
        start = sentence.index(text)
        found.append(Mark(role=role, start=base + start, end=base + start + len(text)))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda mark: mark.start))


def make_claim(key: int, kind: str, detail: Any, *, marked: dict[str, str] | None = None, **fields: Any) -> Claim:
    """A claim of the sample; its sentence begins at character 100 of its document."""
    sentence = fields.pop("sentence", SENTENCES.get(key, f"Sentence number {key}."))
    defaults: dict[str, Any] = {
        "document_id": document_id(key),
        "start": 100,
        "end": 100 + len(sentence),
        "sentence_start": 100,
        "sentence_end": 100 + len(sentence),
        "sentence": sentence,
        "attribution": said_by(),
        "said_on": date(2018, 5, 16),
        "actor": ISK,
        "marks": marks(sentence, 100, **(marked or {})),
        "rule": "test",
        "made_by": "test",
    }
    return Claim(claim_id=claim_id(key), kind=kind, detail=detail, **(defaults | fields))  # type: ignore[arg-type]


def make_claims() -> tuple[Claim, ...]:
    """The ten claims."""
    fighters = StrengthDetail(counted="fighters")
    last_year = on(date(2017, 1, 1), date(2017, 12, 31))
    april = TimeReading(
        earliest=date(2017, 4, 1),
        latest=date(2017, 4, 30),
        granularity="month",
        date_prec=4,
        words="in April last year",
        why="test",
    )
    day = TimeReading(
        earliest=date(2018, 5, 13),
        latest=date(2018, 5, 13),
        granularity="day",
        date_prec=1,
        words="on Sunday",
        why="test",
    )
    here = place_at(NANGARHAR, 4)
    official = said_by("a province official", is_anonymous=True)
    governor = said_by("the district governor", cue="said", is_party=True)
    killed = CasualtiesDetail(outcome="killed", whose=ISK, by=US)
    bomb = {"interval": april, "place": place_at(ACHIN, 3)}
    dead = {
        "whose": "fighters",
        "source": "the district governor",
        "cue": "said",
        "place": "Achin",
        "time": "in April last year",
    }
    return (
        make_claim(1, "strength", fighters, quantity=number(1000, "about", words="about 1,000"), interval=last_year, place=here,
                   attribution=official, document_id=document_id(1), marked={"source": "A province official", "quantity": "about 1,000", "time": "last year", "actor": "the group"}),
        make_claim(2, "strength", fighters, quantity=number(1200, "more_than", words="more than 1,200"), place=here,
                   attribution=official, document_id=document_id(1), marked={"source": "The same official", "quantity": "more than 1,200", "place": "Nangarhar"}),
        make_claim(3, "strength", fighters, said_on=date(2018, 2, 2), interval=on(date(2018, 1, 1), date(2018, 3, 31)),
                   quantity=QuantityReading(low=1500, high=2000, bound="range", unit="man", words="between 1,500 and 2,000"),
                   attribution=said_by("an American spokesman", is_party=True, channel="told the Evening Courier", hedge=("were thought to be",)),
                   marked={"source": "An American spokesman", "cue": "told", "quantity": "between 1,500 and 2,000", "hedge": "were thought to be"}),
        make_claim(4, "change", ChangeDetail(of="presence", direction="up"), quantity=number(20, words="20 %", unit="percent", is_relative=True),
                   attribution=official, document_id=document_id(1), marked={"trigger": "has grown", "quantity": "20 %", "source": "the official"}),
        make_claim(5, "casualties", killed, quantity=number(94), attribution=governor, marked={"quantity": "94", **dead}, **bomb),
        make_claim(6, "casualties", killed, quantity=number(94), attribution=governor, said_on=date(2018, 5, 17), marked={"quantity": "94", **dead}, **bomb),
        make_claim(7, "casualties", killed, quantity=number(36), said_on=date(2017, 4, 14), marked={"quantity": "36", "whose": "militants"}, **bomb),
        make_claim(8, "casualties", CasualtiesDetail(outcome="killed", whose=CIVILIANS), actor=CIVILIANS, quantity=number(15, "at_least", words="at least 15"),
                   interval=day, place=place_at(JALALABAD, 1), attribution=said_by("hospital staff", evidence="witness"),
                   marked={"quantity": "at least 15", "place": "Jalalabad", "weapon": "suicide bomber"}),
        make_claim(9, "responsibility", ResponsibilityDetail(role="claims", act="the attack on the bank"), interval=day, place=place_at(JALALABAD, 1),
                   attribution=said_by("The group", is_party=True, evidence="not_provided", stance="claims"), document_id=document_id(8),
                   marked={"source": "The group", "trigger": "claimed"}),
        make_claim(10, "strength", fighters, quantity=number(900, "fewer_than", words="Fewer than 900"), said_on=date(2018, 9, 3),
                   attribution=said_by("the army", is_party=True), marked={"quantity": "Fewer than 900", "source": "the army"}),
    )  # fmt: skip


def make_toll(
    low: float | None,
    best: float | None,
    high: float | None,
    keys: tuple[int | None, int | None, int | None],
    **fields: Any,
) -> Toll:
    """A toll of the group's dead; `keys` are the claims behind low, best and high."""
    ids = tuple(claim_id(key) if key is not None else None for key in keys)
    base = Toll(
        whose="armed_group", actor_id=ISK.actor_id, actor_name=ISK.name, outcome="killed", low=low, best=best, high=high,
        low_claim_id=ids[0], best_claim_id=ids[1], high_claim_id=ids[2],
        claim_ids=tuple(dict.fromkeys(i for i in ids if i)), n_origins=2, rule="the latest word",
    )  # fmt: skip
    return replace(base, **fields)


def make_incident(key: int, place: PlaceReading | None, interval: TimeReading | None, **fields: Any) -> Incident:
    """An incident of the sample."""
    defaults: dict[str, Any] = {
        "event_ids": (make_id("e", key),),
        "claim_ids": (),
        "event_type": "ASSAULT",
        "n_reports": 1,
        "n_outlets": 1,
        "n_origins": 1,
    }
    return Incident(incident_id=incident_id(key), place=place, interval=interval, **(defaults | fields))


def make_incidents() -> tuple[Incident, ...]:
    """Five incidents: a dot, a district, a province, a country, and one without place or date."""
    april = on(date(2017, 4, 1), date(2017, 4, 30))
    return (
        make_incident(
            1, place_at(ACHIN, 3), april, mode="aerial", initiators=(US,), recipients=(ISK,), n_reports=3, n_outlets=3, n_origins=2,
            claim_ids=tuple(claim_id(key) for key in (5, 6, 7)), tolls=(make_toll(36, 94, 94, (7, 5, 5)),),
            contradictions=(f"{claim_id(5)} says 94, {claim_id(7)} says 36",),
        ),
        make_incident(
            2, place_at(NANGARHAR, 4, "in Nangarhar province"), on(date(2017, 9, 1), date(2017, 11, 30)), event_type="COERCE",
            mode="arrest", recipients=(ISK,), tolls=(make_toll(12, 12, 12, (None, None, None), outcome="captured"),),
        ),
        make_incident(
            3, place_at(JALALABAD, 1), on(date(2018, 5, 13)), mode="suicide-attack", initiators=(ISK,), recipients=(CIVILIANS,),
            claim_ids=(claim_id(8), claim_id(9)),
            tolls=(make_toll(15, 15, 15, (8, 8, 8), whose="civilians", actor_id=None, actor_name=None, is_open=True, n_origins=1, rule="the only figure"),),
        ),
        make_incident(4, place_at(AFGHANISTAN, 6), on(date(2018, 1, 1), date(2018, 12, 31)), event_type="THREATEN", initiators=(ISK,)),
        make_incident(5, None, None, clarity=2),
    )  # fmt: skip


def make_facts(key: int, **fields: Any) -> DocumentFacts:
    """Facts on a document of the sample."""
    base = DocumentFacts(
        document_id=document_id(key), report_id=hash_bytes(f"report {key}".encode()), title=f"Report number {key}", outlet="Morning Post",
        wire=None, published=date(2018, 5, 16), language="en", url=f"https://morning-post.example/{key}", location=f"reports/{key}.html",
        copy_group_id=None,
    )  # fmt: skip
    return replace(base, **fields)


def make_documents() -> tuple[DocumentFacts, ...]:
    """Facts on all documents; the fifth and the sixth repeat one text."""
    copies = {"copy_group_id": make_id("g", 1)}
    return (
        make_facts(1),
        make_facts(3, outlet="Evening Courier", published=date(2018, 2, 2)),
        make_facts(5, wire="News Agency", **copies),
        make_facts(6, outlet="Evening Courier", published=date(2018, 5, 17), **copies),
        make_facts(7, outlet=None, published=date(2017, 4, 14), url=None),
        make_facts(8),
        make_facts(10, outlet="Weekly Review", published=date(2018, 9, 3)),
    )


def make_assessment(claims: tuple[Claim, ...], incidents: tuple[Incident, ...]) -> Assessment:
    """The literal assessment of the sample."""
    notes = {
        facts.document_id: DocumentNote(
            document_id=facts.document_id, outlet=facts.outlet, wire=facts.wire, published=facts.published,
            copy_group_id=facts.copy_group_id,
        )
        for facts in make_documents()
    }  # fmt: skip
    wanted = [claim for claim in claims if claim.kind in {"strength", "change", "casualties"} and claim.actor == ISK]
    return assess_actor(
        Evidence(
            question=Question(
                actor_id=ISK.actor_id or "", actor_name=ISK.name or "", actor_ids=frozenset({ISK.actor_id or ""})
            ),
            claims=tuple(wanted), incidents=incidents, notes=notes, origins=find_origins(wanted, notes=notes), speakers=(),
            settings=AssessSettings(), made_by="test",
        )
    )  # fmt: skip


def make_content(**fields: Any) -> ReportContent:
    """The content of the sample page; `fields` replace what a test is about."""
    claims = fields.get("claims", make_claims())
    incidents = fields.get("incidents", make_incidents())
    skips = (
        Skip(stage="documents", input_id="x", location="reports/scan.pdf", code="encrypted", reason="the file is encrypted"),
        Skip(stage="annotate", input_id="y", location="reports/17-pashto.txt", code="not-english", reason="the text is in Pashto"),
    )  # fmt: skip
    coverage = tuple(
        CoverageCount(month=month, outlet=outlet, n_documents=n)
        for month, outlet, n in (
            (None, "Weekly Review", 1), ("2017-04", None, 1), ("2018-02", "Evening Courier", 1), ("2018-05", "Evening Courier", 1),
            ("2018-05", "Morning Post", 3), ("2018-09", "Weekly Review", 1),
        )
    )  # fmt: skip
    kinds: dict[str, int] = {}
    for claim in claims:
        kinds[claim.kind] = kinds.get(claim.kind, 0) + 1
    defaults: dict[str, Any] = {
        "title": None,
        "assessment": make_assessment(claims, incidents) if "assessment" not in fields else None,
        "counts": Counts(
            reports=10, documents=8, claims=len(claims), events=5, incidents=len(incidents), copy_groups=1, skips=2,
            earliest_published="2017-04-14", latest_published="2018-09-03", claims_by_kind=tuple(kinds.items()),
            skips_by_code=(("encrypted", 1), ("not-english", 1)), outlets=3, undated=1,
        ),
        "claims": claims,
        "incidents": incidents,
        "toll_origins": {},
        "documents": make_documents(),
        "copies": (CopyGroup(copy_group_id=make_id("g", 1), document_ids=(document_id(5), document_id(6)), kind="near", similarity=0.97),),
        "skips": skips,
        "coverage": coverage,
        "made_by": "musterbook 0.1.0; en_core_web_sm 3.8.0; gazetteer 1; register 1",
        "schema_version": 1,
        "generated_utc": datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    }  # fmt: skip
    return ReportContent(**(defaults | fields))
