"""What the tests of the annotate stage share: one loaded language model, and a way to read the actors of a text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from musterbook.annotate.actors.find import find_actors
from musterbook.annotate.actors.register import ActorRegister, load_register
from musterbook.annotate.language import LanguageModel, load_language
from musterbook.model import Block, Document, Mention, Published

DEMONYMS = {
    "afghan": "AF", "american": "US", "british": "GB", "iraqi": "IQ", "israeli": "IL", "kenyan": "KE", "malian": "ML",
    "nigerian": "NG", "pakistani": "PK", "russian": "RU", "saudi": "SA", "south sudanese": "SS", "syrian": "SY",
    "french": "FR", "yemeni": "YE",
}  # fmt: skip


@pytest.fixture(scope="session")
def language() -> LanguageModel:
    """Return the language model, loaded once for the whole session."""
    return load_language()


@pytest.fixture(scope="session")
def register() -> ActorRegister:
    """Return the built-in register, loaded once for the whole session."""
    return load_register()


@pytest.fixture
def read_actors(language: LanguageModel, register: ActorRegister) -> Callable[..., tuple[Mention, ...]]:
    """Return a function that reads a text: paragraphs apart by blank lines, the first a headline if it says so."""

    def run(text: str, focus: tuple[str, ...] = (), *, headline: bool = False, year: int = 2018) -> tuple[Mention, ...]:
        blocks: list[Block] = []
        position = 0
        for paragraph in text.split("\n\n"):
            kind = "headline" if headline and not blocks else "paragraph"
            blocks.append(Block(kind=kind, start=position, end=position + len(paragraph)))
            position += len(paragraph) + 2
        document = Document(
            document_id="d-1",
            report_id="r",
            text=text,
            blocks=tuple(blocks),
            location="test",
            published=Published(day=date(year, 5, 16), origin="given"),
        )
        ((_, sentences),) = language.analyse([document])
        return find_actors(sentences, document=document, register=register, country_focus=focus, demonyms=DEMONYMS)

    return run
