"""What is sealed: every field that says something is edited, with every checksum right, and verify sees it."""

import dataclasses

import msgspec
import pytest
from replays.forging import Parts
from replays.record import GOLDEN
from yard import MAIN, SHEET

from warbell.episodes import from_sources, load
from warbell.episodes.packed import pack_sources
from warbell.errors import BadInput
from warbell.proof import Unverified, demand, proven, verify
from warbell.replay import dump, parse
from warbell.replay import load as load_replay

CHANGED = (
    "found a header, an episode or a film that was changed after the game, expected those that its seals are bound to"
)


def verdict(path, data):
    path.write_bytes(data)
    (found,) = verify([path])
    return found


def other(value):
    """Another value of the same kind."""
    if isinstance(value, int):
        return value + 1
    return f"{value}x" if isinstance(value, str) else [*value[1:], "x"]


def test_every_field_of_the_header_is_sealed(replay, tmp_path):
    for name in Parts(replay).header:
        parts = Parts(replay)
        parts.header[name] = other(parts.header[name])
        found = verdict(tmp_path / f"{name}.warbell", parts.file())
        assert isinstance(found, BadInput), name


@pytest.mark.parametrize("name", ["minds", "plan", "warbell", "branches"])
def test_what_cannot_be_proved_is_sealed(name, replay, tmp_path):
    parts = Parts(replay)
    seats, minds = parts.header["seats"], parts.header["minds"]
    told = {"minds": ["me", *minds[1:]], "plan": "plan 1\n", "warbell": "9.9.9"}
    told["branches"] = [{"beat": 1, "seats": seats[:1], "minds": minds, "plan": ""}]
    parts.header[name] = told[name]
    found = verdict(tmp_path / "x.warbell", parts.file())
    assert isinstance(found, Unverified)
    assert str(found).endswith(CHANGED)
    # Who makes every seal anew can say whatever cannot be proved: docs/replay-format.md says so.
    assert not isinstance(verdict(tmp_path / "y.warbell", parts.rebound()), BadInput)


def test_the_walkthrough_within_is_sealed(tmp_path):
    golden = load_replay(GOLDEN / "curfew-caution-3.warbell")
    parts = Parts(golden)
    parts.sources["walkthrough.plan"] = b"plan 1\nepisode curfew\n"
    found = verdict(tmp_path / "x.warbell", parts.file())
    assert str(found).endswith(CHANGED)


def test_every_byte_of_the_film_is_sealed(replay, tmp_path):
    for name in ("gaps", "changes", "events"):
        parts = Parts(replay)
        parts.film[name] = parts.film[name][:-1] + bytes([parts.film[name][-1] ^ 1])
        assert isinstance(verdict(tmp_path / "x.warbell", parts.file()), BadInput)
    parts = Parts(replay)
    parts.film["layout"]["names"]["ghosts"] = ["pale"]  # nothing that anybody reads
    assert str(verdict(tmp_path / "x.warbell", parts.file())).endswith(CHANGED)


def test_an_order_that_is_none_is_refused_and_not_clipped(replay):
    many = len(Parts(replay).header["orders"])
    for index in (-1, many, 2**15 - 1):
        parts = Parts(replay)
        parts.indices[3, 0] = index
        with pytest.raises(BadInput, match=rf"found beat 4 with an order that is none: {index} .*from 0 to {many - 1}"):
            parse("x", parts.rebound())


def test_a_name_that_nobody_gave_is_refused(replay):
    parts = Parts(replay)
    parts.header["orders"].append("fly")
    with pytest.raises(BadInput, match="found a header that names other orders than its beats"):
        parse("x", parts.rebound())


def test_an_order_that_these_rules_have_not_is_refused(replay, tmp_path):
    parts = Parts(replay)
    name = parts.header["orders"][0]
    parts.header["orders"][0] = "fly"
    found = verdict(tmp_path / "x.warbell", parts.rebound())
    assert "with the order 'fly', expected an order of rules version" in str(found), name


def test_an_episode_is_the_built_in_one_only_to_the_byte():
    golden = load_replay(GOLDEN / "curfew-caution-3.warbell")
    proof = proven(golden)
    assert (proof.episode, proof.built_in, proof.rules, proof.seed) == ("curfew", True, golden.rules, 3)
    assert proof.bound
    assert set(proof.minds.values()) == {"caution"}
    assert proof.which == f"curfew (built in, {load('curfew').digest[:12]})"
    assert demand(golden, load("curfew")) is golden
    assert "found a game of curfew (built in" in str(demand(golden, load("heartbeat")))


def test_an_episode_that_only_calls_itself_curfew_is_one_of_its_own(replay):
    sources = {"episode.toml": MAIN.replace('"yard"', '"curfew"', 1).encode(), "yard.txt": SHEET.encode()}
    episode = from_sources(sources)
    header = msgspec.structs.replace(replay.header, episode="curfew", episode_digest=episode.digest)
    own = dataclasses.replace(replay, header=header, sources=pack_sources(episode))
    assert proven(own).which == f"curfew (an episode of its own, {episode.digest[:12]})"
    assert not proven(own).built_in


def test_a_file_of_format_2_is_proved_and_says_what_is_not_sealed():
    (found,) = verify([GOLDEN / "rules-5/curfew-caution-3.warbell"])
    assert not isinstance(found, BadInput)
    assert not proven(found).bound
    assert proven(found).built_in
    with pytest.raises(BadInput, match="format 2"):
        dump(found)
