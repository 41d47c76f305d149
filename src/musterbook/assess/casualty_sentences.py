"""The casualties of one incident in sentences: why a figure is the one to quote, why another is left out, what the model adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from musterbook.assess.estimates import name_people, name_range
from musterbook.assess.evidence import IncidentEvidence
from musterbook.assess.wording import count, name_origins, say_insufficient, say_too_few
from musterbook.model import Claim, Estimate, Interval, Toll, describe_statement, name_denier, name_speaker

__all__ = [
    "name_officials",
    "quote_claim",
    "say_choice",
    "say_denials",
    "say_given",
    "say_levels",
    "say_modelled",
    "say_others",
    "say_superseded",
    "say_thin",
    "say_toll",
    "say_unused",
]

_MOST_DENIALS = 3  # that are told in words
_MOST_QUOTED = 4
_TIE = ", among several of that day: more origins give it, or it is the exact one, or the one its report tells first"
_ARTICLES = frozenset({"The", "A", "An"})
# Why a later figure takes the place of an earlier one, by what the two have in common.
_SUPERSEDED = {
    "source": "the same speaker later said",
    "origin": "it goes back to the same word as the later",
    "state": "{who} hand on one count, and their latest is",
}
_AGAIN = "the same figure of the same {what} again, which counts once"
_AGAIN_UNWEIGHED = "the same figure of the same {what} again, and a later one has taken the place of both"


def quote_claim(claim: Claim, said_on: date | None = None) -> str:
    """Return a figure with who gave it and when: "“36” of the ministry, 2017-04-15"; without a day = that of the claim."""
    day = said_on or claim.said_on
    when = f", {day}" if day and day != date.min else ""
    words = claim.quantity.words if claim.quantity else "no number"
    return f"“{words}”{_name_giver(claim)}{when}"


def _name_giver(claim: Claim) -> str:
    """Return " of the ministry", inside a sentence; the outlet's own word where it names nobody."""
    speaker = name_speaker(claim.attribution)
    if speaker is None:
        return ", the outlet's own word"
    first, _, rest = speaker.partition(" ")
    return f" of {first.lower() if first in _ARTICLES else first}{f' {rest}' if rest else ''}"


def say_unused(claim: Claim, reason: str) -> str:
    """Return why a figure is not used, as a sentence that names it."""
    return f"{quote_claim(claim)}: {reason}"


def name_officials(claims: Iterable[Claim]) -> str:
    """Return who hands on one count: officials of one state, or security sources of whom nobody is named."""
    is_nameless = all(claim.attribution.source.kind == "security_sources" for claim in claims)
    return "security sources without a name" if is_nameless else "officials of one state"


def say_superseded(claim: Claim, last: Claim, *, what: str, is_weighed: bool = True) -> str:
    """Return what takes the place of a figure.

    Args:
        claim: the figure.
        last: what takes its place.
        what: the two share, a "source", an "origin" or a "state".
        is_weighed: the last one counts; False = another has taken its place in turn.
    """
    words = last.quantity.words if last.quantity else ""
    if claim.quantity is not None and claim.quantity.words == words:
        return say_unused(claim, (_AGAIN if is_weighed else _AGAIN_UNWEIGHED).format(what=what))
    return say_unused(claim, f"{_SUPERSEDED[what].format(who=name_officials((claim, last)))} {quote_claim(last)}")


def say_toll(toll: Toll) -> str:
    """Return "low 36, best 94, high 96 or more, as reported"; what no claim gives is left out."""
    more = " or more" if toll.is_open else ""
    if toll.best is None and toll.low is None and toll.high is None:
        return "no figure"
    if toll.best is not None and toll.low == toll.high:
        return f"low, best and high are {toll.best:,.0f}{' or more' if toll.is_best_open else ''}, as reported"
    ends = (("low", toll.low, ""), ("best", toll.best, ""), ("high", toll.high, more))
    return ", ".join(f"{name} {value:,.0f}{end}" for name, value, end in ends if value is not None) + ", as reported"


def say_choice(toll: Toll, claims: Mapping[str, Claim]) -> Iterator[str]:
    """Yield why the best figure is the best and whose word it is, and whose the lowest and the highest are."""
    best = claims.get(toll.best_claim_id or "")
    if best is None:
        return
    yield f"Best is {toll.best:,.0f} because it is {_name_rule(toll)}: {quote_claim(best)}{_say_tie(toll, best, claims)}."
    others = [
        f"{name} is {quote_claim(claim)}"
        for name, value, claim_id in (("low", toll.low, toll.low_claim_id), ("high", toll.high, toll.high_claim_id))
        if (claim := claims.get(claim_id or "")) is not None and value != toll.best
    ]
    if others:
        said = "; ".join(others)
        yield f"{said[:1].upper()}{said[1:]}."


def _say_tie(toll: Toll, best: Claim, claims: Mapping[str, Claim]) -> str:
    """Return how the best was chosen among figures of one day; nothing where it is alone, or a person chose it."""
    standing = (claims[one] for one in toll.claim_ids if one in claims and one not in toll.superseded_claim_ids)
    ties = [one for one in standing if one.said_on == best.said_on and one.quantity and _differ(one, best)]
    return "" if toll.is_chosen or not ties else _TIE


def _differ(one: Claim, other: Claim) -> bool:
    first, second = one.quantity, other.quantity
    return first is not None and second is not None and (first.low, first.high) != (second.low, second.high)


def _name_rule(toll: Toll) -> str:
    """Return the rule as the end of "because it is": a person's choice has its own words."""
    return f"the one {toll.rule}" if toll.is_chosen else toll.rule


def say_given(toll: Toll, evidence: IncidentEvidence) -> str:
    """Return in how many reports of the incident the toll is given, and by how many origins."""
    n_reports = len({claim.document_id for claim in evidence.claims if claim.claim_id in toll.claim_ids})
    told = evidence.incident.n_reports
    among = f"{n_reports:,} of the {told:,} reports that tell of it" if n_reports < told else count(n_reports, "report")
    return f"This toll is given in {among}, by {name_origins(toll.n_origins)}."


def say_modelled(estimate: Estimate, used: Sequence[Claim]) -> Iterator[str]:
    """Yield what the model says at both levels, what a level means, and which figures it rests on."""
    wide, half = estimate.intervals
    yield (
        f"Modelled: {say_levels(wide)}; at the 50 % level {name_range(half)}. A level of 90 % means: if the assumptions hold, "
        "the true number lies between low and high nine times in ten."
    )
    quoted = ", ".join(quote_claim(claim) for claim in used[:_MOST_QUOTED])
    more = f" and {len(used) - _MOST_QUOTED:,} more" if len(used) > _MOST_QUOTED else ""
    yield f"It rests on the latest figure of {'the' if len(used) == 1 else 'each'} origin: {quoted}{more}."


def say_levels(wide: Interval) -> str:
    """Return "low 64, best 99, high 150 (90 % level)"."""
    low, high = (name_people(end) if end is not None else "not known" for end in (wide.low, wide.high))
    return f"low {low}, best {name_people(wide.median)}, high {high} ({wide.level:.0%} level)".replace("%", " %")


def say_thin(n_origins: int, needed: int) -> str:
    """Return that the modelled range is mostly assumption, and what would be needed."""
    reason = (
        f"{say_too_few(n_origins, needed=needed)}, so the modelled range is mostly assumption: its width comes from the settings "
        "of the model"
    )
    return say_insufficient(
        reason, needed=f"a count by {count(needed - n_origins, 'more origin')}, repeating none of these"
    )


def say_denials(denials: Sequence[Claim]) -> tuple[str, ...]:
    """Return who denies or doubts the toll; nothing if nobody does."""
    if not denials:
        return ()
    speakers = dict.fromkeys(name_denier(claim) or "the report" for claim in denials)
    return (f"Denied or doubted by {', '.join(list(speakers)[:3])}; a denial is not averaged with the figures.",)


def say_others(denials: Iterable[Claim]) -> Iterator[str]:
    """Yield what else about the incident is denied, each denial in a sentence."""
    said = list(dict.fromkeys(describe_statement(claim) for claim in denials))
    yield from (f"{words[:1].upper()}{words[1:]}." for words in said[:_MOST_DENIALS])
    if len(said) > _MOST_DENIALS:
        yield f"{count(len(said) - _MOST_DENIALS, 'more denial')} beside the incident."
