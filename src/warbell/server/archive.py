"""Finished games: their replays, made from the log alone."""

from dataclasses import replace

import numpy as np

from warbell import __version__
from warbell.engine import RULES_VERSION
from warbell.episodes.packed import pack_sources
from warbell.order_names import known
from warbell.replay import Replay
from warbell.report.account import account as account_of
from warbell.report.history import history
from warbell.rollout import Recorded, rollout
from warbell.server import protocol
from warbell.server.chair import Refusal
from warbell.server.room import Room
from warbell.whatif import Chance, beats_to_search
from warbell.whatif import chances as chances_of

MOST_TRIED = 20_000  # beats to search times bodies: more takes too long for somebody who waits for a page


def replay(room: Room) -> Replay:
    """The replay of a room's game with its film, as far as it was played; Refusal if it never began."""
    return filmed(recorded(room))


def filmed(played: Replay) -> Replay:
    """A replay with its film: a game without one is played again for it, if that can be done."""
    if played.strip is not None or played.rules != RULES_VERSION:
        return played
    seeds, beats = np.array([played.header.seed], np.uint64), [len(played.orders)]
    again = rollout(played.episode, seeds, Recorded([played.orders]), views=False, filmed=True, beats=beats)
    return replace(played, strip=again.strips[0])


def recorded(room: Room) -> Replay:
    """The replay of a room's game without a film, but for one that cannot be played again."""
    minds = tuple("person" if chair.holder == "person" else chair.who for chair in room.chairs)
    if room.relic is not None:
        return room.relic.replay(minds)
    game = room.game
    if game is None or not game.orders:
        raise Refusal("not now", "no beat of this game was played")
    return Replay(
        name=f"{room.id}.warbell",
        header=room.laid.header(
            game.outcome(),
            beats=game.beat,
            minds=minds,
            warbell=__version__,
            seed=room.created.seed,
            start=game.start,
            digest=game.digest(),
        ),
        sources=pack_sources(room.laid.episode),
        orders=known(np.array(game.orders)),
        seals=np.array(game.seals, np.uint64),
    )


def account(played: Replay) -> protocol.Account:
    """Why a game ended as it did; Refusal if there is no film of it."""
    if played.strip is None:
        raise Refusal("not now", "the beats of this game cannot be shown")
    told = account_of(history(played))
    return protocol.Account(
        reason=told.reason,
        hopeless=told.hopeless,
        goals=[
            protocol.GoalTold(
                text=goal.text,
                met=goal.met,
                beat=goal.beat,
                came=goal.came,
                need=goal.need,
                deeds=[protocol.Said(deed.beat, deed.text) for deed in goal.deeds],
            )
            for goal in told.goals
        ],
        score=[protocol.ScoreRow(text=row.text, points=row.points) for row in told.score],
    )


def chances(played: Replay) -> dict[int, Chance]:
    """The last order that would have changed each death, by seat; Refusal of a game that cannot be tried so often."""
    if played.strip is None or played.rules != RULES_VERSION:
        raise Refusal("not now", "a game of older rules cannot be played again")
    if beats_to_search(played) * len(played.episode.body_names) > MOST_TRIED:
        raise Refusal(
            "not now", "this game is too large to be tried again here; `warbell report --whatif` takes its time"
        )
    return chances_of(played)
