"""Fetching, against a transport that opens no connection and a clock that only sleep moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from musterbook.config import SourceSettings
from musterbook.model import Report, Skip
from musterbook.sources import Fetched, Fetcher, read_sources
from musterbook.sources.robots import read_robots

_START = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
_PAGE = b"<html><body><p>Soldiers left.</p></body></html>"
Handler = Callable[[httpx.Request], httpx.Response]


class _World:
    """A network of answers and a clock."""

    def __init__(self, handler: Handler, robots: str | int = 404) -> None:
        self.now = _START
        self.asked: list[tuple[str, float]] = []
        self.agents: set[str] = set()
        self._handler = handler
        self._robots = robots

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((str(request.url), (self.now - _START).total_seconds()))
        self.agents.add(request.headers["user-agent"])
        if request.url.path == "/robots.txt":
            return (
                httpx.Response(self._robots)
                if isinstance(self._robots, int)
                else httpx.Response(200, text=self._robots)
            )
        return self._handler(request)

    def fetcher(self, **options: object) -> Fetcher:
        return Fetcher(
            SourceSettings(**options),  # type: ignore[arg-type]
            clock=lambda: self.now,
            sleep=self.sleep,
            transport=httpx.MockTransport(self.answer),
        )


def _fetch(world: _World, url: str = "https://x.example/a", **options: object) -> Fetched | Skip:
    with world.fetcher(**options) as fetcher:
        return fetcher.fetch(url)


def test_page_is_fetched_whole() -> None:
    """The answer has the body, the claimed type and charset, and the time; robots.txt was asked first, with our name."""
    world = _World(lambda _: httpx.Response(200, content=_PAGE, headers={"content-type": "Text/HTML; charset=utf-8"}))
    assert _fetch(world) == Fetched(
        url="https://x.example/a",
        final_url="https://x.example/a",
        raw=_PAGE,
        media_type="text/html",
        charset="utf-8",
        retrieved_utc=_START + timedelta(seconds=1),
    )
    assert world.asked == [("https://x.example/robots.txt", 0.0), ("https://x.example/a", 1.0)]
    assert world.agents == {SourceSettings().user_agent}


@pytest.mark.parametrize(
    ("robots", "code"),
    [
        pytest.param("User-agent: *\nDisallow: /a", "robots", id="forbidden"),
        pytest.param("User-agent: Musterbook\nDisallow: /\n\nUser-agent: *\nAllow: /", "robots", id="forbidden-for-us"),
        pytest.param(503, "robots", id="host-does-not-say"),
        pytest.param("User-agent: *\nDisallow: /b", "fetched", id="allowed"),
        pytest.param(404, "fetched", id="no-rules"),
        pytest.param("\x00 rubbish", "fetched", id="rubbish"),
    ],
)
def test_robots_are_obeyed(robots: str | int, code: str) -> None:
    """What robots.txt forbids is not asked for."""
    world = _World(lambda _: httpx.Response(200, content=_PAGE), robots)
    found = _fetch(world)
    assert (found.code if isinstance(found, Skip) else "fetched") == code
    assert any(url.endswith("/a") for url, _ in world.asked) == (code == "fetched")


def test_hosts_are_not_hurried() -> None:
    """Between two requests to one host the Crawl-delay passes; another host does not wait for it."""
    world = _World(lambda _: httpx.Response(200, content=_PAGE), "User-agent: *\nCrawl-delay: 7")
    with world.fetcher(delay_s=2.0) as fetcher:
        for url in ("https://x.example/a", "https://x.example/b", "https://y.example/a"):
            fetcher.fetch(url)
    assert world.asked == [
        ("https://x.example/robots.txt", 0.0),
        ("https://x.example/a", 7.0),
        ("https://x.example/b", 14.0),
        ("https://y.example/robots.txt", 14.0),
        ("https://y.example/a", 21.0),
    ]


def _answers(*responses: httpx.Response | Exception) -> Handler:
    rest: Iterator[httpx.Response | Exception] = iter(responses)

    def answer(_request: httpx.Request) -> httpx.Response:
        response = next(rest)
        if isinstance(response, Exception):
            raise response
        return response

    return answer


def test_broken_answers_are_tried_again_with_longer_pauses() -> None:
    """503, a broken connection and 429 with Retry-After are tried again; then the page comes."""
    world = _World(
        _answers(
            httpx.Response(503),
            httpx.ConnectError("refused"),
            httpx.Response(429, headers={"retry-after": "30"}),
            httpx.Response(200, content=_PAGE),
        )
    )
    assert isinstance(_fetch(world), Fetched)
    assert [at for _, at in world.asked] == [0.0, 1.0, 2.0, 4.0, 34.0]


@pytest.mark.parametrize(
    ("answer", "code", "n_asked"),
    [
        pytest.param(lambda _: httpx.Response(404), "http-404", 1, id="404-is-final"),
        pytest.param(lambda _: httpx.Response(500), "http-500", 4, id="500-four-times"),
        pytest.param(lambda _: httpx.Response(429, headers={"retry-after": "9000"}), "busy", 1, id="asks-too-long"),
        pytest.param(
            lambda _: httpx.Response(503, headers={"retry-after": "Wed, 01 May 2024 18:00:00 GMT"}),
            "busy",
            1,
            id="until",
        ),
        pytest.param(lambda _: httpx.Response(200, content=b"x" * 3000), "too-large", 1, id="large"),
        pytest.param(
            lambda _: httpx.Response(200, content=iter([b"x" * 900] * 9)), "too-large", 1, id="large-and-not-announced"
        ),
        pytest.param(
            lambda _: httpx.Response(200, headers={"content-type": "video/mp4"}), "not-a-report", 1, id="video"
        ),
        pytest.param(
            lambda _: httpx.Response(200, content=b"no gzip", headers={"content-encoding": "gzip"}),
            "bad-answer",
            1,
            id="bad-encoding",
        ),
        pytest.param(lambda _: httpx.Response(301), "fetch-failed", 1, id="redirect-to-nowhere"),
        pytest.param(lambda _: httpx.Response(302, headers={"location": "/a"}), "fetch-failed", 6, id="redirect-loop"),
        pytest.param(
            lambda _: httpx.Response(302, headers={"location": "file:///etc/passwd"}), "bad-address", 1, id="file"
        ),
        pytest.param(
            lambda _: httpx.Response(302, headers={"location": "http://169.254.169.254/x"}),
            "bad-address",
            1,
            id="private",
        ),
        pytest.param(
            lambda _: httpx.Response(302, headers={"location": "http://localhost:8080/"}),
            "bad-address",
            1,
            id="this-machine",
        ),
        pytest.param(
            lambda _: httpx.Response(302, headers={"location": "http://[x/"}), "bad-address", 1, id="no-address"
        ),
    ],
)
def test_address_that_gives_nothing_is_a_skip(answer: Handler, code: str, n_asked: int) -> None:
    """Every failure has its code, under the address that was asked for, and no more requests than it is worth."""
    world = _World(answer)
    found = _fetch(world, max_report_bytes=2000)
    assert isinstance(found, Skip)
    assert (found.code, found.location) == (code, "https://x.example/a")
    assert sum(not url.endswith("robots.txt") for url, _ in world.asked) == n_asked


def test_redirect_is_followed_and_its_host_asked_for_its_rules() -> None:
    """A redirect to another host obeys the robots.txt of that host."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "x.example":
            return httpx.Response(301, headers={"location": "https://y.example/b"})
        return httpx.Response(200, content=_PAGE)

    world = _World(answer)
    found = _fetch(world)
    assert isinstance(found, Fetched)
    assert found.final_url == "https://y.example/b"
    assert ("https://y.example/robots.txt", 1.0) in world.asked


def test_slow_download_is_given_up() -> None:
    """A body that drips longer than the time limit is given up."""

    def drip() -> Iterator[bytes]:
        for _ in range(100):
            world.sleep(10)
            yield b"x"

    world = _World(lambda _: httpx.Response(200, content=drip()))
    found = _fetch(world, max_fetch_s=60.0)
    assert isinstance(found, Skip)
    assert found.code == "too-slow"


def test_unreadable_address_is_a_skip() -> None:
    """Another scheme or an address without a host is refused without a request."""
    world = _World(lambda _: httpx.Response(200))
    for url in ("ftp://x.example/a", "https:///a", "http://[x"):
        found = _fetch(world, url)
        assert isinstance(found, Skip)
        assert found.code == "bad-address"
    assert world.asked == []


def test_large_robots_file_is_cut() -> None:
    """Rules beyond 500 kB are not read, those before are."""
    body = b"User-agent: *\nDisallow: /a\n" + b"# filler\n" * 60_000 + b"Disallow: /b\n"
    rules = read_robots(200, body, user_agent="Musterbook/1")
    assert [rules.allow(f"https://x.example{path}", "Musterbook/1") for path in ("/a", "/b")] == [False, True]


def _site(request: httpx.Request) -> httpx.Response:
    pages = {
        "/index.xml": b"<sitemapindex><sitemap><loc>https://x.example/map.xml</loc></sitemap></sitemapindex>",
        "/map.xml": b"<urlset><url><loc>https://x.example/1</loc></url><url><loc>https://x.example/2</loc></url>"
        b"<url><loc>https://x.example/1</loc></url></urlset>",
        "/1": _PAGE,
    }
    body = pages.get(request.url.path)
    return httpx.Response(404) if body is None else httpx.Response(200, content=body)


def _read(url: str, **options: object) -> list[tuple[str, str]]:
    world = _World(_site)
    settings = SourceSettings(**options)  # type: ignore[arg-type]
    with world.fetcher(**options) as fetcher:
        found = read_sources([url], settings=settings, fetcher=fetcher)
        return [(one.location, one.media_type if isinstance(one, Report) else one.code) for one in found]


def test_address_becomes_a_report_with_its_outlet() -> None:
    """The report has the address, its domain as outlet, and the time of the answer."""
    world = _World(_site)
    with world.fetcher() as fetcher:
        (made,) = read_sources(["https://x.example/1"], settings=SourceSettings(), fetcher=fetcher)
    assert isinstance(made, Report)
    assert (made.url, made.outlet, made.retrieved_utc, made.raw) == (
        "https://x.example/1",
        "x.example",
        _START + timedelta(seconds=1),
        _PAGE,
    )


def test_links_are_followed_only_if_asked() -> None:
    """Without follow_links a sitemap is one skip; with it every address is asked once and accounted for."""
    assert _read("https://x.example/map.xml") == [("https://x.example/map.xml", "not-followed")]
    assert _read("https://x.example/index.xml", follow_links=True) == [
        ("https://x.example/1", "text/html"),
        ("https://x.example/2", "http-404"),
    ]
    assert _read("https://x.example/index.xml", follow_links=True, max_links=3) == [
        ("https://x.example/1", "text/html"),
        ("https://x.example/2", "too-many-links"),
    ]
