"""Which day is that of which happening: in a clause, in a sentence, in a report."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.model import Event
from tests.builders import read_text

PUBLISHED = date(2024, 3, 14)  # a Thursday


def event_at(text: str, words: str) -> Event:
    """The event with a claim around the words."""
    record = read_text(text, PUBLISHED)
    start = text.index(words)
    told = {
        claim.claim_id
        for claim in record.claims
        if claim.start <= start < claim.end and claim.kind in {"event", "casualties"}
    }
    nearest = [event for event in record.events if told & set(event.claim_ids)]
    return nearest[-1]


def day_of(text: str, words: str) -> str | None:
    """The first day of the event with a claim around the words; None if it has none."""
    interval = event_at(text, words).interval
    return None if interval is None or interval.earliest is None else interval.earliest.isoformat()


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Raiders attacked herders watering goats near Kutum on Tuesday.", "attacked", "2024-03-12"),
        ("A bomber blew himself up among guests dancing at a hall in Kabul on Tuesday.", "blew", "2024-03-12"),
        (
            "Men ambushed soldiers escorting teachers who were returning to Mandera on Tuesday.",
            "ambushed",
            "2024-03-12",
        ),
        ("A drone hit a fuel station run by a local family in El Obeid on Tuesday.", "hit", "2024-03-12"),
        ("Troops rescued 22 captives when they overran a camp near Gwoza on Tuesday.", "rescued", "2024-03-12"),
        ("A bomber was shot dead before he reached the bus station of Quetta on Tuesday.", "shot dead", "2024-03-12"),
        ("On Tuesday militiamen hacked to death three women at Tchele.", "hacked", "2024-03-12"),
        ("Gunmen fired on cars driving under escort near Thal on Tuesday, and nine people died.", "nine", "2024-03-12"),
    ],
    ids=["doing", "among", "chain", "state", "when", "before he", "verb read as a participle", "and then"],
)
def test_a_day_behind_a_clause_that_tells_of_its_time(text: str, words: str, day: str) -> None:
    """What people were doing when they were hit does not keep the day to itself."""
    assert day_of(text, words) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Five soldiers killed in an ambush near Menaka were buried in the capital on Friday.", "ambush"),
        ("Rebels attacked a base near Goma held by troops who had arrived on Tuesday.", "attacked"),
        (
            "A court on Tuesday sentenced a fighter to death for an attack on a post at Ayorou that killed six.",
            "killed",
        ),
        ("Thousands of people mourned in Quetta on Tuesday the killing of 12 miners.", "killing"),
        ("Police on Tuesday arrested two men over the kidnapping of a nun in Abong-Mbang.", "kidnapping"),
        ("The attack, on Tuesday, was the deadliest since gunmen killed 21 people at a hotel.", "gunmen killed"),
        ("The fighting in Juba killed 300 people before a truce took hold on Tuesday.", "killed 300"),
        ("Bombs fell on the market of Malha, and 70 bodies had been collected by Tuesday night.", "fell"),
        ("Gunmen attacked Malha, killing 70 people till Tuesday.", "attacked"),
    ],
    ids=[
        "funeral",
        "earlier",
        "court",
        "mourning",
        "arrest",
        "since",
        "before a truce",
        "counted by then",
        "till then",
    ],
)
def test_the_day_of_something_else(text: str, words: str) -> None:
    """The day of the funeral, the sentence, the arrest and the count is not that of the deed."""
    assert day_of(text, words) is None


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Jets attacked several cities on Monday. In Kharkiv, a glide bomb killed a woman.", "glide bomb", "2024-03-11"),
        ("A bomb went off in Hodan on Monday. The group said it had killed nine soldiers at a camp.", "killed nine", "2024-03-11"),
        ("Gunmen raided Kura on Monday. The group that raided it has killed dozens in Jos.", "killed dozens", None),
        ("Gunmen raided Kura on Monday. A previous raid killed six people in Jos.", "killed six", None),
        ("Gunmen raided Kura on Monday. In 2019 they freed a bishop. A mine killed six people in Jos.", "killed six", None),
        ("The massacre at Bokkos left 124 dead. On Monday ten were shot in Jos. The army said it had clashed with men in Bokkos.",
         "clashed", None),
    ],
    ids=["goes on", "said to have", "has killed", "previous", "another time between", "told before without a day"],
)  # fmt: skip
def test_the_day_a_report_was_telling_of(text: str, words: str, day: str | None) -> None:
    """News without a day of its own takes the day of the news before it; background does not."""
    assert day_of(text, words) == day


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("A prison van was stopped by gunmen near Rouen on Monday. Two guards were shot dead.", "shot dead", "2024-03-11"),
        ("A bomb went off in Hodan on Monday. A girl had killed six people at a mosque in Marka at dawn.",
         "killed six", "2024-03-11"),
        ("Missiles killed nine people in Poltava on Monday.\n\nIn 2022 shells killed nine at the institute there.\n\nA woman in Sumy died in the same "
         "barrage.", "woman", "2024-03-11"),
        ("Militants killed 31 people in a raid on Mukondi, an official said.\n\nThe gunmen arrived on Monday night.", "killed 31",
         "2024-03-11"),
        ("Militants killed 31 people in a raid on Mukondi, an official said.\n\nOn Monday gunmen shot a judge in Goma.",
         "killed 31", None),
        ("Militants killed 31 people in a raid on Mukondi, an official said.\n\nThe governor arrived on Monday.", "killed 31",
         None),
    ],
    ids=["armed men came", "at dawn", "the same barrage", "came later in the text", "another deed", "a governor came"],
)  # fmt: skip
def test_the_day_on_which_armed_men_came(text: str, words: str, day: str | None) -> None:
    """What those under arms did on a day dates what they did there; what others did on a day does not."""
    assert day_of(text, words) == day


def test_a_lent_day_says_why() -> None:
    """The reading names the words that the day was taken from."""
    interval = event_at(
        "Jets attacked several cities on Monday. In Kharkiv, a glide bomb killed a woman.", "glide bomb"
    ).interval
    assert interval is not None
    assert interval.why == "‘Monday’, the day that the report was telling of"


def test_a_day_is_not_lent_across_paragraphs_where_there_are_two() -> None:
    """With two days of news, what stands in a new paragraph is of neither for sure."""
    told = "A bomb killed four in Hodan on Monday. Gunmen shot dead a judge in Marka on Tuesday.\n\n"
    assert day_of(told + "A mine killed six people in Jowhar.", "killed six") is None


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The blast which tore through a bakery in Idlib on Monday has cost nine lives, medics said.", "blast", "2024-03-11"),
        ("The raid that began on Sunday night left 12 dead in Kaya.", "raid", "2024-03-10"),
        ("Seven died in a blast that targeted a police van in Quetta on Tuesday evening.", "Seven", "2024-03-12"),
        ("The bombing for which two men were jailed on Friday killed eight people in Kabul.", "bombing", None),
        ("A bombing that was condemned on Monday killed eight people in Kabul.", "bombing", None),
    ],
    ids=["tore through", "began", "died in it", "for which", "was condemned"],
)  # fmt: skip
def test_what_a_happening_did_on_a_day(text: str, words: str, day: str | None) -> None:
    """The day of what the blast itself did is its day; that of what others did about it is not."""
    assert day_of(text, words) == day


def test_what_a_mine_hit_was_hit_by_its_blast() -> None:
    """The explosion and what the mine did are one happening, with the place and the day of both."""
    text = "Six soldiers died in the explosion of a mine that struck their truck near Gao on Monday morning."
    (event,) = read_text(text, PUBLISHED).events
    assert event.place is not None
    assert (event.place.words, day_of(text, "explosion")) == ("near Gao", "2024-03-11")


@pytest.mark.parametrize(
    ("told", "is_summary"),
    [
        ("Some 94 civilians were killed by mines and shelling in Borno in February.", True),
        ("Some 94 civilians were killed by mines and shelling in Borno in the week to 10 March.", True),
        ("Some 94 civilians were killed by mines and shelling in Borno on 10 March.", False),
        ("Gunmen killed 94 civilians in Borno in February.", False),
        ("Some 94 civilians were killed by a car bomb in Dikwa in February.", False),
        ("Gunmen have killed 94 civilians in Borno in recent weeks.", True),
        ("The army said it had killed 94 civilians in Borno over the past month.", True),
        ("Roadside bombs wounded 94 civilians in Borno last year.", True),
        ("A roadside bomb wounded 94 civilians in Borno last year.", False),
        ("Roadside bombs have wounded 94 civilians in Borno.", True),
        ("A roadside bomb has wounded 94 civilians in Borno.", False),
        ("A car bomb killed 94 civilians in Borno in February.", False),
    ],
    ids=[
        "month",
        "week",
        "day",
        "somebody did it",
        "one bomb",
        "have killed",
        "past month",
        "bombs",
        "a bomb last year",
        "have wounded",
        "has wounded",
        "a bomb of a month",
    ],
)
def test_so_many_of_weeks_and_of_a_province_are_a_summary(told: str, *, is_summary: bool) -> None:
    """A count of one event is told in one of them; what is told of one day is another happening."""
    text = f"{told} In Konduga, troops left ten dead on 5 March."
    record = read_text(text, PUBLISHED)
    first = event_at(text, "94 civilians")
    assert first.is_summary == is_summary
    held = [claim_id for event in record.events for claim_id in event.claim_ids]
    assert len(held) == len(set(held))


@pytest.mark.parametrize(
    ("text", "is_summary"),
    [
        ("In 2023, 120 people were abducted and 45 killed in the district of Zurmi, the governor said.", True),
        ("In 2023, 45 people were killed and 120 abducted in the district of Zurmi.", True),
        ("Last year 120 people were abducted in Zurmi district, residents said.", True),
        ("Bandits abducted 120 people and killed 45 others in Zurmi last year.", True),
        ("So far this year, 60 people have been kidnapped in Zamfara, police said.", True),
        ("Last year 276 schoolgirls were abducted from a school in Zurmi district.", False),
        ("Last week 120 people were abducted and 45 killed in the district of Zurmi.", False),
        ("On Friday 120 people were abducted and 45 killed in the district of Zurmi.", False),
    ],
    ids=["two fates", "two fates turned", "district", "bandits", "so far", "a school", "a week", "a day"],
)
def test_those_taken_in_a_year_are_a_summary(text: str, *, is_summary: bool) -> None:
    """A year's total of people who were taken is no single abduction; pupils of one school are."""
    (event,) = read_text(text, PUBLISHED).events
    assert (event.event_type, event.mode, event.is_summary) == ("ASSAULT", "abduct", is_summary)


def test_who_was_shot_did_not_fall_to_the_shells_told_before() -> None:
    """Another manner of killing is another happening, also in the town that was told of."""
    record = read_text(
        "Mortar shells killed three women in Taiz on Monday.\n\nTwo men were shot dead in Taiz.", PUBLISHED
    )
    of_claim = {claim_id: event.event_id for event in record.events for claim_id in event.claim_ids}
    told = {claim.rule: of_claim.get(claim.claim_id) for claim in record.claims if claim.kind == "casualties"}
    assert len(told) == 2
    first, second = told.values()
    assert first != second


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("over the past year", "2023-03-14", None),
        ("in the past two years", "2022-03-14", None),
        ("in February", None, "2024-02-01"),
    ],
)
def test_a_group_grew_from_the_first_figure_to_the_last(when: str, first: str | None, last: str | None) -> None:
    """Of a stretch up to now the figure that a group grew from is of its first day, the one that it grew to is told now."""
    text = f"Al-Shabaab has grown from about 2,000 to about 3,000 fighters {when}, an official said."
    told = {
        claim.quantity.words: claim.interval.earliest if claim.interval else None
        for claim in read_text(text, PUBLISHED).claims
        if claim.kind == "strength" and claim.quantity is not None
    }
    days = {words: day.isoformat() if day else None for words, day in told.items()}
    assert days == {"about 2,000": first, "about 3,000": last}
