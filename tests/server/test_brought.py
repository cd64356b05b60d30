"""Replays that somebody brings over HTTP: proved and shown, or refused in one line; nothing of them is kept."""

import os
import time
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from episodes.test_budgets import HOSTILE
from replays.forging import Parts
from server.player import rooms_in

from warbell.proof import verify
from warbell.replay import dump, load
from warbell.server import brought as bringing
from warbell.server import protocol

GOLDEN = Path(__file__).parents[1] / "replays/golden"
FILE = GOLDEN / "curfew-walkthrough-7.warbell"
BYTES = {"content-type": "application/octet-stream"}


def bring(house, data, query=""):
    return house.ask(f"/api/replays{query}", data, BYTES)


def refused(house, data, query=""):
    answer = bring(house, data, query)
    assert answer.status >= 400, answer.body
    assert "\n" not in answer.body["message"]
    return answer.body["reason"], answer.body["message"]


def test_a_true_replay_is_proved_and_shown_to_every_seat(house):
    data, replay = FILE.read_bytes(), load(FILE)
    whole = bring(house, data).body
    assert whole["proved"]
    which = f"curfew (built in, {replay.episode.digest[:12]})"
    assert whole["words"].startswith(f"Verified: {replay.header.beats} beats of {which} were played again from seed 7,")
    assert len(whole["reel"]["views"]) == replay.header.beats + 1
    for seat, name in enumerate(replay.header.seats):
        reel = bring(house, data, f"?seat={name}").body["reel"]
        assert reel["seat"] == name
        assert [row[seat] for row in reel["orders"]] == replay.orders[:, seat].tolist()
        assert {order for row in reel["orders"] for p, order in enumerate(row) if p != seat} == {-1}


def test_nothing_of_it_is_kept(house):
    folder = house.database.parent
    before = {path.name for path in folder.iterdir()}
    rooms = rooms_in(house)
    assert bring(house, FILE.read_bytes()).status == 200
    assert {path.name for path in folder.iterdir()} == before
    assert rooms_in(house) == rooms


def test_what_is_not_true_is_shown_as_such_and_to_no_seat(house):
    """The score of the header is another: the film is still there to be watched."""
    replay = load(FILE)
    data = dump(replace(replay, header=msgspec.structs.replace(replay.header, score=12345)))
    answer = bring(house, data).body
    assert not answer["proved"]
    assert answer["words"].startswith("Not verified: found score 12345 in its header, expected ")
    assert answer["reel"]["outcome"]["score"] == 12345
    reason, message = refused(house, data, "?seat=onjo")
    assert reason == "replay"
    assert message.startswith("Not verified: ")


def test_a_game_by_other_rules_is_shown_by_its_film_if_it_has_one(house):
    filmed, bare = (min((GOLDEN / folder).glob("*.warbell")) for folder in ("rules-2-format-2", "rules-2"))
    answer = bring(house, filmed.read_bytes()).body
    assert not answer["proved"]
    assert answer["words"].startswith("Not verified: a game by rules version 2")
    assert "replay without a film" in refused(house, bare.read_bytes())[1]


def test_what_is_no_whole_replay_is_refused_in_one_line(house):
    data = FILE.read_bytes()
    flipped = bytearray(data)
    flipped[40] ^= 1
    for wrong, words in [
        (b"", "No warbell replay"),
        (b"hello", "No warbell replay"),
        (data[:30], "cut off in its header"),
        (data[:-20], "cut off"),
        (bytes(flipped), "damaged header"),
        (os.urandom(2000), "No warbell replay"),
    ]:
        reason, message = refused(house, wrong)
        assert reason == "replay"
        assert words.lower() in message.lower()


def test_a_small_file_that_asks_for_much_is_refused_in_one_line(house):
    for name, words in (("a key of 100,000 parts", "parts"), ("nothing but lamps", "39202 lamps")):
        parts = Parts(load(FILE))
        parts.sources = HOSTILE[name][0]
        data = parts.rebound()
        assert len(data) < 60_000
        began = time.monotonic()
        reason, message = refused(house, data)
        assert (reason, words in message) == ("replay", True)
        assert time.monotonic() - began < 5


def test_what_is_too_large_or_not_sent_as_a_file_is_refused(house):
    assert refused(house, b"WARBELL\n" + b"x" * protocol.MOST_REPLAY)[0] == "too large"
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json"):
        answer = house.ask("/api/replays", FILE.read_bytes(), {"content-type": kind})
        assert (answer.status, answer.body["reason"]) == (400, "malformed")
    assert refused(house, FILE.read_bytes(), "?seat=nobody")[0] == "no seat"


def test_one_that_would_take_too_long_is_not_proved_and_one_with_too_much_not_shown(monkeypatch):
    monkeypatch.setattr(bringing, "MOST_SECONDS", 0)
    found = bringing.brought(FILE.read_bytes(), None)
    assert not found.proved
    assert "takes longer than" in found.words
    monkeypatch.setattr(bringing, "MOST_ROWS", 100)
    with pytest.raises(bringing.Refusal, match="too much to be shown here"):
        bringing.brought(FILE.read_bytes(), None)


def test_what_was_proved_is_what_verify_proves():
    (found,) = verify([FILE])
    made = bringing.brought(FILE.read_bytes(), None)
    assert (made.reel.outcome.score, made.reel.outcome.beats) == (found.header.score, found.header.beats)
