"""Episodes as data: reading, checking, starting them; the built-in ones lie in this folder."""

from pathlib import Path

from warbell.episodes.episode import (
    MAIN,
    Brief,
    EndingText,
    Episode,
    ObjectiveText,
    SheetInfo,
    Story,
    brief,
    from_sources,
    read_episode,
)
from warbell.episodes.skirmish import SPLITS, skirmish
from warbell.errors import BadInput
from warbell.files import read_bytes

__all__ = [
    "BUILT_IN",
    "SPLITS",
    "UNLISTED",
    "Brief",
    "EndingText",
    "Episode",
    "ObjectiveText",
    "SheetInfo",
    "Story",
    "brief",
    "from_sources",
    "load",
    "names",
    "skirmish",
]

SEASON = ("curfew", "heartbeat", "garden", "blackout", "crossroads")  # in the order they are played
UNLISTED = ("lesson", "price")  # built in too: the page teaches with the first, the other is in the making
BUILT_IN = (*SEASON, *UNLISTED)
_MOST_BYTES = 1 << 20  # of a file of an episode


def names() -> list[str]:
    """The built-in episodes, in the order of the season."""
    return list(SEASON)


def load(name_or_path: str | Path) -> Episode:
    """A built-in episode by its name, or the episode in a folder; BadInput if there is none or it is broken."""
    built_in = name_or_path in BUILT_IN
    folder = Path(__file__).parent / name_or_path if built_in else Path(name_or_path)
    if not built_in and not (folder / MAIN).exists():
        expected = "one of " + ", ".join(SEASON) + f", or a folder with {MAIN}"
        if str(name_or_path) == "skirmish":
            expected += "; warbell.skirmish makes a skirmish"
        raise BadInput("EPISODE", repr(str(name_or_path)), expected)

    def read(name: str) -> bytes | None:
        return read_bytes(folder / name, _MOST_BYTES) if (folder / name).exists() else None

    return read_episode(str(name_or_path), read)
