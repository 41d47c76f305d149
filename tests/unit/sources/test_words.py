"""The word tables are checked as they load."""

from __future__ import annotations

import pytest

from musterbook.errors import RegisterError
from musterbook.sources.words import COLUMN_ROLES, fold_column, load_table_words, parse_table_words

_COLUMNS = "[columns]\n" + "\n".join(f'{role} = ["{role}"]' for role in COLUMN_ROLES)


def test_table_that_comes_along_is_whole() -> None:
    """Every role has names and all twelve months are there."""
    words = load_table_words()
    assert set(words.columns) == set(COLUMN_ROLES)
    assert set(words.months.values()) == set(range(1, 13))


@pytest.mark.parametrize(
    ("content", "match"),
    [
        pytest.param("[columns", "no TOML", id="no-toml"),
        pytest.param(_COLUMNS.replace('["url"]', "[]"), "role has no names", id="empty-role"),
        pytest.param(_COLUMNS.replace('["url"]', '["text"]'), "two roles", id="two-roles"),
        pytest.param(_COLUMNS.replace('["url"]', '["Web URL"]'), "not folded", id="not-folded"),
        pytest.param(_COLUMNS + "\n[months]\nx = 13", "month is out of range", id="month"),
        pytest.param(_COLUMNS + '\n[languages]\nx = "eng"', "no ISO 639-1 code", id="language"),
    ],
)
def test_faulty_table_is_refused(content: str, match: str) -> None:
    """A fault in the file is told with its place."""
    with pytest.raises(RegisterError, match=match):
        parse_table_words(content)


def test_column_names_are_compared_folded() -> None:
    """Case, spaces and hyphens do not matter."""
    assert fold_column(" Full-Text ") == fold_column("full text") == "full_text"
