"""Python, or the command line, in a process of its own, with what it took."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import NamedTuple


class Taken(NamedTuple):
    """What a process took."""

    wall: float  # seconds
    cpu: float  # seconds
    memory: float  # MiB at its peak


def warbell(*args: str, env: Mapping[str, str]) -> Taken:
    """Run `warbell ARGS...` with these variables added; RuntimeError with its words if it fails."""
    return python("-m", "warbell", *args, env=env)


def python(*args: str, env: Mapping[str, str]) -> Taken:
    """Run this Python with these arguments and with these variables added; RuntimeError with its words if it fails."""
    began = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - this Python, our own code
        [sys.executable, *args],
        env={**os.environ, **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        said = process.stderr.read() if process.stderr else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(args)} ended with {process.returncode}: {said.strip()}")
    unit = 2**20 if sys.platform == "darwin" else 2**10  # ru_maxrss is bytes there, kibibytes elsewhere
    return Taken(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)
