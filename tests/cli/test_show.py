"""One beat of a game, shown: in words and as boards, with colours where they can be, and as JSON."""

import dataclasses
import json
from pathlib import Path

import pytest
from films import film_of, strip_with, values_of
from hypothesis import given
from hypothesis import strategies as st
from rescue import rescue

from warbell.cli.board import Board, slide
from warbell.engine import RULES_VERSION, codes
from warbell.engine.world import clone
from warbell.film import Film
from warbell.replay import dump, load, steps

GOLDEN = Path(__file__).parents[1] / "replays" / "golden"
FIRST_BEAT = """\
Rescue <b>&</b>, beat 1 of 16
seed 7, played by plan; won in the end, score 357

A Ana  @hall:1,1, health 10, heart  62, fear   1, hunger  0, carries food
B Ben  @hall:1,2, health  4, heart  74, fear   1, hunger  0
C Cem  @hall:5,1, down, health  0, heart  74, fear   2, hunger  0

Ana tended Ben.
Ben came back up.

hall: The hall; plans call a cell @hall:ROW,COLUMN
     0                   10
   0 ████████████████████████████████
   1 ██A B * · · + · · · > · · · · ██
   2 ██* * * * · · · · · · · · · · ██
   3 ████████████████████████████· ██
   4 ██* ¤ * * * · · · · · · · · · ██
   5 ██C_* * * * · · · · · · · · H ██
   6 ████████████████████████████████

loft: loft; plans call a cell @loft:ROW,COLUMN
     0
   0 ████████████
   1 ██H · ██s ██
   2 ████████████

A Ana   B Ben   C Cem   H ladder   s shambler   █ wall   * a drone's light
· dark floor   + shut door   > exit   ¤ drone   _ down
"""


@pytest.fixture(scope="module")
def replay():
    return rescue()


@pytest.fixture
def shown(warbell, replay, tmp_path, monkeypatch):
    """Call `warbell show` on the rescue, in so many columns."""
    (tmp_path / "rescue.warbell").write_bytes(dump(replay))

    def show(*args, columns=80):
        monkeypatch.setenv("COLUMNS", str(columns))
        return warbell("show", "rescue.warbell", *args)

    return show


@pytest.fixture
def hall(replay):
    """The rows of the hall in the first beat, after `change` has been made to its bodies, 2 characters a cell."""
    world = next(step.world for step in steps(replay) if step.beat == 1)

    def rows(change):
        changed = clone(world)
        change(changed.bodies[0])
        board = Board(film_of(changed), 0, replay.episode)
        return [row.plain for row in board.rows(replay.episode.sheets[0], 2)], board.key

    return rows


def test_a_beat_is_told_and_then_drawn(shown):
    assert shown("--beat", "1") == (0, FIRST_BEAT, "")


def test_where_there_is_less_room_a_cell_takes_one_character(replay):
    rows = [row.plain for row in Board(replay.film, 1, replay.episode).numbered(replay.episode.sheets[0], 36)]
    assert rows[0] == "     0         10"
    assert rows[2] == "   1 █AB*··+···>····█"
    assert rows[6] == "   5 █C****········H█"


def test_one_sheet_alone(shown):
    loft = "loft: loft; plans call a cell @loft:ROW,COLUMN"
    told, drawn = shown("--sheet", "loft").out.split(loft)
    assert "hall: The hall" not in told
    assert "██H · ██s ██" in drawn


def test_the_last_beat_is_the_default_and_says_what_became_of_everybody(shown):
    code, out, err = shown()
    assert (code, err) == (0, "")
    assert out == shown("--beat", "16").out
    told = out.splitlines()
    assert told[0] == "Rescue <b>&</b>, beat 16 of 16"
    assert told[3:6] == [
        "A Ana  got out in beat 16",
        "B Ben  got out in beat 15",
        "C Cem  died in beat 12",
    ]
    assert "It is over: Two of you are out, and <one> is not." in told
    assert "A Ana   " not in out.split("loft: loft")[1], "the key names no sign that is not drawn"


def test_the_start_is_beat_0(shown):
    out = shown("--beat", "0").out
    assert "beat 0 of 16" in out
    assert "Nothing happened that there are words for." in out


def test_what_the_story_tells_is_told(shown):
    assert "\u201cHe breathes.\u201d" in shown("--beat", "2").out.splitlines()
    assert "\u201cHe breathes.\u201d" not in shown("--beat", "3").out


@pytest.mark.parametrize("columns", [40, 80, 97, 120])
@pytest.mark.parametrize("game", ["curfew-caution-3", "heartbeat-walkthrough-7"])
def test_no_line_is_longer_than_the_terminal(warbell, monkeypatch, game, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    for beat in ("0", "60"):
        out = warbell("show", GOLDEN / f"{game}.warbell", "--beat", beat).out
        assert max(map(len, out.splitlines())) <= columns
        people = [line for line in out.splitlines() if "@" in line and "ROW" not in line]
        assert len(people) == 4


def test_of_a_sheet_that_is_too_big_there_is_the_part_around_the_team(replay):
    board, hall = Board(replay.film, 12, replay.episode), replay.episode.sheets[0]
    ruler, *rows = [row.plain for row in board.numbered(hall, 15)]
    assert ruler.endswith(" 10")
    left = 10 - (ruler.index("10") - 5)
    whole = [row.plain for row in board.rows(hall)]
    assert rows == [f"{y:>4} {row[left : left + 10]}" for y, row in enumerate(whole)]
    assert "AB" in rows[2]


@given(st.integers(0, 90), st.integers(0, 60), st.integers(1, 70), st.integers(1, 99))
def test_a_window_lies_within_its_sheet_and_holds_its_middle(middle, start, size, window):
    window = min(size, window)
    low = slide(middle, start, size, window)
    assert start <= low <= low + window <= start + size
    if start <= middle < start + size:
        assert low <= middle < low + window


def test_without_a_terminal_there_are_no_colours(shown):
    assert "\x1b" not in shown().out


def test_colours_tell_light_from_dark_where_there_are_any(shown, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLORTERM", "truecolor")
    out = shown("--beat", "1").out
    row = next(line for line in out.splitlines() if "¤" in line)
    dark, drone = "48;2;23;27;38m· ", "48;2;133;114;0m¤ "
    assert dark in row
    assert drone in row
    monkeypatch.setenv("NO_COLOR", "1")
    plain = shown("--beat", "1").out
    assert "38;2" not in plain
    assert "48;2" not in plain


def test_the_dead_and_drones_do_not_hide_the_living(hall):
    def pile(bodies):
        bodies["state"][1] = codes.DEAD
        bodies["y"][1], bodies["x"][1] = bodies["y"][0], bodies["x"][0]

    def swap(bodies):
        pile(bodies)
        bodies["state"][:2] = bodies["state"][1::-1]

    assert hall(pile)[0][1].startswith("██A : ")
    assert hall(swap)[0][1].startswith("██B : ")


@pytest.mark.parametrize(
    "change, drawn, meaning",
    [
        ({"state": codes.DOWN}, "A_", "_ down"),
        ({"carrier": 2}, "A^", "^ carried"),
        ({"carrier": -1}, "A~", "~ on a zipline or under a drone"),
        ({"sign": codes.HELP}, "A!", "! signs"),
        ({"asleep": 9}, "Az", "z asleep"),
        ({"state": codes.DEAD}, "† ", "† dead"),
        ({"nature": codes.LISTENER}, "l ", "l listener"),
        ({"state": codes.AWAY}, ": ", ": lit floor"),
    ],
)
def test_how_somebody_is_stands_on_the_board(hall, change, drawn, meaning):
    def make(bodies):
        for column, value in change.items():
            bodies[column][0] = value

    rows, key = hall(make)
    assert rows[1][2:4] == drawn
    assert meaning in key


@pytest.mark.parametrize("game", ["curfew-walkthrough-7", "heartbeat-walkthrough-7"])
def test_doors_and_caches_are_drawn_as_they_stand(game):
    replay = load(GOLDEN / f"{game}.warbell")
    film, episode = replay.film, replay.episode
    drawn = set()
    for beat in (0, 60, film.beats):
        board = Board(film, beat, episode)
        rows = {sheet.name: [row.plain for row in board.rows(sheet)] for sheet in episode.sheets}
        covered = {*zip(film.bodies["y"][beat], film.bodies["x"][beat], strict=True)}
        covered |= {*zip(film.drones["y"][beat], film.drones["x"][beat], strict=True)}
        for k, (kind, y, x) in enumerate(episode.ground.fixtures[["kind", "y", "x"]].tolist()):
            if (y, x) in covered or kind not in {codes.DOOR, codes.GATE, codes.CACHE}:
                continue
            expected = "'+X#%"[film.fixtures["state"][beat, k]]
            if kind == codes.CACHE:
                expected = "$" if film.stocks[beat, k].any() else "¢"
            sheet = episode.sheets[episode.ground.sheet[y, x]]
            assert rows[sheet.name][y - sheet.top][x - sheet.left] == expected
            drawn.add(expected)
    assert {"'", "+", "X", "$", "¢"} <= drawn


def test_infected_near_somebody_are_named_with_the_way_to_them(warbell, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    lines = warbell("show", GOLDEN / "curfew-caution-3.warbell", "--beat", "60").out.splitlines()
    assert any("; shambler " in line and (" north" in line or " south" in line) for line in lines)


def test_json_has_all_of_it(shown):
    code, out, err = shown("--beat", "1", "--json")
    assert (code, err) == (0, "")
    document = json.loads(out)
    assert list(document) == [
        "replay", "rules", "episode", "seed", "minds", "outcome", "beats", "beat", "people", "happened",
        "sheets", "key",
    ]  # fmt: skip
    assert (document["beats"], document["beat"], document["outcome"]) == (16, 1, "won")
    ana, _, cem = document["people"]
    assert (ana["seat"], ana["sheet"], ana["row"], ana["column"], ana["carries"]) == ("ana", "hall", 1, 1, "food")
    assert (cem["state"], cem["health"], cem["since"]) == ("down", 0, None)
    assert document["happened"] == ["Ana tended Ben.", "Ben came back up."]
    hall, loft = document["sheets"]
    assert hall["rows"][1] == "█AB*··+···>····█"
    assert (loft["name"], loft["rows"]) == ("loft", ["██████", "█H·█s█", "██████"])
    assert json.loads(shown("--json", "--sheet", "loft").out)["sheets"] == [loft]
    assert json.loads(shown("--json").out)["people"][2] == {
        "seat": "cem", "name": "Cem", "letter": "C", "state": "dead", "since": 12,
        **dict.fromkeys(set(cem) - {"seat", "name", "letter", "state", "since", "winded"}), "winded": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    "args, said",
    [
        (("--beat", "17"), "--beat: found 17, expected a beat of rescue.warbell, from 0 to 16"),
        (("--beat", "-1"), "--beat: found -1, expected a beat of rescue.warbell, from 0 to 16"),
        (("--sheet", "lotf"), "--sheet: found 'lotf', expected one of hall, loft (did you mean loft?)"),
    ],
)
def test_a_beat_or_a_sheet_that_is_not_there(shown, args, said):
    assert shown(*args) == (2, "", f"warbell: {said}\n")


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("rules-1/*.warbell")), ids=lambda path: path.stem)
def test_a_game_without_a_film_is_one_clear_line(warbell, path):
    line = "found a replay without a film, expected one whose beats can be shown; its report tells what it holds"
    for command in (("show", path), ("show", path, "--json"), ("compare", path, path)):
        assert warbell(*command) == (2, "", f"warbell: {path}: {line}\n")


def test_a_film_by_other_rules_that_puts_somebody_off_the_boards(warbell, replay):
    values = values_of(replay.strip)
    values["bodies", "x", 1] = [900] * (replay.film.beats + 1)
    forged = dataclasses.replace(replay, strip=strip_with(replay.strip, values), rules=RULES_VERSION + 1)
    Path("forged.warbell").write_bytes(dump(forged))
    code, out, err = warbell("show", "forged.warbell", "--beat", "1")
    assert (code, out) == (2, "")
    line = "found a film with Ben on no sheet in beat 1, expected a cell of the episode"
    assert err.splitlines()[-1] == f"warbell: forged.warbell: {line}"


def test_a_film_without_light_is_shown_dark(replay):
    tables = [table for table in replay.strip.layout.tables if table.name != "lit"]
    film = Film("dark", strip_with(replay.strip, values_of(replay.strip), tables))
    assert [row.plain for row in Board(film, 1, replay.episode).rows(replay.episode.sheets[0])][1] == "█AB*··+···>····█"
    assert [row.plain for row in Board(film, 5, replay.episode).rows(replay.episode.sheets[0])][1].startswith("█·B··*+")


def test_what_is_no_replay(warbell, tmp_path):
    (tmp_path / "x.warbell").write_text("hello")
    code, out, err = warbell("show", "x.warbell")
    assert (code, out) == (2, "")
    assert err == "warbell: x.warbell: found no warbell replay, expected a file that `warbell run` wrote\n"


def test_numbers_are_those_of_the_film(shown, replay):
    for beat in range(replay.film.beats + 1):
        for p, person in enumerate(json.loads(shown("--beat", beat, "--json").out)["people"]):
            if person["state"] in {"up", "down"}:
                found = [person[name] for name in ("heart", "fear", "hunger")]
                assert found == [replay.film.hearts[name][beat, p] for name in ("rate", "fear", "hunger")]
