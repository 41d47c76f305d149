"""Text in, what the product reads out: each item goes the way a user's report goes.

The cache is for development only: it keeps what the language model said of a text, so that a change of a rule is
measured without parsing again. The gate and published figures never use it.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from musterbook import workflow
from musterbook.annotate import Knowledge
from musterbook.annotate.language import LanguageModel
from musterbook.config import Settings
from musterbook.documents.offsets import source_span
from musterbook.model import Document, Published, Report, Sentence, hash_bytes
from musterbook.workflow import Extraction

__all__ = ["Item", "ReadItem", "Reader"]

Item = dict[str, Any]  # one line of an input.jsonl: at least `id` and `text`, perhaps `published` and `title`


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem:
    """One item and what was read from it."""

    item: Item
    extraction: Extraction

    def locate(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span in the item's own text of a span of the document; None if nothing of it stands there."""
        document = self.extraction.document
        if document is None or document.offsets is None:
            return None
        return source_span(document.offsets, start, end)


class Reader:
    """Reads items with the installed model, gazetteer and register."""

    def __init__(self, *, cache: Path | None = None) -> None:
        self.settings = Settings()
        self._cache = cache
        self._knowledge: Knowledge | None = None

    @property
    def knowledge(self) -> Knowledge:
        """What reading needs to know, loaded when first needed."""
        if self._knowledge is None:
            loaded = workflow.load_knowledge(self.settings)
            if self._cache is not None:
                loaded = replace(loaded, language=_RememberingModel(loaded.language, self._cache))
            self._knowledge = loaded
        return self._knowledge

    def read(self, items: Iterable[Item]) -> Iterator[ReadItem]:
        """Yield each item with what was read from it, in order."""
        listed = list(items)
        extractions = workflow.extract_reports(
            map(make_report, listed), knowledge=self.knowledge, settings=self.settings
        )
        for item, extraction in zip(listed, extractions, strict=True):
            yield ReadItem(item=item, extraction=extraction)


def make_report(item: Item) -> Report:
    """Return an item as the report that a text file of a user would be; the id makes equal texts two reports."""
    raw = item["text"].encode()
    published = item.get("published")
    return Report(
        report_id=hash_bytes(f"{item['id']}\n".encode() + raw),
        media_type="text/plain",
        location=item["id"],
        raw=raw,
        encoding="utf-8",
        title=item.get("title"),
        published=Published(day=date.fromisoformat(published), origin="given") if published else None,
    )


class _RememberingModel(LanguageModel):
    """The language model with its answers kept in a folder, one file for each document."""

    def __init__(self, model: LanguageModel, folder: Path) -> None:
        self.name = model.name
        self._model = model
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def analyse(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Sentence, ...]]]:
        for document in documents:
            key = hashlib.sha256(repr((self.name, document.text, document.blocks)).encode()).hexdigest()
            path = self._folder / key
            if path.exists():
                yield document, pickle.loads(path.read_bytes())
                continue
            for _, sentences in self._model.analyse([document]):
                partial = path.with_suffix(f".{id(self)}")
                partial.touch(mode=0o600)  # what is unpickled later must be nobody else's to write
                partial.write_bytes(pickle.dumps(sentences))
                partial.replace(path)
                yield document, sentences
