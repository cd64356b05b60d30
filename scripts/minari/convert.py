"""A dataset of `warbell dataset` as a Minari dataset: an episode for each seat of each game (docs/dataset.md).

    python -m venv minari && minari/bin/pip install "minari[hdf5]" pillow pyarrow
    minari/bin/python scripts/minari/convert.py data/curfew-9a7b8427 warbell/curfew-v0

Needs no warbell. With --check it opens what it wrote and compares every number with the rows.
"""

import argparse
import json
from pathlib import Path

import minari
import numpy as np
import pyarrow.compute as pc
from gymnasium import spaces
from minari.data_collector import EpisodeBuffer
from pyarrow import parquet

MASK = "action_mask"
SAID = ("game", "replay", "seat", "outcome", "episode", "episode_digest")  # of an episode, in its metadata
PERSON = "person"


def about(path):
    """What a part says of itself."""
    return json.loads(parquet.read_schema(path).metadata[b"warbell"])


def space_of(note):
    """The spaces of observations and orders."""
    arrays = {
        name: spaces.Box(array["low"], array["high"], tuple(array["shape"]), np.dtype(array["dtype"]))
        for name, array in note["arrays"].items()
    }
    return spaces.Dict({**arrays, MASK: spaces.MultiBinary(len(note["actions"]))}), spaces.Discrete(
        len(note["actions"])
    )


def episodes(path, note):
    """Every seat's game in a part: its buffer, and what is said of it."""
    table = parquet.read_table(path)
    wait = note["actions"].index("wait")
    for game in table["game"].unique():
        whole = table.filter(pc.equal(table["game"], game))
        for index, seat in enumerate(note["seats"]):
            rows = whole.filter(
                pc.equal(whole["seat"], seat)
            ).combine_chunks()  # beat by beat, the last without an order
            seen = {
                name: rows[name].combine_chunks().flatten().to_numpy().reshape(-1, *array["shape"])
                for name, array in note["arrays"].items()
            }
            packed = rows[MASK].combine_chunks().flatten().to_numpy().reshape(len(rows), -1)
            seen[MASK] = np.unpackbits(packed, axis=1, count=len(note["actions"]), bitorder="little").astype(np.int8)
            orders = rows["order"].drop_null().to_numpy().astype(np.int64)
            buffer = EpisodeBuffer(
                seed=rows["seed"][0].as_py(),
                observations=seen,
                actions=np.where(orders < 0, wait, orders),  # what is no order at all makes the seat wait
                rewards=rows["reward"].drop_null().to_numpy().astype(float),
                terminations=rows["terminated"].to_numpy()[:-1],
                truncations=rows["truncated"].to_numpy()[:-1],
                infos={
                    "seat": np.full(len(rows), index),
                    PERSON: pc.equal(rows["holder"], PERSON).to_numpy().astype(np.int8),
                },
            )
            yield buffer, {name: rows[name][0].as_py() for name in SAID}


def convert(folder, name):
    """Write the Minari dataset."""
    made, parts = None, sorted(Path(folder).glob("*.parquet"))
    for path in parts:
        note = about(path)
        found = [*episodes(path, note)]
        if not found:
            continue
        buffers, said = map(list, zip(*found, strict=True))
        if made is None:
            seen, orders = space_of(note)
            made = minari.create_dataset_from_buffers(
                name,
                buffers,
                observation_space=seen,
                action_space=orders,
                algorithm_name="whoever held the seats",
                author="warbell",
                description=f"preset {note['preset']}, rules {note['rules']}: an episode for each seat of a game",
                jpeg_encoding=False,  # a grid is no picture: every number counts
            )
        else:
            made.update_dataset_from_buffer(buffers)
        first = made.total_episodes - len(buffers)
        made.storage.update_episode_metadata(said, range(first, made.total_episodes))
    if made is None:
        raise SystemExit(f"{folder}: found no games, expected a folder that `warbell dataset` wrote")
    return made


def check(folder, name):
    """Open it by its name, and compare every episode with the rows it came of."""
    opened = minari.load_dataset(name)
    read = iter(opened.iterate_episodes())
    count = steps = 0
    for path in sorted(Path(folder).glob("*.parquet")):
        note = about(path)
        for buffer, said in episodes(path, note):
            episode = next(read)
            for array in buffer.observations:
                assert np.array_equal(episode.observations[array], buffer.observations[array]), (said, array)
            assert len(episode.observations[MASK]) == len(episode.actions) + 1
            for field in ("actions", "rewards", "terminations", "truncations"):
                assert np.array_equal(getattr(episode, field), getattr(buffer, field)), (said, field)
            for array in buffer.infos:
                assert np.array_equal(episode.infos[array], buffer.infos[array]), (said, array)
            assert opened.action_space.contains(episode.actions[0])
            assert opened.observation_space.contains({key: array[0] for key, array in episode.observations.items()})
            (kept,) = opened.storage.get_episode_metadata([episode.id])
            assert {key: kept[key] for key in said} == said
            assert kept["seed"] == buffer.seed
            count, steps = count + 1, steps + len(episode.actions)
    assert next(read, None) is None
    assert (opened.total_episodes, opened.total_steps) == (count, steps)
    print(f"checked: minari {minari.__version__} opens {name}, {count} episodes, {steps} steps")


def main():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", help="of one episode, as `warbell dataset` wrote it")
    parser.add_argument("name", help="of the Minari dataset: [NAMESPACE/]NAME-vN")
    parser.add_argument("--check", action="store_true", help="open it again and compare it with the rows")
    given = parser.parse_args()
    made = convert(given.folder, given.name)
    print(f"{given.name}: {made.total_episodes} episodes, {made.total_steps} steps")
    if given.check:
        check(given.folder, given.name)


if __name__ == "__main__":
    main()
