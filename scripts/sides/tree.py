"""Another commit's tree, unpacked in a cache folder outside this one, and processes with either tree's engine."""

import io
import os
import pickle
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "warbell/trees"
LOCK = "locks/dev.txt"


def git(*args: str) -> bytes:
    """What a git command prints; ends the program with git's own words if it fails."""
    done = subprocess.run(["git", *args], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        sys.exit(done.stderr.decode().strip())
    return done.stdout


def unpacked(commit: str) -> Path:
    """The folder in which the files of a commit lie."""
    full = git("rev-parse", "--verify", f"{commit}^{{commit}}").decode().strip()
    folder = CACHE / full
    if not folder.exists():
        fresh = CACHE / f"{full}.{os.getpid()}"
        with tarfile.open(fileobj=io.BytesIO(git("archive", full))) as files:
            files.extractall(fresh, filter="data")
        fresh.rename(folder)
    return folder


class Side:
    """A process with one tree's engine in it that runs a program of this tree: requests go in, answers come out."""

    def __init__(self, tree: Path, program: Path) -> None:
        """A tree of other locked packages gets an environment of its own, by its own ./dev."""
        own = (tree / LOCK).read_bytes() != (ROOT / LOCK).read_bytes()
        python = [str(tree / "dev"), "python"] if own else [sys.executable]
        env = {**os.environ, "PYTHONPATH": str(tree / "src")}
        self._process = subprocess.Popen(
            [*python, str(program)], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tree
        )

    def ask(self, what: str, *args: Any) -> None:
        """Send a request, without waiting for its answer."""
        pickle.dump((what, args), self._process.stdin)
        self._process.stdin.flush()

    def answer(self) -> Any:
        """The answer to the oldest request; ends the program if the process has died, which has told why."""
        try:
            return pickle.load(self._process.stdout)
        except EOFError:
            sys.exit("one side has failed, see above")

    def close(self) -> None:
        """Let the process end."""
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def serve(answers: Any) -> None:
    """Answer requests with the methods of an object until there are no more; what runs in a side's process."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else prints does so on stderr
    while True:
        try:
            what, args = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(getattr(answers, what)(*args), out)
        out.flush()
