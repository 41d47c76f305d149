"""Publication dates and agencies are read, never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from musterbook.documents.datelines import find_dateline
from musterbook.documents.dates import Stamp, read_label, read_stamp
from musterbook.documents.makers import read_makers
from musterbook.documents.offsets import MappedText
from musterbook.documents.pieces import Extracted, Part
from musterbook.documents.published import published_in_url
from musterbook.documents.wires import agency_in, agency_of_outlet, agency_on_line, signature
from musterbook.model import Published, Report, hash_bytes

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
        (f"Nine killed in raid\n\nOffice for Ostland, briefing note, 14 April 2017\n\n{STORY}", {}, Published(day=APRIL, origin="text")),
        (f"Nine killed in raid\n\nApril 14, 2017 - compiled from agencies\n\n{STORY}", {}, Published(day=APRIL, origin="text")),
        (f"Nine killed in raid\n\nAfter the raid of 14 April 2017\n\n{STORY}", {}, None),
        (f"{STORY}\n\nPublished: 14 April 2017", {}, Published(day=APRIL, origin="text")),
        (STORY, {"url": "https://example.org/2017/04/14/"}, Published(day=APRIL, origin="url")),
        (f"KABUL, April 14 (AFP) — {STORY}", {}, None),
        (f"On 14 April 2017 the raid began. {STORY}", {}, None),
        (f"2017-04-PR-011\n\nTARIN, Ostland (April 14) — {STORY}", {}, Published(day=APRIL, origin="dateline")),
        (f"2017-04–PR–011 For Immediate Release\n\nTARIN, Ostland (April 14)\n{STORY}", {}, Published(day=APRIL, origin="dateline")),
        (f"April 14: Soldiers Raid a Village Near Tarin\n\n2017-04-PR-011\n\n{STORY}", {}, Published(day=APRIL, origin="text")),
        (f"2016-12-PR-011\n\nTARIN, Ostland (Jan. 2) — {STORY}", {}, Published(day=date(2017, 1, 2), origin="dateline")),
        (f"2017-08-PR-011\n\nTARIN, Ostland (April 14) — {STORY}", {}, None),
        (f"TARIN, Ostland (April 14. 2017) –\n{STORY}", {}, Published(day=APRIL, origin="dateline")),
        (f"TARIN, Ostland (April 14, 2017)– {STORY}", {}, Published(day=APRIL, origin="dateline")),
    ],
    ids=["given-first", "dateline-before-url", "line", "end-of-a-line", "beginning-of-a-line", "inside-a-line", "label-at-end", "url", "no-year", "in-sentence", "reference", "reference-on-a-line", "reference-and-headline", "reference-of-the-month-before", "reference-of-another-month", "dash-at-the-end-of-a-line", "dash-close-to-the-bracket"],
)  # fmt: skip
def test_order_of_dates(read, text, fields, published):
    """What was given wins over the dateline, that over a line, that over the address; a date in a sentence is none."""
    assert read(text, **fields).published == published


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        (f"KABUL (Reuters) - {STORY}", "Reuters"),
        (f"TARIN (WXYZ) — {STORY}", "WXYZ"),
        (f"TARIN, March 2. /Hill-Wire/. {STORY}", "Hill-Wire"),
        (f"TARIN (WXYZ 8/HCW) — {STORY}", "WXYZ 8"),
        (f"TARIN, March 2, 2019 (Hill Wire) — {STORY}", "Hill Wire"),
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


@pytest.mark.parametrize(
    ("text", "story", "day", "wire"),
    [
        ("TARIN, Kolva — March 2, 2019. Nine were killed.", "Nine were killed.", date(2019, 3, 2), None),
        ("TARIN, March 2, 2019. Nine were killed.", "Nine were killed.", date(2019, 3, 2), None),
        ("TARIN — Saturday, March 2, 2019 (Hill Wire) — Nine were killed.", "Nine were killed.", date(2019, 3, 2), "Hill Wire"),
        ("Tarin, K.V., March 2, 2019 — Nine were killed.", "Nine were killed.", date(2019, 3, 2), None),
        ("TARIN, March 2, 2019 (Hill and Coast Wire) — Nine were killed.", "Nine were killed.", date(2019, 3, 2), "Hill and Coast Wire"),
        ("TARIN (WXYZ) — Nine were killed.", "Nine were killed.", None, "WXYZ"),
        ("GOMA (DR Congo) — Nine were killed.", "Nine were killed.", None, None),
        ("TARIN (Ark.) — Nine were killed.", "Nine were killed.", None, None),
        ("TARIN, March 2, 2019 (Updated) — Nine were killed.", "Nine were killed.", date(2019, 3, 2), None),
        ("TARIN — March 2, 2019 was a day of rest.", "March 2, 2019 was a day of rest.", None, None),
    ],
)  # fmt: skip
def test_dates_and_agencies_of_datelines(text, story, day, wire):
    """The date may stand after the dash; a name in brackets is the agency, a country, a note or a state is none."""
    found = find_dateline(text)
    stamp = Stamp(day=day) if day else None
    assert (text[found.story :], found.stamp, found.wire) == (story, stamp, wire)


@pytest.mark.parametrize(
    "text",
    [
        "On March 2, 2019. Nine were killed.",
        "Tarin, March 2, 2019. Nine were killed.",
        "TARIN (local time) — Nine were killed.",
        "June Someone (Retired) - She left.",
        "In Tarin on March 2, 2019 (Hill Wire) nine were killed.",
    ],
    ids=["sentence", "chronology", "time", "person", "running-text"],
)
def test_dates_and_brackets_without_a_dateline(text):
    """A date with a full stop, or a bracket, makes no dateline of a sentence."""
    assert find_dateline(text) is None


def test_named_agency_before_agencies(read):
    """A line that says "agencies" gives way to the name in the dateline."""
    assert read(f"Nine killed in raid\n\nwith agencies\n\nTARIN, March 2 (Hill Wire) — {STORY}").wire == "Hill Wire"


@pytest.mark.parametrize(
    ("header", "made"),
    [
        ("Hill Brief No. 31", ("Hill Brief", ())),
        ("Hill Brief, 2 March 2019", (None, ("Hill Brief",))),
        ("Hill Briefing 31", (None, ("Hill Brief",))),
        ("Hill Brief counted 31 dead.", (None, ("Hill Brief",))),
    ],
    ids=["issue", "date", "other-name", "sentence"],
)
def test_publications_among_authors(header, made):
    """An author in the metadata whose name heads the page with an issue's number is the outlet."""
    parts = [Part(text=MappedText(text=header, segments=()), kind="standfirst")]
    extracted = Extracted(pieces=(), basis="extracted", authors=("Hill Brief",))
    makers = read_makers(
        Report(report_id=hash_bytes(b"x"), media_type="text/plain", location="page", raw=b"x"), extracted, parts
    )
    assert (makers.outlet, makers.authors) == made
