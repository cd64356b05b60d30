"""Episodes as replays and databases hold them: all their files, packed."""

import zlib
from functools import lru_cache

import msgspec

from warbell.episodes.episode import MOST_BYTES, Episode, from_sources
from warbell.errors import BadInput
from warbell.files import inflate

_NAMES = 4096  # bytes that names and sizes of the files take beside them


@lru_cache(maxsize=1)
def pack_sources(episode: Episode) -> bytes:
    """The files of an episode as a replay holds them; the same for all replays of an episode, so done once."""
    return zlib.compress(msgspec.msgpack.encode(dict(sorted(episode.sources.items()))), 9)


@lru_cache(maxsize=4)
def unpack_episode(packed: bytes) -> Episode:
    """The episode in packed sources; BadInput if it is none.

    Most replays read together are of one episode, so it is built once.
    """
    try:
        sources = msgspec.msgpack.decode(inflate(packed, MOST_BYTES + _NAMES), type=dict[str, bytes])
    except (msgspec.MsgspecError, ValueError) as error:
        raise BadInput("episode", f"something unreadable: {error}", "the files of an episode") from None
    episode = from_sources(sources, played=True)
    if episode.sources != sources:
        raise BadInput("episode", "files that differ from how an episode keeps them", "those of a run")
    return episode
