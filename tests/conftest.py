"""Settings of all tests: drawn cases are never timed, because how fast a machine is says nothing of a law."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
