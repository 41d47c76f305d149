"""Deaths that the next sentence explains: "Four people died at the pump. The shells came from the hills"."""

from __future__ import annotations

from musterbook.records.context import DocumentContext
from musterbook.records.sentences.views import SentenceView
from musterbook.records.tables import read_rows, read_words, row_words, table_place

__all__ = ["is_explained"]

_BEFORE = 5  # sentences


def is_explained(context: DocumentContext, view: SentenceView) -> bool:
    """True where a munition or an aircraft that nobody spoke of yet arrives in the next sentence, with its article.

    A weapon that is only there explains no death: "The gun was found in a drawer", "The tank had overturned".
    """
    before = context.views[max(view.index - _BEFORE, 0) : view.index + 1]
    if any(mention.kind == "weapon" for told in before for mention in told.mentions):
        return False
    behind = context.views[view.index + 1 : view.index + 2]
    return any(
        _arrives(after, after.head_of(mention.start, mention.end))
        for after in behind
        if after.sentence.block == view.sentence.block
        for mention in after.of_kind("weapon")
    )


def _arrives(view: SentenceView, noun: int) -> bool:
    """True for the noun of "the shells came from the hills" and "the rockets were fired from a truck"."""
    articles = read_words("tolls", "articles", "known")
    verb = view.tokens[noun].head
    if view.is_negated(verb) or not any(view.keys[child] in articles for child in view.children[noun]):
        return False
    how = {"nsubj": "does", "nsubjpass": "done"}.get(view.tokens[noun].dep)
    if how is None:
        return False
    for number, row in enumerate(read_rows("tolls", "arriving"), 1):
        where = table_place("tolls", "arriving", number)
        if view.keys[noun] in row_words(row, "nouns", where=where) and view.keys[verb] in row_words(
            row, how, where=where
        ):
            return True
    return False
