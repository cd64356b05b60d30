"""Verification: run the engine again over the orders of replays and compare every beat's seal, and the film.

What that proves of a replay, `proven` says: of which episode it is, by which rules, from which seed, and what its seals
hold for. Replays of one episode are verified as one batch of worlds, so that hundreds cost little more than one.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from os import PathLike
from threading import Event
from typing import NamedTuple

import numpy as np

from warbell.engine.codes import N_ACTIONS
from warbell.episodes import BUILT_IN, Episode
from warbell.episodes import load as load_episode
from warbell.errors import BadInput
from warbell.film import Film, Strip, difference
from warbell.order_names import FOLDS, name_of
from warbell.prepare import prepare
from warbell.replay import BOUND, Replay, load
from warbell.rollout import ABANDONED, Recorded, Rollout, rollout, seal
from warbell.spread import cores, parts, spread


class Unverified(BadInput):
    """A whole replay that the engine does not reproduce; the command line exits with code 1."""

    exit_code = 1


MOST_PLAYED = 1 << 28  # beats times bodies that are played again to verify a replay, a beat counting as 64 at least


class Proof(NamedTuple):
    """What a verified replay proves."""

    episode: str  # the name that the episode gives itself
    digest: str  # sha256 of its files, hex
    built_in: bool  # it is the episode of that name that comes with this warbell, to the byte
    rules: int
    seed: int
    outcome: str
    minds: dict[str, str]  # seat to who held it, which the file says and nothing can prove
    bound: bool  # the seals hold for all of the file: nobody changed minds, plan or walkthrough under them

    @property
    def which(self) -> str:
        """The episode in words."""
        whose = "built in" if self.built_in else "an episode of its own"
        return f"{self.episode} ({whose}, {self.digest[:12]})"


def proven(replay: Replay) -> Proof:
    """What a replay proves that `verify` returned."""
    header, own = replay.header, replay.episode.digest
    built_in = header.episode in BUILT_IN and load_episode(header.episode).digest == own
    minds = dict(zip(header.seats, header.minds, strict=True))
    return Proof(header.episode, own, built_in, replay.rules, header.seed, header.outcome, minds, replay.form >= BOUND)


def demand(replay: Replay, episode: Episode) -> Replay | BadInput:
    """The replay, if it is of this episode, to the byte of what decides its games; else the error that refuses it."""
    if replay.episode.digest != episode.digest:
        found = f"a game of {proven(replay).which}"
        return Unverified(replay.name, found, f"one of {episode.name}, {episode.digest[:12]}")
    return replay


def verify(
    paths: Sequence[str | PathLike[str]], threads: int | None = None, progress: Callable[[int], None] | None = None
) -> list[Replay | BadInput]:
    """For each path its replay if every beat agrees, else the error that refuses it.

    The error is an Unverified where the file is whole and only the engine disagrees, and OtherRules where it cannot be
    asked. A replay without a film is returned with the one that was played. `progress` is called with the
    number of replays a step has dealt with. BadInput for one path where a row of them is expected.
    """
    if isinstance(paths, (str, bytes, PathLike)):
        raise BadInput("paths", repr(paths), "a row of paths, as in [path]")
    prepare()
    threads = threads or cores()
    verdicts: dict[int, Replay | BadInput] = {}
    groups: dict[str, list[tuple[int, Replay]]] = {}
    for i, path in enumerate(paths):
        try:
            replay = _not_too_long(load(path).playable())
            groups.setdefault(replay.episode.digest, []).append((i, replay))
        except BadInput as error:
            verdicts[i] = error
    if progress:
        progress(len(verdicts))
    for members in groups.values():
        replays = [replay for _, replay in members]

        def check(part: slice, stop: Event, replays: list[Replay] = replays) -> list[Replay | BadInput]:
            return _judge_each(replays[part], stop)

        pieces = parts(len(replays), replays[0].episode, threads)
        with closing(spread(check, pieces, threads)) as finished:
            for part, found in finished:
                verdicts.update(zip((i for i, _ in members[part]), found, strict=True))
                if progress:
                    progress(len(found))
    return [verdicts[i] for i in range(len(paths))]


def prove(replay: Replay, stop: Event | None = None) -> Replay:
    """The replay, with its film, if every beat of it agrees; else what `verify` says of it is raised.

    Raises Stopped between two beats once `stop` is set.
    """
    (verdict,) = _judge_each([_not_too_long(replay.playable())], stop)
    if isinstance(verdict, BadInput):
        raise verdict
    return verdict


def _not_too_long(replay: Replay) -> Replay:
    """The replay, if it can be played again in reasonable time; else BadInput."""
    bodies, beats = len(replay.episode.body_names), len(replay.orders)
    if beats * max(bodies, 64) > MOST_PLAYED:
        found = f"a game of {beats} beats with {bodies} bodies"
        raise BadInput(replay.name, found, f"at most {MOST_PLAYED} beats times bodies, to be played again")
    return replay


def _judge_each(replays: Sequence[Replay], stop: Event | None) -> list[Replay | BadInput]:
    """The verdicts on replays; one whose game the engine cannot hold is refused without the others."""
    try:
        return judge(replays, stop)[0]
    except OverflowError as error:
        if len(replays) > 1:
            return [verdict for replay in replays for verdict in _judge_each([replay], stop)]
        return [Unverified(replays[0].name, str(error), "a game that the engine can play")]


def judge(
    replays: Sequence[Replay], stop: Event | None = None, witness: Recorded | None = None
) -> tuple[list[Replay | BadInput], Rollout]:
    """The verdicts on replays of one episode, by rules that are played here, and their games as they were played again.

    `witness` gives the recorded orders, and looks at what is perceived meanwhile.
    """
    episode = replays[0].episode
    seeds = np.array([replay.header.seed for replay in replays], np.uint64)
    beats = [len(replay.orders) for replay in replays]
    decider = witness or Recorded([replay.orders for replay in replays])
    played = rollout(episode, seeds, decider, stop, views=witness is not None, filmed=True, beats=beats)
    return [
        _difference(replay, played, world) or (replay if replay.strip else replace(replay, strip=played.strips[world]))
        for world, replay in enumerate(replays)
    ], played


def _difference(replay: Replay, played: Rollout, world: int) -> Unverified | None:
    """Where a replay first differs from what the engine made of its seed and orders, None if nowhere."""
    header, seals = replay.header, seal(played.digests[world], played.orders[world], FOLDS[replay.form])
    strange = np.argwhere(replay.orders >= N_ACTIONS)
    if len(strange):
        beat, seat = strange[0]
        found = f"beat {beat + 1} with the order {name_of(int(replay.orders[beat, seat]), replay.strange)!r}"
        return Unverified(replay.name, found, f"an order of rules version {replay.rules}")
    if header.start != played.start[world]:
        return Unverified(replay.name, f"start world {header.start:016x}", f"{played.start[world]:016x} for its seed")
    both = min(len(seals), len(replay.seals))
    wrong = np.flatnonzero(seals[:both] != replay.seals[:both])
    if replay.form >= BOUND and len(wrong) == both > 0 and len(set((seals[:both] ^ replay.seals[:both]).tolist())) == 1:
        found = "a header, an episode or a film that was changed after the game"
        return Unverified(replay.name, found, "those that its seals are bound to")
    if len(wrong):
        beat = int(wrong[0])
        return Unverified(replay.name, f"beat {beat + 1} with seal {replay.seals[beat]:016x}", f"{seals[beat]:016x}")
    if len(seals) < len(replay.seals):
        return Unverified(replay.name, f"beat {both + 1}", f"no more beats: the episode ended at beat {both}")
    if played.ends[world].outcome == ABANDONED != header.outcome:
        return Unverified(replay.name, f"its end after beat {both}", f"beat {both + 1}: the episode had not ended")
    for field, value in played.ends[world]._asdict().items():
        if (found := getattr(header, field)) != value:
            return Unverified(replay.name, f"{field} {found} in its header", f"{value}, as played")
    return _on_film(replay, played.strips[world])


def _on_film(replay: Replay, played: Strip | None) -> Unverified | None:
    """Where a replay's film first differs from what was played, None if nowhere or it has none."""
    if replay.strip is None or replay.strip == played:
        return None
    if played is None:
        return Unverified(replay.name, "a film", "none: the game is too long for one")
    try:
        found = difference(replay.film, Film(replay.name, played))
    except BadInput as error:
        return Unverified(replay.name, error.found, error.expected)
    if found is None:
        # Of its own layout what was played is written in one way.
        other = replay.strip.layout == played.layout
        return Unverified(replay.name, "a film that no game was written as", "the one, as played") if other else None
    return Unverified(
        replay.name, f"beat {found.beat} with {found.what}: {found.found} in its film", f"{found.expected}, as played"
    )
