"""What `show` and the list tell of an incident."""

from __future__ import annotations

from musterbook.cli.views import describe_shown, incident_row
from musterbook.model import DenialDetail, Incident, ResponsibilityDetail
from musterbook.showing import Shown
from tests.builders import GROUP, claim, said_by


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
