"""What the robots.txt of a host allows (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

__all__ = ["MAX_ROBOTS_BYTES", "RobotRules", "read_robots"]

# RFC 9309, 2.5: a crawler must read at least 500 kibibytes and may stop there.
MAX_ROBOTS_BYTES = 512_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotRules:
    """The rules of one host for one user agent.

    Attributes:
        rules: None where everything is allowed.
        is_closed: nothing is allowed, because the host did not say what is (5xx, no answer).
        delay_s: `Crawl-delay` in seconds; 0 where none is stated.
    """

    rules: Protego | None = None
    is_closed: bool = False
    delay_s: float = 0.0

    def allow(self, url: str, user_agent: str) -> bool:
        """Return whether the address may be fetched."""
        if self.is_closed:
            return False
        return self.rules is None or bool(self.rules.can_fetch(url, user_agent))


def read_robots(status: int | None, body: bytes, *, user_agent: str) -> RobotRules:
    """Return the rules in an answer to /robots.txt.

    Args:
        status: HTTP status; None if there was no answer. 4xx allows everything, 5xx and no answer nothing
            (RFC 9309, 2.3.1.3 and 2.3.1.4).
        body: the file.
        user_agent: the name to look up.
    """
    if status is None or status >= 500:
        return RobotRules(is_closed=True)
    if status != 200:
        return RobotRules()
    rules = Protego.parse(body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace"))
    return RobotRules(rules=rules, delay_s=float(rules.crawl_delay(user_agent) or 0.0))
