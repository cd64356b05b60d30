"""Debian's PostgreSQL, in a folder of its own. Without it tests are skipped, and fail in CI."""

import itertools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

FOLDERS = [*map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), os.environ.get("PATH", "")]
SETTINGS = "-c fsync=off -c listen_addresses= -c unix_socket_directories={folder} -c max_connections=60"


class Postgres:
    """A server of databases, and databases that are new in it."""

    def __init__(self):
        initdb = shutil.which("initdb", path=os.pathsep.join(FOLDERS))
        if initdb is None:
            assert "CI" not in os.environ, "no PostgreSQL here"
            pytest.skip("no PostgreSQL here")
        self._programs = Path(initdb).parent
        self.folder = Path(tempfile.mkdtemp(prefix="warbell-"))  # a socket's path has to be short
        if os.getuid() == 0:  # which it refuses
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "--no-sync", "-A", "trust", "-U", "games", "-D", self.folder / "data")
        self.start()
        self._names = itertools.count(1)

    def _run(self, program, *args):
        user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*user, self._programs / program, *args]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder)
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self):
        settings = SETTINGS.format(folder=self.folder)
        data, said = self.folder / "data", self.folder / "log"
        self._run("pg_ctl", "start", "-w", "-s", "-D", data, "-l", said, "-o", settings)

    def kill(self):
        """End it as a crash does: nobody is told, nothing is tidied."""
        self._run("pg_ctl", "stop", "-m", "immediate", "-s", "-D", self.folder / "data")

    def close(self):
        self.kill()
        shutil.rmtree(self.folder)

    def tell(self, statement, database="postgres"):
        """Have an owner of the databases say something; the lines of the answer."""
        command = [self._programs / "psql", "-h", self.folder, "-U", "games", "-d", database, "-Atc", statement]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    def database(self):
        """The URL of a new database."""
        name = f"games{next(self._names)}"
        self.tell(f"create database {name} template template0")
        return f"postgresql://games@/{name}?host={self.folder}"
