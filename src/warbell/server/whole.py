"""What a server says, of the parts that its workers have of it."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping

import msgspec

from warbell.server import protocol
from warbell.server.best import MOST, MOST_OF_DAY, RECORDS, of_day
from warbell.server.questions import Part

_SAMPLE = re.compile(rb"(\w+)(?:\{(.*)\})? (.*)")


def lobby(parts: Collection[Part], shown: int) -> protocol.Lobby:
    """The lobby: at most so many rooms of all workers, the newest first, and the best games of all of them."""
    lobbies = [part.lobby for part in parts]
    rooms = [each for part in parts for each in zip(part.made, part.lobby.rooms, strict=True)]
    rooms.sort(key=lambda each: each[0], reverse=True)
    first = lobbies[0]
    return msgspec.structs.replace(
        first,
        preparing=max((each.preparing for each in lobbies if each.preparing is not None), default=None),
        episodes=[_episode(cards) for cards in zip(*(each.episodes for each in lobbies), strict=True)],
        rooms=[card for _, card in rooms[:shown]],
        tonight=msgspec.structs.replace(
            first.tonight,
            results=results(each.tonight.results for each in lobbies if each.tonight.day == first.tonight.day),
        ),
    )


def results(parts: Iterable[list[protocol.Run]]) -> list[protocol.Run]:
    """The results of a night of a day."""
    return _best(parts, of_day, MOST_OF_DAY)


def _episode(cards: tuple[protocol.EpisodeCard, ...]) -> protocol.EpisodeCard:
    return msgspec.structs.replace(
        cards[0],
        most_saved=_best((card.most_saved for card in cards), RECORDS["saved"], MOST),
        fewest_beats=_best((card.fewest_beats for card in cards), RECORDS["beats"], MOST),
    )


def _best(
    parts: Iterable[list[protocol.Run]], rank: Callable[[protocol.Run], tuple[int, ...]], most: int
) -> list[protocol.Run]:
    return sorted((run for part in parts for run in part), key=rank)[:most]


def figures(parts: Mapping[int, bytes]) -> bytes:
    """The figures of several workers, each sample with the label `worker`."""
    heads: dict[bytes, list[bytes]] = {}  # of each figure, by its name: its comments
    samples: dict[bytes, list[bytes]] = {}
    for worker, text in parts.items():
        name = b""
        for line in text.splitlines():
            if line.startswith(b"# HELP "):
                name = line.split(b" ")[2]
                heads[name] = []
            if line.startswith(b"#"):
                heads[name].append(line)
            elif found := _SAMPLE.fullmatch(line):
                labels = b",".join(filter(None, (found[2], b'worker="%d"' % worker)))
                samples.setdefault(name, []).append(b"%s{%s} %s" % (found[1], labels, found[3]))
    return b"".join(b"%s\n" % line for name in heads for line in (*heads[name], *samples.get(name, ())))
