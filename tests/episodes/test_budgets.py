"""Small files cannot ask for much: what is too much is refused in one line that names the limit, before it is done."""

import json
import os
import subprocess
import sys
import time

import pytest

from warbell.episodes import from_sources
from warbell.episodes.movingai import read_map, read_scenario
from warbell.errors import BadInput
from warbell.plans import parse

HEAD = """\
name = "big"
title = "Big"
place = "A plain"
briefing = "Across."
beats = 100000
"""
REST = """
[[sheets]]
name = "plain"
[[seats]]
id = "ana"
title = "Ana"
start = "a"
target = "x"
[[objectives]]
name = "out"
kind = "escape"
need = 1
[[endings]]
name = "out"
outcome = "won"
text = "Out."
all_of = ["out"]
"""
MOST_SECONDS = 1.0
MOST_TIMES = 13  # what a map of a quarter of the cells takes, with nothing on it: 0.08 s on a processor at rest
MOST_MEGABYTES = 256


def plain(side, more="", fill=".", legend="", second=None):
    """A walled square with a way out at its far corner, and whatever more."""
    inside = [["#", *fill * (side - 2), "#"] for _ in range(side - 2)]
    inside[0][1], inside[0][2], inside[-1][-2] = "a", second or fill, "x"
    rows = ["#" * side, *("".join(row) for row in inside), "#" * side]
    sheet = "\n".join([*rows, "---", "a street", "x street exit", legend])
    return {"episode.toml": (HEAD + REST + more).encode(), "plain.txt": sheet.encode()}


def group(count, at="plain", more=""):
    return f'[[infected]]\nkind = "shambler"\ncount = {count}\nat = "{at}"\n{more}'


HOSTILE = {
    "a number of many digits": (plain(9, "[tuning]\nperson_hp = " + "1" * 4400), "at most 64"),
    "many hexadecimal digits": (plain(9, "[tuning]\nperson_hp = 0x" + "f" * 200_000), "at most 64"),
    "a large file": (plain(9, "#" * 300_000), "at most 262144 bytes"),
    "a key of 2,000 parts": (plain(9, f"[tuning]\n{'.'.join('a' * 2000)} = 1"), "at most 8"),
    "a key of 100,000 parts": (plain(9, f"[tuning]\n{'.'.join('a' * 97_500)} = 1"), "at most 8"),
    "a quoted key of many parts": (plain(9, "[tuning]\n" + ".".join(['"a"'] * 900) + " = 1"), "at most 8"),
    "a table of many parts": (plain(9, f"[{'.'.join('a' * 2000)}]"), "at most 8"),
    "deep brackets": (plain(9, f"[tuning]\nperson_hp = {'[' * 900}{']' * 900}"), "at most 16"),
    "deep braces": (plain(9, f"[tuning]\nperson_hp = {'{a=' * 900}1{'}' * 900}"), "at most 16"),
    "nothing but lamps": (plain(200, fill="l", legend="l street lamp=12"), "at most 4096 in all"),
    "nothing but doors": (plain(200, fill="d", legend="d street door"), "at most 4096 in all"),
    "nothing but gates": (plain(40, fill="d", legend="d street gate"), "at most 128 in all"),
    "a thousand groups": (plain(1024, group(1) * 1000), "at most 4194304"),
    "regions of long ways": (
        plain(1024, '[[regions]]\nname = "rr"\nat = [' + '"a+999",' * 100 + "]"),
        "at most 16000000 steps in all",
    ),
    "groups far from everybody": (
        plain(1024, "".join(group(1, "x+9", f"away = {k}\n") for k in range(1, 100))),
        "at most 16000000 steps in all",
    ),
    "a drone over everything": (
        plain(
            1024,
            '[[consoles]]\nname = "Kite"\nat = "c"\ndrone = "a"\nbattery = 9\n',
            legend="c street console",
            second="c",
        ),
        "at most 16000000 steps in all",
    ),
    "many ways to walk": (
        plain(1024, '[[arrivals]]\nkind = "shambler"\ncount = 1\nat = "a"\nbeat = 3\ntoward = "a"\n' * 60),
        "at most 16000000 steps in all",
    ),
    "somebody anywhere": (
        plain(200, '[[people]]\nid = "pp"\ntitle = "P"\nstart = "plain"\nscatter = true\n'),
        "at most 4096 in all",
    ),
    "desks everywhere": (plain(200, '[[things]]\nkind = "slick"\nat = "plain"\n'), "at most 4096 in all"),
    "arrivals again and again": (
        plain(
            9,
            '[[arrivals]]\nkind = "shambler"\ncount = 1\nat = "a"\ngroup = "gg"\n' * 100
            + "[[triggers]]\nbeat = 3\narrive = ["
            + '"gg", ' * 900
            + "]\n",
        ),
        "at most 16384",
    ),
    "light over everything between sheets": (
        {**plain(9, "[tuning]\ndrone_light = 100000"), "two.txt": b"...\n"},
        "a whole number from 0 to 32",
    ),
}


def largest():
    """What takes most of all that is accepted."""
    side = 1024
    rows = [["#"] * side, *(["#", *"." * (side - 2), "#"] for _ in range(side - 2)), ["#"] * side]
    rows[1][1], rows[side - 2][side - 2], rows[300][300] = "a", "x", "b"
    for k in range(3900):
        y, x = 3 + 2 * (k // 250), 3 + 2 * (k % 250)
        rows[y][x], rows[y + 100][x] = "l", "d"
    for k in range(100):
        rows[450][3 + 2 * k] = "g"
    for k in range(60):
        rows[5 + 4 * k][509] = "m"
    legend = ["a street", "x street exit", "l street lamp=12", "d street door", "g street gate group=1", "m street"]
    sheet = "\n".join(["\n".join(map("".join, rows)), "---", *legend, "b street"])
    more = "".join(f'[[people]]\nid = "p{k}"\ntitle = "P{k}"\nstart = "plain"\n' for k in range(62))
    more += "".join(f'[[regions]]\nname = "r{k}"\ntitle = "R{k}"\nat = ["a+{k}", "m"]\n' for k in range(28))
    more += group(150_000, more="away = 9\n") + group(9000, more="away = 9\n").replace("shambler", "mimic")
    more += '[[basins]]\nname = "bb"\nat = "b+40"\ndrain = "b"\nunits = 9\n'
    for k in range(20):
        more += f'[[objectives]]\nname = "o{k}"\nkind = "gather"\nneed = 1\nat = "a+{k}"\nsecret = true\n'
    return {"episode.toml": (HEAD + REST + more).encode(), "plain.txt": sheet.encode()}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_asks_for_too_much_is_refused_at_once(name):
    files, limit = HOSTILE[name]
    began = time.process_time()
    with pytest.raises(BadInput) as caught:
        from_sources(files, "ep")
    assert time.process_time() - began < MOST_SECONDS
    line = str(caught.value)
    assert line.isprintable()
    assert line.startswith("ep/")
    assert limit in line


def test_a_large_number_in_hexadecimal_is_a_number_like_any():
    with pytest.raises(BadInput, match="found 4722366482869645213695, expected a whole number from 1 to 100000"):
        from_sources(plain(9, "[tuning]\nperson_hp = 0xffffffffffffffffff"), "ep")


MEASURE = """
import json, re, sys, time
from pathlib import Path
from episodes.test_budgets import largest, plain
from warbell.episodes import from_sources
files = {"largest": largest, "plain": lambda: plain(1024)}[sys.argv[1]]()
def most():
    return int(re.search(r"VmHWM:\\s+([0-9]+) kB", Path("/proc/self/status").read_text())[1]) / 1024
from_sources(plain(30), "small")  # what is compiled, or read from the cache, is none of a file's cost
before, began = most(), time.process_time()
episode = from_sources(files, "ep")
seconds, megabytes = time.process_time() - began, most() - before
yard, quarter = plain(512), []
for _ in range(3):  # the machine as it is at this moment
    began = time.process_time()
    from_sources(yard, "yard")
    quarter.append(time.process_time() - began)
print(json.dumps([seconds / min(quarter), megabytes]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the most that a process ever took is read where Linux says it")
@pytest.mark.parametrize("name", ["plain", "largest"])
def test_the_largest_episode_loads_in_a_second_at_rest_and_256_megabytes(name):
    best = []
    for _ in range(3):  # of a process of its own: the memory that another test took is none of its
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, name],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        best.append(json.loads(done.stdout))
        if best[-1][0] <= MOST_TIMES:
            break
    times, megabytes = min(best)
    assert times <= MOST_TIMES, best
    assert megabytes <= MOST_MEGABYTES, best


def test_plans_maps_and_scenarios_have_limits_too(tmp_path):
    path = tmp_path / "file"
    with pytest.raises(BadInput, match="found a plan of 70007 characters, expected at most 65536"):
        parse("plan 1\n" + "#" * 70_000, "a.plan")
    for read, head in ((read_map, "type octile\nheight 1\nwidth 9\nmap\n"), (read_scenario, "version 1\n")):
        path.write_text(head + "." * 2_200_000)
        began = time.process_time()
        with pytest.raises(BadInput, match="at most 2097152 bytes"):
            read(path)
        path.write_text(head + "." * 2_000_000)
        with pytest.raises(BadInput):
            read(path)
        assert time.process_time() - began < MOST_SECONDS
