"""docs/environments.md does what it says: its Python runs in the order of the page, its tables are whole."""

import inspect
import re
from pathlib import Path

import pytest

from warbell import envs
from warbell.envs import SeatEnv, TeamEnv, WorldsEnv
from warbell.envs.shaping import TERMS
from warbell.errors import BadInput

PAGE = (Path(__file__).resolve().parents[2] / "docs/environments.md").read_text()


def test_its_python_runs(capsys):
    names = {}
    for block in re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        exec(compile(block, "environments.md", "exec"), names)
    said = capsys.readouterr().out
    assert "Customs quarter:" in said
    assert "Beat 1. You are On-jo" in said


def test_its_tables_are_whole():
    options = {name for env in (TeamEnv, SeatEnv, WorldsEnv) for name in inspect.signature(env).parameters}
    named = set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))
    assert options - named == {"episode", "num_envs"}
    assert set(TERMS) <= named


def test_who_has_not_the_libraries_is_told_how_to_get_them(monkeypatch):
    monkeypatch.setattr(envs, "MISSING", ["pettingzoo"])
    with pytest.raises(BadInput, match=r"no pettingzoo.*pip install 'warbell\[envs\]'"):
        envs.parallel_env  # noqa: B018 - to look it up is what is refused
    assert envs.Batch
