"""The film of a room's game in its log: the start in one row, a frame beside each beat.

Whoever plays by other rules later can show the game by it without playing it again.
"""

import zlib
from collections.abc import Sequence

import msgspec
import numpy as np

from warbell.files import inflate
from warbell.film import Frame, Layout, Strip, pack, spliced, unpack
from warbell.order_names import names_of
from warbell.rollout import Recorded, rollout
from warbell.server import log
from warbell.server.game import Game, Table

# A frame is small, and somebody waits for it: most of the time of zlib's usual window is clearing its memory.
LEVEL, WINDOW, MEMORY = 1, 12, 5

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Frame)


def opening(laid: Table, created: log.Created) -> log.Started:
    """The row that starts a room's game: its film so far, and the digest of its first world."""
    orders = np.array(created.numbers, np.int16).reshape(-1, len(laid.brief.seats))
    seeds = np.array([created.seed], np.uint64)
    played = rollout(laid.episode, seeds, Recorded([orders]), views=False, filmed=True, beats=[len(orders)])
    strip = played.strips[0]
    film = b""
    if strip is not None:
        # Beats to come may show whatever there is: a layout with every name.
        film = zlib.compress(pack(msgspec.structs.replace(strip, layout=Layout(strip.layout.tables))))
    return log.Started(
        film=film,
        start=int(played.start[0]),
        seals=played.seals[0].tolist(),
        partners=laid.episode.partners,
    )


def beat_of(game: Game) -> log.Played:
    """The row of a game's last beat."""
    packer = zlib.compressobj(LEVEL, wbits=WINDOW, memLevel=MEMORY)
    film = packer.compress(_ENCODER.encode(game.frame)) + packer.flush()
    names = game.laid.brief.seats
    return log.Played(
        orders=[*names_of(game.orders[-1])],
        seal=game.seals[-1],
        film=film,
        faults={names[seat]: fault for seat, fault in game.guests.faults.items()},
    )


def film_of(started: log.Started | None, beats: Sequence[log.Played]) -> Strip | None:
    """The film of a game from its rows; None if they hold none, or not all of it."""
    if started is None or not started.film or not all(row.film for row in beats):
        return None
    try:
        return spliced(unpack(inflate(started.film)), [_DECODER.decode(inflate(row.film)) for row in beats])
    except (msgspec.MsgspecError, ValueError):
        return None
