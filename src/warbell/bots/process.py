"""A program that runs beside us: lines to it, lines from it, each within a time, and a certain end."""

import os
import selectors
import signal
import subprocess
import time
import weakref
from collections.abc import Sequence
from contextlib import suppress

CHUNK = 64 * 1024
MOST_LINE = 64 * 1024  # bytes of a line that is read; of a longer one only the beginning
KEPT = 4000  # bytes of what it said on stderr last
GRACE = 0.5  # seconds a program has to end by itself once its input has ended


class Ended(Exception):  # noqa: N818 - programs end, that is no error of ours
    """The program will write no more lines; the text says how it ended."""


class Process:
    """A running program. It is ended by `end`, and else when nobody holds this object any more or Python ends."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start it, with pipes for its input, output and errors; OSError if it cannot be started."""
        # A session of its own: Ctrl-C is for us alone, and whatever it starts is ended with it.
        self._child = subprocess.Popen(  # noqa: S603 - whoever plays the game named it
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
        )
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        assert self._child.stderr is not None
        self._into, self._out, self._err = (
            pipe.fileno() for pipe in (self._child.stdin, self._child.stdout, self._child.stderr)
        )
        self._open = {self._into, self._out, self._err}
        for pipe in self._open:
            os.set_blocking(pipe, False)
        self._unsent = bytearray()
        self._line = bytearray()  # that is not whole yet
        self._cut = False  # whether the rest of this line is left out
        self._said = b""
        self.end = weakref.finalize(self, _end, self._child)

    @property
    def said(self) -> list[str]:
        """The last lines it wrote to stderr."""
        return self._said.decode(errors="replace").splitlines()

    def send(self, data: bytes) -> None:
        """Give it `data` to read; it is written while lines are read."""
        self._unsent += data

    def lines(self, seconds: float) -> list[bytes]:
        """The lines it has written; if there is none, wait for one, but no longer than that: then there are none.

        Ended once it has closed its output.
        """
        until = time.monotonic() + seconds
        while True:
            left = max(0.0, until - time.monotonic())
            ready = self._ready(left)
            if self._into in ready:
                self._write()
            if self._err in ready:
                self._said = (self._said + self._read(self._err))[-KEPT:]
            if self._out in ready:
                found = self._cut_lines(self._read(self._out))
                if found:
                    return found
                if self._out not in self._open:
                    raise Ended(self._status())
            elif left == 0:
                return []

    def _ready(self, seconds: float) -> set[int]:
        """The pipes that can be read from, or written to if something is to be."""
        with selectors.DefaultSelector() as selector:
            for pipe in self._open - {self._into}:
                selector.register(pipe, selectors.EVENT_READ)
            if self._unsent and self._into in self._open:
                selector.register(self._into, selectors.EVENT_WRITE)
            return {key.fd for key, _ in selector.select(seconds)}

    def _write(self) -> None:
        try:
            sent = os.write(self._into, self._unsent[:CHUNK])
            del self._unsent[:sent]
        except BlockingIOError:
            pass
        except OSError:  # it reads no more; what it writes still counts
            self._open.discard(self._into)
            self._unsent.clear()

    def _read(self, pipe: int) -> bytes:
        """What can be read from a pipe, b"" at its end."""
        try:
            data = os.read(pipe, CHUNK)
        except BlockingIOError:
            return b""
        if not data:
            self._open.discard(pipe)
        return data

    def _cut_lines(self, data: bytes) -> list[bytes]:
        """The lines that end in `data`, and too long ones that do not."""
        found = []
        *whole, rest = data.split(b"\n")
        for part in whole:
            if not self._cut:
                found.append(bytes(self._line + part))
            self._line.clear()
            self._cut = False
        if not self._cut:
            self._line += rest
        if len(self._line) > MOST_LINE:
            found.append(bytes(self._line))
            self._line.clear()
            self._cut = True
        return found

    def _status(self) -> str:
        """How it ended, in words; it is ended now if it only closed its output."""
        with suppress(subprocess.TimeoutExpired):
            self._child.wait(GRACE)
        while self._err in self._open and self._err in self._ready(0):
            self._said = (self._said + self._read(self._err))[-KEPT:]
        code = self._child.poll()
        self.end()
        if code is None:
            return "it closed its output"
        return f"it ended with code {code}" if code >= 0 else f"it was ended by {signal.Signals(-code).name}"


def _end(child: subprocess.Popen[bytes]) -> None:
    """Let a program know that nothing more comes; then end it, and whatever it started."""
    if child.stdin is not None:
        with suppress(OSError):
            child.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        child.wait(GRACE)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for pipe in (child.stdout, child.stderr):
        if pipe is not None:
            pipe.close()
