"""Laws of the whole way: the order of reports changes nothing, and a verbatim copy changes no assessment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from musterbook import assess
from musterbook.annotate import Knowledge
from musterbook.config import AssessSettings, ModelSettings, Settings
from musterbook.documents import exact_hash, fingerprint
from musterbook.export import to_plain
from musterbook.incidents import find_origins
from musterbook.model import Assessment, Claim, Published, Report, SeriesPoint, hash_bytes
from musterbook.store import (
    Reading,
    Store,
    open_store,
    read_claims,
    read_copies,
    read_incidents,
    read_notes,
    write_reading,
)
from musterbook.workflow import extract_reports, link_record, load_knowledge
from tests.builders import heard, note, number, on, said_by, strength

NOW = datetime(2018, 5, 17, 12, tzinfo=UTC)
GROUP = "boko-haram"
# Few draws: what is asked is whether they are the same, not how good they are.
QUICK = AssessSettings(model=ModelSettings(chains=8, turns=20))
TEXTS = (
    ("Morning Post", "Last year about 3,000 fighters were thought to be with Boko Haram in Borno state, army officials said."),
    ("Evening Star", "Boko Haram now has more than 4,000 fighters in Borno state, the governor told reporters on Tuesday."),
    ("Morning Post", "Gunmen of Boko Haram killed 12 soldiers in Maiduguri on Monday, police said."),
    ("Evening Star", "At least 15 soldiers were killed in Maiduguri on Monday when Boko Haram attacked, the army said."),
    ("Daily Gazette", "Nigerian troops killed 20 fighters of Boko Haram in Gwoza on Sunday, the defence ministry said."),
    ("Daily Gazette", "A bomb exploded in Mubi on Sunday and killed six people, officials said. Boko Haram claimed the attack."),
    ("Northern Radio", "Boko Haram has between 5,000 and 6,000 fighters in Borno state, according to a report of the United Nations."),
)  # fmt: skip


@cache
def knowledge() -> Knowledge:
    """What reading needs, loaded once."""
    return load_knowledge(Settings())


def make_report(outlet: str, text: str) -> Report:
    """A report of 16 May 2018; the outlet stands in the bytes, as it does on a page."""
    raw = f"{outlet}\n{text}".encode()
    return Report(
        report_id=hash_bytes(raw), media_type="application/json", location=f"{outlet}: {text[:20]}", raw=raw, text=text,
        outlet=outlet, published=Published(day=date(2018, 5, 16), origin="given"),
    )  # fmt: skip


@cache
def read(outlet: str, text: str) -> Reading:
    """Read one report as the workflow does."""
    (found,) = extract_reports([make_report(outlet, text)], knowledge=knowledge(), settings=Settings())
    assert found.document is not None
    assert found.annotated is not None
    return Reading(
        report=found.report, document=found.document, mentions=found.annotated.mentions, record=found.record,
        exact=exact_hash(found.document.text), signature=fingerprint(found.document.text), skips=found.skips,
    )  # fmt: skip


def fill(store: Store, readings: list[Reading]) -> None:
    """Write readings in this order and link them."""
    for reading in readings:
        write_reading(store, reading, made_by="test", at_utc=NOW)
    link_record(store, settings=Settings(), clock=lambda: NOW)


def linked(readings: list[Reading]) -> tuple[Any, ...]:
    """Return what linking made of readings in this order."""
    with open_store(":memory:") as store:
        fill(store, readings)
        return tuple(read_incidents(store)), read_copies(store)


def assessed(readings: list[Reading]) -> Assessment:
    """Return the assessment of the group over these readings."""
    with open_store(":memory:") as store:
        fill(store, readings)
        claims = tuple(read_claims(store))
        notes = read_notes(store, dict.fromkeys(claim.document_id for claim in claims))
        question = assess.Question(
            actor_id=GROUP, actor_name="Boko Haram", actor_ids=frozenset({GROUP}), area=None, since=None, until=None
        )
        evidence = assess.Evidence(
            question=question, claims=claims, incidents=tuple(read_incidents(store)), notes=notes,
            origins=find_origins(claims, notes=notes), speakers=heard(claims, notes), settings=QUICK, made_by="test",
        )  # fmt: skip
        return assess.assess_actor(evidence)


@settings(max_examples=25)
@given(st.permutations(TEXTS))
def test_order_of_reports_changes_nothing(order: list[tuple[str, str]]) -> None:
    """In whatever order reports are added, incidents and copies are the same, ids and all."""
    assert linked([read(*one) for one in order]) == linked([read(*one) for one in TEXTS])


@settings(max_examples=15)
@given(st.sampled_from(TEXTS), st.sampled_from(["Copy Express", "Mirror Daily"]))
def test_a_verbatim_copy_changes_no_assessment(original: tuple[str, str], outlet: str) -> None:
    """A paper that prints another's text word for word adds a report and an outlet, but no origin, verdict or modelled digit."""
    plain = assessed([read(*one) for one in TEXTS])
    copied = assessed([*(read(*one) for one in TEXTS), read(outlet, original[1])])
    assert [(f.topic, f.verdict) for f in copied.findings] == [(f.topic, f.verdict) for f in plain.findings]
    assert [f.estimates for f in copied.findings] == [f.estimates for f in plain.findings]
    assert copied.series.n_origins == plain.series.n_origins
    assert sorted(map(figures, copied.series.points)) == sorted(map(figures, plain.series.points))


def growth_of(claims: list[Claim]) -> list[object]:
    """Return the literal readings of growth over claims made by hand; those with one sentence are copies of a text."""
    notes = {c.document_id: note(c.document_id, copy_group_id=f"g-{c.sentence}", outlet=c.claim_id) for c in claims}
    question = assess.Question(
        actor_id="northern-front", actor_name="Northern Front", actor_ids=frozenset({"northern-front"}), area=None,
        since=None, until=None,
    )  # fmt: skip
    evidence = assess.Evidence(
        question=question, claims=tuple(claims), incidents=(), notes=notes, origins=find_origins(claims, notes=notes), speakers=heard(claims, notes),
        settings=QUICK, made_by="test",
    )  # fmt: skip
    found = assess.assess_actor(evidence)
    return [to_plain(f.rows) for f in found.findings if f.topic == "growth"]


def test_a_verbatim_copy_changes_no_reading() -> None:
    """Where two sources give figures for one day, a copy of either does not decide which one growth is read from."""
    last_year, now = on(date(2017, 1, 1), date(2017, 12, 31)), on(date(2018, 5, 16))
    claims = [
        strength("c-1", number(3000), interval=last_year, attribution=said_by("the army")),
        strength("c-2", number(4000), interval=now, attribution=said_by("the governor")),
        strength("c-3", number(5000), interval=now, attribution=said_by("the United Nations")),
    ]
    plain = growth_of(claims)
    assert plain
    for original in claims:
        copy = replace(original, claim_id=f"{original.claim_id}-copy", document_id=f"{original.document_id}-copy")
        assert growth_of([*claims, copy]) == plain


def figures(point: SeriesPoint) -> str:
    """Return what a point says, without how many reports say it and which of the copies stands for it."""
    return repr(replace(point, claim_id="", document_id="", outlet=None, origin_id="", n_reports=0))


def test_reading_the_same_twice_changes_nothing() -> None:
    """Writing every reading a second time leaves the record as it is."""
    readings = [read(*one) for one in TEXTS]
    assert linked([*readings, *readings]) == linked(readings)
