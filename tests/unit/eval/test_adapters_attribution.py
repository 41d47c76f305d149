"""The adapter of attributions: one cue, one attribution, nothing inside another."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.adapters.attribution import predict
from eval.reading import Reader


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A reader with the installed model."""
    return Reader(cache=Path(tmp_path_factory.mktemp("parse")))


CASES = {
    "parts of one quotation": (
        "“We hold the town,” the general said. “Nobody will leave it.”",
        [("the general", "said", ["“We hold the town,”", "“Nobody will leave it.”"])],
    ),
    "a cue inside a clause": (
        "Twelve men, the army said, were killed near the river.",
        [("the army", "said", ["Twelve men", "were killed near the river"])],
    ),
    "a statement inside a statement": (
        "The army said the rebels claim that they hold the town.",
        [("The army", "said", ["the rebels claim that they hold the town"])],
    ),
    "a comma that closes an apposition": (
        "John Doe, a spokesman for the army, said the town had fallen.",
        [("John Doe, a spokesman for the army,", "said", ["the town had fallen"])],
    ),
    "a colon": ("The general said: “We hold the town.”", [("The general", "said:", ["“We hold the town.”"])]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_attributions_are_told_in_the_way_of_the_corpus(reader: Reader, text: str, expected: list[object]) -> None:
    """All that one cue attributes is one attribution; what is said inside it is none."""
    ((prediction),) = predict([{"id": "a", "text": text}], reader)
    spans = [
        tuple([text[start:end] for start, end in item[part]] for part in ("source", "cue", "content"))
        for item in prediction["attributions"]
    ]
    assert [(source[0], cue[0], content) for source, cue, content in spans] == expected
