"""How much looking an episode may ask of whoever loads it, counted before it is done.

A small text can name large places again and again, and ways over the whole map. What its words ask for is paid from one
budget: a look is a cell of a plane, and a cell that a way goes over costs as much as many, as it takes so much longer.
"""

from warbell.episodes.locate import Path, Toml

MOST_LOOKS = 1 << 28  # of all places and ways of an episode: about half a second
A_STEP = 300  # looks that a cell of a way costs


class Budget:
    """What is left of the looks of an episode."""

    def __init__(self, toml: Toml) -> None:
        """All of them; `toml` is where errors stand."""
        self.toml = toml
        self.left = MOST_LOOKS

    def look(self, path: Path, cells: int) -> None:
        """Pay for looking at a plane of so many cells; BadInput at `path` if that is too much."""
        self.left -= cells
        if self.left < 0:
            found = "more places and ways than can be looked for on so large a map"
            raise self.toml.error(path, found, f"at most {MOST_LOOKS} looks at cells in all, a step being {A_STEP}")

    def walk(self, path: Path, cells: int) -> None:
        """Pay for finding ways over so many cells; BadInput at `path` if that is too much."""
        self.look(path, A_STEP * cells)
