"""Finished games: their replays, made from the log alone."""

import numpy as np

from warbell import __version__
from warbell.replay import Header, Replay, pack_sources
from warbell.server.chair import Refusal
from warbell.server.room import Room


def replay(room: Room) -> Replay:
    """The replay of a room's game, as far as it was played; Refusal if it never began."""
    game = room.game
    if game is None or not game.orders:
        raise Refusal("not now", "no beat of this game was played")
    outcome = game.outcome()
    episode = room.laid.episode
    return Replay(
        name=f"{room.id}.warbell",
        header=Header(
            episode=episode.name,
            episode_digest=episode.digest,
            title=episode.title,
            seats=tuple(episode.seats),
            minds=tuple("person" if chair.holder == "person" else chair.who for chair in room.chairs),
            plan="",
            warbell=__version__,
            seed=room.created.seed,
            start=game.start,
            digest=game.digest(),
            beats=game.beat,
            outcome=outcome.outcome,
            ending=outcome.ending,
            score=outcome.score,
            saved=outcome.saved,
            dead=outcome.dead,
            turned=outcome.turned,
        ),
        sources=pack_sources(episode),
        orders=np.array(game.orders, np.int16),
        seals=np.array(game.seals, np.uint64),
    )
