"""What the tests of the records stage share: one loaded language model."""

from __future__ import annotations

import pytest

from musterbook.annotate.language import LanguageModel, load_language


@pytest.fixture(scope="session")
def language() -> LanguageModel:
    """Return the language model, loaded once for the whole session."""
    return load_language()
