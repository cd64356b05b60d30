"""Reading TOML so that every complaint names line and column: what is wrong, and where in the text it stands."""

import re
import tomllib
from typing import Any, TypeVar

import msgspec

from warbell.errors import BadInput

Path = tuple[str | int, ...]
_T = TypeVar("_T", bound=msgspec.Struct)

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*""")
_TEXT = re.compile(r'"""(?:[^\\]|\\.)*?"""(?!")|\'\'\'.*?\'\'\'(?!\')|"(?:[^"\\]|\\.)*"|\'[^\']*\'', re.DOTALL)
_BARE = re.compile(r"[^,\]}\n#]*")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")

# What no episode comes near. Without them a small text takes the parser's time and memory, or a whole number has more
# digits than Python prints.
MOST_BYTES = 1 << 18  # of a text
LONGEST = 64  # characters of a bare word: a key or a number
MOST_PARTS = 8  # of a dotted key
DEEPEST = 16  # brackets within brackets
_COVERED = re.compile(rf"#[^\n]*|{_TEXT.pattern}", re.DOTALL)  # comments and strings, in which anything may stand
_TOO_LONG = re.compile(rf"[\w+-]{{{LONGEST + 1}}}")
_TOO_MANY_PARTS = re.compile(rf"(?:(?:\"+|[\w+-]+)[ \t]*\.[ \t]*){{{MOST_PARTS}}}")
_BRACKET = re.compile(r"[\[{]|[\]}]")


class Toml:
    """A parsed TOML text that knows where each key and value stands."""

    def __init__(self, name: str, text: str) -> None:
        """Parse `text` of the file `name`; BadInput if it is no TOML, or asks for more than an episode needs."""
        self.name = name
        self._within_bounds(text)
        try:
            self.tables: dict[str, Any] = tomllib.loads(text)
        except ValueError as error:  # TOMLDecodeError is one
            said = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", str(error), re.DOTALL)
            line, column = (int(said[2]), int(said[3])) if said and said[2] else _line_column(text, len(text))
            why = said[1] if said else str(error)
            raise BadInput(name, why[:1].lower() + why[1:], "TOML", line, column) from None
        self._text = text
        self._starts: dict[Path, int] | None = None

    def _within_bounds(self, text: str) -> None:
        """BadInput where a text goes beyond a limit, before it is parsed."""
        if len(text.encode()) > MOST_BYTES:
            raise BadInput(self.name, f"{len(text.encode())} bytes", f"at most {MOST_BYTES} bytes")
        bare = _COVERED.sub(lambda found: re.sub(r"[^\n]", '"', found[0]), text)  # every place stays where it is
        for limit, what, most in (
            (_TOO_LONG, f"a word of more than {LONGEST} characters", f"at most {LONGEST}"),
            (_TOO_MANY_PARTS, f"a key of more than {MOST_PARTS} parts", f"at most {MOST_PARTS}"),
        ):
            if beyond := limit.search(bare):
                raise BadInput(self.name, what, most, *_line_column(text, beyond.start()))
        depth = 0
        for bracket in _BRACKET.finditer(bare):
            depth += 1 if bracket[0] in "[{" else -1
            if depth > DEEPEST:
                where = _line_column(text, bracket.start())
                raise BadInput(self.name, f"values more than {DEEPEST} deep", f"at most {DEEPEST}", *where)

    def error(self, path: Path, found: str, expected: str) -> BadInput:
        """What is wrong at `path`, placed at its value or, failing that, at the nearest table around it."""
        if self._starts is None:  # only a broken file needs them
            self._starts = _Scan(self._text).starts
        while path and path not in self._starts:
            path = path[:-1]
        return BadInput(self.name, found, expected, *_line_column(self._text, self._starts.get(path, 0)))

    def convert(self, shape: type[_T]) -> _T:
        """The whole file as a struct; BadInput at the first thing that does not fit."""
        try:
            return msgspec.convert(self.tables, shape)
        except msgspec.ValidationError as error:
            raise self._misfit(str(error)) from None

    def _misfit(self, said: str) -> BadInput:
        what, _, where = said.partition(" - at `$")
        path: Path = tuple(key or int(index) for key, index in _STEP.findall(where.rstrip("`")))
        if unknown := re.fullmatch(r"Object contains unknown field `(.*)`", what, re.DOTALL):
            return self.error((*path, unknown[1]), f"unknown key {unknown[1]!r}", "a key of docs/episode-format.md")
        if missing := re.fullmatch(r"Object missing required field `(.*)`", what):
            return self.error(path, "nothing", f"the key {missing[1]!r}")
        value: Any = self.tables
        for step in path:
            value = value[step]
        expected = what.partition(", got")[0].removeprefix("Expected ").replace("`", "")
        if "matching regex" in expected:
            expected = "a name of small letters, digits and dashes that starts with a letter"
        if what.startswith("Invalid enum value"):
            expected = "another word: see docs/episode-format.md"
        return self.error(path, repr(value), expected)


def _line_column(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


class _Scan:
    """Where the values of a valid TOML text start; a table starts at its header."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: dict[Path, int] = {}
        self.last: dict[Path, int] = {}  # index of the newest element of each array of tables
        here: Path = ()
        at = self._skip(0)
        while at < len(text):
            if text[at] == "[":
                at, here = self._header(at)
            else:
                at = self._pair(at, here)
            at = self._skip(at)

    def _skip(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at

    def _keys(self, at: int) -> tuple[int, list[str]]:
        keys = []
        while found := _KEY.match(self.text, at):
            keys.append(found[1].strip("\"'"))
            at = found.end()
            if self.text[at : at + 1] != ".":
                break
            at += 1
        return at, keys

    def _header(self, start: int) -> tuple[int, Path]:
        array = self.text.startswith("[[", start)
        at, keys = self._keys(start + 1 + array)
        path: Path = ()
        for depth, key in enumerate(keys):
            path = (*path, key)
            if array and depth == len(keys) - 1:
                self.last[path] = self.last.get(path, -1) + 1
                self.starts.setdefault(path, start)
            if path in self.last:
                path = (*path, self.last[path])
        self.starts.setdefault(path, start)
        return at + 1 + array, path

    def _pair(self, at: int, here: Path) -> int:
        start, keys = at, self._keys(at)[1]
        at = self._skip(self._keys(at)[0] + 1)
        for depth in range(1, len(keys)):
            self.starts.setdefault((*here, *keys[:depth]), start)
        return self._value(at, (*here, *keys))

    def _value(self, start: int, path: Path) -> int:
        self.starts[path] = start
        opening = self.text[start : start + 1]
        if opening in ("[", "{"):
            at, index = self._skip(start + 1), 0
            while self.text[at : at + 1] not in ("]", "}", ""):
                at = self._pair(at, path) if opening == "{" else self._value(at, (*path, index))
                at, index = self._skip(at), index + 1
                if self.text[at : at + 1] == ",":
                    at = self._skip(at + 1)
            return at + 1
        found = _TEXT.match(self.text, start) or _BARE.match(self.text, start)
        return found.end() if found else len(self.text)
