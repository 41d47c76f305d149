"""The answer to "has it grown?" in one calm sentence, as the page and the terminal both begin with it."""

from __future__ import annotations

from collections.abc import Iterable

from musterbook.model import Finding

__all__ = ["write_headline"]

_EVEN = 0.5
_WORDS = {
    "supported": "The figures in these reports support it.",
    "consistent": "The reports are consistent with it, but do not establish it.",
    "contradicted": "The reports speak against it.",
    "insufficient": "The reports are not enough to say.",
}
_MIXED = "The reports are not enough to say: different figures give different answers."
_UNLIKELY = "The reports do not rule it out; taken together, it is less likely than not."


def write_headline(findings: Iterable[Finding]) -> str | None:
    """Return the verdict on growth in one sentence; None where growth was not asked about."""
    growth = [finding for finding in findings if finding.topic == "growth"]
    if not growth:
        return None
    verdicts = {finding.verdict for finding in growth} - {"insufficient"}
    if len(verdicts) > 1:
        # Whichever pair of figures came first must not speak for the others.
        return _MIXED
    chances = [finding.estimates[0].probability for finding in growth if finding.estimates]
    if verdicts == {"consistent"} and chances and all(chance is not None and chance < _EVEN for chance in chances):
        return _UNLIKELY
    return _WORDS[next(iter(verdicts), "insufficient")]
