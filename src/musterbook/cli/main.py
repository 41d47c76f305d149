"""The root of the command line: commands, exit codes, and how an error is shown.

Exit codes: 0 done, 1 failed, 2 wrong use, 3 done but more skips than allowed, 130 interrupted.
"""

from __future__ import annotations

import io
import logging
import sys
from pathlib import Path

import click

from musterbook.cli.asking import claims, incidents, search, series, show, status
from musterbook.cli.assessing import assess, report
from musterbook.cli.choosing import choose, merge, split
from musterbook.cli.counting import coverage, operation, presence
from musterbook.cli.explaining import explain
from musterbook.cli.importing import import_tables
from musterbook.cli.options import Interrupted
from musterbook.cli.reading import add, extract
from musterbook.cli.registers import actors, gazetteer
from musterbook.cli.terminal import note
from musterbook.cli.tracing import origins
from musterbook.cli.upkeep import completion, demo, doctor, schema, verify
from musterbook.errors import MusterbookError, format_error
from musterbook.version import __version__

__all__ = ["main", "run"]

_log = logging.getLogger(__name__)

_INTERRUPTED = 130


class _Root(click.Group):
    """Lists commands in the order of the work, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order they were added."""
        del ctx
        return list(self.commands)


@click.group(cls=_Root, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, prog_name="musterbook")
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="MUSTERBOOK_SETTINGS",
    show_envvar=True,
    help="Settings in a TOML file.",
)
@click.option("-v", "--verbose", is_flag=True, help="Log what is done to standard error.")
@click.pass_context
def main(context: click.Context, *, settings_file: Path | None, verbose: bool) -> None:
    """Keep a sourced record of what news reports say about armed groups: who says how many, who did what, where, when.

    \b
    musterbook add reports/ -r record.db          read reports into a record
    musterbook import ged.csv -r record.db        import coded events or figures you have
    musterbook claims --kind strength             who says how many
    musterbook assess "Islamic State Khorasan"    how far the reports support "the group has grown"
    musterbook report -o report.html              one page to open, print and pass on
    """  # noqa: D301  # click reads \b as "do not join these lines"
    context.obj = settings_file
    logging.basicConfig(stream=sys.stderr, level=logging.INFO if verbose else logging.CRITICAL)


for _command in (
    extract, add, import_tables, status, claims, incidents, series, origins, show, explain, search, choose, merge, split, assess,
    report, verify, demo, gazetteer, actors, doctor, schema, completion,
):  # fmt: skip
    main.add_command(_command)
for _question in (operation, presence, coverage):
    assess.add_command(_question)


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit."""
    sys.exit(call(arguments))


def call(arguments: list[str] | None = None) -> int:  # noqa: PLR0911  # one return for each way a command can end
    """Run the command line and return the exit code; every known error is one message, never a traceback."""
    _choose_encoding()
    try:
        result = main.main(args=arguments, prog_name="musterbook", standalone_mode=False)
        sys.stdout.flush()
    except MusterbookError as error:
        note(format_error(error))
        return error.exit_code
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        note(f"error[usage]: {error.format_message()}\n\nhint: musterbook {_path_of(error)}--help")
        return 2
    except (KeyboardInterrupt, click.Abort) as stop:
        # Click makes an Abort of what it catches.
        left = stop.__cause__ if isinstance(stop, click.Abort) else stop
        note(f"interrupted: {left}" if isinstance(left, Interrupted) else "interrupted")
        return _INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # The reader went away (`| head`): that is its right, and Python must not complain about it at exit.
        # Click meets the same with a SystemExit of its own.
        sys.stdout = None
        return 0
    except OSError as error:
        note(
            format_error(MusterbookError("the system refused", got=error.strerror or str(error), where=error.filename))
        )
        # What could not be written would be tried again at exit, with a traceback.
        sys.stdout = None
        return 1
    except Exception as error:  # noqa: BLE001  # a person at a terminal is never shown a traceback unless they ask for it
        _log.info("unexpected error", exc_info=True)
        note(
            f"error[bug]: {type(error).__name__}: {error}\n\n"
            "hint: this is a fault of Musterbook; run the command again as musterbook -v … and report what it prints"
        )
        return 1
    return result if isinstance(result, int) else 0


def _choose_encoding() -> None:
    """Write UTF-8 to files and pipes, whatever the locale; a character that a terminal cannot show never stops a run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _path_of(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    if context is None:
        return ""
    return "".join(f"{part} " for part in context.command_path.split()[1:])
