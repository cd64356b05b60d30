"""Small pieces of SVG: escaped, rounded, and with text that finds itself a free place."""

from collections.abc import Sequence
from html import escape
from math import ceil, cos, pi, sin

Point = tuple[float, float]
WIDE = 0.62  # of a letter, in sizes: bold digits of most fonts
NEAR = (1.0, 1.9)  # gaps from its point within which a text needs no line to it
MOST_RINGS = 24  # half radii from its point at which a disc is tried


def number(value: float) -> str:
    """A coordinate, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def tag(name: str, body: str = "", /, **attributes: str | float) -> str:
    """An element; `class_` is class, other underscores become hyphens, floats are rounded."""
    parts = [name]
    for key, value in attributes.items():
        shown = number(value) if isinstance(value, float) else str(value)
        parts.append(f'{key.rstrip("_").replace("_", "-")}="{escape(shown)}"')
    return f"<{' '.join(parts)}>{body}</{name}>" if body else f"<{' '.join(parts)}/>"


def text(x: float, y: float, words: str, **attributes: str | float) -> str:
    """A line of text at a place."""
    return tag("text", escape(words), x=float(x), y=float(y), **attributes)


def polyline(points: Sequence[Point], **attributes: str | float) -> str:
    """A line through points."""
    joined = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return tag("polyline", points=joined, **attributes)


def figure(
    key: str, size: tuple[float, float], *, title: str, body: str, class_: str, told: str = "", over: str = ""
) -> str:
    """A whole drawing, size (width, height), with its title and, for those who cannot see it, what it tells.

    Where a text beside it tells the same, it need not be told. `over` lies over it, for the pointer alone.
    """
    names = f'<title id="{key}-t">{escape(title)}</title>'
    names += f'<desc id="{key}-d">{escape(told)}</desc>' if told else ""
    drawn = tag("g", names + body, role="img", aria_labelledby=f"{key}-t {key}-d" if told else f"{key}-t")
    if over:
        drawn += tag("g", over, aria_hidden="true")
    return tag("svg", drawn, class_=class_, viewBox=f"0 0 {number(size[0])} {number(size[1])}")


def to_beat(beat: int, shape: str, words: str) -> str:
    """An unseen shape over a drawing that leads to a beat; to the keyboard and the ear, text leads to the same."""
    return tag("a", tag("title", escape(words)) + shape, href=f"#beat-{beat}", tabindex=-1)


def round_step(span: float, most: int) -> int:
    """The step of 1, 2 or 5 times a power of ten that divides a span into at most `most` parts."""
    power = 1
    while True:
        for digit in (1, 2, 5):
            if span <= digit * power * most:
                return digit * power
        power *= 10


class Labels:
    """Short texts beside points, each where no other one and no mark is."""

    def __init__(self, size: float, bounds: tuple[float, float]) -> None:
        """Texts of `size` units within a drawing of bounds (width, height)."""
        self.size, self.bounds = size, bounds
        self.boxes: list[tuple[float, float, float, float]] = []

    def block(self, x: float, y: float, radius: float) -> None:
        """Keep texts away from a mark."""
        self.boxes.append((x - radius, y - radius, x + radius, y + radius))

    def place(self, x: float, y: float, words: str, gap: float, class_: str) -> str:
        """The text beside (x, y), or "" if there is no room for it."""
        return self._beside(x, y, words, gap, class_, NEAR)

    def put(self, x: float, y: float, words: str, gap: float, class_: str) -> str:
        """The same of a text that must not be missing: where it is free, however far, with a line that leads to it."""
        steps = max(self.bounds) / gap
        return self._beside(x, y, words, gap, class_, (*NEAR, *(2.5 + 0.75 * k for k in range(ceil(steps / 0.75)))))

    def disc(self, x: float, y: float, radius: float) -> Point:
        """The middle of the place nearest to (x, y) at which a disc of that radius is free, now taken by it."""
        for ring in range(MOST_RINGS):
            for k in range(max(1, 8 * ring)):
                angle = 2 * pi * k / max(1, 8 * ring)
                cx, cy = x + ring * radius * cos(angle) / 2, y + ring * radius * sin(angle) / 2
                if self._free((cx - radius, cy - radius, cx + radius, cy + radius)):
                    self.block(cx, cy, radius)
                    return cx, cy
        self.block(x, y, radius)
        return x, y

    def _beside(self, x: float, y: float, words: str, gap: float, class_: str, fars: Sequence[float]) -> str:
        wide, high = WIDE * self.size * len(words), self.size
        for far in fars:
            for side, up in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
                left = x + side * gap * far - (0 if side > 0 else wide if side < 0 else wide / 2)
                top = y + up * (gap * far + high / 2) - high / 2
                box = (left, top, left + wide, top + high)
                if self._free(box):
                    self.boxes.append(box)
                    line = ""
                    if far > NEAR[-1]:
                        edge = min(max(x, left), left + wide), min(max(y, top), top + high)
                        line = polyline([(x, y), edge], class_="leader")
                    return line + text(left, top + 0.8 * high, words, class_=class_, font_size=float(self.size))
        return ""

    def _free(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self.bounds[0] or bottom > self.bounds[1]:
            return False
        return all(right + 1 <= b[0] or left - 1 >= b[2] or bottom <= b[1] or top >= b[3] for b in self.boxes)
