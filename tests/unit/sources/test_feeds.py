"""RSS, Atom and sitemaps."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from musterbook.config import SourceSettings
from musterbook.model import Published, Report, Skip, hash_bytes
from musterbook.sources.feeds import Address, read_feed, read_sitemap
from musterbook.sources.reports import Obtained, Reading

_PLACE = Obtained(location="feed.xml", name="feed.xml")
_READING = Reading(settings=SourceSettings(min_feed_words=5))
_HTML = '<p>Soldiers left <a href="/b">the village</a>, said a governor.</p>'


def _rss(*items: str) -> bytes:
    head = (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "<channel><title>Desk</title><language>en-gb</language>"
    )
    return (head + "".join(f"<item>{item}</item>" for item in items) + "</channel></rss>").encode()


def _read(raw: bytes) -> list[Report | Skip | Address]:
    return list(read_feed(raw, _PLACE, _READING))


def test_entry_with_content_becomes_a_whole_report() -> None:
    """The content is the report, byte for byte as the publisher wrote it; the entry gives the rest."""
    item = (
        "<title>Troops &amp;amp; villagers</title><link>https://apnews.com/1</link><description>Short.</description>"
        f"<pubDate>Thu, 12 Apr 2018 01:00:00 +0430</pubDate><content:encoded><![CDATA[{_HTML}]]></content:encoded>"
    )
    assert _read(_rss(item)) == [
        Report(
            report_id=hash_bytes(_HTML.encode()),
            media_type="text/html",
            location="feed.xml#entry=1",
            raw=_HTML.encode(),
            encoding="utf-8",
            title="Troops & villagers",
            outlet="Associated Press",
            url="https://apnews.com/1",
            published=Published(
                day=date(2018, 4, 12), instant_utc=datetime(2018, 4, 11, 20, 30, tzinfo=UTC), origin="feed"
            ),
            language="en",
        )
    ]


def test_summary_counts_if_it_is_long_enough() -> None:
    """A long summary is a report, a short one gives the address, an entry with neither is a skip."""
    found = _read(
        _rss(
            "<description>Soldiers left the village on Sunday.</description>",
            "<link>https://x.example/2</link><description>Soldiers left.</description>",
            "<title>Nothing</title>",
            "<link>javascript:alert(1)</link>",
        )
    )
    assert isinstance(found[0], Report)
    assert (found[0].media_type, found[0].raw, found[0].outlet) == (
        "text/plain",
        b"Soldiers left the village on Sunday.",
        "Desk",
    )
    assert found[1] == Address(url="https://x.example/2")
    assert [one.code for one in found[2:] if isinstance(one, Skip)] == ["empty", "empty"]


def test_atom_content_is_read() -> None:
    """Atom entries give their content and their update time."""
    raw = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>D</title><entry><title>T</title><link href="https://x.example/1"/>'
        b'<updated>2018-04-12T08:30:00Z</updated><content type="html">&lt;p&gt;Soldiers left.&lt;/p&gt;</content></entry></feed>'
    )
    (made,) = _read(raw)
    assert isinstance(made, Report)
    assert (made.raw, made.url, made.published) == (
        b"<p>Soldiers left.</p>",
        "https://x.example/1",
        Published(day=date(2018, 4, 12), instant_utc=datetime(2018, 4, 12, 8, 30, tzinfo=UTC), origin="feed"),
    )


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        pytest.param(_rss(), ["empty"], id="no-entries"),
        pytest.param(b"<rss><channel>", ["broken"], id="cut-before-an-entry"),
        pytest.param(b'<!DOCTYPE x [<!ENTITY a "b">]><rss></rss>', ["unsafe"], id="entities"),
        pytest.param('<!DOCTYPE x [<!ENTITY a "b">]><rss></rss>'.encode("utf-16"), ["unsafe"], id="entities-in-utf-16"),
    ],
)
def test_bad_feed_is_a_skip(raw: bytes, codes: list[str]) -> None:
    """A feed that gives nothing says why."""
    assert [one.code for one in _read(raw) if isinstance(one, Skip)] == codes


def test_feed_cut_in_the_middle_gives_its_entries_and_says_so() -> None:
    """What can be recognised is read; that the feed is broken is told too."""
    raw = _rss("<description>Soldiers left the village on Sunday.</description>", "<title>x</title>")[:-40]
    found = _read(raw)
    assert isinstance(found[0], Report)
    assert isinstance(found[-1], Skip)
    assert found[-1].code == "broken"


def test_sitemap_gives_addresses() -> None:
    """Pages and further sitemaps are told apart; other schemes are left out."""
    raw = (
        b'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        b"<url><loc> https://x.example/a?b=1&amp;c=2 </loc><lastmod>2018</lastmod></url>"
        b"<url><loc>file:///etc/passwd</loc></url></urlset>"
    )
    assert list(read_sitemap(raw, _PLACE)) == [Address(url="https://x.example/a?b=1&c=2")]
    index = b"<sitemapindex><sitemap><loc>https://x.example/s.xml</loc></sitemap></sitemapindex>"
    assert list(read_sitemap(index, _PLACE)) == [Address(url="https://x.example/s.xml", is_index=True)]


@pytest.mark.parametrize(
    ("raw", "n_addresses", "code"),
    [
        pytest.param(b"<urlset><url><loc>https://x.example/1</loc></url><url>", 1, "broken", id="cut"),
        pytest.param(b"<urlset></urlset>", 0, "empty", id="empty"),
        pytest.param(b'<!DOCTYPE u [<!ENTITY a "b">]><urlset/>', 0, "unsafe", id="entities"),
    ],
)
def test_bad_sitemap_is_a_skip(raw: bytes, n_addresses: int, code: str) -> None:
    """Addresses before a fault are kept, and the fault is told."""
    found = list(read_sitemap(raw, _PLACE))
    assert [isinstance(one, Address) for one in found] == [True] * n_addresses + [False]
    assert isinstance(found[-1], Skip)
    assert found[-1].code == code
