"""Whose a room is: its id says which worker of a server has it, and in which file it is kept."""

import re
import secrets
from pathlib import Path

MOST_WORKERS = 64


def new_id(worker: int) -> str:
    """An id for a room of a worker: 16 digits, and behind those of workers but the first a dash and its number."""
    digits = secrets.token_hex(8)
    return f"{digits}-{worker}" if worker else digits


def worker_of(room: str) -> int:
    """The worker that has a room of this id, if there are so many."""
    found = re.fullmatch(r"[0-9a-f]{16}-([1-9][0-9]?)", room)
    return int(found[1]) if found else 0


def file_of(path: Path, worker: int) -> Path:
    """The database of a worker: FILE of the first one, FILE.1 of the next."""
    return path.with_name(f"{path.name}.{worker}") if worker else path
