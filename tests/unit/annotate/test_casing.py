"""Text in capitals: written small for the language model, unchanged in the document."""

from __future__ import annotations

import pytest

from musterbook.annotate.actors.register import ActorRegister, load_register
from musterbook.annotate.casing import recase, restore_mention
from musterbook.model import ActorReading, Block, Document, Mention


@pytest.fixture(scope="module")
def register() -> ActorRegister:
    """The installed register, whose names keep their capitals."""
    return load_register()


def _document(*paragraphs: str) -> Document:
    text = "\n\n".join(paragraphs)
    blocks: list[Block] = []
    start = 0
    for paragraph in paragraphs:
        blocks.append(Block(kind="paragraph", start=start, end=start + len(paragraph)))
        start += len(paragraph) + 2
    return Document(document_id="d-1", report_id="r-1", text=text, blocks=tuple(blocks), location="wire.txt")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param(
            "THE REBELS ATTACKED A BRIDGE. THE ARMY SENT TROOPS.",
            "The rebels attacked a bridge. The army sent troops.",
            id="sentences begin large",
        ),
        pytest.param(
            "THE FARABUNDO MARTI NATIONAL LIBERATION FRONT (FMLN) DENIED IT.",
            "The Farabundo Marti National Liberation Front (FMLN) denied it.",
            id="names of the register",
        ),
        pytest.param(
            "SOLDIERS OF EL SALVADOR WENT TO SAN VICENTE AND SANTA ROSA.",
            "Soldiers of El Salvador went to San Vicente and Santa Rosa.",
            id="names with small words",
        ),
        pytest.param(
            "FIGHTERS OF THE NEW GROUP (XRTB) FIRED 60-MM MORTARS, THE XRTB SAID.",
            "Fighters of the new group (XRTB) fired 60-mm mortars, the XRTB said.",
            id="abbreviation told in parentheses",
        ),
        pytest.param(
            "THE U.S. EMBASSY WAITED FOR GEN. ZAMORANO IN NOVEMBER.",
            "The U.S. embassy waited for Gen. Zamorano in November.",
            id="full stops of abbreviations, titles, months",
        ),
        pytest.param("THE RIFLES WERE AK-47S, I BELIEVE.", "The rifles were AK-47s, I believe.", id="models and I"),
    ],
)
def test_capitals_are_written_small(written: str, read: str, register: ActorRegister) -> None:
    """Words of the list are written small; names, abbreviations and first words keep a capital."""
    assert recase(_document(written), register).text == read


def test_usual_text_is_left_alone(register: ActorRegister) -> None:
    """A document with no block of capitals is the very same document; a headline in capitals changes nothing else."""
    usual = _document("The rebels attacked a bridge near San Vicente on Monday morning.")
    assert recase(usual, register) is usual
    mixed = recase(_document("REBELS ATTACK A BRIDGE NEAR TOWN", "Rebels of the FMLN attacked a bridge."), register)
    assert mixed.text == "Rebels attack a bridge near town\n\nRebels of the FMLN attacked a bridge."


@pytest.mark.parametrize("odd", ["İSTANBUL'DA BİR SALDIRI OLDU DENİLDİ", "ẞ GROẞE STRAẞEN WURDEN GESPERRT HEUTE"])
def test_no_character_moves(odd: str, register: ActorRegister) -> None:
    """Letters that grow or shrink with their case stay as long as they were."""
    document = _document(odd)
    assert len(recase(document, register).text) == len(document.text)


def test_words_of_a_mention_are_those_of_the_document(register: ActorRegister) -> None:
    """What was found in the text written small is given back as the document has it, character for character."""
    document = _document("THE GUERRILLAS ATTACKED THE POWER STATION AT DAWN.")
    read = recase(document, register)
    start = read.text.index("guerrillas")
    reading = ActorReading(
        actor_id=None, name=None, side="armed_group", words="The guerrillas", role="guerrillas", why="test"
    )
    found = Mention(mention_id="m-1", kind="actor", start=start, end=start + 10, text="guerrillas", reading=reading)
    mention = restore_mention(found, document=document, read=read)
    assert (mention.text, mention.reading.words) == ("GUERRILLAS", "THE GUERRILLAS")
