"""What if: a game that was played, up to a beat, and from there on to another end."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace

import msgspec
import numpy as np

from warbell import __version__
from warbell.engine.percept import Percept
from warbell.episodes import Episode, brief
from warbell.errors import BadInput
from warbell.guests import Guest
from warbell.plans import Plan, parse, show
from warbell.replay import FORMAT, Branch, Header, Replay
from warbell.rollout import ABANDONED, Decider, rollout
from warbell.team import STAND_IN, Holder, hold, holders, strangers


def branch(replay: Replay, beat: int, held: Mapping[str, str], plan: Plan | None = None) -> Replay:
    """Play the game of a replay again to `beat` by its recorded orders, then on to its end by minds.

    `held` names a mind for each seat (by id) that changes hands then. Such a mind begins at that beat, a plan with its
    first cell; `plan` is what seats newly held by the mind `plan` play, None for the plan of the replay. Every other
    seat goes on with who held it at that beat: a mind is shown every percept since it took the seat over, so that it
    is where it was, and STAND_IN takes over from whoever is no mind of the house. A mind of one's own goes on only if
    `held` names it again, so that no replay has anything imported. The dice are those of the replay.

    Returns a replay under the same name, not yet written; with nobody named, one equal to the game of those minds bit
    for bit. `verify` the replay first: here it is taken at its word. Raises BadInput for a beat after which nothing is
    left to play, an unknown seat or mind, or a missing plan.
    """
    header = _header(replay.playable().header, check_beat(replay.header, beat), held, plan)
    hands = _Hands(replay.orders[:beat], _minds(replay.episode, header, beat))
    with closing(hands):
        played = rollout(replay.episode, np.array([header.seed], np.uint64), hands, filmed=True)
    header = msgspec.structs.replace(header, **played.ends[0]._asdict())
    return replace(
        replay, header=header, orders=played.orders[0], seals=played.seals[0], strip=played.strips[0], form=FORMAT
    )


def check_beat(header: Header, beat: int) -> int:
    """`beat` if something of the game is left to play after so many beats; else BadInput."""
    left = header.outcome == ABANDONED
    last = header.beats if left else header.beats - 1
    if not 0 <= beat <= last:
        end = f"was left after beat {last}" if left else f"ended in beat {header.beats}"
        raise BadInput("--beat", str(beat), f"a beat from 0 to {last}: the game {end}")
    return beat


class _Hands:
    """Gives the recorded orders of one world, then those of minds, each of which has looked on since some beat."""

    def __init__(self, recorded: np.ndarray, minds: list[tuple[int, Decider]]) -> None:
        self._recorded = recorded  # int16 [N, P]
        self._minds = minds

    def decide(self, percept: Percept, out: np.ndarray) -> None:
        """Fill in the orders of the next beat, int32 [1, P]."""
        beat = int(percept.me["beat"][0, 0])
        for since, mind in self._minds:
            if beat >= since:
                mind.decide(percept, out)
        if beat < len(self._recorded):
            out[0] = self._recorded[beat]

    def close(self) -> None:
        """Let minds of one's own know that the game is over."""
        for _, mind in self._minds:
            if isinstance(mind, Guest):
                mind.close()


def _header(header: Header, beat: int, held: Mapping[str, str], plan: Plan | None) -> Header:
    """The header of the branch, but for its end."""
    for seat in held:
        if seat not in header.seats:
            raise BadInput("--seat", repr(seat), f"one of {', '.join(header.seats)}")
    earlier = tuple(branch for branch in header.branches if branch.beat <= beat)
    later = header.branches[len(earlier) :]
    # What changed hands later in the replay has not yet done so.
    before = Branch(beat, (), *((later[0].minds, later[0].plan) if later else (header.minds, header.plan)))
    after = dict(zip(header.seats, before.minds, strict=True))
    after |= dict.fromkeys(strangers(header, beat), STAND_IN)
    after |= held
    changed = tuple(
        seat
        for seat, mind in zip(header.seats, before.minds, strict=True)
        if after[seat] != mind or (plan is not None and held.get(seat) == "plan")
    )
    text = before.plan if plan is None else show(plan)
    return msgspec.structs.replace(
        header,
        minds=tuple(after.values()),
        plan=text if "plan" in after.values() else "",
        warbell=__version__,
        branches=(*earlier, msgspec.structs.replace(before, seats=changed)) if changed else earlier,
    )


def _minds(episode: Episode, header: Header, beat: int) -> list[tuple[int, Decider]]:
    """Who decides after so many beats: each mind, with the beat since which it has looked on."""
    paper = brief(episode)
    groups: dict[Holder, list[int]] = {}
    for index, holder in enumerate(holders(header, beat)):
        groups.setdefault(holder, []).append(index)
    made = []
    for (name, text, since), seats in groups.items():
        plan = parse(text, "the plan of the replay", paper, episode.name) if name == "plan" and text else None
        made.append((since, hold(name, episode, paper, seats, 1, plan)))
    return made
