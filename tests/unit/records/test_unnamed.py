"""Sides that a claim leaves unnamed, told by the only actor of their kind."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from tests.unit.records.builders import claims


@pytest.mark.parametrize(
    ("subject", "actor_id"),
    [
        pytest.param("The soldiers", "mali-army", id="the soldiers"),
        pytest.param("His soldiers", None, id="his soldiers"),
    ],
)
def test_only_army_is_not_that_of_somebody_else(language: LanguageModel, subject: str, actor_id: str | None) -> None:
    """Soldiers are of the one army the text names; "his soldiers" may be those of anybody."""
    marked = (
        "{The army|actor mali-army state_force} reached {Bergtal|place town}. "
        f"{subject} killed {{12 rebels|quantity 12 12 exact rebel}} in {{Bergtal|place town}}."
    )
    found = claims(marked, language, "event")
    assert {claim.detail.initiator and claim.detail.initiator.actor_id for claim in found} == {actor_id}
