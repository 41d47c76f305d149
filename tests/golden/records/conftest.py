"""What all passages are read with."""

from __future__ import annotations

import pytest

from musterbook.annotate import Knowledge, load_knowledge
from musterbook.config import AnnotateSettings


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """Return the language model, the gazetteer and the register, loaded once for the whole session."""
    return load_knowledge(AnnotateSettings())
