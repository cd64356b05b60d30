"""A sheet of a scene as coloured characters, cropped around the cell to look at."""

from dataclasses import dataclass
from itertools import groupby

from rich.text import Text

from warbell.encode.scene import IN_SIGHT, REMEMBERED, UNKNOWN, Figure, Fitting, Scene
from warbell.engine import codes
from warbell.episodes import SheetInfo
from warbell.terminal import palette


@dataclass(frozen=True)
class Crop:
    """The part of the atlas that is drawn, and how many characters a cell takes (2 looks square)."""

    top: int
    left: int
    height: int
    width: int
    cell: int

    def holds(self, y: int, x: int) -> bool:
        """True if a cell is drawn."""
        return self.top <= y < self.top + self.height and self.left <= x < self.left + self.width

    def whole(self, sheet: SheetInfo) -> bool:
        """True if it shows a sheet from edge to edge."""
        return (self.height, self.width) == (sheet.height, sheet.width)


def sheet_of(scene: Scene) -> SheetInfo:
    """The sheet that holds the cell to look at."""
    y, x = scene.centre
    for sheet in scene.sheets:
        if sheet.top <= y < sheet.top + sheet.height and sheet.left <= x < sheet.left + sheet.width:
            return sheet
    return scene.sheets[0]


def crop(scene: Scene, sheet: SheetInfo, rows: int, columns: int) -> Crop:
    """What of a sheet fits into rows x columns characters: all of it, square if possible, else around the centre."""
    cell = 2 if sheet.width * 2 <= columns else 1
    height, width = min(sheet.height, rows), min(sheet.width, columns // cell)
    y, x = scene.centre
    return Crop(
        top=_slide(y, sheet.top, sheet.height, height),
        left=_slide(x, sheet.left, sheet.width, width),
        height=height,
        width=width,
        cell=cell,
    )


def _slide(centre: int, start: int, size: int, window: int) -> int:
    return min(max(centre - window // 2, start), start + size - window)


def board(scene: Scene, part: Crop) -> Text:
    """The map: one line of text a row of cells."""
    cells = {
        (y, x): _ground(scene, y, x)
        for y in range(part.top, part.top + part.height)
        for x in range(part.left, part.left + part.width)
    }

    def put(y: int, x: int, text: str, ink: str) -> None:
        if part.holds(y, x):
            cells[y, x] = text, f"{ink}{_paper(scene, y, x)}"

    for fitting in scene.fittings:
        put(fitting.y, fitting.x, *_fitting(scene, fitting))
    # What matters most is drawn last, and so on top: the dead, the drones, the downed, those on their feet.
    figures = sorted(scene.figures, key=lambda figure: (figure.now, figure.state == codes.UP))
    for figure in figures:
        if figure.state == codes.DEAD:
            put(figure.y, figure.x, *_figure(scene, figure))
    for machine in scene.machines:
        if machine.now:
            put(machine.y, machine.x, palette.DRONE, palette.INK["drone"])
    for figure in figures:
        if figure.state != codes.DEAD:
            put(figure.y, figure.x, *_figure(scene, figure))
    out = Text(no_wrap=True)
    for y in range(part.top, part.top + part.height):
        row = (cells[y, x] for x in range(part.left, part.left + part.width))
        for style, run in groupby(row, key=lambda cell: cell[1]):
            out.append("".join(_wide(text)[: part.cell] for text, _ in run), style)
        if y + 1 < part.top + part.height:
            out.append("\n")
    return out


def _wide(text: str) -> str:
    """A cell's sign with room for a body's mark behind it, which walls fill."""
    return text + (text[0] if text[0] in {palette.WALL, palette.PENCIL_WALL} else " ")


def _paper(scene: Scene, y: int, x: int) -> str:
    """The background of a cell: how it is lit, if it is in sight."""
    if scene.knowledge[y, x] != IN_SIGHT or scene.chart.terrain[y, x] == codes.WALL:
        return ""
    if scene.disc[y, x]:
        return f" on {palette.DISC_GROUND}"
    return f" on {palette.LIT_GROUND if scene.lit[y, x] else palette.DARK_GROUND}"


def _ground(scene: Scene, y: int, x: int) -> tuple[str, str]:
    """(text, style) of a cell with nothing on it."""
    terrain, known = int(scene.chart.terrain[y, x]), int(scene.knowledge[y, x])
    if terrain == codes.EDGE:
        return " ", ""
    if terrain == codes.WALL:
        # Walls are on everybody's graph paper; one that was never seen is only pencilled in.
        pencil = known == UNKNOWN
        return (palette.PENCIL_WALL, palette.PENCIL) if pencil else (palette.WALL, _faded(known, palette.INK["wall"]))
    link = scene.chart.link_at[y, x]
    if link:
        kind = int(scene.chart.links[link - 1]["kind"])
        return palette.LINKS[kind], _faded(known, palette.INK["link"]) + _paper(scene, y, x)
    if scene.chart.exits[x >> 6, y] >> (x & 63) & 1:
        return palette.EXIT, _faded(known, palette.INK["exit"]) + _paper(scene, y, x)
    if known == UNKNOWN:
        return " ", ""
    ink = "disc" if scene.disc[y, x] else "lit" if scene.lit[y, x] else "floor"
    if terrain in palette.TERRAIN:
        return palette.TERRAIN[terrain], _faded(known, palette.INK[ink]) + _paper(scene, y, x)
    if known == REMEMBERED:
        return palette.PAST_FLOOR, palette.PENCIL
    glyph = {"disc": palette.DISC_FLOOR, "lit": palette.LIT_FLOOR, "floor": palette.DARK_FLOOR}[ink]
    return glyph, palette.INK[ink] + _paper(scene, y, x)


def _faded(known: int, ink: str) -> str:
    """An ink as it looks from memory, or on paper only."""
    if known == IN_SIGHT:
        return ink
    return f"dim {palette.GREY}" if known == REMEMBERED else f"dim {palette.PENCIL}"


def _fitting(scene: Scene, fitting: Fitting) -> tuple[str, str]:
    door = bool(codes.IS_HINGED[fitting.kind])
    state = fitting.state if fitting.known else codes.SHUT
    glyph = palette.DOORS[state] if door else palette.FIXTURES[fitting.kind]
    ink = palette.INK["exit" if fitting.kind == codes.EXIT else "door" if door else "fixture"]
    if fitting.kind == codes.CACHE and fitting.known and not fitting.full:
        ink = palette.GREY
    known = int(scene.knowledge[fitting.y, fitting.x])
    # A gate, for two pairs of hands, is drawn twice where there is room.
    return glyph * 2 if fitting.kind == codes.GATE else glyph, _faded(known, ink)


def _figure(scene: Scene, figure: Figure) -> tuple[str, str]:
    if figure.state == codes.DEAD:
        return palette.DEAD, palette.INK["dead"]
    if codes.IS_INFECTED[figure.nature]:
        ink = palette.INK["listener" if figure.nature == codes.LISTENER else "infected"]
    else:
        viewer = figure.name == scene.viewer
        ink = palette.INK["viewer" if viewer else "team" if figure.side == codes.TEAM else "person"]
    if not figure.now:
        return f"{figure.letter}?", f"dim {palette.GREY}"
    if figure.state == codes.DOWN:
        return f"{figure.letter}_", f"underline {ink}"
    marks = (("^", figure.carried), ("!", figure.sign != codes.NO_SIGNAL), ("z", figure.asleep))
    return figure.letter + next((mark for mark, holds in marks if holds), " "), ink
