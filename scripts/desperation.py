"""The tables of docs/people.md, written anew by `./dev python scripts/desperation.py`: stomachs and fears.

Two scenes, each 200 times with the same seeds in four worlds that differ in stomachs and fears alone. Each table stands
behind its comment, `<!-- yard -->` or `<!-- lane -->`, up to the next blank line. Takes seconds with a compiled engine.
"""

import re
from pathlib import Path

import numpy as np

from warbell.encode.words import ACTIONS
from warbell.engine.batch import perceive, play
from warbell.engine.codes import DOOR_MOVED, GAVE, ROBBED, SHOVED
from warbell.engine.percept import blank
from warbell.engine.world import waits
from warbell.episodes import from_sources
from warbell.files import write_atomically
from warbell.lab.statistics import wilson

PAGE = Path(__file__).parents[1] / "docs/people.md"
SEEDS, BEATS, EVERY = 200, 40, 4  # beats from one of Ana's calls to the next
STATES = {"fed, calm": (10, 0), "fed, afraid": (10, 85), "starved, calm": (85, 0), "starved, afraid": (85, 85)}
DEEDS = {"shares": GAVE, "robs": ROBBED, "shoves": SHOVED, "opens": DOOR_MOVED}
# Six people on one of two cells each, three with food, one with planks; one more behind a door, and Ana, who asks.
YARD = """
############
#pqrstu#...#
#....a.Dg..#
#pqrstu#...#
############
"""
# Ana in a blind alley, three people on one of two cells each before her, and something at its open end.
LANE = """
############
#.appqqrr.z#
############
"""
SCENES = {"yard": (YARD, ("robs", "shares", "opens")), "lane": (LANE, ("shoves",))}


def _person(k: int, start: str, hunger: int, fear: int) -> str:
    pack = ("{ food = 1 }", "{}", "{ food = 1 }", "{ planks = 1 }", "{ food = 1 }", "{}", "{}")[k]
    scatter = str(start != "g").lower()
    return (
        f'[[people]]\nid = "p{k}"\ntitle = "P{k}"\nstart = "{start}"\nscatter = {scatter}\nside = "civilian"\n'
        f'manner = "stay"\nhunger = {hunger}\nfear = {fear}\npack = {pack}\n'
    )


def _episode(drawing: str, hunger: int, fear: int) -> dict[str, bytes]:
    """The files of a scene: nobody calms down or is bitten in it, so that each world is what it began as."""
    places = [mark for mark in "pqrstug" if mark in drawing]
    people = "".join(_person(k, start, hunger, fear) for k, start in enumerate(places))
    infected = '[[infected]]\nkind = "shambler"\ncount = 1\nat = "z"\n' if "z" in drawing else ""
    text = (
        'name = "scene"\ntitle = "Scene"\nplace = "Scene"\nbriefing = ""\nbeats = 100\nsheets = [{ name = "ground" }]\n'
        'seats = [{ id = "ana", title = "Ana", start = "a", target = "a", pack = { food = 3 } }]\n'
        'objectives = [{ name = "on", kind = "survive", need = 90 }]\n'
        'endings = [{ name = "on", outcome = "won", text = ".", all_of = ["on"] }]\n'
        "[tuning]\nfear_ease = 0\nfear_light = 0\ntremble_per = 0\nshambler_bite = 0\nfear_seen = 0\nfear_near = 0\n"
        f"fear_alone = 0\nfear_cry = 0\n{people}{infected}"
    )
    legend = "".join(f"{mark} street lamp=12\n" for mark in "apqrstugz" if mark in drawing)
    door = "D street door\n" if "D" in drawing else ""
    sheet = f"{drawing.strip()}\n---\n{legend}{door}"
    return {"episode.toml": text.encode(), "ground.txt": sheet.encode()}


def done(drawing: str, hunger: int, fear: int) -> np.ndarray:
    """Which of DEEDS somebody without a seat did in each of the worlds, bool [SEEDS, DEEDS]."""
    episode = from_sources(_episode(drawing, hunger, fear))
    world = episode.start(np.arange(SEEDS, dtype=np.uint64))
    perceive(episode.ground, world, blank(world))
    found = np.zeros((SEEDS, len(DEEDS)), bool)
    for beat in range(BEATS):
        orders = waits(world)
        orders[:] = ACTIONS.index("call HELP") if beat % EVERY == 0 else 0
        play(episode.ground, world, orders)
        used = np.arange(world.events.shape[1]) < world.clock["events"][:, None]
        theirs = used & (world.events["who"] >= 1)
        for k, kind in enumerate(DEEDS.values()):
            found[:, k] |= (theirs & (world.events["kind"] == kind)).any(axis=1)
    return found


def table(drawing: str, deeds: tuple[str, ...]) -> str:
    """Of 100 worlds in how many somebody did each, with Wilson's intervals."""
    lines = [f"| people | {' | '.join(deeds)} |", "|---|" + "--:|" * len(deeds)]
    for name, (hunger, fear) in STATES.items():
        found = done(drawing, hunger, fear).sum(axis=0)
        rates = [wilson(int(found[list(DEEDS).index(deed)]), SEEDS) for deed in deeds]
        cells = [f"{rate.value:.0f} ({rate.low:.0f} to {rate.high:.0f})" for rate in rates]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page."""
    page = PAGE.read_text()
    for name, (drawing, deeds) in SCENES.items():
        before, after = page.split(f"<!-- {name} -->\n")
        page = f"{before}<!-- {name} -->\n{table(drawing, deeds)}" + re.sub(r"\A(\|.*\n)*", "", after)
    write_atomically(PAGE, page.encode())


if __name__ == "__main__":
    main()
