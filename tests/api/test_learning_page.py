"""docs/learning.md does what it says: its blocks run, and its policy learns."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs/learning.md"
BLOCK = re.compile(r"^```python\n(.*?)^```\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_observations_are_read_as_the_page_reads_them(capsys):
    (code, output), _ = BLOCK.findall(PAGE.read_text())
    exec(compile(code, PAGE.name, "exec"), {})
    assert capsys.readouterr().out == output


def test_the_training_loop_learns():
    _, (code, _) = BLOCK.findall(PAGE.read_text())
    names = {}
    exec(compile(code.partition("\ngains = train")[0], PAGE.name, "exec"), names)
    gains = names["train"](updates=20, worlds=16)
    assert sum(gains[-5:]) / 5 > sum(gains[:2]) / 2 + 0.5
