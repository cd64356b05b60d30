"""The maps that benchmarks are played on, made by a rule, so that the same ones are measured everywhere."""

import numpy as np

from warbell.episodes import Episode, from_sources

SEATS = ("ana", "ben", "cho", "dov")


def field(people: int = 0, *, console: bool = False) -> Episode:
    """32 x 32 cells, four seats, 16 shamblers and 16 listeners, doors, lamps, a switch and a drone: every phase works.

    So many people more live by their needs, 20 at most; with a `console` its drone is in the air. People are hard to
    kill and nothing can be lost, so that a world goes on for as long as it is measured.
    """
    grid = np.full((32, 32), ".")
    grid[[0, -1], :] = grid[:, [0, -1]] = "#"
    for top, left in ((4, 4), (4, 19), (19, 4), (19, 19)):  # four houses, each with two doors
        grid[top : top + 9, left : left + 9] = "#"
        grid[top + 1 : top + 8, left + 1 : left + 8] = ","
        grid[top + 4, left] = grid[top + 8, left + 4] = "D"
        grid[top + 2, left + 2] = "L"
    grid[1, 1], grid[1, 30], grid[30, 1], grid[30, 30] = "abcd"
    grid[16, 16], grid[15, 2], grid[2, 15], grid[29, 15] = "xSmn"
    grid[17, 6 : 6 + people] = "p"
    if console:
        grid[2, 1] = "K"
    legend = ["x street lit exit", "D floor door", "L floor lamp=4 light=1", "S street switch on light=1"]
    legend += [f"{mark} street lit" for mark in "abcd"] + ["m street", "n street"] + ["p street"] * (people > 0)
    legend += ["K street console on"] * console
    threat = [("shambler", 16), ("listener", 16)]
    return _episode(grid, legend, threat, route=("m", "n"), people=people, console=console)


def city(side: int, infected: int) -> Episode:
    """Blocks of houses of 12 x 12 cells with streets of 4 between, all houses open; shamblers anywhere."""
    grid = np.full((side, side), ".")
    for top in range(2, side - 14, 16):
        for left in range(2, side - 14, 16):
            grid[top : top + 12, left : left + 12] = "#"
            grid[top + 1 : top + 11, left + 1 : left + 11] = ","
            grid[top + 5, left] = grid[top + 5, left + 11] = grid[top, left + 5] = ","
    grid[[0, -1], :] = grid[:, [0, -1]] = "#"
    for mark, (y, x) in zip("abcd", ((1, 1), (1, side - 2), (side - 2, 1), (side - 2, side - 2)), strict=True):
        grid[y, x] = mark
    grid[1, side // 2] = "x"
    legend = ["x street lit exit", *(f"{mark} street lit" for mark in "abcd")]
    return _episode(grid, legend, [("shambler", infected)], route=())


def _episode(
    grid: np.ndarray,
    legend: list[str],
    threat: list[tuple[str, int]],
    route: tuple[str, ...],
    people: int = 0,
    console: bool = False,
) -> Episode:
    lines = ['name = "bench"', 'title = "Bench"', 'place = "Bench"', 'briefing = ""', "beats = 100000"]
    lines += ["[[sheets]]", 'name = "ground"']
    for seat, mark in zip(SEATS, "abcd", strict=True):
        lines += ["[[seats]]", f'id = "{seat}"', f'title = "{seat.title()}"', f'start = "{mark}"', 'target = "x"']
        lines += ["hp = 1000", *["pack = { battery = 99 }"] * console]
    for k in range(people):
        lines += ["[[people]]", f'id = "p{k}"', f'title = "P{k}"', 'start = "p"', "hp = 1000", f"hunger = {5 * k}"]
        lines += [f'side = "{("civilian", "raider", "soldier")[k % 3]}"', f"rounds = {k % 5}", "pack = { food = 1 }"]
    for kind, count in threat:
        lines += ["[[infected]]", f'kind = "{kind}"', f"count = {count}", 'at = "ground"']
    if route:
        lines += ["[[drones]]", 'name = "drone"', f"route = {list(route)}".replace("'", '"')]
    if console:
        lines += ["[[consoles]]", 'name = "heron"', 'at = "K"', 'drone = "m"', "battery = 1000"]
    lines += ["[[objectives]]", 'name = "out"', 'kind = "escape"', "need = 4"]
    lines += ["[[endings]]", 'name = "out"', 'outcome = "won"', 'text = "."', 'all_of = ["out"]']
    sheet = "\n".join("".join(row) for row in grid)
    sources = {"episode.toml": "\n".join(lines), "ground.txt": f"{sheet}\n---\n" + "\n".join(legend)}
    return from_sources({name: text.encode() for name, text in sources.items()})
