"""Builds the wheel and tries it as somebody who installed it: `./dev wheel`.

In an empty environment of the locked packages, outside this folder, with an empty cache and no Node: episodes are
listed, a kernel is compiled and kept, a game is played and proved, `warbell play` answers with the page and its files.
With WARBELL_JIT=0, as in CI, whose tests have compiled these sources already, that one kernel is all that is compiled.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
EPISODES = ("curfew", "heartbeat", "garden")
ANSWER = 120  # seconds until `play` says where it serves: the engine is compiled by then


class Trial:
    """An installed wheel, and a folder to use it in."""

    def __init__(self, folder: Path, uv: str) -> None:
        self.folder, self.uv, self.venv = folder, uv, folder / "venv"
        self.env = {
            "PATH": f"{self.venv / 'bin'}{os.pathsep}{folder / 'nothing'}", "HOME": str(folder / "home"),
            "WARBELL_CACHE": str(folder / "cache"), "WARBELL_JIT": os.environ.get("WARBELL_JIT", "1"),
        }  # fmt: skip

    def build(self) -> Path:
        """The wheel, with the page in it."""
        build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(self.folder)]
        subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        (wheel,) = self.folder.glob("*.whl")
        inside = zipfile.ZipFile(wheel).namelist()
        assert "warbell/server/page/index.html" in inside, "no page in the wheel"
        assert not [name for name in inside if "node_modules" in name or name.startswith("tests")], inside
        return wheel

    def install(self, wheel: Path) -> None:
        """The locked packages a user gets, and the wheel."""
        run = ("--python", str(self.venv / "bin/python"), "--quiet")
        subprocess.run([self.uv, "venv", "--quiet", "--python", sys.executable, str(self.venv)], check=True)
        locked = ("--require-hashes", "-r", str(ROOT / "locks/run.txt"))
        subprocess.run([self.uv, "pip", "install", *run, *locked], check=True)
        subprocess.run([self.uv, "pip", "install", *run, "--no-deps", str(wheel)], check=True)

    def warbell(self, *args: str) -> str:
        """What a command prints."""
        command = ["warbell", *args]
        done = subprocess.run(command, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"warbell {' '.join(args)}: {done.stdout}{done.stderr}"
        return done.stdout

    def compile_one(self) -> None:
        """A kernel is compiled with the packages a user gets, and kept where it should be."""
        code = "import numpy; from warbell.engine.dice import beat_key; beat_key(numpy.uint64(1), 1)"
        command, env = [str(self.venv / "bin/python"), "-c", code], {**self.env, "WARBELL_JIT": "1"}
        subprocess.run(command, cwd=self.folder, env=env, check=True, stdout=subprocess.DEVNULL)
        assert list((self.folder / "cache").rglob("dice.*.nbi")), "no kernel was kept"

    def play(self) -> None:
        """The server answers with the page, all files the page names, and the episodes."""
        command = ["warbell", "play", "--no-browser", "--port", "0"]
        with subprocess.Popen(command, cwd=self.folder, env=self.env, stdout=subprocess.PIPE, text=True) as server:
            try:
                said = server.stdout.readline()
                found = re.search(r"http://([\w.]+):(\d+)/", said)
                assert found, f"warbell play said {said!r}"
                connection = http.client.HTTPConnection(found[1], int(found[2]), timeout=ANSWER)
                page = _get(connection, "/").decode()
                files = re.findall(r'(?:src|href)="(/?[^":]+\.(?:js|css))"', page)
                assert files, "a page that loads nothing"
                for name in files:
                    assert len(_get(connection, "/" + name.lstrip("./"))) > 100, name
                lobby = json.loads(_get(connection, "/api/lobby"))
                assert {*EPISODES} <= {each["name"] for each in lobby["episodes"]}, lobby
            finally:
                server.terminate()


def _get(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, f"{path}: {answer.status}"
    return body


def main() -> None:
    """The command; its argument is the uv to install with."""
    with tempfile.TemporaryDirectory() as name:
        trial = Trial(Path(name), sys.argv[1])
        wheel = trial.build()
        trial.install(wheel)
        print(f"built {wheel.name}, {wheel.stat().st_size / 1e6:.1f} MB, and installed it")
        listed = trial.warbell("episodes")
        assert all(name in listed for name in EPISODES), listed
        trial.compile_one()
        trial.warbell("run", "curfew", "--mind", "walkthrough", "--out", "games")
        (replay,) = (trial.folder / "games").rglob("*.warbell")
        trial.warbell("verify", str(replay))
        print("episodes are listed, a kernel is compiled, a game is played and proved")
        trial.play()
        print("the page is served, with its files and the episodes")


if __name__ == "__main__":
    main()
