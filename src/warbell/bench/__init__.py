"""Measurements of this machine: `warbell bench`. They assert nothing about time; tests do not run them."""

import platform
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from warbell.bench.figure import Figure
from warbell.spread import cores

# Memory comes first: a process counts as its own what its parent held when it was started.
NAMES = ("memory", "engine", "observations", "city", "threads", "start", "minds", "envs", "server")


def measure(name: str, say: Callable[[str], None], **options: int) -> list[Figure]:
    """The figures of one benchmark, a module of this package with options; `say` is told what is being measured."""
    figures: list[Figure] = import_module(f"warbell.bench.{name}").figures(say, **options)
    return figures


def machine() -> dict[str, str | int]:
    """What the figures depend on."""
    return {
        "processor": _processor(),
        "cores": cores(),
        "system": platform.system(),
        "python": platform.python_version(),
        "numba": version("numba"),
        "numpy": version("numpy"),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = [line for line in info.read_text().split("\n") if line.startswith("model name")] if info.exists() else []
    return names[0].partition(":")[2].strip() if names else platform.processor() or platform.machine()
