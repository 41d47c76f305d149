"""Where, with the gazetteer that ships: which of many places of one name is meant, and what is no place."""

from __future__ import annotations

import pytest

from musterbook.annotate import open_gazetteer
from musterbook.annotate.gazetteer.reader import Gazetteer
from musterbook.annotate.language import LanguageModel
from musterbook.annotate.places.choice import choose
from musterbook.annotate.places.coherence import lie_apart, tie
from musterbook.annotate.places.find import find_places
from musterbook.annotate.places.lookup import Lookup
from musterbook.annotate.places.names import Name
from musterbook.annotate.places.words import load_place_words
from musterbook.config import AnnotateSettings
from musterbook.model import Block, Document, Place, PlaceReading


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The installed gazetteer."""
    return open_gazetteer(AnnotateSettings())


def _read(language: LanguageModel, gazetteer: Gazetteer, text: str) -> dict[str, Place | None]:
    """The places of a text by their words."""
    document = Document(
        document_id="d", report_id="0" * 64, text=text, blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        location="test",
    )  # fmt: skip
    ((_, sentences),) = language.analyse([document])
    mentions = find_places(sentences, document=document, gazetteer=gazetteer, actors=())
    return {m.text: m.reading.place for m in mentions if isinstance(m.reading, PlaceReading)}


@pytest.mark.parametrize(
    ("text", "name", "country", "adm1"),
    [
        ("A bomb went off in Dasht-e-Barchi, west of Kabul, on Monday.", "Dasht-e-Barchi", "AF", "Kabul"),
        ("The Afghan army lost two posts in Chapa Dara district of Kunar on Friday.", "Chapa Dara", "AF", "Kunar"),
        ("The flood reached Cambridge, then Zanesville and Coshocton.", "Cambridge", "US", "Ohio"),
        ("Shelling hit Tripoli. Misrata, Zawiya and Sirte were quiet.", "Tripoli", "LY", None),
        ("Clashes broke out in Tripoli. The roads to Beirut and Sidon were cut.", "Tripoli", "LB", None),
        ("A shop was robbed in Lawrence, Kan., on Tuesday.", "Lawrence", "US", "Kansas"),
        ("Fires were seen in Oregon, Idaho, Nevada and California.", "California", "US", None),
    ],
)  # fmt: skip
def test_the_other_places_of_a_text_tell_which_one_is_meant(language, gazetteer, text, name, country, adm1):
    """Towns near one another, divisions that hold them and regions beside them decide between namesakes."""
    place = _read(language, gazetteer, text)[name]
    assert place is not None
    assert place.country == country
    assert adm1 is None or place.adm1 == adm1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("HERAT — Gunmen killed two teachers on Monday.", {"HERAT"}),
        ("Residents of the Ghor, Herat and Farah provinces fled.", {"Ghor", "Herat", "Farah"}),
        ("The Board of Education met, and the Supreme Court ruled.", set()),
        ("Afghan officials blamed the militants.", set()),
    ],
)
def test_datelines_and_lists_are_places_and_offices_are_none(language, gazetteer, text, names):
    """Capitals before a dash and names before a plural are places; ordinary words that towns share are not."""
    assert set(_read(language, gazetteer, text)) == names


def test_candidates_support_each_other_by_nearness_and_by_holding():
    """A town gets support from a near town and from the division around it, none from its own namesakes."""

    def town(key: str, lat: float, adm1: str | None = None) -> Place:
        return Place(place_id=key, geonames_id=None, name=key, kind="town", lat=lat, lon=0.0, adm1_id=adm1)

    division = Place(place_id="gn:9", geonames_id=None, name="d", kind="adm1", lat=50.0, lon=50.0)
    ties = tie([(town("gn:1", 0.0), town("gn:2", 40.0, "gn:9")), (town("gn:3", 0.1),), (division,)])
    near, held = ties.support([[0.0, 0.0], [0.0], [0.0]], 1.0)[0]
    assert near == pytest.approx(0.6 * 0.80 + 0.4 * 0.96, abs=0.02)  # 11 km away
    assert held == pytest.approx(0.8, abs=0.001)


def test_mentions_of_a_name_with_other_candidates_are_chosen_apart():
    """A name that was once looked up otherwise keeps its own candidates; nothing is taken from the place of another list."""
    first = Place(place_id="gn:1", geonames_id=1, name="Baga", kind="town", country="NG", lat=13.1, lon=13.8)
    second = Place(place_id="gn:2", geonames_id=2, name="Baga", kind="town", country="TD", lat=13.4, lon=14.3)

    def name(index: int, candidates: tuple[Place, ...]) -> Name:
        return Name(
            sentence=index, first=0, last=0, start=10 * index, end=10 * index + 4, text="Baga", candidates=candidates,
            kinds=frozenset(), has_feature=False, feature_end=1, lead=None, is_fuzzy=False, words_start=10 * index,
            is_locative=True,
        )  # fmt: skip

    with open_gazetteer(AnnotateSettings()) as opened:
        lookup = Lookup(opened, load_place_words())
        names = (name(0, (first, second)), name(1, ()))
        choices = choose(names, parents={}, listed=frozenset(), focus=("NG",), lookup=lookup)
    assert [choice.place for choice in choices] == [first, None]


def test_a_village_that_the_gazetteer_does_not_have_there_stands_for_the_division_it_lies_in(language, gazetteer):
    """A namesake in another country is not meant; a list of towns says of none that it lies in the next."""
    text = "Gunmen raided the village of Kofa in Zamfara. They were seen near Kofa, and in Tsafe, Anka and Maru."
    found = _read(language, gazetteer, text)
    assert found["Kofa"] == found["Zamfara"]
    assert found["Kofa"] is not None
    assert found["Kofa"].kind == "adm1"
    tsafe = found["Tsafe"]
    assert tsafe is not None
    assert tsafe.name == "Tsafe"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb went off at the Marriott hotel in Islamabad.", {"Islamabad": "PK"}),
        ("The Radisson, Holiday Inn and Days Inn hotels in Amman were hit.", {"Amman": "JO"}),
        ("Nine people died at St Sebastian's in Negombo.", {"Negombo": "LK"}),
        ("A bomb went off at the Jos market.", {"Jos": "NG"}),
        ("A bomb went off at the Gwoza market in Borno.", {"Gwoza": "NG", "Borno": "NG"}),
        ("Soldiers seized a base on the southern shore of Lake Lanao.", {}),
        ("Gunmen raided the Lala camp near Bunia.", {"Lala": "CD", "Bunia": "CD"}),
        ("Soldiers died in the fighting around Sake and Goma since Thursday.", {"Sake": "CD", "Goma": "CD"}),
        ("Police shot dead 31 men in the village of Lukodi last month in Uganda.", {"Lukodi": "UG", "Uganda": "UG"}),
        ("On neighbouring Basilan, the army lost 40 men.", {"Basilan": "PH"}),
    ],
    ids=["hotel", "list of hotels", "church", "known town", "town of the country", "half of a lake", "far village", "pair", "village last month", "neighbouring"],
)  # fmt: skip
def test_a_house_and_a_far_village_are_no_place_of_that_name(language, gazetteer, text, expected):
    """What only a building is called by, and a village that lies a world away, are not the town of that name."""
    found = _read(language, gazetteer, text)
    assert {name: None if place is None else place.country for name, place in found.items()} == expected


@pytest.mark.parametrize(
    ("km", "expected"),
    [(100.0, True), (500.0, False)],
    ids=["nearer than they are", "farther than they are"],
)
def test_places_lie_apart_by_every_pair(gazetteer, km, expected):
    """Lagos and Ibadan, and Abuja: the nearest pair decides; without a point nothing lies apart."""
    lagos, ibadan, abuja = (gazetteer.find(name, country="NG")[0] for name in ("Lagos", "Ibadan", "Abuja"))
    assert lie_apart([lagos, ibadan], [abuja], km=km) is expected
    assert lie_apart([], [abuja], km=km) is False


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("A bomb exploded on a Kabul street on Monday.", "Kabul", "Kabul"),
        ("A car bomb went off in a busy Baghdad street, killing nine.", "Baghdad", "Baghdad"),
        ("A mortar hit a Mogadishu square, killing four civilians.", "Mogadishu", "Mogadishu"),
        ("Gunmen fought police in Lashkar Gah streets on Monday.", "Lashkar Gah", "Lashkar Gah"),
        ("The army paraded in Damascus Street in Baghdad on Monday.", "Damascus", "Baghdad"),
        ("The ferry Mogadishu residents use was shelled.", "Mogadishu", "Mogadishu"),
        ("The frigate Iran built was hit off Yemen.", "Iran", "Iran"),
    ],
)
def test_a_street_and_a_ferry_of_a_town_leave_the_town(language, gazetteer, text, name, place):
    """Only what is called by the name takes the town away: "a Kabul street" and the ferry that residents use do not."""
    found = _read(language, gazetteer, text)[name]
    assert found is not None
    assert found.name == place


@pytest.mark.parametrize(
    "text", ["The ferry Gao was shelled near Timbuktu in Mali.", "The ferry Mogadishu sank on Sunday."]
)
def test_a_vessel_is_no_place(language, gazetteer, text):
    """What stands behind "ferry" as its name is no town."""
    assert not {"Gao", "Mogadishu"} & set(_read(language, gazetteer, text))


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("An air strike killed eleven people in the village of Faru in the Maradun district of Zamfara state in Nigeria.", "Faru", "Maradun"),
        ("Gunmen killed nine people in Faru, in the Maradun district of Zamfara.", "Faru", "Maradun"),
        ("Nigerian bandits killed nine in the village of Faru. The governor of Zamfara visited Faru.", "Faru", None),
        ("Islamists seized the villages of Faru and Valencia in Borno state in Nigeria.", "Faru", None),
        ("Gunmen attacked the men of Faru, a village in Zamfara, on Monday.", "Faru", "Zamfara"),
        ("Gunmen attacked Faru, a remote farming village in Nigeria's Zamfara state. Six died in Faru.", "Faru", "Zamfara"),
        ("A strike hit Danko, a hamlet in the Nigerian state of Zamfara. Two more died in Danko.", "Danko", "Zamfara"),
        ("Bandits stormed the community of Danko, Zamfara state. Nine people died in Danko.", "Danko", "Zamfara"),
        ("Fighting broke out in Goma, a city in eastern Congo. Six people were killed in Goma.", "Goma", "Goma"),
        ("Rebels attacked the settlement of Tripoli in South Kivu in Congo.", "Tripoli", "South Kivu"),
        ("The Portuguese army trained soldiers of Mali in the village of Faro, then sent them to Gao.", "Faro", "Faro"),
        ("French officials in the city of Marseille said three soldiers were killed in Mali, near Gao.", "Marseille", "Marseille"),
        ("Attacks took place in Brussels, in the Sinai region of Egypt and in Kabul.", "Brussels", "Brussels"),
    ],
)  # fmt: skip
def test_a_village_is_no_city_at_the_other_end_of_the_world(language, gazetteer, text, name, place):
    """A far city of the name is not meant: where the text says what holds the village that stands for it, else there is no place."""
    found = _read(language, gazetteer, text)[name]
    assert (None if found is None else found.name) == place


def test_a_division_of_another_level_is_meant_before_a_far_town(language, gazetteer):
    """Provinces are of the second level in Burkina Faso: no town of that name in a country the text never speaks of."""
    place = _read(language, gazetteer, "Raids on herders have doubled in Soum province alone.")["Soum"]
    assert place is not None
    assert (place.country, place.kind) == ("BF", "adm2")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Two shells came down on the cattle market of Mocimboa da Praia before noon.", {"Mocimboa da Praia"}),
        ("A mine exploded at the bus station of Macomia on Thursday.", {"Macomia"}),
        ("A mine exploded at the school of Macomia on Thursday.", set()),
    ],
)
def test_what_a_town_has_makes_a_name_of_one_country_a_place(language, gazetteer, text, names):
    """A market, a port or a station is a town's, where one country alone has a place of that name."""
    assert set(_read(language, gazetteer, text)) == names
