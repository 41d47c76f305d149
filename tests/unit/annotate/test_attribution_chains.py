"""Who is the last in a chain of speakers, of which kind, and whether a side of the fighting speaks."""

from __future__ import annotations

import pytest

from musterbook.annotate import Knowledge, load_knowledge
from musterbook.annotate.run import run as annotate
from musterbook.config import AnnotateSettings
from musterbook.model import Attribution, Block, Document


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """Return the language model, the gazetteer and the register, loaded once for the whole session."""
    return load_knowledge(AnnotateSettings())


def spoken(knowledge: Knowledge, text: str) -> list[Attribution]:
    """Return the attributions with a speaker of a text of one paragraph."""
    document = Document(
        document_id="d-1", report_id="0" * 64, text=text, location="test",
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
    )  # fmt: skip
    (annotated,) = annotate([document], knowledge=knowledge).made
    return [one for one in annotated.attributions if one.mode != "none_stated"]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        (
            "Twelve people died, state media reported, citing the provincial governor.",
            "provincial governor",
            "officials",
        ),
        ("Fifteen people died, the paper cited a commissioner as saying.", "a commissioner", "officials"),
        ("A nurse at the hospital said she had counted nine bodies.", "A nurse at the hospital", "medical"),
        ("The insurgents boasted of having shot 70 soldiers.", "The insurgents", "armed_group"),
        ("It gave no figures; its spokesman said only that nine men had died.", "its spokesman", "unknown"),
    ],
    ids=["citing", "cited as saying", "she", "boasted", "behind a semicolon"],
)
def test_the_last_in_line_speaks(knowledge: Knowledge, text: str, words: str, kind: str) -> None:
    """Every attribution of the sentence has that source: nobody before it in the chain, no pronoun for it."""
    made = spoken(knowledge, text)
    assert made
    shown = [text[one.source.start or 0 : one.source.end or 0] for one in made]
    assert all(words in found for found in shown), shown
    assert {one.source.kind for one in made} == {kind}


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("The health ministry", "government"),
        ("A member state", "government"),
        ("The deputy mayor", "officials"),
        ("A group of experts", "analysts"),
        ("A group of friends", "organisation"),
        ("A police colonel", "police"),
        ("An intelligence report", "intelligence"),
        ("The Red Cross", "organisation"),
        ("A local commander", "military"),
    ],
)
def test_the_kind_follows_the_words(knowledge: Knowledge, source: str, kind: str) -> None:
    """A state is no office of a part of it, and "local" makes nobody a resident."""
    (made,) = spoken(knowledge, f"{source} said that nine people had died.")
    assert made.source.kind == kind


@pytest.mark.parametrize(
    ("text", "is_party"),
    [
        ("Colombia's president said that nine fighters of the FARC had died.", True),
        ("Colombia's health ministry said that nine fighters of the FARC had died.", False),
        ("A colonel said that his men had killed nine insurgents.", True),
        ("A colonel said that nine hikers had died in the storm.", False),
    ],
    ids=["a state at war at home", "who counts the dead", "an army that is not named", "no war"],
)
def test_a_side_of_the_fighting_speaks(knowledge: Knowledge, text: str, *, is_party: bool) -> None:
    """A government speaks as a party of the group that fights it at home, a ministry of health does not."""
    (made,) = spoken(knowledge, text)
    assert made.is_party is is_party


@pytest.mark.parametrize(
    ("source", "role", "organisation"),
    [
        ("The information minister", "information minister", None),
        ("Information Minister Abu Karim", "Information Minister", None),
        ("The minister of information, Abu Karim,", "minister of information", None),
        ("The minister for internal security", "minister for internal security", None),
        ("The minister of the interior", "minister of the interior", None),
        ("A minister of the Malian government", "minister", "Malian government"),
        ("The Nigerian defence minister", "Nigerian defence minister", None),
        ("The minister of defence of Mali", "minister of defence", "Mali"),
        ("The prime minister of Mali", "prime minister", "Mali"),
        ("The Zamfara police commissioner", "police commissioner", "police"),
        ("The army chief", "army chief", "army"),
        ("A spokesman for the Iraqi army", "spokesman", "Iraqi army"),
    ],
)
def test_what_an_office_is_for_is_no_organisation(
    knowledge: Knowledge, source: str, role: str, organisation: str | None
) -> None:
    """What a minister is for belongs to the office; a body, a country stays the organisation; no place is a person."""
    (made,) = spoken(knowledge, f"{source} said that nine people had died.")
    assert (made.source.role, made.source.organisation) == (role, organisation)
    assert made.source.person in {None, "Abu Karim"}
