"""Who blames, claims and counts, and who only comments on it, through the real annotators."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.annotate import Knowledge, load_knowledge
from musterbook.annotate import run as annotate
from musterbook.config import AnnotateSettings, RecordSettings
from musterbook.model import Claim, DocumentRecord, ResponsibilityDetail
from musterbook.records import run
from tests.golden.records.test_passages import _document

_PUBLISHED = date(2024, 3, 5)  # a Tuesday


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """Return the language model, the gazetteer and the register, loaded once for the whole session."""
    return load_knowledge(AnnotateSettings())


def _read(text: str, knowledge: Knowledge) -> DocumentRecord:
    annotated = annotate([_document(text, _PUBLISHED)], knowledge=knowledge)
    return run(annotated.made, settings=RecordSettings(), made_by="test").made[0]


def _speaker(text: str, claim: Claim) -> str | None:
    """Return the words of whoever says it; None for the outlet."""
    source = claim.attribution.source
    return None if source.start is None else text[source.start : source.end]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("Soldiers blamed al-Shabaab for the ambush near Barawe.", "Soldiers", id="blamed for"),
        pytest.param("The mayor blamed the killing of six traders on al-Shabaab.", "The mayor", id="blamed on"),
        pytest.param("The raid on Barawe was blamed by officials on al-Shabaab.", "officials", id="blamed by"),
        pytest.param("The raid on Barawe, blamed by police on al-Shabaab, killed six men.", "police", id="aside"),
        pytest.param("Al-Shabaab was accused by the army of raiding Barawe.", "the army", id="accused by"),
        pytest.param("The UN held al-Shabaab responsible for the raid on Barawe.", "The UN", id="held responsible"),
        pytest.param("Police attributed the raid on Barawe to al-Shabaab.", "Police", id="attributed to"),
        pytest.param("Traders fled, blaming al-Shabaab for the raid on Barawe.", "Traders", id="gerund"),
        pytest.param("The mayor said police blamed al-Shabaab for the raid.", "police", id="last in line"),
    ],
)
def test_who_blames_speaks(text: str, speaker: str, knowledge: Knowledge) -> None:
    """The one who blames is the source, with the stance of a claim; the blamed one is the actor."""
    claims = [held for held in _read(text, knowledge).claims if isinstance(held.detail, ResponsibilityDetail)]
    (claim,) = claims
    assert isinstance(claim.detail, ResponsibilityDetail)
    assert (claim.detail.role, claim.actor and claim.actor.actor_id) == ("is_blamed", "al-shabaab")
    assert claim.attribution.stance == "claims"
    assert _speaker(text, claim) == speaker
