"""Laws of weighing: a report that copies another, or only recalls what it told, adds a report and changes no assessment."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from musterbook.assess import Evidence, Question, assess_actor
from musterbook.config import AssessSettings, ModelSettings
from musterbook.export import to_plain
from musterbook.incidents import find_origins, find_retold, run
from musterbook.model import Claim, DocumentNote, Event
from tests.builders import PROVINCE, TOWN, at, casualties, event, heard, note, number, on, said_by, strength

FIRST = date(2018, 5, 14)
COPY = "~copy"
RECALL = "~recall"
LAST_YEAR = replace(on(date(2017, 1, 1), date(2017, 12, 31)), words="last year", anchor=FIRST)
SPEAKERS = (None, "the army", "the governor", "a spokesman for the governor", "police", "the United Nations")

# Few draws: what is told apart here are figures and words, which must be the same to the last digit.
QUICK = AssessSettings(model=ModelSettings(chains=8, turns=20))


@dataclass(frozen=True)
class Text:
    """One document: its note, its claims, and the event that it tells."""

    note: DocumentNote
    claims: tuple[Claim, ...]
    event: Event


@st.composite
def texts(draw: st.DrawFn, index: int) -> Text:
    """A document of one of a few days, with a headline that repeats its first figure, and one to three claims."""
    document_id, day = f"d-{index}", FIRST + timedelta(days=draw(st.integers(0, 4)))
    body: list[Claim] = []
    for position in range(1, draw(st.integers(1, 3)) + 1):
        speaker = draw(st.sampled_from(SPEAKERS))
        make = draw(st.sampled_from([strength, casualties]))
        body.append(
            make(
                f"c-{index}-{position}",
                number(draw(st.sampled_from([1000, 1200, 3000])), draw(st.sampled_from(["exact", "at_least"]))),
                document_id=document_id,
                start=100 * position,
                sentence=f"A sentence of nine words that stands in text {index} as number {position}.",
                attribution=said_by(speaker, is_party=speaker == "the army"),
                said_on=day,
                interval=draw(st.sampled_from([None, LAST_YEAR])) if make is strength else on(FIRST),
                place=draw(st.sampled_from([None, at(TOWN), at(PROVINCE)])),
            )
        )
    headline = replace(body[0], claim_id=f"c-{index}-0", start=0, sentence=f"Headline {index}", attribution=said_by())
    return Text(
        note=note(document_id, published=day, outlet=f"Paper {index % 2}", wire=draw(st.sampled_from([None, "AFP"]))),
        claims=(headline, *body),
        event=event(f"e-{index}", headline, *body, interval=on(FIRST)),
    )


def copy(text: Text, *, days: int, headline: str | None) -> Text:
    """The same text in another paper, some days later, with its own headline or another one."""
    document_id, day = f"{text.note.document_id}{COPY}", text.note.published
    assert day is not None
    later = day + timedelta(days=days)
    claims = tuple(
        replace(told, claim_id=f"{told.claim_id}{COPY}", document_id=document_id, said_on=later) for told in text.claims
    )
    if headline is not None:
        claims = (replace(claims[0], sentence=headline), *claims[1:])
    return Text(
        note=replace(text.note, document_id=document_id, published=later, outlet="Copy Express"),
        claims=claims,
        event=replace(
            text.event, event_id=f"{text.event.event_id}{COPY}", document_id=document_id,
            claim_ids=tuple(told.claim_id for told in claims), headline_claim_id=claims[0].claim_id,
        ),
    )  # fmt: skip


def recall(text: Text, *, days: int) -> Text:
    """A report of another paper, weeks or a year later, that gives the casualties of a text again and names nobody."""
    document_id, day = f"{text.note.document_id}{RECALL}", text.note.published
    assert day is not None
    later = day + timedelta(days=days)
    again = [told for told in text.claims if told.kind == "casualties"]
    claims = tuple(
        replace(
            told, claim_id=f"{told.claim_id}{RECALL}", document_id=document_id, said_on=later, attribution=said_by(),
            sentence=f"On that day {told.quantity.words if told.quantity else ''} died.",
        )
        for told in again
    )  # fmt: skip
    return Text(
        note=replace(text.note, document_id=document_id, published=later, outlet="Annals", wire=None),
        claims=claims,
        event=event(f"e-{document_id}", *claims, document_id=document_id, interval=on(FIRST)),
    )


def assess(documents: list[Text]) -> Any:
    """The assessment of the group over these documents, as JSON."""
    claims = {told.claim_id: told for text in documents for told in text.claims}
    notes = {text.note.document_id: text.note for text in documents}
    events = [text.event for text in documents]
    retold: dict[str, str] = {}
    for incident in run(events, claims=claims, notes=notes).made:
        retold |= find_retold([claims[claim_id] for claim_id in incident.claim_ids], notes=notes)
    origins = find_origins(claims.values(), notes=notes, retold=retold)
    incidents = run(events, claims=claims, notes=notes, origins=origins).made
    question = Question(actor_id="northern-front", actor_name="Northern Front", actor_ids=frozenset({"northern-front"}))
    evidence = Evidence(
        question=question, claims=tuple(claims.values()), incidents=incidents, notes=notes, origins=origins,
        speakers=heard(claims.values(), notes, retold=retold), settings=QUICK, made_by="test",
    )  # fmt: skip
    return to_plain(assess_actor(evidence))


def without_counts(value: Any) -> Any:
    """The same JSON without the counts of reports and outlets, and without the sentences that tell them."""
    if isinstance(value, dict):
        is_told = value.get("topic") == "origins" or "assessment_id" in value
        left = {"n_reports", "n_outlets", "n_unnamed", *(["answer"] if is_told else [])}
        return {key: without_counts(part) for key, part in value.items() if key not in left}
    if isinstance(value, str):
        return re.sub(r"(, )?\b[\d,]+ reports?\b", "", value)
    return [without_counts(part) for part in value] if isinstance(value, list) else value


def without_recalled(value: Any) -> Any:
    """The same JSON without counts, and without the claims that recall: a report that names nobody is listed all the same."""
    if isinstance(value, dict):
        kept = {key: without_recalled(part) for key, part in without_counts(value).items() if key != "assessment_id"}
        listed = {"claim_ids"} & set(kept)
        return kept | {key: sorted(one for one in kept[key] if not one.endswith(RECALL)) for key in listed}
    return [without_recalled(part) for part in value] if isinstance(value, list) else value


def differences(one: Any, other: Any, path: str = "") -> list[str]:
    """Where two JSON values differ, with both values."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [
            line
            for key in sorted({*one, *other})
            for line in differences(one.get(key), other.get(key), f"{path}.{key}")
        ]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [
            line for n, pair in enumerate(zip(one, other, strict=True)) for line in differences(*pair, f"{path}[{n}]")
        ]
    return [] if one == other else [f"{path}: {one!r} is now {other!r}"]


@settings(max_examples=12)
@given(
    documents=st.integers(1, 5).flatmap(lambda n: st.tuples(*(texts(index) for index in range(n)))),
    which=st.integers(0, 4),
    days=st.integers(0, 3),
    headline=st.sampled_from([None, "Another headline"]),
)
def test_a_copy_changes_no_assessment(documents: tuple[Text, ...], which: int, days: int, headline: str | None) -> None:
    """Printed again, the same day or later, word for word or under another headline: the JSON is the same but for counts."""
    chosen = documents[which % len(documents)]
    grouped = [
        replace(text, note=replace(text.note, copy_group_id="g-1")) if text is chosen else text for text in documents
    ]
    copied = copy(chosen, days=days, headline=headline)
    copied = replace(copied, note=replace(copied.note, copy_group_id="g-1"))
    plain, both = assess(list(documents)), assess([*grouped, copied])
    changed = differences(without_counts(plain), without_counts(both))
    assert not changed, "\n".join(changed)
    assert both["n_reports"] == plain["n_reports"] + 1
    assert both["n_origins"] == plain["n_origins"]


@settings(max_examples=12)
@given(
    documents=st.integers(1, 4).flatmap(lambda n: st.tuples(*(texts(index) for index in range(n)))),
    which=st.integers(0, 3),
    days=st.sampled_from([7, 30, 365]),
)
def test_an_anniversary_changes_no_assessment(documents: tuple[Text, ...], which: int, days: int) -> None:
    """Recalled weeks or a year later by a paper that names nobody: a report more, and neither an origin nor a digit."""
    chosen = documents[which % len(documents)]
    recalled = recall(chosen, days=days)
    assume(recalled.claims)
    plain, both = assess(list(documents)), assess([*documents, recalled])
    changed = differences(without_recalled(plain), without_recalled(both))
    assert not changed, "\n".join(changed)
    assert both["n_reports"] == plain["n_reports"] + 1
    assert both["n_origins"] == plain["n_origins"]
