"""What a summary covers, and what two events without a place can be told apart by."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from importlib import resources

import pytest

from musterbook.incidents import compare, find_covered, find_names, find_origins, gather_facts, read_setting
from musterbook.incidents.weights import read_weights
from musterbook.model import EventDetail, Incident, Place
from tests.builders import GROUP, TOWN, at, attack, claim, event, note, notes, on, said_by

_ABROAD = replace(TOWN, place_id="gn:77", name="Nordby", adm1_id="gn:78", adm2_id="gn:79", country="NO")
_MAY = on(date(2018, 5, 1), date(2018, 5, 31))


def _incident(incident_id: str, **fields: object) -> Incident:
    defaults: dict[str, object] = {
        "event_ids": (f"e-{incident_id}",), "claim_ids": (), "event_type": "ASSAULT", "mode": None, "sub_event": None,
        "initiators": (GROUP,), "recipients": (), "place": at(TOWN), "interval": on(date(2018, 5, 13)), "clarity": 1,
        "tolls": (), "n_reports": 1, "n_outlets": 1, "n_origins": 1,
    }  # fmt: skip
    return Incident(incident_id=incident_id, **(defaults | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("countries", "expected"),
    [(frozenset({TOWN.country or ""}), ("i-1",)), (frozenset({"NO"}), ("i-2",)), (frozenset[str](), ())],
    ids=["of one country", "of another", "of none"],
)
def test_a_summary_without_a_place_covers_the_countries_of_its_reports(
    countries: frozenset[str], expected: tuple[str, ...]
) -> None:
    """A group of two countries killed twenty in May: a report on one of them does not count what happened in the other."""
    summary = _incident("i-9", place=None, interval=_MAY, clarity=2)
    incidents = [_incident("i-1"), _incident("i-2", place=at(_ABROAD)), _incident("i-3", place=None)]
    assert find_covered(summary, incidents, countries=countries) == expected


def test_events_of_two_countries_are_apart_where_one_has_no_place() -> None:
    """An attack of the day without a place, in a report on another country, is not the attack on this town."""
    there, told = attack("c1"), attack("c2")
    setting = read_setting(title=None, text="", names=find_names(""), spots=(), countries=frozenset({"NO"}))
    one, other = (
        gather_facts([its], claims={one.claim_id: one}, note=note(one.document_id), text=None, setting=setting)[0]
        for its, one in ((event("e1", there), there), (event("e2", told, place=None), told))
    )
    assert next(part.level for part in compare(one, other).parts if part.name == "place") == "other_country"


@pytest.mark.parametrize(
    ("other_place", "expected"),
    [(TOWN, "much"), (replace(_ABROAD, country=TOWN.country, lat=(TOWN.lat or 0) + 3), "some")],
    ids=["of one town", "of two towns"],
)
def test_like_texts_say_less_of_two_towns(other_place: Place, expected: str) -> None:
    """Two agencies tell one attack in the same words, and so does one agency two attacks."""
    text = " ".join(f"Word{letter}{number}" for number in range(10) for letter in "abcd")
    pair = []
    for name, place in (("1", TOWN), ("2", other_place)):
        told = attack(f"c{name}")
        pair.append(
            gather_facts(
                [event(f"e{name}", told, document_id=f"d{name}", place=at(place))],
                claims={told.claim_id: told},
                note=note(f"d{name}"),
                text=text,
            )[0]
        )
    assert next(part.level for part in compare(*pair).parts if part.name == "text") == expected


def test_the_army_and_its_government_are_kin() -> None:
    """One report names the government, another its army; two states are two actors."""

    def level(first: str, second: str) -> str:
        told = (attack("c1"), attack("c2"))
        one, other = (
            gather_facts(
                [event(f"e{n}", its, initiator=replace(GROUP, actor_id=actor))],
                claims={its.claim_id: its}, note=note(its.document_id), text=None,
            )[0]
            for n, (its, actor) in enumerate(zip(told, (first, second), strict=True))
        )  # fmt: skip
        return next(part.level for part in compare(one, other).parts if part.name == "initiator")

    assert level("government-of-russia", "armed-forces-of-russia") == "kin_actor"
    assert level("armed-forces-of-ukraine", "armed-forces-of-russia") == "other_actor"
    assert read_weights().are_kin("adf", "islamic-state-central-africa")


def test_a_denial_is_of_no_origin_but_its_own() -> None:
    """What is said against a statement, by whoever it was, is not put to the origin of that statement."""
    told = attack("c1", attribution=said_by("residents"))
    against = claim("c2", "event", EventDetail(event_type="ASSAULT", is_negated=True), document_id="d-c1", start=40)
    origins = find_origins([told, against], notes=notes(told))
    assert [origin.claim_ids for origin in origins] == [("c1",), ("c2",)]


def test_kin_actors_are_in_the_register() -> None:
    """An id that no register has would never be met, and the pair would be a dead row."""
    table = tomllib.loads(resources.files("musterbook.incidents").joinpath("data/compare.toml").read_text("utf-8"))
    folder = resources.files("musterbook.annotate").joinpath("data")
    tables = [folder.joinpath(f"actors-{name}.csv").read_text("utf-8") for name in ("armed-groups", "missions")]
    rows = (line for table in tables for line in table.splitlines() if not line.startswith("#"))
    known = {line.partition(",")[0] for line in rows}
    assert {actor for pair in table["kin"]["actors"] for actor in pair} <= known
