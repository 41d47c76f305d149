"""The answer to "has it grown?" in one sentence."""

from __future__ import annotations

import pytest

from musterbook.assess.headlines import write_headline
from musterbook.model import Estimate, Finding, Interval, Verdict

THIN = Finding(topic="growth", verdict="insufficient", answer="Too few.")


def _growth(verdict: Verdict, chance: float | None = None) -> Finding:
    wide = Interval(level=0.9, low=-0.5, median=-0.1, high=0.6)
    estimate = Estimate(what="growth", unit="share", intervals=(wide,), prior=(wide,), probability=chance)
    return Finding(topic="growth", verdict=verdict, answer="Read literally.", estimates=(estimate,) if chance else ())


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ((THIN,), "The reports are not enough to say."),
        (
            (THIN, _growth("consistent", 0.4)),
            "The reports do not rule it out; taken together, it is less likely than not.",
        ),
        ((THIN, _growth("consistent", 0.8)), "The reports are consistent with it, but do not establish it."),
        ((_growth("supported", 0.95),), "The figures in these reports support it."),
        ((_growth("contradicted"),), "The reports speak against it."),
        (
            (_growth("supported", 0.95), _growth("contradicted")),
            "The reports are not enough to say: different figures give different answers.",
        ),
        ((Finding(topic="strength", verdict="consistent", answer="Many."),), None),
    ],
    ids=["thin", "less likely than not", "likely", "supported", "contradicted", "mixed", "not asked"],
)
def test_headline(findings: tuple[Finding, ...], words: str | None) -> None:
    """It is the verdict on growth; what figures allow is not put forward where all of them speak rather against it."""
    assert write_headline(findings) == words
