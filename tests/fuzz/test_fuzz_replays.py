"""Replays changed at random: only BadInput may come out, and never a wrong yes."""

import dataclasses

import msgspec
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from often import often
from yard import yard

from warbell.episodes.packed import pack_sources
from warbell.errors import BadInput
from warbell.proof import verify
from warbell.replay import dump, load, parse
from warbell.runs import run

SPOTS = st.integers(0, 2**20)
MANY = settings(max_examples=often(250), suppress_health_check=[HealthCheck.too_slow])
FEW = settings(max_examples=often(50), suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def replay(tmp_path_factory):
    episode = yard()
    folder = tmp_path_factory.mktemp("fuzzed")
    results = run(episode, dict.fromkeys(episode.seats, "caution"), range(6), out=folder)
    return load(min(results, key=lambda result: result.beats).replay)


@pytest.fixture(scope="module")
def data(replay):
    return dump(replay)


@st.composite
def edits(draw):
    """A list of (kind, where, how much, bytes): where and how much are taken modulo the length at hand."""
    return draw(
        st.lists(
            st.tuples(
                st.sampled_from(["flip", "cut", "insert", "erase", "copy"]), SPOTS, SPOTS, st.binary(max_size=24)
            ),
            min_size=1,
            max_size=4,
        )
    )


def mutated(data, changes):
    for kind, where, much, text in changes:
        at = where % (len(data) + 1)
        if kind == "flip":
            at = min(at, len(data) - 1)
            data = data[:at] + bytes([data[at] ^ (1 + much % 255)]) + data[at + 1 :] if data else data
        elif kind == "cut":
            data = data[:at]
        elif kind == "insert":
            data = data[:at] + text + data[at:]
        elif kind == "erase":
            data = data[:at] + data[at + much % 64 :]
        else:
            other = much % (len(data) + 1)
            data = data[:at] + data[other : other + 64] + data[at + 64 :]
    return data


@given(changes=edits())
@MANY
def test_a_mutated_file_is_bad_input(data, changes):
    changed = mutated(data, changes)
    if changed == data:
        return
    with pytest.raises(BadInput) as caught:
        parse("x.warbell", changed)
    assert str(caught.value).isprintable()


@given(text=st.binary(max_size=200))
@MANY
def test_any_bytes_after_the_magic_are_bad_input(text):
    with pytest.raises(BadInput):
        parse("x.warbell", b"WARBELL\n" + text)


@given(
    field=st.sampled_from(["episode", "title", "seed", "start", "beats", "outcome", "score", "digest", "dead"]),
    value=st.one_of(st.integers(-(2**63), 2**64 - 1), st.text(max_size=90), st.lists(st.text(max_size=9), max_size=70)),
)
@FEW
def test_a_forged_header_is_bad_input(replay, tmp_path_factory, field, value):
    packed = msgspec.structs.replace(replay.header, **{field: value})
    if packed == replay.header:
        return
    assert refusal(tmp_path_factory, dataclasses.replace(replay, header=packed))


@given(beat=SPOTS, seat=SPOTS, order=st.integers(-(2**15), 2**15 - 1))
@FEW
def test_a_forged_order_is_bad_input(replay, tmp_path_factory, beat, seat, order):
    orders = replay.orders.copy()
    beat %= len(orders)
    seat %= orders.shape[1]
    if orders[beat, seat] == order:
        return
    orders[beat, seat] = order
    assert f"found beat {beat + 1} with seal" in refusal(tmp_path_factory, dataclasses.replace(replay, orders=orders))


@given(name=SPOTS, changes=edits())
@FEW
def test_forged_sources_are_bad_input(replay, tmp_path_factory, name, changes):
    sources = dict(replay.episode.sources)
    chosen = sorted(sources)[name % len(sources)]
    sources[chosen] = mutated(sources[chosen], changes)
    if sources == replay.episode.sources:
        return
    packed = pack_sources(dataclasses.replace(replay.episode, sources=sources))
    assert refusal(tmp_path_factory, dataclasses.replace(replay, sources=packed))


def refusal(tmp_path_factory, forged):
    """The line that refuses a forged replay; fails if it is believed, or if anything but BadInput comes out."""
    path = tmp_path_factory.getbasetemp() / "forged.warbell"
    path.write_bytes(dump(forged))
    (verdict,) = verify([path], threads=1)
    assert isinstance(verdict, BadInput), verdict
    line = str(verdict)
    assert line.isprintable()
    return line


def test_a_seal_alone_cannot_be_changed(replay, tmp_path_factory):
    seals = replay.seals ^ np.uint64(2**63)
    assert "that was changed after the game" in refusal(tmp_path_factory, dataclasses.replace(replay, seals=seals))
