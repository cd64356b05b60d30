"""The ways of the team over a sheet: paler early and darker late, each in a lane of its own, with beats along it."""

from dataclasses import dataclass

from warbell.encode.letters import letters
from warbell.episodes import SheetInfo
from warbell.report import svg
from warbell.report.history import History

CELL = 10.0  # units of a drawing
SHADES = 6  # steps from the palest ink of a way's beginning to the full ink of its end


@dataclass(frozen=True)
class Way:
    """Where somebody was, beat by beat; None where that is not on the sheet, or they were no more."""

    seat: int
    letter: str
    points: list[svg.Point | None]

    def met(self, every: int = 1) -> list[tuple[int, svg.Point]]:
        """The beats on the sheet, those that `every` divides, and where."""
        return [(beat, point) for beat, point in enumerate(self.points) if point and beat % every == 0]


def inside(sheet: SheetInfo, y: int, x: int) -> bool:
    """True if a cell of the atlas lies on the sheet."""
    return sheet.top <= y < sheet.top + sheet.height and sheet.left <= x < sheet.left + sheet.width


def middle(sheet: SheetInfo, y: int, x: int) -> svg.Point:
    """The middle of a cell of the atlas in the drawing of its sheet."""
    return (x - sheet.left + 0.5) * CELL, (y - sheet.top + 0.5) * CELL


def tracks(past: History, sheet: SheetInfo) -> str:
    """Everybody's way as a line."""
    return "".join(_line(way) for way in _ways(past, sheet))


def ends(past: History, sheet: SheetInfo, scale: float, labels: svg.Labels) -> str:
    """Where everybody's way begins and ends, `scale` times as large as usual."""
    return "".join(_ends(way, scale, labels) for way in _ways(past, sheet))


def beats_along(past: History, sheet: SheetInfo, scale: float, labels: svg.Labels) -> str:
    """Beats along everybody's way, as far as there is room for them."""
    every = svg.round_step(past.beats, 8)
    return "".join(_beats(way, every, scale, labels) for way in _ways(past, sheet))


def steps(past: History, sheet: SheetInfo) -> str:
    """Unseen over the ways, each place leads to the beat in which it was come to."""
    return "".join(_steps(way, past.episode.titles[way.seat]) for way in _ways(past, sheet))


def _ways(past: History, sheet: SheetInfo) -> list[Way]:
    return [_way(past, sheet, seat, letter) for seat, letter in enumerate(letters(past.episode.titles))]


def _way(past: History, sheet: SheetInfo, seat: int, letter: str) -> Way:
    seats = len(past.episode.seats)
    lane = (seat - (seats - 1) / 2) * min(2.4, 7 / seats)
    points: list[svg.Point | None] = []
    for y, x in past.places[: past.last_beat(seat) + 1, seat].tolist():
        across, down = middle(sheet, y, x)
        points.append((across + lane, down + lane) if inside(sheet, y, x) else None)
    return Way(seat, letter, points)


def _line(way: Way) -> str:
    body, count = "", len(way.points) - 1
    for shade in range(SHADES):
        part = way.points[count * shade // SHADES : count * (shade + 1) // SHADES + 1]
        opacity = 0.35 + 0.65 * (shade + 1) / SHADES
        for run in _runs(part):
            body += svg.polyline(run, class_=f"track p{way.seat % 8} seat-{way.seat}", stroke_opacity=opacity)
    return body


def _ends(way: Way, scale: float, labels: svg.Labels) -> str:
    """A ring with the initial where a way begins, a disc where it ends."""
    body, met = "", way.met()
    for (_, (x, y)), class_ in ((met[0], "from"), (met[-1], "to")) if met else ():
        cx, cy = labels.disc(x, y, 4.4 * scale)
        line = svg.polyline([(x, y), (cx, cy)], class_="leader") if (cx, cy) != (x, y) else ""
        ring = svg.tag("circle", cx=cx, cy=cy, r=4.4 * scale, class_=class_)
        letter = svg.text(cx, cy + 2.3 * scale, way.letter, class_=class_, font_size=6.6 * scale)
        body += svg.tag("g", line + ring + letter, class_=f"seat-{way.seat}")
    return body


def _beats(way: Way, every: int, scale: float, labels: svg.Labels) -> str:
    body = ""
    for beat, (x, y) in way.met(every):
        if beat == 0:
            continue  # the ring stands there
        body += svg.tag("circle", cx=x, cy=y, r=1.8 * scale, class_=f"beat seat-{way.seat}")
        body += labels.place(x, y, f"{way.letter} {beat}", 5 * scale, f"when seat-{way.seat}")
    return body


def _steps(way: Way, title: str) -> str:
    body, before = "", None
    for beat, (x, y) in way.met():
        if (x, y) != before:
            circle = svg.tag("circle", cx=x, cy=y, r=CELL / 2, class_=f"hit seat-{way.seat}")
            body += svg.to_beat(beat, circle, f"{title}, beat {beat}")
        before = (x, y)
    return body


def _runs(points: list[svg.Point | None]) -> list[list[svg.Point]]:
    """The stretches without a gap, standing still left out; single points are no line."""
    runs: list[list[svg.Point]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        elif not runs[-1] or runs[-1][-1] != point:
            runs[-1].append(point)
    return [run for run in runs if len(run) > 1]
