"""How many happenings a passage tells: what is part of a deed, and what is another one."""

from __future__ import annotations

from datetime import date

import pytest

import musterbook
from musterbook.model import EventDetail

PUBLISHED = date(2024, 5, 16)


def read(text: str) -> list[tuple[str, str | None, str | None]]:
    """Return for each event, as told, its type with its mode, and the words of its place and time."""
    events = musterbook.extract(text, published=PUBLISHED).events
    return [
        (
            f"{event.event_type}/{event.mode or '-'}",
            event.place.words if event.place else None,
            event.interval.words if event.interval else None,
        )
        for event in events
    ]


TOLD = {
    "a bomber boards a bus to blow it up": (
        "A suicide bomber boarded a bus in Bama on Tuesday and blew himself up, killing 12 passengers.",
        [("ASSAULT/suicide-attack", "Bama", "Tuesday")],
    ),
    "gunmen board a bus and kill": (
        "Gunmen boarded a bus near Kankara on Monday and shot dead the driver.",
        [("ASSAULT/firearms", "near Kankara", "Monday")],
    ),
    "soldiers travel": ("Soldiers boarded a bus for Goma on Monday.", []),
    "pirates board a ship": (
        "Pirates boarded a tanker off Bossaso on Tuesday.",
        [("ASSAULT/abduct", "off Bossaso", "Tuesday")],
    ),
    "what was taken later": (
        "Gunmen attacked the village of Gatawa on Sunday and killed four farmers. Troops later seized three motorcycles.",
        [("ASSAULT/-", "Gatawa", "Sunday")],
    ),
    "what was taken beside the killing": (
        "Soldiers seized 12 rifles and killed four rebels near Bunia on Friday.",
        [("ASSAULT/firearms", "near Bunia", "Friday")],
    ),
    "a mine is no drone": (
        "A drone hit a lorry near Gao on Monday. A mine killed two herders.",
        [("ASSAULT/drone", "near Gao", "Monday"), ("ASSAULT/explosives", "near Gao", "Monday")],
    ),
    "a mine in the same sentence": (
        "A drone struck a lorry in Gao on Monday, and a mine killed two herders.",
        [("ASSAULT/drone", "Gao", "Monday"), ("ASSAULT/explosives", "Gao", "Monday")],
    ),
    "gunmen are no drone": (
        "A drone hit a lorry near Gao on Monday. Gunmen killed two herders.",
        [("ASSAULT/drone", "near Gao", "Monday"), ("ASSAULT/-", None, "Monday")],
    ),
    "the drone told before": (
        "A drone hit a lorry near Gao on Monday. The drone killed two herders.",
        [("ASSAULT/drone", "near Gao", "Monday")],
    ),
    "gunmen come behind their shells": (
        "Shells hit a school in Kutum on Monday. Gunmen then killed two pupils.",
        [("ASSAULT/heavy-weapons", "Kutum", "Monday")],
    ),
    "the raid followed the killing": (
        "Soldiers raided a camp near Pibor on Tuesday. The raid followed the killing of three guards on Sunday.",
        [("ASSAULT/-", "near Pibor", "Tuesday"), ("ASSAULT/-", None, "Sunday")],
    ),
    "each with its place and day": (
        "The attack on the village of Lukwala on Friday followed an ambush on Wednesday that killed four militiamen.",
        [("ASSAULT/-", "Lukwala", "Friday"), ("ASSAULT/-", None, "Wednesday")],
    ),
    "each with its weapon": (
        "The shelling of Kutum on Tuesday answered an attack on a barracks on Monday in which 11 soldiers fell.",
        [("ASSAULT/heavy-weapons", "Kutum", "Tuesday"), ("ASSAULT/-", None, "Monday")],
    ),
    "a raid was followed by another": (
        "The bombing of the market on Friday was followed by a raid on the barracks on Sunday.",
        [("ASSAULT/explosives", None, "Friday"), ("ASSAULT/-", None, "Sunday")],
    ),
    "what followed at once is part of it": (
        "The attack was followed by a gun battle in which three rebels died.",
        [("ASSAULT/firearms", None, None)],
    ),
    "who planned last week's raid": (
        "Police arrested a man who planned last week's raid on the village of Gwoza.",
        [("COERCE/arrest", None, None), ("ASSAULT/-", "Gwoza", "last week")],
    ),
    "who planned Friday's attack": (
        "The commander who planned Friday's attack on a market in Biu was arrested.",
        [("COERCE/arrest", None, None), ("ASSAULT/-", "Biu", "Friday")],
    ),
    "the bombing that killed": (
        "He was accused of plotting the bombing that killed nine people in Biu on Friday.",
        [("ASSAULT/explosives", "Biu", "Friday")],
    ),
    "what others planned is not what hit them": (
        "A camp near Gao was hit on Monday and 50 insurgents were killed, including those who planned last week's raid on the village of Gwoza.",
        [("ASSAULT/-", "near Gao", "Monday"), ("ASSAULT/-", "Gwoza", "last week")],
    ),
    "a raid that is planned": ("The group is planning a raid on Gwoza next week.", []),
    "the attack is not the raid that dates it": (
        "An attack on a convoy in Menaka on Friday killed four civilians. It came a day after the raid on Kidal. The attack"
        " left two more people dead.",
        [("ASSAULT/-", "Menaka", "Friday"), ("ASSAULT/-", "Kidal", "a day after")],
    ),
    "a convoy is no town, in one sentence": (
        "The governor, who came after the raid on the town, said the attack on a convoy had killed four people on Friday.",
        [("ASSAULT/-", None, None), ("ASSAULT/-", None, "Friday")],
    ),
    "a seizure told apart": (
        "Gunmen attacked the village of Gatawa on Sunday and killed four farmers. Separately, police seized 30 rifles.",
        [("ASSAULT/-", "Gatawa", "Sunday"), ("COERCE/seize", None, "Sunday")],
    ),
    "a seizure with a place of its own": (
        "Gunmen attacked the village of Gatawa on Sunday. Troops seized 12 rifles in Sokoto on Monday.",
        [("ASSAULT/-", "Gatawa", "Sunday"), ("COERCE/seize", "Sokoto", "Monday")],
    ),
    "where a missile had landed is a happening of its own": (
        "Drones hit a fuel store in Odesa on Monday morning. At the port, where a missile had landed on Sunday, a docker died.",
        [("ASSAULT/drone", "Odesa", "Monday morning"), ("ASSAULT/heavy-weapons", None, "Sunday")],
    ),
    "shells come down": (
        "Two shells came down on a market in Gao on Friday, killing nine.",
        [("ASSAULT/heavy-weapons", "Gao", "Friday")],
    ),
    "a shell of the fire that is told": (
        "Artillery fire on a camp in Zalingei killed nine on Tuesday. A shell came down at a kitchen.",
        [("ASSAULT/heavy-weapons", "Zalingei", "Tuesday")],
    ),
    "the hour of the attack": (
        "Gunmen attacked the post in Bakel on Monday. They came at about 10.30 p.m. and opened fire on the guards.",
        [("ASSAULT/firearms", "Bakel", "Monday")],
    ),
    "the morning is not the evening": (
        "A missile strike in Sumy killed nine in the evening of 14 May. In the morning of that day a drone killed a driver.",
        [
            ("ASSAULT/heavy-weapons", "Sumy", "the evening of 14 May"),
            ("ASSAULT/drone", "Sumy", "the morning of that day"),
        ],
    ),
    "shelling had killed others before the drone came": (
        "A drone fired a missile at a lorry in Gao on Tuesday evening, killing two men, at the end of a day in which army"
        " shelling had already killed eight people in the town.",
        [("ASSAULT/drone", "Gao", "Tuesday evening"), ("ASSAULT/-", "Gao", None)],
    ),
    "last week's bombing is none of today's": (
        "Shells hit a camp in Zalingei on Tuesday, killing nine. Gunmen burned two kitchens. The wounded from last week's market"
        " bombing were moved.",
        [("ASSAULT/heavy-weapons", "Zalingei", "Tuesday"), ("ASSAULT/explosives", None, "last week")],
    ),
    "a tally since January tells no happening": (
        "A mine killed three men near Kidal on Monday. Since January the mission has documented 90 civilians killed by mines.",
        [("ASSAULT/explosives", "near Kidal", "Monday")],
    ),
    "late deaths happen in hospitals": (
        "The attack on the bus station on Monday killed five, the fifth having died in a clinic in Erbil on Tuesday.",
        [("ASSAULT/-", None, "Monday")],
    ),
    "a hospital that was hit": (
        "Twelve patients died in a hospital in El Fasher on Friday when a shell came through the roof, doctors said.",
        [("ASSAULT/heavy-weapons", "El Fasher", "Friday")],
    ),
    "an operation that was told and what it followed": (
        "Soldiers killed 300 fighters in an operation around Diffa. The operation followed the attack on Bosso of 23 March, in which 48"
        " soldiers fell.",
        [("ASSAULT/-", "around Diffa", None), ("ASSAULT/-", "Bosso", "23 March")],
    ),
    "it was the third attack": (
        "Gunmen killed three guards in Gao on Monday. It was the third attack on the town in a week.",
        [("ASSAULT/-", "Gao", "Monday")],
    ),
    "two clauses, two towns": (
        "A bomb killed four in Gao on Monday and gunmen shot dead two guards in Bamako on the same day.",
        [("ASSAULT/firearms", "Bamako", "on the same day"), ("ASSAULT/explosives", "Gao", "Monday")],
    ),
    "the first of the day": (
        "Six people were killed when a guided bomb fell on a block of flats in Sumy on Wednesday evening. It was the second strike"
        " of the day on the city. The first killed two people at a bus depot.",
        [("ASSAULT/explosives", "Sumy", "Wednesday evening"), ("ASSAULT/-", "Sumy", "Wednesday evening")],
    ),
    "through the roof": (
        "A rocket went through the roof of a prison in Gao on Friday. Nine were killed.",
        [("ASSAULT/heavy-weapons", "Gao", "Friday")],
    ),
    "special units": (
        "Last night special units of the Directorate raided a house in Herat.",
        [("ASSAULT/-", "Herat", "Last night")],
    ),
    "it was the second attack on another town": (
        "A bomb killed four in Gao, Mali, on Monday. It was the second attack on a base in Mopti, in which 12 died.",
        [("ASSAULT/explosives", "Gao", "Monday"), ("ASSAULT/-", "Mopti", "Monday")],
    ),
    "the attack of that night began before dawn": (
        "Gunmen attacked Gao in Mali on Monday night, killing four. The attack began before dawn on Monday.",
        [("ASSAULT/-", "Gao", "Monday night")],
    ),
    "one of the towns of a list": (
        "Drones attacked Odesa and Mykolaiv in Ukraine on Monday, and two people were killed in Mykolaiv.",
        [("ASSAULT/drone", "Odesa", "Monday")],
    ),
    "tanks that pass and a drone that crashes": (
        "The tanks went through Gao in Mali on Monday. A drone came down in a field near Gao.",
        [],
    ),
    "counted yesterday": (
        "Yesterday the Red Cross counted 44 bodies in Gao, Mali, after a raid there last Friday.",
        [("ASSAULT/-", "Mali", "last Friday")],
    ),
}


@pytest.mark.parametrize(("text", "told"), [pytest.param(*case, id=name) for name, case in TOLD.items()])
def test_what_is_one_happening(text: str, told: list[tuple[str, str | None, str | None]]) -> None:
    """What came before or after a deed is part of it; what has a place, a day or a doer's word of its own is another."""
    assert read(text) == told


def test_another_bomb_is_told_as_another() -> None:
    """A weapon that is told as another one makes its deed another one, for the joining of reports too."""
    record = musterbook.extract(
        "A drone hit a lorry near Gao on Monday. A second drone killed two herders.", published=PUBLISHED
    )
    told = [claim.detail.is_another for claim in record.claims if isinstance(claim.detail, EventDetail)]
    assert told == [False, True]
