"""Where reports come from: files, folders, tables, archives, feeds and addresses."""

from musterbook.sources.fetch import Fetched, Fetcher
from musterbook.sources.inputs import InputCount, count_inputs
from musterbook.sources.outlets import Outlet, find_outlet, load_outlets
from musterbook.sources.read import read_sources
from musterbook.sources.reports import Notice

__all__ = [
    "Fetched",
    "Fetcher",
    "InputCount",
    "Notice",
    "Outlet",
    "count_inputs",
    "find_outlet",
    "load_outlets",
    "read_sources",
]
