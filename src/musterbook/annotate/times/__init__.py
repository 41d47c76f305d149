"""Expressions of time to intervals."""
