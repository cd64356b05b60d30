"""The player: keys, sizes, and what it does where there are no keys."""

import io
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console

from warbell.episodes import load
from warbell.errors import BadInput
from warbell.terminal import summary, watch
from warbell.terminal.keys import parse
from warbell.terminal.player import Player, help_page

TESTS = Path(__file__).parents[1]


def printed(show, *args, width=80, **kwargs):
    out = io.StringIO()
    show(*args, console=Console(file=out, width=width), **kwargs)
    return out.getvalue()


@pytest.mark.parametrize(
    "text,keys",
    [
        ("q", ["q"]),
        (" \t", ["space", "tab"]),
        ("\x1b[C\x1b[D", ["right", "left"]),
        ("\x1bOF\x1b[5~", ["end", "pageup"]),
        ("\x1b", ["escape"]),
        ("\x1b[99;99Xq", []),
        ("g12\r", ["g", "1", "2", "enter"]),
        ("", []),
    ],
)
def test_keys(text, keys):
    assert parse(text) == keys


def pressed(player, keys):
    for key in keys.split():
        player.press(key)
    return player


def test_steps_and_jumps(film):
    player = Player(film)
    assert pressed(player, ". . right ,").beat == 2
    assert not player.playing
    assert pressed(player, "left left left left").beat == 0
    assert pressed(player, "end").beat == film.last
    assert pressed(player, "right").beat == film.last
    assert pressed(player, "home pagedown").beat == 10
    assert pressed(player, "g 1 4 backspace enter").beat == 1
    assert pressed(player, "g 9 9 9 9 9 enter").beat == film.last
    assert pressed(player, "g 5 escape").beat == film.last
    assert player.digits is None


def test_views_speed_and_sheets(film):
    player = Player(film, speed=4)
    views = [pressed(player, "tab").view for _ in range(4)]
    assert views == [0, 1, 2, None]
    assert pressed(player, "backtab").view == 2
    assert pressed(player, "2").view == 1
    assert pressed(player, "9").view == 1
    assert pressed(player, "0").view is None
    assert pressed(player, "] ]").speed == 16
    assert pressed(player, " ".join("[" * 20)).speed == 0.25
    assert [pressed(player, "m").sheet for _ in range(3)] == [0, 1, None]


def test_playing_to_the_end(film):
    player = Player(film)
    for _ in range(film.last + 1):
        player.tick()
    assert (player.beat, player.playing, player.done) == (film.last, False, False)
    assert pressed(player, "space").beat == 0, "from the start again"
    assert player.playing


def test_q_first_puts_the_help_away(film):
    player = pressed(Player(film), "? q")
    assert (player.help, player.done) == (False, False)
    assert pressed(player, "q").done


def test_behind_the_help_everything_stands_still(film):
    player = pressed(Player(film), "? . end tab m g space")
    player.tick()
    assert (player.help, player.beat, player.view, player.sheet, player.digits) == (True, 0, None, None, None)
    assert player.playing
    assert not pressed(player, "?").help


@pytest.mark.parametrize("name", ["curfew", "heartbeat"])
def test_the_help_fits_and_says_how_to_close_it(name):
    lines = printed(lambda console: console.print(help_page(load(name), 24, 80))).splitlines()
    assert len(lines) == 24
    assert max(map(len, lines)) == 80
    assert "? or q closes this" in lines[-1]
    assert "whole briefing" in lines[-2]


@pytest.mark.parametrize("rows,columns", [(24, 80), (30, 100), (50, 120), (50, 200), (24, 160), (60, 300)])
@pytest.mark.parametrize("view", [None, 0, 2])
def test_every_screen_fits_its_terminal(film, rows, columns, view):
    player = Player(film, view=view)
    for beat in (0, 1, film.last):
        player.go(beat)
        for keys in ("", "?", "? g 1"):
            pressed(player, keys)
            console = Console(width=columns, height=rows, file=io.StringIO())
            lines = console.render_lines(player.render(rows, columns), pad=False)
            assert len(lines) <= rows
            assert all(sum(segment.cell_length for segment in line) <= columns for line in lines)
        pressed(player, "escape")


def test_a_screen_says_how_everybody_is(film):
    player = Player(film)
    player.go(5)
    console = Console(width=100, file=io.StringIO(), record=True)
    console.print(player.render(40, 100))
    text = console.export_text()
    assert "beat 5 of" in text
    assert "seen by the referee" in text
    assert f"{film.rates[5, 0]:3}" in text
    assert "down" in text, "Cem"
    player.press("1")
    console.print(player.render(40, 100))
    text = console.export_text()
    assert "seen by Ana" in text
    assert "not seen yet" in text
    assert "heard:" in text


def test_without_a_terminal_some_beats_are_printed(replay):
    text = printed(watch, replay)
    assert f"beat {replay.header.beats} of {replay.header.beats}" in text
    assert "beat 0 of" in text
    assert text.count("seen by the referee") == 5
    assert "seen by Ben" in printed(watch, replay, "ben")
    assert "beat 0 of" not in printed(watch, replay, start=3)


def test_an_unknown_seat_is_bad_input(replay):
    with pytest.raises(BadInput, match="expected one of ana, ben, cem"):
        watch(replay, "zoe")


def test_the_summary(replay):
    console = Console(width=80, file=io.StringIO(), record=True)
    console.print(summary(replay))
    text = console.export_text()
    assert text.startswith("WON  Rescue <b>&</b>, ")
    assert "Two of you are out, and <one> is not." in text
    assert [line.split()[:2] for line in text.split("\n") if line.startswith(("Ana ", "Ben "))][:2] == [
        ["Ana", "got"],
        ["Ben", "got"],
    ]
    assert "thanks to Ana" in text
    assert "died, beat 12" in text
    assert "Ana brought back up Ben" in text
    assert "medicine" in text


def test_a_real_terminal_is_played_and_put_back(tmp_path):
    program = "from rescue import rescue; from warbell.terminal import watch; watch(rescue()); print('bye')"
    ours, theirs = pty.openpty()
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path]), "TERM": "xterm-256color"}
    child = subprocess.Popen(
        [sys.executable, "-c", program], stdin=theirs, stdout=theirs, stderr=theirs, env=env, cwd=tmp_path
    )
    os.close(theirs)
    try:
        seen = answered(child, ours, b"seen by", b" \tq")
        assert child.wait(60) == 0
    finally:
        child.kill()
        child.wait()
        os.close(ours)
    assert b"\x1b[?1049h" in seen, "the alternate screen, entered"
    assert b"\x1b[?1049l" in seen, "and left"
    assert seen.rstrip().endswith(b"bye")


def answered(child, terminal, question, answer):
    """All that a program prints on its terminal, where it is given an answer once it has asked."""
    seen, sent, deadline = b"", False, time.monotonic() + 300  # it may have to compile the engine first
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:  # the other end is closed: it is over
                break
        elif child.poll() is not None:
            break
        if question in seen and not sent:
            os.write(terminal, answer)
            sent = True
    return seen
