"""Where reports come from: files, folders, tables, archives, feeds and addresses."""

from musterbook.sources.fetch import Fetched, Fetcher
from musterbook.sources.inputs import InputCount, count_inputs
from musterbook.sources.layouts import Layout, LayoutName, find_layout, load_layouts
from musterbook.sources.outlets import Outlet, find_outlet, load_outlets
from musterbook.sources.read import TableRow, read_sources, read_table_rows
from musterbook.sources.reports import Notice

__all__ = [
    "Fetched",
    "Fetcher",
    "InputCount",
    "Layout",
    "LayoutName",
    "Notice",
    "Outlet",
    "TableRow",
    "count_inputs",
    "find_layout",
    "find_outlet",
    "load_layouts",
    "load_outlets",
    "read_sources",
    "read_table_rows",
]
