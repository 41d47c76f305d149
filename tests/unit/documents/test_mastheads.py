"""Lines that name outlet, agency, place and date are told from headings, places and sentences."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.documents.dates import Stamp, day_span, read_stamp
from musterbook.documents.mastheads import Masthead, read_masthead
from musterbook.model import Published

STORY = "Nine fighters were killed when soldiers raided a village near Tarin, the army said."
HEAD = "Nine killed in raid near Tarin"
DAY = Stamp(day=date(2019, 3, 2))
FILED = Masthead(stamp=DAY, is_filed=True)
PAGE = f"<html><head>{{}}<title>{HEAD}</title></head><body><article><h1>{HEAD}</h1><p>{STORY}</p><p>{STORY}</p></article></body></html>"
SITE = '<meta property="og:site_name" content="Hill Courier">'


@pytest.mark.parametrize(
    ("text", "masthead"),
    [
        ("Tarin, 2 March 2019", FILED),
        ("New Tarin, Saturday 2 March 2019", FILED),
        ("Tarin, K.V., March 2, 2019", FILED),
        ("Tarin | Saturday, 2 March 2019 10:30", FILED),
        ("Tarin, 2019-03-02", FILED),
        ("Tarin, 2 de Março de 2019", FILED),
        ("Torkham Border Post, 2 March 2019", FILED),
        ("Hill Times, 2 March 2019", Masthead(outlet="Hill Times", stamp=DAY)),
        ("Hill News — 2 March 2019", Masthead(outlet="Hill News", stamp=DAY)),
        ("Hill Courier, Tarin, 2 March 2019", Masthead(outlet="Hill Courier", stamp=DAY)),
        ("Reuters, 2 March 2019", Masthead(wire="Reuters", stamp=DAY)),
        ("Hill Review | Agencies", Masthead(outlet="Hill Review", wire="agencies")),
        ("Hill Courier | AFP", Masthead(outlet="Hill Courier", wire="AFP")),
        ("By our correspondent | Hill Courier", Masthead(outlet="Hill Courier")),
        ("By our correspondent | Hill Weekly", Masthead(outlet="Hill Weekly")),
        ("By the Hill Radio News desk", Masthead(outlet="Hill Radio News")),
        ("Outlet: Hill Review", Masthead(outlet="Hill Review")),
        ("Published by Hill Review on 2 March 2019", Masthead(outlet="Hill Review", stamp=DAY)),
        ("Source: Hill Herald", Masthead(outlet="Hill Herald")),
        ("Source: Ministry of Defence", Masthead(outlet="Ministry of Defence", is_doubtful=True)),
        ("Hill Courier", Masthead(outlet="Hill Courier", is_alone=True)),
        ("Tarin Daily Record", Masthead(outlet="Tarin Daily Record", is_alone=True)),
        ("The Observer", Masthead(outlet="The Observer", is_alone=True)),
        ("Hill Coast Wire", Masthead(wire="Hill Coast Wire", is_alone=True)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_mastheads(text, masthead):
    """A line all parts of which are known gives what they say."""
    assert read_masthead(text) == masthead


@pytest.mark.parametrize(
    "text",
    [
        "2 March 2019", "On 2 March 2019", "On Saturday, 2 March 2019", "Tarin, 2 March", "Tarin, March 2019", "The raid of 2 March 2019", "Tarin, 2 March 2019 the army came",
        "Hill News", "World News", "Breaking News", "Hard Times", "Tarin Border Post", "Gunmen Attack Army Post", "Razor Wire", "Hill Review", "Tarin", "Home | News | World", "Source: Xinhua",
        "Press Courier said on Sunday that nine died.", "He reads the Hill Courier.", "the hill courier", "By Jo Writer", "Outlet: nine were killed", "Published in the village of Tarin", "",
    ],
)  # fmt: skip
def test_no_mastheads(text):
    """Dates alone, incomplete dates, headings, places, persons and sentences name no outlet."""
    assert read_masthead(text) is None


@pytest.mark.parametrize(
    ("text", "published", "outlet", "wire", "title"),
    [
        (f"{HEAD}\n\nHill Courier\nTarin, 2 March 2019\n\n{STORY}", Published(day=DAY.day, origin="dateline"), "Hill Courier", None, HEAD),
        (f"Hill Daily Record\n\n{HEAD}\n\n2 March 2019\n\n{STORY}", Published(day=DAY.day, origin="text"), "Hill Daily Record", None, HEAD),
        (f"{HEAD}\n\nHill Courier, 2 March 2019\n\n{STORY}", Published(day=DAY.day, origin="text"), "Hill Courier", None, HEAD),
        (f"{HEAD}\n\nHill Courier | Agencies\n\nTARIN, March 2, 2019 (Coast Wire) — {STORY}", Published(day=DAY.day, origin="dateline"), "Hill Courier", "Coast Wire", HEAD),
        (f"{HEAD}\n\n{STORY}\n\nCoast Wire", None, None, "Coast Wire", HEAD),
        (f"{HEAD}\n\n{STORY}\n\nPublished by Hill Review", None, "Hill Review", None, HEAD),
        (f"{HEAD}\n\n{STORY}\n\nSource: Ministry of Defence", None, None, None, HEAD),
        (f"{HEAD}\n\n{STORY}\n\nHill Courier\n\n{STORY}", None, None, None, HEAD),
        (f"{HEAD}\n\n{STORY}\n\nTarin, 2 March 2019\n\n{STORY}", None, None, None, HEAD),
        (f"{HEAD}\n\nTarin, 2 March 2019\n\n{STORY}\n\nMarah, 4 March 2019\n\n{STORY}", None, None, None, HEAD),
        (f"Soldiers Storm Hill Post\n\n{STORY}", None, None, None, "Soldiers Storm Hill Post"),
        (f"{HEAD}\n\nVillages of Tarin. Credit: Hill News\n\n{STORY}", None, None, None, HEAD),
        (
            f"Who holds the hills of Tarin?\n\nHill Courier, 2 March 2019\n\n{STORY}\n",
            Published(day=date(2019, 3, 2), origin="text"), "Hill Courier", None, "Who holds the hills of Tarin?",
        ),
    ],
    ids=["under", "above", "with-date", "agencies", "agency-at-end", "label-at-end", "source-of-a-figure", "inside", "filed-inside", "chronology", "headline", "caption", "asked"],
)  # fmt: skip
def test_where_lines_count(read, text, published, outlet, wire, title):
    """Lines count above the story; after it only those with a label or an agency; inside it none."""
    document = read(text)
    assert (document.published, document.outlet, document.wire, document.title) == (published, outlet, wire, title)


def test_lines_are_credits(read, blocks_of):
    """A line that names outlet, place or agency is a block of its own and no part of the story."""
    text = f"{HEAD}\n\nHill Courier\nTarin, 2 March 2019\n\n{STORY}\nCoast Wire"
    assert blocks_of(read(text)) == [
        ("headline", HEAD),
        ("credit", "Hill Courier"),
        ("credit", "Tarin, 2 March 2019"),
        ("paragraph", STORY),
        ("credit", "Coast Wire"),
    ]


@pytest.mark.parametrize(
    ("head", "fields", "outlet"),
    [
        (SITE, {"url": "https://www.hill.example/a", "outlet": "hill.example"}, "Hill Courier"),
        (SITE, {"url": "https://www.hill.example/a", "outlet": "The Hill Courier"}, "The Hill Courier"),
        (SITE, {}, "Hill Courier"),
    ],
    ids=["site-name-before-domain", "register-before-site-name", "no-address"],
)
def test_outlets_of_pages(read, head, fields, outlet):
    """The page's own name goes before the domain of its address, a name given beside it before both."""
    assert read(PAGE.format(head), "text/html", **fields).outlet == outlet


def test_domain_where_nothing_names_the_outlet(read):
    """Without a name the domain stays, and a line of the text goes before it."""
    fields = {"url": "https://hill.example/a", "outlet": "hill.example"}
    assert read(f"{HEAD}\n\n{STORY}", **fields).outlet == "hill.example"
    assert read(f"{HEAD}\n\nHill Courier\n\n{STORY}", **fields).outlet == "Hill Courier"


@pytest.mark.parametrize(
    "text",
    ["2 de março de 2019", "2. März 2019", "2 mars 2019", "۲۰۱۹ کال د مارچ ۲مه", "٢ مارس ٢٠١٩"],
    ids=["pt", "de", "fr", "ps", "ar"],
)
def test_dates_of_other_languages(text):
    """Whole dates of other languages are read, in their digits, and found where they stand."""
    assert (read_stamp(text), day_span(f"X, {text}")) == (DAY, (3, 3 + len(text)))


@pytest.mark.parametrize("text", ["2 de março", "۱۳۹۷ کال د مارچ ۲مه", "32 mars 2019", "2 mars 2019 à Tarin"])
def test_incomplete_dates_of_other_languages(text):
    """No year, a year of another calendar, no such day, or more words: no date."""
    assert read_stamp(text) is None
