"""Nobody strikes himself: whom "it", "its" and "their" stand for beside a deed, and whose name a description bears."""

from __future__ import annotations

import pytest

from musterbook.model import CasualtiesDetail, EventDetail
from tests.builders import read_text


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        (
            "Five Boko Haram fighters were killed on Monday when the Nigerian army stormed their camp near Bama.",
            {"Boko Haram fighters"},
        ),
        ("When rebels attacked their post near Bara on Monday, nine policemen died.", {"policemen"}),
        ("Gunmen attacked their base outside Bara on Monday.", set()),
        ("The army said rebels had attacked its base near Bara on Monday.", {"army"}),
    ],
    ids=["named", "clause before", "nobody", "speaker"],
)
def test_whose_base_is_attacked(text: str, recipients: set[str]) -> None:
    """Whoever storms "their camp" does not storm his own."""
    details = [claim.detail for claim in read_text(text).claims if isinstance(claim.detail, EventDetail)]
    assert {detail.recipient.words for detail in details if detail.recipient is not None} == recipients


def test_who_goes_on_killing_is_not_who_is_killed() -> None:
    """Where the group named nearest is the one that it killed, "it" is who spoke before."""
    text = (
        "Nigeria's army says it lost four men. On 1 April shelling near Bama killed nine Boko Haram fighters, the army said. "
        "On 3 May it killed 30 Boko Haram fighters near Baga."
    )
    details = [claim.detail for claim in read_text(text).claims if isinstance(claim.detail, CasualtiesDetail)]
    doers = [detail.by for detail in details if detail.by is not None]
    assert [doer.side for doer in doers] == ["state_force"]


def test_a_name_beside_a_description_is_its_name() -> None:
    """Members of "a militia, the NAME," are of the group of that name."""
    text = (
        "Nine members of a local militia, the Civilian Joint Task Force, were killed on Monday in Nigeria "
        "when Boko Haram fighters attacked their base outside Bama."
    )
    (dead,) = [claim.detail for claim in read_text(text).claims if isinstance(claim.detail, CasualtiesDetail)]
    assert isinstance(dead, CasualtiesDetail)
    assert dead.whose.name == "Civilian Joint Task Force"
