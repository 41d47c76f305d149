"""Publication dates and agencies are read, never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from musterbook.documents.dates import Stamp, read_label, read_stamp
from musterbook.documents.published import published_in_url
from musterbook.documents.wires import agency_in, agency_of_outlet, agency_on_line, signature
from musterbook.model import Published

STORY = "Nine fighters were killed when soldiers raided a village, the army said."
APRIL = date(2017, 4, 14)


@pytest.mark.parametrize(
    "text",
    [
        "14 April 2017", "April 14, 2017", "Fri, 14 Apr 2017", "Friday, April 14th, 2017", "14th of April 2017", "2017-04-14",
        "14.04.2017", "14/04/2017", "04/14/2017", "2017/04/14", "14 April 2017, 10:30", "14 April 2017 at 10:30 am", "APRIL 14, 2017",
    ],
)  # fmt: skip
def test_full_dates(text):
    """A full date is read in every usual form; without a zone there is no instant."""
    assert read_stamp(text) == Stamp(day=APRIL)


@pytest.mark.parametrize(
    "text",
    ["14 April", "April 2017", "04/05/2017", "31 April 2017", "Friday", "14 April 17", "the raid of 14 April 2017", "2017", "", "14 April 2017 near Tarin the army came"],
)  # fmt: skip
def test_incomplete_dates(text):
    """No year, no such day, two readings, or a sentence around it: no date."""
    assert read_stamp(text) is None


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2017-04-14T10:30:00+04:30", datetime(2017, 4, 14, 6, 0, tzinfo=UTC)),
        ("2017-04-14T10:30:00Z", datetime(2017, 4, 14, 10, 30, tzinfo=UTC)),
        ("14 April 2017 10:30 GMT", datetime(2017, 4, 14, 10, 30, tzinfo=UTC)),
        ("Fri, 14 Apr 2017 10:30:00 +0200", datetime(2017, 4, 14, 8, 30, tzinfo=UTC)),
    ],
)
def test_instants(text, instant):
    """Time and zone together give the instant; the day stays the one that is printed."""
    assert read_stamp(text) == Stamp(day=APRIL, instant_utc=instant)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Published: 14 April 2017", APRIL),
        ("Posted on April 14, 2017 - Updated: 12 hours ago", APRIL),
        ("Updated: 14 April 2017", None),
    ],
)
def test_labelled_dates(text, day):
    """The date of publication counts, that of a later change does not."""
    stamp = read_label(text)
    assert (stamp.day if stamp else None) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2017/04/14/raid", APRIL),
        ("https://example.org/world/2017/apr/14/raid", APRIL),
        ("https://example.org/raid-2017-04-14.html", APRIL),
        ("https://example.org/news/20170414/raid", APRIL),
        ("https://example.org/2017/04/raid", None),
        ("https://example.org/2017/13/14/raid", None),
        ("https://example.org/id/4520170414", None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_dates_in_addresses(url, day):
    """The path of an address gives a date only if year, month and day stand in it."""
    assert published_in_url(url) == (Published(day=day, origin="url") if day else None)


@pytest.mark.parametrize(
    ("text", "fields", "published"),
    [
        (f"KABUL, April 14, 2017 (AFP) — {STORY}", {"published": Published(day=date(2018, 1, 1), origin="given")}, Published(day=date(2018, 1, 1), origin="given")),
        (f"KABUL, April 14, 2017 (AFP) — {STORY}", {"url": "https://example.org/2018/01/01/"}, Published(day=APRIL, origin="dateline")),
        (f"Nine killed in raid\n\n14 April 2017\n\n{STORY}", {}, Published(day=APRIL, origin="text")),
        (f"{STORY}\n\nPublished: 14 April 2017", {}, Published(day=APRIL, origin="text")),
        (STORY, {"url": "https://example.org/2017/04/14/"}, Published(day=APRIL, origin="url")),
        (f"KABUL, April 14 (AFP) — {STORY}", {}, None),
        (f"On 14 April 2017 the raid began. {STORY}", {}, None),
    ],
    ids=["given-first", "dateline-before-url", "line", "label-at-end", "url", "no-year", "in-sentence"],
)  # fmt: skip
def test_order_of_dates(read, text, fields, published):
    """What was given wins over the dateline, that over a line, that over the address; a date in a sentence is none."""
    assert read(text, **fields).published == published


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        (f"KABUL (Reuters) - {STORY}", "Reuters"),
        (f"{STORY} — AFP", "AFP"),
        (f"{STORY} (Pajhwok)", "Pajhwok"),
        (f"Nine killed in raid\n\nBy The Associated Press\n\n{STORY}", "AP"),
        (f"Nine killed in raid\n\nBy Jo Writer / AFP\n\n{STORY}", "AFP"),
        (f"{STORY}\n\nSource: Xinhua", "Xinhua"),
        (f"{STORY}\n\n© 2017 AFP", "AFP"),
        (f"{STORY}\n\nThe Associated Press contributed to this report.", "AP"),
        (f"{STORY}\n\nwith agencies", "agencies"),
        (f"{STORY}\n\nReporting by Jo Writer; editing by Al Editor", None),
        (f"A spokesman told AFP of the raid. {STORY}", None),
        (f"Soldiers near Tarin. Photo: AFP\n\n{STORY}", None),
        (f"Soldiers near Tarin. — AFP\n\n{STORY}", None),
    ],
)
def test_wires(read, text, wire):
    """The agency is the one the text names as its source, never one quoted or one that took the picture."""
    assert read(text).wire == wire


def test_authors_without_agencies(read):
    """Persons in a byline are authors; an agency in it is the wire."""
    document = read(f"Nine killed in raid\n\nBy Jo Writer and Reuters\n\n{STORY}")
    assert (document.authors, document.wire) == (("Jo Writer",), "Reuters")


def test_agency_names():
    """Agencies are known by every printed form, in lists, at the end of a text and by their own addresses."""
    assert agency_in("Jo Writer / Agence France-Presse") == "AFP"
    assert agency_in("Daily Ledger") is None
    assert agency_on_line("Source: Reuters") == "Reuters"
    assert agency_of_outlet("www.reuters.com", None) == "Reuters"
    assert agency_of_outlet(None, "https://apnews.com/article") == "AP"
    assert agency_of_outlet("Daily Ledger", "https://example.org") is None
    assert signature("He left. (AFP)") == (8, "AFP")
    assert signature("The National Party (PAN)") is None
