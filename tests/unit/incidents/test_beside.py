"""Denials and claims of responsibility of other reports: which incident they speak of, and which none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from musterbook.errors import RegisterError
from musterbook.incidents import choose_incident, draft_statement, gather_facts, may_speak_of
from musterbook.incidents.beside import parse_deeds
from musterbook.model import Claim, DenialDetail, Event, EventDetail, Incident, ResponsibilityDetail
from tests.builders import ARMY, GROUP, TOWN, at, attack, claim, event, note, on, said_by

_MONDAY = date(2018, 5, 14)
_ELSEWHERE = replace(TOWN, place_id="gn:9", name="Weitdorf", lat=40.0, lon=60.0, adm1_id="gn:8", adm2_id="gn:7")


def _strike(name: str, sentence: str = "Planes struck the market in Steinbruck on Monday.", **fields: Any) -> Event:
    told = attack(f"c-{name}", sentence=sentence, attribution=said_by("residents"))
    return event(f"e-{name}", told, **({"mode": "aerial", "interval": on(_MONDAY)} | fields))


def _incident(event: Event) -> Incident:
    return Incident(
        incident_id=event.event_id.replace("e-", "i-"), event_ids=(event.event_id,), claim_ids=event.claim_ids,
        event_type="ASSAULT", place=event.place, interval=event.interval, n_reports=1, n_outlets=1, n_origins=1,
    )  # fmt: skip


def _facts(event: Event, sentence: str = "Planes struck the market in Steinbruck on Monday.") -> Any:
    (claim_id,) = event.claim_ids
    told = attack(claim_id, sentence=sentence)
    return gather_facts([event], claims={claim_id: told}, note=note(event.document_id), text=None)


def _denial(what: str = "its planes had struck the market", **fields: Any) -> Claim:
    defaults = {"actor": ARMY, "place": at(TOWN), "interval": on(_MONDAY), "sentence": f"The army denied that {what}."}
    return claim("c-no", "denial", DenialDetail(what=what), **(defaults | fields))


def _choose(statement: Claim, *events: Event, of: Sequence[Event] = ()) -> str | None:
    drafted = draft_statement(
        statement, events=of, claims={statement.claim_id: statement}, note=note(statement.document_id)
    )
    if drafted is None:
        return None
    fit = choose_incident(drafted, [(_incident(one), _facts(one)) for one in events])
    return fit.incident_id if fit is not None else None


def test_a_denial_speaks_of_the_strike_of_its_place_and_day() -> None:
    """The army denies in one paper the strike that another paper told of."""
    assert _choose(_denial(), _strike("1")) == "i-1"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (_denial(place=at(_ELSEWHERE)), {}),
        (_denial(interval=on(date(2018, 5, 3))), {}),
        (_denial("its soldiers had looted the market"), {}),
        (_denial("its men had shot traders at the market"), {}),
        (_denial(place=None, interval=None), {"interval": on(date(2018, 4, 20))}),
    ],
    ids=["of another town", "of another day", "of looting", "of shots", "of what is old"],
)
def test_a_denial_of_another_thing_speaks_of_none(statement: Claim, told: dict[str, Any]) -> None:
    """What the denial says otherwise than the reports of the strike keeps it away."""
    assert _choose(statement, _strike("1", **told)) is None


def test_of_two_strikes_of_one_town_and_day_none_is_chosen() -> None:
    """The denial fits both equally well: it stays open which one is denied."""
    assert _choose(_denial(), _strike("1"), _strike("2")) is None


def test_an_army_may_deny_its_losses() -> None:
    """Who denies may be the side that was hit."""
    denial = _denial("14 of its soldiers had been killed in an attack")
    assert _choose(denial, _strike("1", mode=None, initiator=GROUP, recipient=ARMY)) == "i-1"


def test_a_claim_of_responsibility_speaks_of_its_attack() -> None:
    """A group claims it in another report; the group is the one that did it, never the one that was hit."""
    detail = ResponsibilityDetail(role="claims", act="Monday's bombing of the market")
    told = claim("c-yes", "responsibility", detail, actor=GROUP, place=at(TOWN), interval=on(_MONDAY))
    assert _choose(told, _strike("1")) == "i-1"
    assert _choose(told, _strike("1", initiator=ARMY)) is None


def test_a_happening_told_as_none_is_denied() -> None:
    """What a spokesman tells as not having happened is compared as the event that it tells."""
    detail = EventDetail(event_type="ASSAULT", mode="aerial", is_negated=True, initiator=ARMY)
    told = claim("c-not", "event", detail, place=at(TOWN), interval=on(_MONDAY), attribution=said_by("a spokesman"))
    assert _choose(told, _strike("1")) == "i-1"


def test_what_is_denied_in_its_own_report_is_compared_as_that() -> None:
    """The denial says "it"; the event told beside it, which is in no incident, says where and when."""
    own = event("e-own", attack("c-own", document_id="d-c-no"), document_id="d-c-no", interval=on(_MONDAY))
    denial = replace(_denial("it", place=None, interval=None), detail=DenialDetail(what="it", denies="c-own"))
    assert _choose(denial, _strike("1", mode=None), of=[own]) == "i-1"
    assert _choose(denial, _strike("1", mode=None)) is None


def test_places_alone_keep_a_statement_away() -> None:
    """An incident of a far town need not be compared; one without a small place may be meant."""
    drafted = draft_statement(_denial(), events=(), claims={}, note=None)
    assert drafted is not None
    assert [may_speak_of(drafted, place) for place in (TOWN, _ELSEWHERE, None)] == [True, False, True]


@pytest.mark.parametrize(
    "raw", ["deeds = ", "[modes]\naerial = ['jet']", "[deeds]\naerial = ['air strike']", "[deeds]\naerial = []"],
    ids=["no TOML", "no deeds", "two words", "no word"],
)  # fmt: skip
def test_a_faulty_table_of_deeds_is_refused(raw: str) -> None:
    """The table is checked as it is read."""
    with pytest.raises(RegisterError, match=r"table of deeds is faulty|list of single words"):
        parse_deeds(raw)
