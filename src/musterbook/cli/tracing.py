"""origins: which claims have one origin, why, and through whom it came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from musterbook.assess import count, name_origins, name_reports
from musterbook.cli.options import CLAIM_KINDS, DAY, open_for, output, record_path
from musterbook.cli.terminal import note, print_json, print_jsonl, print_table
from musterbook.model import ChangeDetail, Claim, Origin, TollFigure, TollOrigin, weigh_reports

__all__ = ["describe_origin", "describe_toll_origins", "name_chain", "name_figure", "origins"]

_FIGURES = ("strength", "change", "casualties")
_MOST_WORDS = 4  # figures of one origin that are quoted in the table
_MOST_LINKS = 8  # other claims of an origin that are listed beside a claim

_FIGURE_NAMES: dict[TollFigure, str] = {"best": "best", "low": "lowest", "high": "highest", "denial": "denied"}

_Line = Text | str | tuple[str, str]


@click.command()
@click.argument("actor", required=False)
@record_path
@click.option(
    "--kind",
    type=click.Choice(CLAIM_KINDS),
    multiple=True,
    default=_FIGURES,
    show_default=True,
    help="Only claims of this kind; may be repeated.",
)
@click.option("--area", help="A place of the gazetteer, with everything inside it.")
@click.option("--source", help="Part of the speaker's or the outlet's name.")
@click.option("--since", type=DAY, help="First day, included (YYYY-MM-DD).")
@click.option("--until", type=DAY, help="Last day, included (YYYY-MM-DD).")
@output
def origins(actor: str | None, *, record_file: Path, as_json: bool, as_jsonl: bool, **wanted: Any) -> None:
    """List where the figures come from, of ACTOR or of all: reports that copy each other count, one origin weighs.

    The chain goes from the outlets back to who said it first. `musterbook show o-…` lists the claims of one origin with
    the reason for each.
    """
    with open_for(record_file) as record:
        found = record.origins(actor=actor, **wanted)
        claims = record.claims(actor=actor, **wanted)
        notes = record.notes(claims)
    if as_json or as_jsonl:
        (print_json if as_json else print_jsonl)(found.to_plain())
        return
    words = {claim.claim_id: name_figure(claim) for claim in claims if claim.quantity is not None}
    columns = ("id", "figures", "through whom", "reports", "outlets")
    rows = [_origin_row(origin, words) for origin in found]
    print_table(columns, rows, keep=("id", "reports", "outlets"), right=("reports", "outlets"), wide=("through whom",))
    weight = weigh_reports((claim.document_id for claim in claims), notes)
    note(f"{name_reports(weight)}; {_say_occasions(len(found))}")


def _say_occasions(n_origins: int) -> str:
    """Return how many origins there are, and that a toll or a strength may have fewer."""
    if n_origins < 2:
        return count(n_origins, "origin")
    return (
        f"{name_origins(n_origins)}, told apart by occasion; of one incident, and of a group's strength, whoever speaks again, "
        "and the officials of one state, are one"
    )


def name_figure(claim: Claim) -> str:
    """Return the words of a figure; a change that is not of the group's size with what it is of: "doubled (number of attacks)"."""
    words, detail = claim.quantity.words if claim.quantity else "", claim.detail
    return f"{words} ({detail.of})" if isinstance(detail, ChangeDetail) and not detail.is_of_size else words


def _origin_row(origin: Origin, words: Mapping[str, str]) -> tuple[str, ...]:
    told = list(dict.fromkeys(words[claim_id] for claim_id in origin.claim_ids if claim_id in words))
    more = f" and {len(told) - _MOST_WORDS:,} more" if len(told) > _MOST_WORDS else ""
    return (
        origin.origin_id[:10],
        "; ".join(told[:_MOST_WORDS]) + more,
        name_chain(origin, with_party=True),
        f"{origin.n_reports:,}",
        f"{origin.n_outlets:,}" if origin.n_outlets or not origin.n_unnamed else "unknown",
    )


def name_chain(origin: Origin, *, with_party: bool = False) -> str:
    """Return the links from the outlets back to who said it first; "nobody is named" if there are none.

    `with_party` marks a belligerent who speaks of itself or its enemy.
    """
    party = " (a party)" if with_party and origin.is_party else ""
    return (" ← ".join(origin.chain) or "nobody is named") + party


def describe_toll_origins(origins: Iterable[TollOrigin]) -> Iterator[tuple[str, str]]:
    """Yield for each origin of a toll which figures are its, through whom they came, and how it was recognised."""
    for traced in origins:
        figures = ", ".join(_FIGURE_NAMES[figure] for figure in traced.figures)
        yield "", f"{figures}: {name_chain(traced.origin, with_party=True)}; {traced.origin.reason}"


def describe_origin(origin: Origin, claim_id: str | None = None) -> Iterator[_Line]:
    """Yield the lines of an origin: its weight, why its claims are one, through whom it came, and the other claims.

    Args:
        origin: with its links.
        claim_id: of the claim it is told for: what joined this claim comes first, and only a few others follow; None = all.
    """
    yield "origin", f"{origin.origin_id}: {count(len(origin.claim_ids), 'claim')} in {name_reports(origin)}"
    yield "because", origin.reason
    yield "through", name_chain(origin)
    if origin.is_party:
        yield "", "told by a party to the conflict, of itself or its enemy"
    links = sorted(origin.links, key=lambda link: claim_id not in {link.claim_id, link.with_id})
    for link in links if claim_id is None else links[:_MOST_LINKS]:
        yield "", f"{link.claim_id} as {link.with_id}: {link.reason}"
    if claim_id is not None and len(links) > _MOST_LINKS:
        yield "", f"and {len(links) - _MOST_LINKS:,} more: musterbook show {origin.origin_id}"
