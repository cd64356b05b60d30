"""The one error for everything a user can get wrong: a file, an option, a name. Always a single line."""

import os

CLIP = 80  # characters of what was found that an error repeats


class BadInput(Exception):  # noqa: N818 - the name says what happened; it is no fault of the program
    """`FILE:LINE:COL: found X, expected Y`; the command line prints it on stderr and exits with code 2."""

    exit_code = 2

    def __init__(
        self,
        where: str | os.PathLike[str],
        found: str,
        expected: str,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        """`where` is a file or an option; `line` and `column` count from 1, None where there is none to name."""
        super().__init__(os.fspath(where), found, expected, line, column)
        self.where = os.fspath(where)
        self.found = found
        self.expected = expected
        self.line = line
        self.column = column

    def __str__(self) -> str:
        """The error as one printable line."""
        place = self.where
        if self.line is not None:
            place += f":{self.line}"
            if self.column is not None:
                place += f":{self.column}"
        return f"{printable(place, 4 * CLIP)}: found {printable(self.found)}, expected {printable(self.expected, 400)}"


def printable(text: str, most: int = CLIP) -> str:
    """`text` on one line: control characters escaped, at most `most` characters."""
    # An endless text is cut before it is escaped, and again after, as an escape is longer than its character.
    line = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text[: most + 1])
    return line if len(line) <= most else line[: most - 3] + "..."
