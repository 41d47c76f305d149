"""Numbers that the parser hangs on the name before them."""

from __future__ import annotations

import musterbook
from musterbook.annotate.numbers import read_numbers
from musterbook.model import CasualtiesDetail, Token


def _token(text: str, pos: str, tag: str, dep: str, head: int) -> Token:
    return Token(0, len(text), text, text, pos, tag, dep, head, "", False)


def test_a_number_behind_a_name_counts_the_plural_behind_it() -> None:
    """In "Tumaco 33 people" the number is of the people; "Flight 33 passengers" with a number of their own keep it."""
    name, number = _token("Tumaco", "PROPN", "NNP", "pobj", 0), _token("33", "NUM", "CD", "nummod", 0)
    people = _token("people", "NOUN", "NNS", "nsubj", 2)
    assert [token.head for token in read_numbers((name, number, people))] == [0, 2, 2]
    three = _token("three", "NUM", "CD", "nummod", 3)
    kept = (name, number, three, _token("people", "NOUN", "NNS", "nsubj", 3))
    assert read_numbers(kept) == kept
    single = (name, number, _token("battalion", "NOUN", "NN", "nsubj", 2))
    assert read_numbers(single) == single


def test_dead_behind_the_name_of_a_town_are_counted() -> None:
    """The whole way: the count is read and belongs to the fighting."""
    record = musterbook.extract("In fighting in Tumaco 33 people died.")
    (event,) = record.events
    counts = [claim for claim in record.claims if isinstance(claim.detail, CasualtiesDetail)]
    assert [claim.quantity.low for claim in counts if claim.quantity] == [33]
    assert counts[0].claim_id in event.claim_ids
