"""The browser game: how many rooms a server holds, what a room weighs, how large the page is and how soon it shows."""

import asyncio
import contextlib
import gzip
import os
import re
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from warbell.bench.figure import Figure
from warbell.bench.load import SEATS, Crowd, Load

STEPS = (100, 250, 500, 650, 800, 1000, 2000)  # rooms
BEATS = 8  # of every room at each step
WITHIN = 100.0  # milliseconds, the 99th percentile that is asked for


class Served(NamedTuple):
    """A server in a process of its own."""

    pid: int
    port: int
    started: float  # when its process was, by perf_counter


@contextlib.contextmanager
def served(workers: int = 1) -> Iterator[Served]:
    """Serve by so many processes on a free port with an empty database, until the block ends."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # a socket a seat, in both processes
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "warbell", "serve", "--port", "0", "--db", f"{folder}/games.db"]
        command += ["--workers", str(workers)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - this Python, our own module
            try:
                assert process.stdout is not None
                select.select([process.stdout], [], [], 60)
                found = re.search(rb":([0-9]+)/", process.stdout.readline())
                assert found is not None
                yield Served(process.pid, int(found[1]), started)
            finally:
                process.send_signal(signal.SIGTERM)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def figures(say: Callable[[str], None], workers: int = 1) -> list[Figure]:
    """All figures of the browser game, served by so many processes; those that need a browser where there is one."""
    from warbell.bench.browser import browser_figures

    found: list[Figure] = [*_page(), *browser_figures(say)]
    with served(workers) as server:
        found += asyncio.run(_load(server, say))
    return found


def _page() -> list[Figure]:
    """The size of what a browser loads, compressed as a server would."""
    page = Path(__file__).parents[1] / "server/page"
    sizes = {path: len(gzip.compress(path.read_bytes(), 9)) for path in page.rglob("*") if path.is_file()}
    scripts = sum(size for path, size in sizes.items() if path.suffix == ".js")
    return [
        Figure("server.scripts of the page, gzip", scripts / 1000, "kB", 0.0),
        Figure("server.whole page, gzip", sum(sizes.values()) / 1000, "kB", 0.0),
    ]


async def _load(server: Served, say: Callable[[str], None]) -> list[Figure]:
    crowd = Crowd(server.port)
    found: list[Figure] = []
    empty = _memory(server.pid)
    held = 0
    for rooms in STEPS:
        say(f"{rooms} rooms of {SEATS} seats, a beat a second")
        await crowd.grow(rooms)
        before, own = _cpu(server.pid), time.process_time()
        load = await crowd.play(BEATS)
        cpu, own = _cpu(server.pid) - before, time.process_time() - own
        p50, p99 = np.percentile(load.latencies, (50, 99)) if load.latencies else (np.inf, np.inf)
        found += [
            Figure(f"server.{rooms} rooms, commit to view, median", float(p50), "ms", cpu),
            Figure(f"server.{rooms} rooms, commit to view, p99", float(p99), "ms", cpu),
            Figure(f"server.{rooms} rooms, views late by a beat", load.missed, "", cpu),
            Figure(f"server.{rooms} rooms, CPU of the server a room-beat", _a_beat(cpu, load), "ms", cpu),
            Figure(f"server.{rooms} rooms, CPU of its clients a room-beat", _a_beat(own, load), "ms", own),
        ]
        if p99 > WITHIN or _late(load):
            break
        held = rooms
    per_room = (_memory(server.pid) - empty) / load.rooms
    found.append(Figure("server.memory of a room", per_room, "MiB", 0.0))
    found.append(Figure(f"server.rooms within {WITHIN:.0f} ms", held, "rooms", 0.0))
    return found


def _late(load: Load) -> bool:
    return load.missed > len(load.latencies) / 100


def _a_beat(cpu: float, load: Load) -> float:
    """Milliseconds of the processor for a beat of a room; of the beats that were played, as one that is late is not."""
    played = len(load.latencies) / SEATS
    return 1000 * cpu / played if played else np.inf


def _memory(pid: int) -> float:
    """Resident memory of a process and of those it began, MiB."""
    pages = sum(int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in _processes(pid))
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _cpu(pid: int) -> float:
    """Processor seconds of a process and of those it began, so far."""
    fields = [Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in _processes(pid)]
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def _processes(pid: int) -> list[int]:
    """A process and those it began."""
    begun = [child for path in Path(f"/proc/{pid}/task").glob("*/children") for child in path.read_text().split()]
    return [pid, *(each for child in begun for each in _processes(int(child)))]
