"""Bots: programs hold seats by lines of JSON; what they do wrong costs their seat beats, and nobody else anything."""

import json
import re
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from yard import yard

import warbell
from warbell.bots import Program, bot, schema
from warbell.encode import json_view
from warbell.order_names import NO_ORDER

DOCS = Path(__file__).parents[2] / "docs"
YARD = yard()
FIRST, SECOND = YARD.seats
EAST, NORTH = (warbell.ACTIONS.index(f"step {way}") for way in ("east", "north"))
BOT = """\
import json, sys, time
mode = sys.argv[1]
if mode == "slow":
    time.sleep(0.5)
hello = json.loads(sys.stdin.readline())
held = None
def say(number, order="step east"):
    print(json.dumps({"ask": number, "order": order}), flush=True)
for line in sys.stdin:
    ask = json.loads(line)
    n = ask["ask"]
    if mode == "crash" and n == 5:
        print("boom", file=sys.stderr, flush=True)
        sys.exit(3)
    if mode == "silent" and n > 4 or mode == "dumb":
        continue
    if mode == "garbage" and n == 5:
        print("[1, 2", flush=True)
        continue
    if mode == "stray" and n == 5:
        say(0)
    if mode == "chatty":
        print("thinking about", n)
    if mode == "large":
        sys.stdout.write("x" * 500_000 + "\\n")
        sys.stderr.write("y" * 500_000)
    if mode == "none" and n == 5:
        say(n, "fly a kite")
    elif mode == "late" and n == 5:
        held = n
    elif mode == "number":
        say(n, hello["orders"].index("step east"))
    else:
        if held:
            say(held, "step north")
            held = None
        say(n)
        if mode == "leaves" and n == 5:
            sys.exit()
with open("ended", "w") as file:
    file.write(json.dumps(hello))
"""
ECHO = """\
import sys
sys.stdin.readline()
for number, _ in enumerate(sys.stdin, 1):
    sys.stdout.buffer.write(open("noise", "rb").read() + b'\\n{"ask": %d, "order": "step east"}\\n' % number)
    sys.stdout.flush()
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """The folder of `bot.py`, where Python runs it without anything that costs time."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bot.py").write_text(BOT)
    return tmp_path


def command(mode, seconds=30):
    return f"exec@{seconds}:{sys.executable} -ISu bot.py {mode}"


def played(mode, seconds=30, seed=3):
    """The orders of one seat that a bot holds, int16 [N], from a replay that verifies."""
    (result,) = warbell.run(YARD, {FIRST: command(mode, seconds), SECOND: "wait"}, [seed], out="games")
    (verdict,) = warbell.verify([result.replay])
    assert isinstance(verdict, warbell.Replay)
    assert verdict.header.minds == (command(mode, seconds), "wait")
    return verdict.orders[:, 0]


@pytest.mark.parametrize("mode", ["good", "chatty", "large", "number", "slow"])
def test_a_bot_plays_as_a_mind_that_orders_the_same(mode, caplog):
    class East:
        def decide(self, _, out):
            out[:, 0] = EAST

    seconds = 0.4 if mode == "slow" else 30
    if mode == "slow":  # only the first answer may take that long
        assert played(mode, seconds)[0] == EAST
    else:
        results = [warbell.run(YARD, {FIRST: mind, SECOND: "wait"}, range(3)) for mind in (command(mode), East())]
        assert results[0] == results[1]
    told = [record.getMessage() for record in caplog.records]
    assert len([text for text in told if "a line that is no answer" in text]) == (mode in ("chatty", "large"))


@pytest.mark.parametrize(
    "mode, seconds, lost, said",
    [
        ("none", 30, "it", "no such order: 'fly a kite'; its seat waits"),
        ("garbage", 0.8, "it", "a line that is no answer"),
        ("late", 0.8, "it", "no order within 0.8 s in question 5, seat ana of world 0; its seat waits"),
        (
            "crash",
            30,
            "rest",
            "it ended with code 3 in question 5, seat ana of world 0; its seat waits\n  its stderr: boom",
        ),
        ("stray", 30, "none", "an answer to question 0, which was not asked"),
        ("leaves", 30, "after", "it ended with code 0"),
        ("silent", 0.3, "rest", "too late in 3 beats in a row, and so it was ended"),
    ],
)
def test_what_a_bot_does_wrong_costs_its_seat_a_beat_and_is_told_once(mode, seconds, lost, said, caplog):
    orders = played(mode, seconds)
    wrong = set(np.flatnonzero(orders == NO_ORDER).tolist())
    able = [beat for beat, order in enumerate(orders.tolist()) if order != 0]
    expected = {"it": able[4:5], "rest": able[4:], "after": able[5:], "none": []}[lost]
    assert set(expected) <= wrong
    if seconds == 30:  # else a slow machine may lose others
        assert set(expected) == wrong
    assert NORTH not in orders, "an answer to a question that is past is none"
    told = [record.getMessage() for record in caplog.records]
    assert len([text for text in told if said in text]) == 1
    assert all(text.startswith(command(mode, seconds)) for text in told)


def test_its_percept_says_that_there_was_no_order():
    game = warbell.Game(YARD, [3])
    orders = np.array([[NO_ORDER, 0]])
    game.step(orders)
    assert "Ana could not: no such order." in " ".join(game.words(0, FIRST))


def test_a_bot_is_told_its_seats_and_ends_when_the_games_do(here):
    warbell.run(YARD, command("good"), range(4), threads=1)
    hello = json.loads((here / "ended").read_text())
    assert (hello["seats"], hello["worlds"]) == ([FIRST, SECOND], 4), "one process has all seats of all worlds"
    assert [member["start"] for member in hello["team"]] == warbell.brief(YARD).starts.tolist()
    assert hello["team"][0]["target"] == hello["chart"]["exits"]
    ((y, x),) = hello["chart"]["exits"]
    assert hello["chart"]["walls"][y][: x + 1].endswith("#..............."), "the last street but one of the drawing"
    assert hello["orders"] == list(warbell.ACTIONS)


def test_a_bot_ends_when_a_run_goes_wrong(here):
    class Clumsy:
        def decide(self, *_):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        warbell.run(YARD, {FIRST: command("good"), SECOND: Clumsy()}, [3])
    assert (here / "ended").exists()


def test_one_that_never_answers_is_ended(monkeypatch, caplog):
    monkeypatch.setattr(bot, "FIRST", 0.05)
    program = Program.named(command("dumb", 0.05))
    game = warbell.Game(YARD, [3])
    mind = program(game.brief, [0], 1)
    for _ in range(4):
        out = np.zeros((1, 2), np.int32)
        mind.decide(game.percept, out)
        assert out.tolist() == [[NO_ORDER, 0]]
        assert mind.fault
    mind.close()
    assert "so it was ended" in caplog.text


@given(noise=st.one_of(st.binary(max_size=300), st.text('{}[]":,ask01order\n ', max_size=60).map(str.encode)))
def test_whatever_it_writes_besides_its_answer_counts(echo, noise):
    game, mind, folder = echo
    (folder / "noise").write_bytes(noise)
    out = np.zeros((1, 2), np.int32)
    mind.decide(game.percept, out)
    assert out.tolist() == [[EAST, 0]]


@pytest.fixture(scope="module")
def echo(tmp_path_factory):
    """A game, and a bot that writes what the file `noise` holds before its answer."""
    folder = tmp_path_factory.mktemp("echo")
    (folder / "echo.py").write_text(ECHO.replace('"noise"', repr(str(folder / "noise"))))
    game = warbell.Game(YARD, [3])
    mind = Program(f"{sys.executable} -ISu {folder}/echo.py", 30)(game.brief, [0], 1)
    yield game, mind, folder
    mind.close()


@pytest.mark.parametrize(
    "mind, said",
    [
        ("exec:./nothing", "exec:./nothing: found no program ./nothing, expected a program that can be run"),
        ("exec:", "exec:: found no command, expected a program"),
        ("exec:'./a", "exec:'./a: found no closing quotation, expected a command, quoted as in a shell"),
        ("exec@0:true", "exec@0:true: found 0.0 seconds to think, expected more than 0"),
        ("exec:bot.py", "exec:bot.py: found no program bot.py"),
    ],
)
def test_what_is_no_program_is_one_line(mind, said):
    with pytest.raises(warbell.BadInput, match=re.escape(said)):
        warbell.run(YARD, {FIRST: mind, SECOND: "wait"}, [0], out="games")
    assert not Path("games").exists()


def test_no_replay_starts_anything(here, warbell_command):
    """A replay that names a program is branched by caution, and the program is started only if it is named again."""
    game = warbell.Game(YARD, [3])
    name = f"exec:{sys.executable} -c \"open('started', 'w')\""
    game.step(np.zeros((1, 2), int))
    (path,) = game.save("games", minds=name)
    code, out, err = warbell_command("branch", path, "--beat", "1")
    assert code == 0, err
    assert "caution" in out
    assert not (here / "started").exists()


@pytest.mark.parametrize("program, script", [(sys.executable, "bot.py"), ("node", "bot.js")])
def test_the_examples_find_their_way_out(program, script):
    if shutil.which(program) is None:
        pytest.skip(f"no {program} here")
    results = warbell.run(calm(), f"exec@30:{program} {DOCS}/examples/{script}", [0])
    assert [result.outcome for result in results] == ["won"]


def calm():
    """The yard without anybody who would stop people."""
    from yard import MAIN, SHEET

    from warbell.episodes import from_sources

    people = MAIN[: MAIN.index("[[infected]]")] + MAIN[MAIN.index("[[objectives]]") :]
    return from_sources({"episode.toml": people.encode(), "yard.txt": SHEET.encode()})


def test_the_schema_is_the_one_that_is_published():
    assert (DOCS / "bot-protocol.schema.json").read_text() == schema.schema()


def test_a_percept_is_as_the_schema_says():
    game = warbell.Game(warbell.load("heartbeat"), range(3))
    dice = np.random.default_rng(7)
    for _ in range(30):
        game.step((game.masks * dice.random(game.masks.shape)).argmax(axis=-1))
        for world in range(3):
            assert fits(json_view.view(game.percept, game.brief, 0, world), schema.percept()) == ""


def fits(value, shape):
    """Where a value is not of a schema's shape, "" if it is; no more of schemas than these have."""
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "null": type(None)}
    wanted = shape["type"] if isinstance(shape["type"], list) else [shape["type"]]
    if type(value) not in [kinds[kind] for kind in wanted] or value not in shape.get("enum", [value]):
        return f"{value!r} is none of {shape}"
    if isinstance(value, list):
        return next(filter(None, (fits(each, shape["items"]) for each in value)), "")
    if not isinstance(value, dict):
        return ""
    rest = shape["additionalProperties"]
    if set(shape.get("required", ())) - set(value) or (not rest and set(value) - set(shape["properties"])):
        return f"{sorted(value)} are not {sorted(shape['properties'])}"
    return next(filter(None, (fits(each, shape.get("properties", {}).get(k, rest)) for k, each in value.items())), "")
