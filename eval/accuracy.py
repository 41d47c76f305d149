"""`docs/accuracy.md`: our figures beside those of others, and what is known to go wrong."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from eval.peers import compare, read_peers
from eval.results import Result
from musterbook.version import __version__

__all__ = ["describe"]

_NOTES = Path(__file__).with_name("notes.toml")


def describe(results: Iterable[Result], *, day: date) -> str:
    """Return the page as Markdown: what was measured on that day, by benchmark, with the notes of `notes.toml`."""
    notes = tomllib.loads(_NOTES.read_text(encoding="utf-8"))
    lines = [
        "# How well it reads",
        "",
        f"Measured on {day.isoformat()} with Musterbook {__version__} by `python -m eval gate --release --document docs/accuracy.md`.",
        "Written by that command: change `eval/notes.toml` and `eval/peers.toml`, not this page.",
        "",
        *notes["introduction"].strip().split("\n"),
    ]
    order = list(notes["benchmark"])
    for result in sorted(results, key=lambda result: order.index(result.name)):
        lines += ["", *_describe_benchmark(result, notes["benchmark"][result.name])]
    return "\n".join(lines) + "\n"


def _describe_benchmark(result: Result, note: dict[str, object]) -> Iterator[str]:
    yield f"## {note['title']}"
    yield ""
    yield f"{note['about']}"
    yield f"{result.n_items} items, gold `{result.corpus}`."
    yield ""
    yield "| figure | ours | asked | others |"
    yield "|---|---|---|---|"
    for row in compare(result):
        yield f"| {row.metric} | {row.value:g} | {row.wanted} | {row.others} |"
    sources = {peer.system: peer for peer in read_peers() if peer.benchmark == result.name}
    if sources:
        yield ""
        yield (
            "Others: "
            + "; ".join(
                f"{peer.system}: {peer.source}{f' ({peer.note})' if peer.note else ''}" for peer in sources.values()
            )
            + "."
        )
    weaknesses = note.get("weaknesses", [])
    if isinstance(weaknesses, list) and weaknesses:
        yield ""
        yield "Known weaknesses:"
        yield ""
        yield from (f"- {weakness}" for weakness in weaknesses)
