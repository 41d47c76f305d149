"""In which order a description that points back may mean the actors named before it."""

from __future__ import annotations

import pytest

from musterbook.annotate.actors.earlier import Description, Seen, order_seen
from musterbook.annotate.actors.register import load_register

REGISTER = {one.actor_id: one for one in load_register([]).actors}
BRANCH, TALIBAN = REGISTER["islamic-state-khorasan"], REGISTER["taliban"]
AFGHAN, AMERICAN = REGISTER["government-of-afghanistan"], REGISTER["government-of-united-states"]


def group(actor_id: str, block: int, *, is_subject: bool = False) -> Seen:
    """Return a named armed group met in a block."""
    return Seen(
        block=block, actor=REGISTER[actor_id], side="armed_group", country=None, is_subject=is_subject, is_named=True
    )


@pytest.mark.parametrize(
    ("seen", "described", "first"),
    [
        ((group("islamic-state-khorasan", 0, is_subject=True), group("taliban", 0)), ("group", 0, ()), BRANCH),
        ((group("islamic-state-khorasan", 0), group("taliban", 1)), ("group", 2, ()), BRANCH),
        ((group("islamic-state-khorasan", 0), group("taliban", 1)), ("group", 1, ()), TALIBAN),
        ((group("islamic-state-khorasan", 0), group("taliban", 1)), ("branch", 1, ()), BRANCH),
        ((group("islamic-state-khorasan", 0), group("taliban", 1)), ("group", 1, ("taliban",)), BRANCH),
        ((group("taliban", 0),), ("group", 1, ("taliban",)), TALIBAN),
    ],
    ids=["subject", "topic", "same paragraph", "branch", "named behind it", "only one"],
)
def test_groups_are_looked_for_by_subject_paragraph_and_topic(seen, described, first):
    """The subject of the paragraph comes first, then its other groups, then the group the document is about."""
    word, block, others = described
    wanted = Description(
        side="armed_group", block=block, word=word, is_branch=word == "branch", others=frozenset(others)
    )
    assert order_seen(seen, wanted)[0].actor is first


def test_a_local_office_belongs_to_the_country_of_the_document():
    """A definite "governor" is none of a foreign government's named nearer, unless it was told by the same word."""
    seen = (
        Seen(block=0, actor=AFGHAN, side="government", country="AF", word="official"),
        Seen(block=1, actor=AMERICAN, side="government", country="US", word="ministry"),
    )
    governor = Description(side="government", block=1, word="governor", is_local=True, focus="AF")
    ministry = Description(side="government", block=1, word="ministry", is_local=True, focus="AF")
    assert [one.actor for one in order_seen(seen, governor)] == [AFGHAN]
    assert [one.actor for one in order_seen(seen, ministry)] == [AMERICAN, AFGHAN]
