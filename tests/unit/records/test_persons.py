"""Named victims: a mark shows where a name stands, no field holds it."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel
from musterbook.export import to_plain
from tests.unit.records.builders import plain, read


def _named(marked: str, language: LanguageModel) -> list[str]:
    record = read(marked, language)
    marks = [mark for claim in record.claims for mark in claim.marks if mark.role == "victim"]
    text = plain(marked)
    return sorted({text[mark.start : mark.end] for mark in marks})


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        pytest.param(
            "Gunmen murdered Judge Carlos Medina in {Bergtal|place town}.", ["Carlos Medina"], id="title left out"
        ),
        pytest.param(
            "Carlos Medina and his driver were kidnapped in {Bergtal|place town}.", ["Carlos Medina"], id="passive"
        ),
        pytest.param(
            "The murder of the lawyer, Carlos Medina, shook {Bergtal|place town}.", ["Carlos Medina"], id="apposition"
        ),
        pytest.param("Rebels attacked a market in {Bergtal|place town}.", [], id="nobody named"),
    ],
)
def test_name_of_a_victim_is_marked(language: LanguageModel, marked: str, names: list[str]) -> None:
    """The name alone is marked, without the title before it."""
    assert _named(marked, language) == names


def test_no_field_holds_the_name(language: LanguageModel) -> None:
    """Beside the sentence and the words of the attribution nothing of the claims or events holds the name."""
    record = read("Gunmen murdered Carlos Medina in {Bergtal|place town} on Sunday.", language)
    for made in (*record.claims, *record.events):
        fields = {key: value for key, value in to_plain(made).items() if key not in {"sentence", "attribution"}}
        assert "Medina" not in str(fields)
