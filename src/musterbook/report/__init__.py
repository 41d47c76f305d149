"""The report: a record and its assessment as one HTML file that needs no network."""

from musterbook.report.charts import check_chart_file, save_chart
from musterbook.report.content import Limits, ReportContent, Scope, read_content
from musterbook.report.page import render, write_report

__all__ = [
    "Limits",
    "ReportContent",
    "Scope",
    "check_chart_file",
    "read_content",
    "render",
    "save_chart",
    "write_report",
]
