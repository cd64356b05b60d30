"""Each sheet as a drawing: the graph paper, where everybody went, and what happened where."""

from dataclasses import replace
from html import escape

import numpy as np

from warbell.encode.letters import letters
from warbell.engine import codes
from warbell.engine.bits import unpack
from warbell.episodes import Episode, SheetInfo
from warbell.report import svg
from warbell.report.history import Happening, History
from warbell.report.tracks import CELL, beats_along, ends, inside, middle, steps, tracks

WHOLE = 80  # cells: a bigger sheet is drawn in part
AROUND = 16  # cells around everybody's ways that the part shows
MARKS = {  # kind -> (path around 0,0, class, what it is)
    codes.BITTEN: ("M-4-4H4L0 5z", "red", "bitten"),
    codes.TURNED: ("M-4-4H4V4H-4z", "red", "turned"),
    codes.DIED: ("M-4-4L4 4M4-4L-4 4", "red stroke", "died"),
    codes.DRONE_STRUCK: ("M1-6L-4 1H0L-1 6L4-1H0z", "red", "struck by a drone"),
    codes.SHOT: ("M-6-1H1V-4L6 0L1 4V1H-6z", "red", "shot"),
    codes.BURNT: ("M0-6Q6-1 4 3.5A4.5 4.5 0 0 1-4 3.5Q-6 0-2.5-2.5-2-.5-.8 0 1.5-2.5 0-6z", "red", "burnt"),
    codes.DROWNED: ("M-6-2Q-3-5 0-2Q3 1 6-2M-6 3Q-3 0 0 3Q3 6 6 3", "red stroke", "drowned"),
    codes.DOOR_BROKE: ("M-4 0L0-4L4 0L0 4z", "red", "a door broke"),
    codes.REVIVED: ("M-1.5-5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z", "ink", "brought back up"),
    codes.CURED: ("M-1.5-5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z", "ink", "cured"),
    codes.LIFTED: ("M-5 3L0-5L5 3", "ink stroke", "lifted and carried"),
    codes.DOOR_MOVED: ("M-3.5 0L0-3.5L3.5 0L0 3.5z", "ink hollow", "a door was worked"),
    codes.ESCAPED: ("M-4-4L0 0L-4 4M1-4L5 0L1 4", "ink stroke", "got out"),
}


def seen_part(past: History, sheet: SheetInfo) -> SheetInfo:
    """A sheet, or of a big one the part around everybody's ways."""
    if max(sheet.height, sheet.width) <= WHOLE:
        return sheet
    met = [(y, x) for seat in range(len(past.episode.seats)) for y, x in past.places[:, seat].tolist()]
    cells = np.array([cell for cell in met if inside(sheet, *cell)] or [(sheet.top, sheet.left)])
    low = np.maximum(cells.min(axis=0) - AROUND, (sheet.top, sheet.left))
    high = np.minimum(cells.max(axis=0) + AROUND, (sheet.top + sheet.height - 1, sheet.left + sheet.width - 1))
    (top, left), (height, width) = low.tolist(), (high - low + 1).tolist()
    return replace(sheet, top=top, left=left, height=height, width=width)


def sheet_map(past: History, index: int) -> str:
    """One sheet of the run, or the part of it that anybody came near."""
    sheet = seen_part(past, past.episode.sheets[index])
    size = (sheet.width * CELL, sheet.height * CELL)
    scale = max(1.0, sheet.width / 60)  # texts and marks of a big sheet grow with it, to stay readable
    labels = svg.Labels(7.2 * scale, size)
    # What has to be where it is takes its place first, then texts by their weight.
    marks = _marks(past, sheet, scale, labels)
    rounds = ends(past, sheet, scale, labels)
    harm = _harm(past, sheet, scale, labels)
    rest = _drones(past, sheet, scale, labels) + beats_along(past, sheet, scale, labels)
    body = paper(past.episode, sheet) + tracks(past, sheet) + rest + rounds + marks + harm
    met = _met(past, sheet)
    told = f"{sheet.width} by {sheet.height} cells. " + (
        "; ".join(f"beat {happening.beat}: {happening.text}" for happening in met[:40]) or "Nothing of note happened."
    )
    title = f"Map of {sheet.title} with everybody's tracks"
    over = steps(past, sheet) + _over(met, sheet, scale)
    return svg.figure(f"sheet-{index}", size, title=title, told=told, body=body, over=over, class_="map")


def _met(past: History, sheet: SheetInfo) -> list[Happening]:
    return [happening for happening in past.of(*MARKS) if inside(sheet, happening.y, happening.x)]


def _over(met: list[Happening], sheet: SheetInfo, scale: float) -> str:
    """Unseen over the marks of a cell, what happened there; it leads to the first of it."""
    cells: dict[tuple[int, int], list[Happening]] = {}
    for happening in met:
        cells.setdefault((happening.y, happening.x), []).append(happening)
    body = ""
    for (y, x), group in cells.items():
        cx, cy = middle(sheet, y, x)
        circle = svg.tag("circle", cx=cx, cy=cy, r=6 * scale, class_="hit")
        body += svg.to_beat(group[0].beat, circle, "; ".join(f"beat {each.beat}: {each.text}" for each in group))
    return body


def legend(past: History) -> str:
    """The key to the maps, as an HTML list: who draws which line, what stands where, and the marks that occur."""
    items = []
    for seat, (title, letter) in enumerate(zip(past.episode.titles, letters(past.episode.titles), strict=True)):
        line = svg.tag("line", x1=2, x2=38, y1=8, y2=8, class_=f"track p{seat % 8}")
        items.append((_sample(line, 40), f"{letter}&ensp;{escape(title)}"))
    items += [
        (_sample(svg.tag("rect", x=4, y=4, width=8, height=8, class_="door"), 16), "door"),
        (_sample(svg.tag("rect", x=4, y=4, width=8, height=8, class_="fixture"), 16), "other fixture"),
        (_sample(svg.tag("path", d="M4 5h8M4 8h8M4 11h8", class_="stairs"), 16), "stairs, ladder"),
        (_sample(svg.tag("rect", x=3, y=3, width=10, height=10, class_="exit"), 16), "exit"),
    ]
    seen = {happening.kind for happening in past.happenings}
    items += [
        (_sample(svg.tag("path", d=path, class_=f"mark {class_}", transform="translate(8 8)"), 16), words)
        for path, class_, words in dict.fromkeys(mark for kind, mark in MARKS.items() if kind in seen)
    ]
    return '<ul class="legend">' + "".join(f"<li>{sample} {words}</li>" for sample, words in items) + "</ul>"


def _sample(drawn: str, width: int) -> str:
    return svg.tag("svg", drawn, class_="key map", viewBox=f"0 0 {width} 16", aria_hidden="true")


def _cells(cells: np.ndarray, class_: str) -> str:
    """Cells of a bool array [height, width] as one path of runs."""
    parts = []
    for y, row in enumerate(cells):
        edges = np.flatnonzero(np.diff(np.concatenate([[False], row, [False]]).astype(np.int8)))
        for a, b in (edges.reshape(-1, 2) * CELL).tolist():
            parts.append(f"M{a:g} {y * CELL:g}h{b - a:g}v{CELL:g}h-{b - a:g}z")
    return svg.tag("path", d="".join(parts), class_=class_) if parts else ""


def _outline(cells: np.ndarray, class_: str) -> str:
    """The borders between the cells of a bool array [height, width] and the others, as one path."""
    parts = []
    for turned, table in ((False, cells), (True, cells.T)):
        edges = table[1:] != table[:-1]
        for k, row in enumerate(edges, start=1):
            ends = np.flatnonzero(np.diff(np.concatenate([[False], row, [False]]).astype(np.int8)))
            for a, b in (ends.reshape(-1, 2) * CELL).tolist():
                parts.append(f"M{k * CELL:g} {a:g}V{b:g}" if turned else f"M{a:g} {k * CELL:g}H{b:g}")
    return svg.tag("path", d="".join(parts), class_=class_) if parts else ""


def paper(episode: Episode, sheet: SheetInfo) -> str:
    """What the team's graph paper has of a sheet, or of a part of one."""
    ground = episode.ground
    part = (slice(sheet.top, sheet.top + sheet.height), slice(sheet.left, sheet.left + sheet.width))
    terrain = ground.terrain[part]
    width = ground.terrain.shape[1]
    lamps = np.bitwise_or.reduce(ground.lamps, axis=0)
    dark = ~unpack(lamps, width)[part] & (terrain != codes.WALL) & (terrain != codes.EDGE)
    body = _cells(terrain != codes.EDGE, "sheet") + _cells(dark, "dark")
    lines = "".join(f"M{k * CELL:g} 0V{sheet.height * CELL:g}" for k in range(sheet.width + 1))
    lines += "".join(f"M0 {k * CELL:g}H{sheet.width * CELL:g}" for k in range(sheet.height + 1))
    body += svg.tag("path", d=lines, class_="squares")
    for code in (codes.RUBBLE, codes.CHANNEL, codes.GARDEN, codes.RAIL):
        body += _cells(terrain == code, codes.TERRAIN[code])
    body += _cells(terrain == codes.WALL, "wall") + _outline(terrain == codes.WALL, "outline")
    body += _cells(terrain == codes.GLASS, "glass")
    body += _cells(unpack(ground.exits, width)[part], "exit")
    fixtures = ground.fixtures
    for fixture, name in zip(fixtures, episode.fixture_names, strict=True):
        y, x, kind = int(fixture["y"]), int(fixture["x"]), int(fixture["kind"])
        if inside(sheet, y, x) and kind != codes.EXIT:
            cx, cy = middle(sheet, y, x)
            class_ = "door" if codes.IS_HINGED[kind] else "fixture"
            title = svg.tag("title", escape(name))
            body += svg.tag("rect", title, x=cx - 4, y=cy - 4, width=8, height=8, class_=class_)
    for link in ground.links:
        for y, x in ((int(link["y0"]), int(link["x0"])), (int(link["y1"]), int(link["x1"]))):
            if inside(sheet, y, x):
                cx, cy = middle(sheet, y, x)
                steps = "".join(f"M{svg.number(cx - 4)} {svg.number(cy + k)}h8" for k in (-3, 0, 3))
                name = codes.LINKS[link["kind"]] + (f", {link['height']} high" if link["height"] else "")
                body += svg.tag("path", svg.tag("title", name), d=steps, class_="stairs")
    return body


def _drones(past: History, sheet: SheetInfo, scale: float, labels: svg.Labels) -> str:
    """The rounds of the drones, as thin dotted lines with their names."""
    body = ""
    ground = past.episode.ground
    for route, lap, name in zip(ground.routes, ground.laps, past.episode.drone_names, strict=True):
        points = [middle(sheet, int(y), int(x)) for y, x in route[:lap] if inside(sheet, int(y), int(x))]
        if points:
            body += svg.polyline([*points, points[0]], class_="round")
            body += labels.put(*points[0], name, 4 * scale, "round-name")
    return body


Marks = dict[tuple[str, str, int, int], list[Happening]]  # path, class, y, x


def _found(past: History, sheet: SheetInfo) -> Marks:
    """What is marked on a sheet, by mark and cell."""
    found: Marks = {}
    for happening in _met(past, sheet):
        path, class_, _ = MARKS[happening.kind]
        if "red" in class_ and happening.kind != codes.DOOR_BROKE and not past.harms(happening):
            class_ = class_.replace("red", "faint")
        found.setdefault((path, class_, happening.y, happening.x), []).append(happening)
    return found


def _marks(past: History, sheet: SheetInfo, scale: float, labels: svg.Labels) -> str:
    """What happened where: a mark for each kind and cell."""
    body = ""
    for (path, class_, y, x), happenings in _found(past, sheet).items():
        across, down = middle(sheet, y, x)
        if happenings[0].kind == codes.ESCAPED:
            across += 9 * scale  # beside the disc where that way ends
        place = f"translate({svg.number(across)} {svg.number(down)}) scale({scale:.2f})"
        body += svg.tag("path", d=path, class_=f"mark {class_}", transform=place)
        labels.block(across, down, 5 * scale)
    return body


def _harm(past: History, sheet: SheetInfo, scale: float, labels: svg.Labels) -> str:
    """The beats of harm, a text for each cell."""
    cells: dict[tuple[int, int], list[int]] = {}
    for (_, class_, y, x), group in _found(past, sheet).items():
        if "red" in class_:
            cells.setdefault((y, x), []).extend(happening.beat for happening in group)
    body = ""
    for cell, beats in cells.items():
        words = f"{min(beats)}" if len(set(beats)) == 1 else f"{min(beats)}-{max(beats)}"
        body += labels.put(*middle(sheet, *cell), words, 6 * scale, "when red")
    return body
