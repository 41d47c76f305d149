"""Documents that repeat one text are found, statements of one template are not joined."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.config import DocumentSettings
from musterbook.documents.copies import (
    RepeatedParagraph,
    exact_hash,
    find_copies,
    find_repeated_paragraphs,
    fingerprint,
    paragraph_hashes,
)
from musterbook.errors import DataError
from musterbook.model import CopyGroup, make_id

SETTINGS = DocumentSettings()
PARAGRAPHS = [
    "Nine fighters were killed on Friday when soldiers of the Third Brigade raided a village near Tarin, the army said.",
    "The raid followed two weeks of clashes in the Marah district, which has been contested since the summer of 2018.",
    "Residents reached by telephone said that the shooting lasted until dawn and that 40 families had left for Kolva.",
    "Two soldiers were wounded, an official of the Sandor hospital said, and a third was flown to the capital.",
    "The group, which calls itself the Northern Front, has held the bridge over the Ortal river for eleven months.",
    "Governor Bessim told reporters that the road would be open again before the market on Wednesday.",
    "Aid workers counted 312 tents in the camp west of Kolva, a third more than in the week before.",
    "The army has not said how many of its own men have died in the district since the clashes began.",
]
TEMPLATE = (
    "A combined force detained {n} suspected insurgents during an operation in {district} district, {province} province, on {day}. "
    "The force had received information about a leader who supplied weapons for attacks on the road to {town}. "
    "The detainees were taken in for further questioning, and no civilians were harmed during the operation."
)


def joined(*texts, settings=SETTINGS):
    """Return the groups of documents d-0, d-1, …."""
    return find_copies(
        [(f"d-{number}", exact_hash(text), fingerprint(text)) for number, text in enumerate(texts)], settings=settings
    )


def story(paragraphs, headline="Nine killed in raid near Tarin"):
    """Return a text of a headline and paragraphs."""
    return "\n\n".join([headline, *paragraphs])


def test_exact_copies():
    """The same words are one text whatever their case, marks and white space."""
    text = story(PARAGRAPHS)
    assert joined(text, text.upper().replace("\n\n", " "), story([TEMPLATE])) == (
        CopyGroup(copy_group_id=make_id("g", "d-0"), document_ids=("d-0", "d-1"), kind="exact", similarity=1.0),
    )


@pytest.mark.parametrize(
    "copy",
    [
        story(PARAGRAPHS, "Army kills nine in northern village"),
        story(PARAGRAPHS[:5]),
        story([*PARAGRAPHS[:3], "A trader in Elim said on Monday that shops had stayed shut.", *PARAGRAPHS[3:]]),
        story([*PARAGRAPHS[:5], "A trader in Elim said that shops had stayed shut."], "Village raided"),
        story([text.replace("said", "reported").replace(" on ", " last ") for text in PARAGRAPHS]),
    ],
    ids=["headline", "cut", "local-sentence", "all-three", "light-edit"],
)
def test_near_copies(copy):
    """A wire copy is found with another headline, without its last paragraphs, with a local sentence, lightly edited."""
    (group,) = joined(story(PARAGRAPHS), copy)
    assert (group.kind, group.document_ids) == ("near", ("d-0", "d-1"))
    assert 0.3 < group.similarity <= 1


def test_same_template_is_not_joined():
    """Statements of one template with other numbers, places or days are different texts."""
    base = {"n": "two", "district": "Marah", "province": "Ortal", "day": "4 May", "town": "Kolva"}
    changes = [
        {},
        {"district": "Tarin"},
        {"day": "5 May"},
        {"n": "14", "town": "Elim"},
        {"province": "Sandor", "day": "9 June"},
    ]
    assert joined(*(TEMPLATE.format(**base | change) for change in changes)) == ()


def test_short_texts_are_joined_only_if_equal():
    """A short text is a copy only of the same words."""
    assert joined("Nine fighters were killed near Tarin.", "Nine fighters were killed near Tarin today.") == ()
    assert len(joined("Nine fighters were killed near Tarin.", "NINE FIGHTERS were killed near Tarin")) == 1


def test_other_stories_are_not_joined():
    """Two stories that share a paragraph of background are two stories."""
    other = [f"In {name} the council met on {day} to speak of the harvest and of the price of seed for the year." for name, day in zip(["Elim", "Bessa", "Corin", "Dal", "Fenn"], ["Monday", "Tuesday", "Sunday", "Friday", "Saturday"], strict=True)]  # fmt: skip
    assert joined(story(PARAGRAPHS), story([*other, PARAGRAPHS[4]])) == ()


@given(st.permutations(range(6)))
def test_order_does_not_matter(order):
    """The same documents give the same groups in any order."""
    texts = [
        story(PARAGRAPHS),
        story(PARAGRAPHS[:5]),
        story(PARAGRAPHS[2:]),
        TEMPLATE,
        TEMPLATE,
        story(PARAGRAPHS[::-1], "x"),
    ]
    prints = [(f"d-{number}", exact_hash(text), fingerprint(text)) for number, text in enumerate(texts)]
    assert find_copies([prints[number] for number in order], settings=SETTINGS) == find_copies(
        prints, settings=SETTINGS
    )


def test_many_documents():
    """Thousands of documents with one shared phrase and a few copies give just the copies."""
    words = [f"word{number}" for number in range(3_000)]
    chance = random.Random(4)
    texts = [f"The army said on Monday that {' '.join(chance.choices(words, k=60))}." for _ in range(2_000)]
    groups = joined(*texts, texts[7] + " That was all.")
    assert [group.document_ids for group in groups] == [("d-2000", "d-7")]


def test_no_documents():
    """Nothing in, nothing out."""
    assert joined() == ()


def test_foreign_fingerprint_is_refused():
    """A fingerprint of another version is named, not compared."""
    data = fingerprint(PARAGRAPHS[0])
    with pytest.raises(DataError, match="another version"):
        find_copies([("d-1", "a", b"\x09" + data[1:])], settings=SETTINGS)
    with pytest.raises(DataError, match="not a fingerprint"):
        find_copies([("d-1", "a", b"")], settings=SETTINGS)


def test_repeated_paragraphs(read, settings):
    """Documents that share a paragraph word for word are named with the block; furniture and short lines are not compared."""
    one = read(story([PARAGRAPHS[0], PARAGRAPHS[1], "It was over."]))
    two = read(story([PARAGRAPHS[3], PARAGRAPHS[1].replace(",", " ,"), "It was over."], "Another headline for it"))
    hashes = {document.document_id: paragraph_hashes(document, settings=settings) for document in (one, two)}
    assert find_repeated_paragraphs(hashes) == (
        RepeatedParagraph(
            paragraph_hash=exact_hash(PARAGRAPHS[1]),
            places=tuple(sorted([(one.document_id, 2), (two.document_id, 2)])),
        ),
    )
