"""A file that is not whole is refused by the name of its first bad beat, without the engine."""

import dataclasses
import hashlib
import struct
import zlib

import msgspec
import numpy as np
import pytest

from warbell.encode.words import ACTIONS
from warbell.engine import RULES_VERSION
from warbell.engine.codes import N_ACTIONS
from warbell.errors import BadInput
from warbell.replay import CHECK, FORMAT, HASH_SIZE, PRELUDE, SIZES, VERSIONS, dump, load, parse


@pytest.fixture(scope="module")
def data(replay):
    return dump(replay)


@pytest.fixture(scope="module")
def layout(replay, data):
    """Where the records begin, and the bytes of one."""
    header, episode, _ = SIZES[FORMAT].unpack_from(data, VERSIONS.size)
    return PRELUDE + header + episode + CHECK.size, 2 * len(replay.header.seats) + 12


def refused(data):
    with pytest.raises(BadInput) as caught:
        parse("x.warbell", data)
    line = str(caught.value)
    assert line.startswith("x.warbell")
    assert line.isprintable()
    return line


def test_a_replay_comes_back_as_it_was_written(replay, data):
    back = parse(replay.name, data)
    assert back.header == replay.header
    assert np.array_equal(back.orders, replay.orders)
    assert np.array_equal(back.seals, replay.seals)
    assert back.episode.sources == replay.episode.sources
    assert dump(back) == data


def test_the_layout_is_the_documented_one(replay, data, layout):
    # docs/replay-format.md, read as a stranger would
    start, size = layout
    magic, form, rules, header_size, _, film_size = struct.unpack_from("<8sHHIII", data)
    assert (magic, form, rules) == (b"WARBELL\n", 3, RULES_VERSION)
    header = msgspec.msgpack.decode(zlib.decompress(data[24 : 24 + header_size]))
    assert header["seed"] == replay.header.seed
    check = zlib.crc32(data[: start - 4])
    assert struct.unpack_from("<I", data, start - 4) == (check,)
    for beat in range(replay.header.beats):
        record = data[start + beat * size : start + (beat + 1) * size]
        check = zlib.crc32(record[:-4], check)
        assert struct.unpack("<I", record[-4:]) == (check,)
        indices = struct.unpack_from(f"<{len(replay.header.seats)}h", record)
        assert [header["orders"][k] for k in indices] == [ACTIONS[order] for order in replay.orders[beat]]
    end = start + replay.header.beats * size
    film = data[end : end + film_size]
    assert struct.unpack_from("<I", data, end + film_size) == (zlib.crc32(film),)
    assert end + film_size + 4 + 16 == len(data)
    pledge = int.from_bytes(hashlib.blake2b(data[: start - 4] + film, digest_size=8).digest(), "little")
    for beat in range(replay.header.beats):
        (sealed,) = struct.unpack_from("<Q", data, start + (beat + 1) * size - 12)
        assert sealed ^ pledge == replay.seals[beat]
    strip = msgspec.msgpack.decode(zlib.decompress(film))
    assert strip["beats"] == replay.header.beats
    gaps, changes = (np.frombuffer(strip[name], np.uint8).reshape(4, -1).T.copy() for name in ("gaps", "changes"))
    at = gaps.view("<u4").ravel().astype(int).cumsum() - 1
    by = [number // 2 if number % 2 == 0 else -(number + 1) // 2 for number in changes.view("<u4").ravel().tolist()]
    values, first = {}, 0
    for table in strip["layout"]["tables"]:
        for column, _ in table["columns"]:
            if (table["name"], column) == ("bodies", "y"):
                places = range(first, first + table["rows"] * (strip["beats"] + 1), strip["beats"] + 1)
                for where, change in zip(at.tolist(), by, strict=True):
                    for body, place in enumerate(places):
                        if place <= where <= place + strip["beats"]:
                            values[body] = values.get(body, 0) + change
            first += table["rows"] * (strip["beats"] + 1)
    assert values == {k: y for k, y in enumerate(replay.film.bodies["y"][-1].tolist()) if y}
    assert data[-16:] == hashlib.blake2b(data[:-16], digest_size=16).digest()


def test_a_flipped_byte_in_a_record_names_its_beat(replay, data, layout):
    start, size = layout
    for beat in range(replay.header.beats):
        broken = bytearray(data)
        broken[start + beat * size + beat % size] ^= 1 << beat % 8
        assert f"found beat {beat + 1} damaged" in refused(bytes(broken))


def test_a_flipped_byte_before_the_records_names_the_header(data, layout):
    for at in range(PRELUDE, layout[0]):
        broken = bytearray(data)
        broken[at] ^= 0x10
        assert "found a damaged header" in refused(bytes(broken))


def test_a_flipped_byte_in_the_sizes_is_seen(data):
    for at in range(12, PRELUDE):
        broken = bytearray(data)
        broken[at] ^= 0x01
        assert "header" in refused(bytes(broken))


def test_a_flipped_byte_of_the_hash_names_the_end(replay, data):
    broken = bytearray(data)
    broken[-1] ^= 0x80
    assert f"a damaged hash after beat {replay.header.beats}" in refused(bytes(broken))


def test_every_cut_is_refused(replay, data, layout):
    start, size = layout
    for length in [*range(0, start, 97), *range(start, len(data))]:
        line = refused(data[:length])
        if start <= length < start + replay.header.beats * size:
            assert f"a file cut off in beat {(length - start) // size + 1}, expected" in line
    assert f"a file cut off after beat {replay.header.beats}" in refused(data[:-1])


def test_bytes_after_the_end_are_refused(replay, data):
    assert f"found 1 bytes too many after beat {replay.header.beats}" in refused(data + b"\0")
    assert "bytes too many" in refused(data + data)


def test_swapped_beats_are_seen(data, layout):
    start, size = layout
    first, second = data[start : start + size], data[start + size : start + 2 * size]
    assert "found beat 1 damaged" in refused(data[:start] + second + first + data[start + 2 * size :])


def test_the_beats_of_another_game_are_seen(replay, data, layout, played):
    start, size = layout
    other = next(load(result.replay) for result in played[0] if result.seed != replay.header.seed)
    strange = dump(other)
    header, episode, _ = SIZES[FORMAT].unpack_from(strange, VERSIONS.size)
    there = PRELUDE + header + episode + CHECK.size
    for beat in (0, 3, 7):
        a, b = start + beat * size, there + beat * size
        assert f"found beat {beat + 1} damaged" in refused(data[:a] + strange[b : b + size] + data[a + size :])


def test_a_later_format_is_named(data):
    later = data[:8] + struct.pack("<H", FORMAT + 1) + data[10:]
    assert f"found replay format {FORMAT + 1}, expected format {FORMAT}, or an older one" in refused(later)


def test_a_flipped_byte_of_the_film_names_it(replay, data, layout):
    start, size = layout
    for at in range(start + replay.header.beats * size, len(data) - HASH_SIZE):
        broken = bytearray(data)
        broken[at] ^= 0x04
        assert "found a damaged film" in refused(bytes(broken))


@pytest.mark.parametrize("text", [b"", b"W", b"WARBELL\r", b"\x89PNG\r\n\x1a\n", b"title = 'curfew'\n"])
def test_other_files_are_no_replays(text):
    assert "found no warbell replay" in refused(text)


def forged(replay, **changes):
    return dump(dataclasses.replace(replay, header=msgspec.structs.replace(replay.header, **changes)))


def test_a_header_that_contradicts_itself_is_refused(replay):
    assert "a header that contradicts itself" in refused(forged(replay, minds=("caution",)))
    assert "a header that cannot be read" in refused(forged(replay, beats=-1))
    assert "a header that cannot be read" in refused(forged(replay, outcome=7))


def test_a_header_that_names_another_episode_is_refused(replay):
    for field, value in (("episode", "curfew"), ("episode_digest", "0" * 64), ("title", "x")):
        strange = parse("x.warbell", forged(replay, **{field: value}))
        with pytest.raises(BadInput, match=r"^x\.warbell: header: found episode|^x\.warbell: header: found title"):
            _ = strange.episode


def test_a_small_file_cannot_ask_for_much_memory(replay):
    bomb = zlib.compress(bytes(64 * 2**20), 9)
    strange = parse("x.warbell", dump(dataclasses.replace(replay, sources=bomb)))
    with pytest.raises(BadInput, match="cut off or too long"):
        _ = strange.episode


def test_orders_fit_their_field():
    assert np.iinfo(np.int16).max > N_ACTIONS


def test_a_missing_file_and_a_folder_are_bad_input(tmp_path):
    for path in (tmp_path / "none.warbell", tmp_path):
        with pytest.raises(BadInput):
            load(path)
