"""The film of a game: what somebody from whom nothing is hidden saw at every beat, without the engine that played it.

`Camera` films worlds and is the only one that reads them for viewers; `Film` is what viewers read; a `Strip` is how a
film is kept in replays and logs.
"""

from warbell.film.camera import PLANES, Camera
from warbell.film.film import Film, Rows, difference
from warbell.film.strip import Frame, Layout, Strip, pack, spliced, unpack

__all__ = [
    "PLANES",
    "Camera",
    "Film",
    "Frame",
    "Layout",
    "Rows",
    "Strip",
    "difference",
    "pack",
    "spliced",
    "unpack",
]
