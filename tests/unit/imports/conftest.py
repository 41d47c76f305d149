"""An empty record for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from musterbook.store import Store, open_store


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty record that is not kept."""
    with open_store(":memory:") as opened:
        yield opened
