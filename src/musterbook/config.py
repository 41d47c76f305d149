"""Frozen settings, one dataclass per stage, with the defaults that every command uses."""

from __future__ import annotations

from dataclasses import dataclass
