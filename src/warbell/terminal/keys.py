"""Single key presses from a terminal, with the standard library alone."""

import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

try:
    import termios
    import tty
except ImportError:  # no POSIX terminal: no single keys
    TERMIOS: ModuleType | None = None
else:
    TERMIOS = termios

ESCAPES = {
    "[C": "right", "[D": "left", "[A": "up", "[B": "down", "[H": "home", "[F": "end", "OH": "home", "OF": "end",
    "OC": "right", "OD": "left", "[1~": "home", "[4~": "end", "[5~": "pageup", "[6~": "pagedown", "[Z": "backtab",
}  # fmt: skip
NAMES = {"\t": "tab", "\n": "enter", "\r": "enter", "\x7f": "backspace", "\x08": "backspace", " ": "space"}


def available() -> bool:
    """True if key presses can be read: stdin is a terminal of a kind we know."""
    return TERMIOS is not None and sys.stdin.isatty()


@contextmanager
def raw_keys() -> Iterator[None]:
    """Read keys as they are pressed, without echo; the terminal is put back whatever happens."""
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def read_keys(seconds: float) -> list[str]:
    """The keys pressed within `seconds` (what waits is read at once): "a", "left", "tab"; [] if none were."""
    ready, _, _ = select.select([sys.stdin], [], [], max(seconds, 0))
    # Past the file object, whose buffer would hide keys from the next select.
    return parse(os.read(sys.stdin.fileno(), 256).decode(errors="ignore")) if ready else []


def parse(text: str) -> list[str]:
    """Characters from a terminal as names of keys; escape sequences nobody knows are dropped."""
    keys = []
    while text:
        if text[0] == "\x1b" and len(text) > 1:
            sequence = next((s for s in ESCAPES if text.startswith(s, 1)), None)
            if sequence is None:
                break
            keys.append(ESCAPES[sequence])
            text = text[1 + len(sequence) :]
        else:
            keys.append("escape" if text[0] == "\x1b" else NAMES.get(text[0], text[0]))
            text = text[1:]
    return keys
