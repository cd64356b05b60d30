"""What every column of an export means, on docs/export.md: its tables are made of the forms that tables are written by.

`python -m warbell.server.dictionary` writes them; a test compares them with what is committed.
"""

import re
import sys
from pathlib import Path

from warbell.files import write_atomically
from warbell.server.export import FORMS, OF_ROOMS
from warbell.server.forms import Column, Form

PAGE = Path(__file__).resolve().parents[3] / "docs/export.md"
HEAD = "| column | type | unit | what |\n|---|---|---|---|\n"
TABLE = re.compile(re.escape(HEAD) + r"(?:\|.*\n)*")


def described(page: str) -> str:
    """The page with the tables of all forms in their order, the columns of every one of them first."""
    made = iter([_rows(OF_ROOMS), *(_rows(form.columns[: -len(OF_ROOMS)]) for form in FORMS)])
    return TABLE.sub(lambda _: HEAD + next(made), page)


def missing(page: str) -> list[str]:
    """The forms that the page has no heading and table of."""
    return [form.name for form in FORMS if not re.search(_heading(form), page)]


def _heading(form: Form) -> str:
    return rf"(?m)^## `{form.name}`\n(?:(?!## )[^\n]*\n)*?{re.escape(HEAD)}"


def _rows(columns: tuple[Column, ...]) -> str:
    return "".join(f"| `{each.name}` | {each.kind} | {each.unit} | {each.words} |\n" for each in columns)


def main() -> None:
    """Write the page."""
    write_atomically(PAGE, described(PAGE.read_text(encoding="utf-8")).encode())
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
