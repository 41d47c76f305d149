"""What `show` and the list tell of an incident."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from musterbook.cli.tracing import name_figure
from musterbook.cli.views import _toll, describe_shown, incident_row
from musterbook.incidents import run as find_incidents
from musterbook.model import DenialDetail, Incident, ResponsibilityDetail
from musterbook.showing import Shown
from tests.builders import GROUP, casualties, change, claim, event, notes, number, said_by


def _lines(incident: Incident, *claims: object) -> str:
    shown = Shown(
        kind="incident", record_id=incident.incident_id, document=None, claims=claims[:1], events=(), incidents=(incident,),  # type: ignore[arg-type]
        mentions=(), copies=None, beside=claims[1:],  # type: ignore[arg-type]
    )  # fmt: skip
    return "\n".join(" ".join(line) if isinstance(line, tuple) else str(line) for line in describe_shown(shown))


def test_an_incident_shows_who_is_blamed_and_who_denies() -> None:
    """A claim of responsibility of its own tellings stands there with who blames, and so does a denial beside it."""
    blamed = claim(
        "c1",
        "responsibility",
        ResponsibilityDetail(role="is_blamed", act="the attack"),
        actor=GROUP,
        attribution=said_by("the governor"),
    )
    denied = claim("c2", "denial", DenialDetail(what="any part in it", denies=None), attribution=said_by("the Front"))
    incident = Incident(
        incident_id="i-1", event_ids=("e1",), claim_ids=("c1",), event_type="ASSAULT", n_reports=1, n_outlets=1,
        n_origins=1, beside_claim_ids=("c2",),
    )  # fmt: skip
    told = _lines(incident, blamed, denied)
    assert "claimed, blamed, denied (2)" in told
    assert "Northern Front is blamed by the governor" in told
    assert "the Front denied “any part in it”" in told


def test_a_summary_is_marked_in_the_list() -> None:
    """A sum of several does not stand in the list like one attack."""
    fields = {
        "event_ids": ("e1",),
        "claim_ids": ("c1",),
        "event_type": "ASSAULT",
        "n_reports": 1,
        "n_outlets": 1,
        "n_origins": 1,
    }
    one, several = (Incident(incident_id="i-1", clarity=clarity, **fields) for clarity in (1, 2))  # type: ignore[arg-type]
    assert "(summary)" in incident_row(several)[2]
    assert "(summary)" not in incident_row(one)[2]


def test_origins_name_what_a_change_is_of_where_it_is_not_the_group() -> None:
    """A change "doubled" of attacks stands there as such; of the group itself it needs no more words."""
    grown = change("c1", number(2, words="doubled", is_relative=True, unit="factor"))
    attacks = replace(grown, detail=replace(grown.detail, of="number of attacks"))  # type: ignore[type-var]
    assert [name_figure(grown), name_figure(attacks)] == ["doubled", "doubled (number of attacks)"]


def test_a_toll_is_printed_with_the_bound_of_its_own_claim() -> None:
    """Exactly 14 beside "at least 8" of another is no "14+"; the top of the spread stays open."""
    least = casualties("c1", number(8, "at_least"), attribution=said_by("residents"), said_on=date(2018, 5, 14))
    exact = casualties("c2", number(14), attribution=said_by("a doctor"), said_on=date(2018, 5, 16))
    by_id = {one.claim_id: one for one in (least, exact)}
    (incident,) = find_incidents([event("e1", least, exact)], claims=by_id, notes=notes(least, exact)).made
    assert _toll(incident.tolls[0]).startswith("14 killed (8 to 14 or more)")
