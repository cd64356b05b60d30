"""Finished games: their replays, made from the log alone."""

import numpy as np

from warbell import __version__
from warbell.episodes.packed import pack_sources
from warbell.film import Strip
from warbell.order_names import known
from warbell.replay import Replay
from warbell.rollout import Recorded, rollout
from warbell.server.chair import Refusal
from warbell.server.game import Game
from warbell.server.room import Room


def replay(room: Room) -> Replay:
    """The replay of a room's game, as far as it was played; Refusal if it never began."""
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
        strip=_film(room, game),
    )


def _film(room: Room, game: Game) -> Strip | None:
    """The film of a game, which is played again for it."""
    orders = known(np.array(game.orders))
    seeds = np.array([room.created.seed], np.uint64)
    beats = [len(orders)]
    return rollout(room.laid.episode, seeds, Recorded([orders]), views=False, filmed=True, beats=beats).strips[0]
