"""The command line: `main` runs one command and turns whatever stops it into one line and an exit code."""

import os
import sys
from collections.abc import Callable
from typing import NoReturn

import typer

from warbell.cli.app import app
from warbell.cli.inputs import as_written
from warbell.errors import BadInput, printable


def main() -> NoReturn:
    """Run `warbell ARGS...`: exit code 0, or what stopped it.

    1: a failed verification; 2: a bad input; 3: a game by other rules, which cannot be proved here; 130: Ctrl-C; 141:
    the reader of a pipe went away. A letter that the output's encoding does not have is a question mark.
    """
    sys.exit(explained(lambda: app(args=sys.argv[1:] or ["--help"], prog_name="warbell", standalone_mode=False)))


def explained(work: Callable[[], int | None]) -> int:
    """Do some work; the exit code of a process that did it, and one line on stderr about what stopped it."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        code = work() or 0
        sys.stdout.flush()
    except BadInput as error:
        code = _say(str(as_written(error)), error.exit_code)
    except typer.TyperException as error:
        code = _say(error.format_message(), error.exit_code)
    except KeyboardInterrupt:
        code = 130
    except (BrokenPipeError, SystemExit):  # the latter is Typer's word for it, and for nothing else
        # Whoever read our output has seen enough; nothing may complain when Python flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 141
    except OSError as error:  # a full disk, a name too long: whatever no reader or writer of ours foresaw
        code = _say(": ".join(str(part) for part in (error.filename, error.strerror or error) if part), 2)
    return code


def _say(message: str, code: int) -> int:
    """Say one line on stderr."""
    typer.echo(f"warbell: {printable(' '.join(message.split()), 800)}", err=True)
    return code
