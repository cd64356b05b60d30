"""What `import warbell` gives: the names of api.py, quickly, typed, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

import warbell
from warbell import api

ROOT = Path(__file__).resolve().parents[2]


def test_importing_it_loads_nothing_and_one_name_loads_what_it_needs():
    code = (
        "import sys, warbell\n"
        "assert not {'numpy', 'numba', 'msgspec', 'warbell.api'} & set(sys.modules)\n"
        "from warbell import errors\n"
        "assert 'warbell.api' not in sys.modules\n"
        "warbell.load, warbell.run, warbell.verify\n"
        "assert callable(warbell.run) and callable(warbell.verify)\n"
        "assert not {'starlette', 'sqlalchemy', 'rich', 'typer', 'warbell.server'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_hands_out_its_names_and_no_other():
    assert dir(warbell) == sorted(["__version__", *api.__all__])
    for name in api.__all__:
        assert getattr(warbell, name) is getattr(api, name)
    for name in ("lode", "rollout_", "np"):
        with pytest.raises(AttributeError, match=f"module 'warbell' has no attribute '{name}'"):
            getattr(warbell, name)


def test_no_name_is_hidden_by_a_module_of_the_same_name():
    modules = {path.stem for path in (ROOT / "src/warbell").iterdir()}
    assert not modules & set(api.__all__)


def test_the_page_names_all_of_them():
    page = (ROOT / "docs/front-door.md").read_text()
    assert [name for name in api.__all__ if f"`{name}" not in page and name != "BadInput"] == []


TYPED = """\
import numpy as np

import warbell


class Still:
    def __init__(self, brief: warbell.Brief, seats: list[int], worlds: int) -> None:
        self.seats = seats

    def decide(self, percept: warbell.Percept, out: np.ndarray) -> None:
        out[:, self.seats] = warbell.ACTIONS.index("wait")


episode: warbell.Episode = warbell.load("curfew")
game = warbell.Game(episode, range(4))
rewards, done = game.step(np.zeros((4, 4), np.int32))
game.restart(done, [1, 2])
ends: list[warbell.End] = game.outcomes
results: list[warbell.Result] = warbell.run(episode, {"onjo": Still, "namra": "wait"}, [1, 2])
plan: warbell.Plan = warbell.read_plan("my.plan", warbell.brief(episode), episode.name)
decider: warbell.Decider = object()  # E: nothing that decides
warbell.run(episode, 3, [1])  # E: no mind
for verdict in warbell.verify(["a.warbell"]):
    if isinstance(verdict, warbell.Replay):
        print(verdict.header.score, [step.beat for step in warbell.steps(verdict)])
"""


def test_types_reach_whoever_builds_on_it(tmp_path):
    (tmp_path / "mine.py").write_text(TYPED)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(ROOT / "pyproject.toml"), "mine.py"]
    done = subprocess.run(
        [*command, "--cache-dir", str(ROOT / ".mypy_cache")], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    wrong = [line for line in done.stdout.splitlines() if ": error: " in line]
    expected = [n for n, line in enumerate(TYPED.splitlines(), start=1) if "  # E:" in line]
    assert sorted({int(line.split(":")[1]) for line in wrong}) == expected, done.stdout
