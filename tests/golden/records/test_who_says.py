"""Who blames, claims and counts, and who only comments on it, through the real annotators."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.annotate import Knowledge
from musterbook.annotate import run as annotate
from musterbook.config import RecordSettings
from musterbook.model import Claim, DenialDetail, DocumentRecord, ResponsibilityDetail
from musterbook.records import run
from tests.golden.records.test_passages import _document

_PUBLISHED = date(2024, 3, 5)  # a Tuesday


def _read(text: str, knowledge: Knowledge) -> DocumentRecord:
    annotated = annotate([_document(text, _PUBLISHED)], knowledge=knowledge)
    return run(annotated.made, settings=RecordSettings(), made_by="test").made[0]


def _speaker(text: str, claim: Claim) -> str | None:
    """Return the words of whoever says it; None for the outlet."""
    source = claim.attribution.source
    return None if source.start is None else text[source.start : source.end]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param("Soldiers blamed al-Shabaab for the ambush near Barawe.", "Soldiers", id="blamed for"),
        pytest.param("The mayor blamed the killing of six traders on al-Shabaab.", "The mayor", id="blamed on"),
        pytest.param("The raid on Barawe was blamed by officials on al-Shabaab.", "officials", id="blamed by"),
        pytest.param("The raid on Barawe, blamed by police on al-Shabaab, killed six men.", "police", id="aside"),
        pytest.param("Al-Shabaab was accused by the army of raiding Barawe.", "the army", id="accused by"),
        pytest.param("The UN held al-Shabaab responsible for the raid on Barawe.", "The UN", id="held responsible"),
        pytest.param("Police attributed the raid on Barawe to al-Shabaab.", "Police", id="attributed to"),
        pytest.param("Traders fled, blaming al-Shabaab for the raid on Barawe.", "Traders", id="gerund"),
        pytest.param("The mayor said police blamed al-Shabaab for the raid.", "police", id="last in line"),
    ],
)
def test_who_blames_speaks(text: str, speaker: str, knowledge: Knowledge) -> None:
    """The one who blames is the source, with the stance of a claim; the blamed one is the actor."""
    claims = [held for held in _read(text, knowledge).claims if isinstance(held.detail, ResponsibilityDetail)]
    (claim,) = claims
    assert isinstance(claim.detail, ResponsibilityDetail)
    assert (claim.detail.role, claim.actor and claim.actor.actor_id) == ("is_blamed", "al-shabaab")
    assert claim.attribution.stance == "claims"
    assert _speaker(text, claim) == speaker


@pytest.mark.parametrize(
    ("text", "day", "said_on"),
    [
        pytest.param(
            "A day earlier, police said on Sunday, raiders had shot six men in Jos.", (3, 2), (3, 3), id="earlier"
        ),
        pytest.param(
            "Raiders had shot six men in Jos a day earlier, police said on Sunday.", (3, 2), (3, 3), id="tail"
        ),
        pytest.param(
            "Raiders shot two men in Jos on 1 March. A day earlier, police said on Sunday, raiders had shot six men.",
            (2, 29),
            (3, 3),
            id="told before",
        ),
        pytest.param(
            "The raid on Jos, police said on Sunday, took place on Friday and killed six.", (3, 1), (3, 3), id="raid"
        ),
        pytest.param("Six men were shot in Jos on Monday, the police said.", (3, 4), (3, 5), id="of the deed"),
    ],
)
def test_day_of_the_deed_and_day_of_saying(
    text: str, day: tuple[int, int], said_on: tuple[int, int], knowledge: Knowledge
) -> None:
    """The day of the deed counts from the day of saying where no time was told before, and is another than that day."""
    claim = [held for held in _read(text, knowledge).claims if held.kind == "casualties"][-1]
    assert claim.interval is not None
    assert claim.interval.earliest == claim.interval.latest == date(2024, *day)
    assert claim.said_on == date(2024, *said_on)


def test_the_speaker_in_the_middle_says_all_of_it(knowledge: Knowledge) -> None:
    """Whoever is inserted between the subject and its verb speaks; the subject does not."""
    text = "Six soldiers, a spokesman said on Sunday, have died near Gao since Friday."
    (claim,) = _read(text, knowledge).claims
    assert _speaker(text, claim) == "a spokesman"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("We record 31 deaths in Kano between 3 and 10 February.", ((2, 3), (2, 10)), id="between"),
        pytest.param("The group documented 31 deaths in Kano from 3 to 10 February.", ((2, 3), (2, 10)), id="from"),
        pytest.param("The UN verified 31 killings of farmers in Kano in February.", ((2, 1), (2, 29)), id="in"),
        pytest.param("The ministry reported 31 deaths between 3 and 10 February.", ((2, 3), (2, 10)), id="reported"),
        pytest.param("The ministry reported 31 deaths on Monday.", None, id="day of saying"),
    ],
)
def test_stretch_of_a_count(
    text: str, days: tuple[tuple[int, int], tuple[int, int]] | None, knowledge: Knowledge
) -> None:
    """The stretch behind a count is that of what was counted; a day behind a verb of saying is that of saying."""
    claim = next(held for held in _read(text, knowledge).claims if held.kind == "casualties")
    told = None if claim.interval is None else (claim.interval.earliest, claim.interval.latest)
    assert told == (None if days is None else (date(2024, *days[0]), date(2024, *days[1])))
    assert claim.said_on == (_PUBLISHED if days is not None else date(2024, 3, 4))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        pytest.param(
            "The mission verified 31 killings in Kano in a statement on Monday.", "confirms", id="a statement"
        ),
        pytest.param("The group documented 31 killings in a report in February.", "states", id="a report"),
        pytest.param("The group recorded 31 killings in Kano in its daily log on Monday.", "states", id="a log"),
        pytest.param("The ministry confirmed 31 killings in a statement on Monday.", "confirms", id="confirmed"),
    ],
)
def test_day_of_what_a_count_is_told_in(text: str, stance: str, knowledge: Knowledge) -> None:
    """A statement or a report, and its day, are the speaker's and date nothing that was counted."""
    claim = next(held for held in _read(text, knowledge).claims if held.kind == "casualties")
    assert (claim.interval, claim.attribution.stance) == (None, stance)


@pytest.mark.parametrize(
    ("verb", "stance"),
    [("confirmed", "confirms"), ("verified", "confirms"), ("reported", "states"), ("tallied", "states")],
)
def test_stance_of_a_count_with_its_stretch(verb: str, stance: str, knowledge: Knowledge) -> None:
    """Who confirms a count confirms it with its stretch too."""
    claim = next(
        held
        for held in _read(f"The army {verb} 31 deaths between 3 and 10 February.", knowledge).claims
        if held.kind == "casualties"
    )
    assert (claim.attribution.stance, claim.interval is None) == (stance, False)


def test_a_number_that_remains(knowledge: Knowledge) -> None:
    """A bounded number without a noun is of the group whose size is spoken of, and of the one who says it."""
    text = "Boko Haram once had 9,000 fighters. Fewer than 2,000 remain, the general told parliament."
    _, claim = _read(text, knowledge).claims
    assert (claim.kind, claim.actor and claim.actor.actor_id) == ("strength", "boko-haram")
    assert claim.quantity is not None
    assert (claim.quantity.high, claim.quantity.bound) == (2000, "fewer_than")
    assert _speaker(text, claim) == "the general"


@pytest.mark.parametrize(
    ("second", "highest"),
    [
        pytest.param("Of the district's 60,000 people, fewer than 2,000 remain.", [9000], id="people of a district"),
        pytest.param("Of its traders, fewer than 2,000 remain.", [9000], id="traders"),
        pytest.param("Out of 60,000 villagers fewer than 2,000 remain.", [9000], id="villagers"),
        pytest.param("The town had 60,000 people, of whom fewer than 2,000 remain.", [9000], id="people of a town"),
        pytest.param("From a town of 60,000 people only 2,000 remain.", [9000], id="a town of so many"),
        pytest.param("Fewer than 2,000 of them remain.", [9000, 2000], id="of them"),
        pytest.param("Fewer than 2,000 of its fighters remain.", [9000, 2000], id="of its fighters"),
    ],
)
def test_who_remains(second: str, highest: list[int], knowledge: Knowledge) -> None:
    """A number that remains is of no group where others than fighters are counted beside it."""
    record = _read(f"Boko Haram once had 9,000 fighters. {second}", knowledge)
    found = [claim.quantity.high for claim in record.claims if claim.kind == "strength" and claim.quantity is not None]
    assert found == highest


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        pytest.param('An analyst called the army\'s toll of 600 dead rebels "fantasy".', "An analyst", id="called"),
        pytest.param("The analyst described the claim of 600 dead rebels as absurd.", "The analyst", id="described"),
        pytest.param("An analyst dismissed the claim of 600 dead rebels as absurd.", "An analyst", id="dismissed"),
    ],
)
def test_an_analyst_who_calls_a_figure_false_denies_it(text: str, speaker: str, knowledge: Knowledge) -> None:
    """An analyst is no party: the denial is his own word, and nobody says the figure but who is denied."""
    denials = [held for held in _read(text, knowledge).claims if held.kind == "denial"]
    (denial,) = denials
    assert _speaker(text, denial) == speaker
    assert denial.attribution.stance == "states"
    assert isinstance(denial.detail, DenialDetail)
    assert denial.detail.what.endswith("600 dead rebels")


def test_who_claims_a_deed_and_counts_its_dead(knowledge: Knowledge) -> None:
    """A group that claims a deed in passing is its doer, and the speaker of the count behind it."""
    text = "Al-Shabaab, which claimed the bombing in Mogadishu, said seven soldiers died, while police said two died."
    record = _read(text, knowledge)
    tolls = [_speaker(text, held) for held in record.claims if held.kind == "casualties"]
    assert tolls == ["Al-Shabaab", "police"]
    (claim,) = [held for held in record.claims if isinstance(held.detail, ResponsibilityDetail)]
    assert (claim.actor and claim.actor.actor_id, _speaker(text, claim)) == ("al-shabaab", None)
