"""How much looking an episode may ask of whoever loads it, counted before it is done.

A small text can name large places again and again, and ways over the whole map. What its words ask for is paid from one
budget, of steps: a step is a cell that a way goes over, and so are many cells that are only looked at.
"""

from warbell.episodes.locate import Path, Toml

MOST_STEPS = 16_000_000  # of all ways and places of an episode: a quarter of a second
LOOKS = 20  # cells that are looked at in the time of a step


class Budget:
    """What is left of the steps of an episode."""

    def __init__(self, toml: Toml) -> None:
        """All of them; `toml` is where errors stand."""
        self.toml = toml
        self.left = MOST_STEPS

    def walk(self, path: Path, cells: int) -> None:
        """Pay for finding ways over so many cells; BadInput at `path` if that is too much."""
        self.left -= cells
        if self.left < 0:
            found = "more places and ways than may be looked for on so large a map"
            raise self.toml.error(path, found, f"at most {MOST_STEPS} steps in all")

    def look(self, path: Path, cells: int) -> None:
        """Pay for looking at so many cells; BadInput at `path` if that is too much."""
        self.walk(path, cells // LOOKS)
