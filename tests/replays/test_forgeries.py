"""Forgeries of many kinds with every checksum right: none is verified, none crashes anything, and each is one line."""

import itertools
import time
import zlib

import msgspec
import numpy as np
import pytest
from often import often
from replays.forging import Parts
from yard import MAIN, SHEET

from warbell.engine.codes import N_ACTIONS
from warbell.episodes import from_sources
from warbell.errors import BadInput
from warbell.order_names import NONE_SUCH, fold_of
from warbell.proof import Unverified, demand, verify
from warbell.replay import load, parse
from warbell.rollout import unseal

TIMES = 5  # of each kind on every commit
MOST_SECONDS = 2.0  # of the processor's, for a forgery: to refuse it takes no longer than to play it


def orders(parts, dice):
    """Another order, which the header names or names anew."""
    beat, seat = (int(dice.integers(size)) for size in parts.indices.shape)
    parts.indices[beat, seat] = (parts.indices[beat, seat] + 1 + dice.integers(len(parts.header["orders"]) - 1)) % len(
        parts.header["orders"]
    )


def orders_that_are_none(parts, dice):
    """An index below 0 or beyond the last."""
    beat, seat = (int(dice.integers(size)) for size in parts.indices.shape)
    parts.indices[beat, seat] = dice.choice([-1, -(2**15), len(parts.header["orders"]), 2**15 - 1, N_ACTIONS])


def names_of_orders(parts, dice):
    """Another name for an order that was given, known or not."""
    k = int(dice.integers(len(parts.header["orders"])))
    parts.header["orders"][k] = str(dice.choice(["fly", NONE_SUCH, "", "run  north", "rob south", "wait "]))


def a_name_more(parts, dice):
    """A name that nobody gave an order by."""
    parts.header["orders"].append(str(dice.choice(["fly", "shoot north", "offer food west", "x" * 70_000])))


def seals(parts, dice):
    """A bit of a seal."""
    parts.seals[dice.integers(len(parts.seals))] ^= np.uint64(1 << int(dice.integers(64)))


def all_seals(parts, dice):
    """The same bits of all seals, as of another file."""
    parts.seals ^= np.uint64(dice.integers(1, 2**63))


def seed(parts, dice):
    others = {0, 1, 2**64 - 1, int(dice.integers(2**62))} - {parts.header["seed"]}
    parts.header["seed"] = sorted(others)[int(dice.integers(len(others)))]


def start(parts, dice):
    parts.header["start"] ^= 1 << int(dice.integers(64))


def digest(parts, dice):
    parts.header["digest"] ^= 1 << int(dice.integers(64))


def outcome(parts, dice):
    parts.header["outcome"] = str(dice.choice([*({"won", "lost", "timeout", "abandoned"} - {parts.header["outcome"]})]))


def ending(parts, dice):
    parts.header["ending"] = str(dice.choice(["saved", "parted", "overtime", "abandoned", "x"])) + " " * int(
        dice.integers(1, 3)
    )


def score(parts, dice):
    parts.header["score"] += int(dice.integers(1, 50_000))


def saved(parts, dice):
    name = str(dice.choice(["saved", "dead", "turned"]))
    parts.header[name] += int(dice.integers(1, 5))


def cut(parts, dice):
    """Beats missing at the end of a game that claims one."""
    left = int(dice.integers(1, len(parts.indices)))
    parts.header["beats"], parts.indices, parts.seals = left, parts.indices[:left], parts.seals[:left]
    parts.film = None
    used = parts.header["orders"]
    kept = list(dict.fromkeys(used[k] for k in parts.indices.ravel().tolist()))
    parts.indices = np.vectorize(lambda k: kept.index(used[k]), otypes=["<i2"])(parts.indices)
    parts.header["orders"] = kept


def extended(parts, dice):
    """Beats after the ending, sealed as a world that stands still would be."""
    more = int(dice.integers(1, 40))
    parts.indices = np.vstack([parts.indices, np.repeat(parts.indices[-1:], more, axis=0)])
    words = [fold_of(parts.header["orders"][k]) for k in parts.indices[-1]]
    last = unseal(int(parts.seals[-1]), words)
    sealed = last
    for word in words:
        sealed = (sealed ^ word) * 0x9E3779B97F4A7C15 % 2**64
        sealed ^= sealed >> 29
    parts.seals = np.append(parts.seals, np.full(more, sealed, np.uint64))
    parts.header["beats"] += more
    parts.film = None


def episode(parts, dice):
    """An episode in which something else is true, its digest as the header says."""
    old, new = [
        ("count = 3", "count = 1"), ("beats = 60", "beats = 61"), ('text = "Both', 'score = 50000\ntext = "Both'),
        ("need = 2", "need = 1"), ('route = ["m", "n"]', 'route = ["n", "m"]'),
    ][int(dice.integers(5))]  # fmt: skip
    sources = {"episode.toml": MAIN.replace(old, new).encode(), "yard.txt": SHEET.encode()}
    assert sources != parts.sources
    parts.sources = sources
    parts.header["episode_digest"] = from_sources(sources, played=True).digest
    if dice.integers(2):  # with the tuning switched off the bites, if not the score
        parts.sources["episode.toml"] += f"[tuning]\nshambler_bite = {int(dice.integers(9))}\n".encode()
        parts.header["episode_digest"] = from_sources(parts.sources, played=True).digest


def episode_unnamed(parts, dice):
    """The same, with the digest that the header had."""
    parts.sources["episode.toml"] += b"#" * int(dice.integers(1, 9)) + b"\n"


def claims(parts, dice):
    """A film that claims 4 G rows, or as many beats."""
    many = int(dice.choice([2**32, 2**31 - 1, 2**62, 10**7, -1]))
    what = dice.integers(4)
    if what == 0:
        parts.film["beats"] = many
    elif what == 1:
        table = parts.film["layout"]["tables"][int(dice.integers(len(parts.film["layout"]["tables"])))]
        table["rows"] = many
    elif what == 2:
        table = parts.film["layout"]["tables"][int(dice.integers(len(parts.film["layout"]["tables"])))]
        table["columns"] = table["columns"] * 5000
    else:
        parts.header["beats"] = many


def bombs(parts, dice):
    """A part that is inflated to a hundred times and more of what it may be."""
    what = dice.integers(6)
    if what == 0:
        parts.packed_header = zlib.compress(bytes(2**26), 9)
    elif what == 1:
        parts.packed_sources = zlib.compress(bytes(2**26), 9)
    elif what == 2:
        parts.packed_film = zlib.compress(bytes(2**27), 9)
    elif what == 3:
        parts.packed_header = zlib.compress(b"\xdd" + (2**21 - 9).to_bytes(4, "big") + b"\x80" * (2**21 - 9), 9)
    elif what == 4:
        parts.film["layout"]["names"]["x"] = [""] * 3_000_000
    else:
        parts.sources["episode.toml"] = f"{MAIN}[tuning]\n{'.'.join('a' * 50_000)} = 1\n".encode()


def film(parts, dice):
    """Bytes of the film."""
    name = str(dice.choice(["gaps", "changes", "events"]))
    data = bytearray(parts.film[name])
    data[int(dice.integers(len(data)))] ^= 1 << int(dice.integers(8))
    parts.film[name] = bytes(data)


def header_types(parts, dice):
    """A field of the header of another kind."""
    name = str(dice.choice([*parts.header]))
    parts.header[name] = [None, [], {}, -1, "x", 2**63, 1.5, [[]], {"a": 1}][int(dice.integers(9))]


def film_types(parts, dice):
    """A field of the film's layout of another kind."""
    layout = parts.film["layout"]
    name = str(dice.choice(["tables", "happened", "values", "names"]))
    layout[name] = [None, [], {}, -1, "x", ["beat"], [{"name": "clock", "rows": 1, "columns": []}], {"x": ["y"]}][
        int(dice.integers(8))
    ]


KINDS = (
    orders, orders_that_are_none, names_of_orders, a_name_more, seals, all_seals, seed, start, digest, outcome, ending,
    score, saved, cut, extended, episode, episode_unnamed, claims, bombs, film, header_types, film_types,
)  # fmt: skip


@pytest.mark.parametrize("rebound", [False, True], ids=["bound", "bound-anew"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_forgery_is_verified(kind, rebound, replay, tmp_path):
    paths = []
    for k in range(often(TIMES)):
        parts = Parts(replay)
        before = parts.file()
        assert parse("x", before).header == replay.header
        kind(parts, np.random.default_rng([KINDS.index(kind), k]))
        data = parts.rebound() if rebound else parts.file()
        assert data != before
        paths.append(tmp_path / f"{k}.warbell")
        paths[-1].write_bytes(data)
    began = time.process_time()
    verdicts = verify(paths)
    assert time.process_time() - began < MOST_SECONDS * len(paths)
    for found in verdicts:
        # A true game of another episode is one, whatever that calls itself; who asks for this one is not taken in.
        verdict = found if isinstance(found, BadInput) else demand(found, replay.episode)
        assert isinstance(verdict, BadInput), verdict
        assert str(verdict).isprintable()


@pytest.mark.parametrize("kind, k", [(film, 40), (film, 50), (film, 92), (film_types, 15)])
def test_a_film_that_reads_alike_and_is_written_otherwise_is_refused(kind, k, replay, tmp_path):
    """Found at night: a number without a name for another one, and names of values left out."""
    parts = Parts(replay)
    kind(parts, np.random.default_rng([KINDS.index(kind), k]))
    path = tmp_path / "forged.warbell"
    path.write_bytes(parts.rebound())
    assert isinstance(verify([path])[0], Unverified)


def test_forgeries_do_not_keep_others_from_their_verdicts(replay, played, tmp_path):
    good = [result.replay for result in played[0]]
    bad = []
    for k, kind in enumerate(KINDS):
        parts = Parts(replay)
        kind(parts, np.random.default_rng(k))
        bad.append(tmp_path / f"{k}.warbell")
        bad[-1].write_bytes(parts.rebound())
    paths = [path for pair in itertools.zip_longest(good, bad) for path in pair if path]
    verdicts = dict(zip(paths, verify(paths), strict=True))
    assert [load(path).header for path in good] == [verdicts[path].header for path in good]
    assert all(isinstance(verdicts[path], BadInput) for path in bad)


def test_a_header_takes_no_more_memory_than_bytes(replay):
    """A header of maps within maps is refused before it is built."""
    parts = Parts(replay)
    parts.packed_header = zlib.compress(msgspec.msgpack.encode({"episode": [{}] * 2_000_000}), 9)
    with pytest.raises(BadInput, match="a header that cannot be read"):
        parse("x", parts.rebound())
