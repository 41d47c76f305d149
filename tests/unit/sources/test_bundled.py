"""The tables that come with the stage of sources."""

from __future__ import annotations

import pytest

from musterbook.errors import RegisterError
from musterbook.sources.bundled import read_bundled


def test_a_table_is_read_and_a_missing_one_is_named() -> None:
    """The text of a table is returned; one that is not there is an error of the register, with its path and what to do."""
    assert "[" in read_bundled("data/tables.toml")
    with pytest.raises(RegisterError, match=r"(?s)a word table is missing.*sources/data/no\.toml.*reinstall"):
        read_bundled("data/no.toml")
