"""Fetching addresses: the only module of Musterbook that opens a network connection.

Invariants:
1. No request without an address that the user gave, or links that the user asked to follow.
2. http and https only, after every redirect again; a redirect from the open network to this machine or a private
   network is refused.
3. robots.txt is asked for and obeyed, for every host that a redirect leads to.
4. Between two requests to one host at least `delay_s` pass, or the host's Crawl-delay.
5. No body is read beyond the size limit or the time limit.
6. 429, 500, 502, 503, 504 and broken connections are tried again, with doubling pauses or the host's Retry-After.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx

from musterbook.config import SourceSettings
from musterbook.model import Skip
from musterbook.sources.reports import Clock, make_skip
from musterbook.sources.robots import MAX_ROBOTS_BYTES, RobotRules, read_robots

__all__ = ["Fetched", "Fetcher"]

Sleep = Callable[[float], None]

_AGAIN = frozenset({429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MAX_PAUSE_S = 120.0  # a host that asks for more is given up for this run
_ACCEPT = "text/html, application/xhtml+xml, application/pdf, application/rss+xml, application/xml;q=0.9, text/*;q=0.8, */*;q=0.1"
_MEDIA = ("image/", "audio/", "video/", "font/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave.

    Attributes:
        url: as asked for; final_url: after redirects.
        raw: the body, content encoding undone.
        media_type: as claimed, without parameters, in lower case; "" if nothing was claimed.
        charset: as claimed; None if nothing was.
        retrieved_utc: when the answer was complete.
    """

    url: str
    final_url: str
    raw: bytes
    media_type: str
    charset: str | None
    retrieved_utc: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """One answer of a host; `fault` is a skip code where there is none."""

    status: int = 0
    headers: httpx.Headers | None = None
    body: bytes = b""
    charset: str | None = None
    fault: str | None = None
    reason: str = ""


class Fetcher:
    """Fetches addresses one after the other. A context manager: leaving it closes the connections.

    Args:
        settings: limits, delays, tries and the user agent.
        clock: the time, with a time zone; also measures delays and the time a download takes.
        sleep: waits for the seconds given.
        transport: None opens real connections.
    """

    def __init__(
        self, settings: SourceSettings, *, clock: Clock, sleep: Sleep, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._sleep = sleep
        self._transport = transport
        self._client: httpx.Client | None = None
        self._robots: dict[str, RobotRules] = {}
        self._last: dict[str, datetime] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; a later fetch opens new ones."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def fetch(self, url: str) -> Fetched | Skip:
        """Return what the address gives, or a skip that says why it gives nothing."""
        current = url
        for _ in range(self._settings.max_redirects + 1):
            answer = self._refuse(current, came_from=url) or self._ask_robots(current) or self._get_patiently(current)
            if answer.fault is not None:
                return make_skip(url, code=answer.fault, reason=answer.reason)
            if answer.status not in _REDIRECTS:
                return self._finish(url, current, answer)
            target = answer.headers.get("location", "") if answer.headers is not None else ""
            try:
                current = urljoin(current, target)
            except ValueError:
                current = target
            if not target:
                return make_skip(url, code="fetch-failed", reason="a redirect that leads nowhere")
        return make_skip(url, code="fetch-failed", reason=f"more than {self._settings.max_redirects} redirects")

    def _finish(self, url: str, final_url: str, answer: _Answer) -> Fetched | Skip:
        if answer.status != 200:
            return make_skip(url, code=f"http-{answer.status}", reason=f"the host answered {answer.status}")
        claimed = answer.headers.get("content-type", "") if answer.headers is not None else ""
        return Fetched(
            url=url,
            final_url=final_url,
            raw=answer.body,
            media_type=claimed.partition(";")[0].strip().lower(),
            charset=answer.charset,
            retrieved_utc=self._clock().astimezone(UTC),
        )

    def _refuse(self, url: str, *, came_from: str) -> _Answer | None:
        """Return a fault for an address that must not be asked; None for others."""
        try:
            parts, first = urlsplit(url), urlsplit(came_from)
            has_host = bool(parts.hostname) and parts.port != 0
        except ValueError:
            return _Answer(fault="bad-address", reason=f"“{url[:200]}” is no address")
        if parts.scheme not in {"http", "https"}:
            return _Answer(fault="bad-address", reason=f"only http and https are fetched, not “{parts.scheme[:40]}”")
        if not has_host:
            return _Answer(fault="bad-address", reason="the address names no host")
        if _is_private(parts.hostname) and not _is_private(first.hostname):
            return _Answer(fault="bad-address", reason="a redirect from the open network into a private one")
        return None

    def _ask_robots(self, url: str) -> _Answer | None:
        """Return a fault if robots.txt forbids the address; None if it may be fetched."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        agent = self._settings.user_agent
        if host not in self._robots:
            self._robots[host] = self._read_robots(host)
        rules = self._robots[host]
        if rules.is_closed:
            return _Answer(fault="robots", reason="the host gave no robots.txt, so nothing is fetched from it")
        return None if rules.allow(url, agent) else _Answer(fault="robots", reason="robots.txt forbids this address")

    def _read_robots(self, host: str) -> RobotRules:
        current = f"{host}/robots.txt"
        for _ in range(self._settings.max_redirects + 1):
            if self._refuse(current, came_from=host) is not None:
                return RobotRules()
            answer = self._get_patiently(current, limit=MAX_ROBOTS_BYTES, is_cut=True)
            if answer.fault is None and answer.status in _REDIRECTS and answer.headers is not None:
                current = urljoin(current, answer.headers.get("location", ""))
                continue
            status = None if answer.fault is not None else answer.status
            return read_robots(status, answer.body, user_agent=self._settings.user_agent)
        return RobotRules()  # RFC 9309, 2.3.1.2: too many redirects count as "unavailable": everything is allowed

    def _get_patiently(self, url: str, *, limit: int | None = None, is_cut: bool = False) -> _Answer:
        """Return the answer, after as many tries as the settings allow."""
        answer = _Answer(fault="fetch-failed", reason="no try was allowed")
        for n_tried in range(max(1, self._settings.max_tries)):
            self._keep_distance(url)
            answer = self._get(url, limit=limit or self._settings.max_report_bytes, is_cut=is_cut)
            is_worth_more = answer.fault == "fetch-failed" or answer.status in _AGAIN
            if not is_worth_more or n_tried + 1 >= self._settings.max_tries:
                break
            pause = self._read_retry_after(answer)
            pause = max(self._settings.delay_s, 0.5) * 2**n_tried if pause is None else pause
            if pause > _MAX_PAUSE_S:
                return _Answer(fault="busy", reason=f"the host asks to wait for {pause:.0f} seconds")
            self._sleep(pause)
        return answer

    def _keep_distance(self, url: str) -> None:
        parts = urlsplit(url)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        delay = max(self._settings.delay_s, min(rules.delay_s, _MAX_PAUSE_S) if rules else 0.0)
        last = self._last.get(parts.netloc)
        if last is not None:
            wait = delay - (self._clock() - last).total_seconds()
            if wait > 0:
                self._sleep(min(wait, delay))  # a clock that was set back must not stop the run
        self._last[parts.netloc] = self._clock()

    def _get(self, url: str, *, limit: int, is_cut: bool) -> _Answer:
        """Return one answer; the body of a redirect or an error is not read."""
        try:
            with self._open().stream("GET", url) as response:
                headers = response.headers
                if response.status_code != 200:
                    return _Answer(status=response.status_code, headers=headers)
                if headers.get("content-type", "").lower().startswith(_MEDIA):
                    return _Answer(fault="not-a-report", reason=f"the address gives {headers['content-type'][:60]}")
                stated = headers.get("content-length", "")
                if stated.isdecimal() and int(stated[:18]) > limit and not is_cut:
                    return _Answer(fault="too-large", reason=f"larger than {limit:,} bytes, the limit for one report")
                return self._read_body(response, limit=limit, is_cut=is_cut)
        except httpx.TimeoutException:
            return _Answer(fault="fetch-failed", reason=f"no answer within {self._settings.timeout_s:g} seconds")
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, UnicodeError) as error:
            words = str(error)[:200] or type(error).__name__
            is_lasting = isinstance(
                error, (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.DecodingError, UnicodeError)
            )
            return _Answer(
                fault="bad-answer" if is_lasting else "fetch-failed", reason=f"the host was not read: {words}"
            )

    def _read_body(self, response: httpx.Response, *, limit: int, is_cut: bool) -> _Answer:
        parts: list[bytes] = []
        n_bytes = 0
        latest = self._clock() + timedelta(seconds=self._settings.max_fetch_s)
        for data in response.iter_bytes():
            parts.append(data)
            n_bytes += len(data)
            if n_bytes > limit:
                if is_cut:
                    break
                return _Answer(fault="too-large", reason=f"larger than {limit:,} bytes, the limit for one report")
            if self._clock() > latest:
                return _Answer(fault="too-slow", reason=f"not complete after {self._settings.max_fetch_s:g} seconds")
        return _Answer(
            status=response.status_code,
            headers=response.headers,
            body=b"".join(parts),
            charset=response.charset_encoding,
        )

    def _read_retry_after(self, answer: _Answer) -> float | None:
        """Return the seconds a host asks to wait; None if it does not say."""
        stated = answer.headers.get("retry-after", "").strip() if answer.headers is not None else ""
        if stated.isdecimal():
            return float(stated[:9])
        try:
            until = parsedate_to_datetime(stated)
        except (ValueError, TypeError, IndexError):
            return None
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(0.0, (until - self._clock()).total_seconds())

    def _open(self) -> httpx.Client:
        if self._client is None:
            self._client = httpx.Client(
                transport=self._transport,
                follow_redirects=False,
                timeout=self._settings.timeout_s,
                headers={"User-Agent": self._settings.user_agent, "Accept": _ACCEPT},
            )
        return self._client


def _is_private(host: str | None) -> bool:
    """Return whether a host is this machine or an address of a private network, as far as its name says."""
    name = (host or "").rstrip(".").lower()
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        return False
