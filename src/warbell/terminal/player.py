"""Play a replay in the terminal: by hand with keys, or straight through to its end."""

import time
from dataclasses import dataclass, field
from textwrap import wrap

from rich.console import Console, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.text import Text

from warbell.episodes import Episode
from warbell.errors import BadInput
from warbell.replay import Replay
from warbell.terminal import keys
from warbell.terminal.film import Film
from warbell.terminal.palette import LEGEND
from warbell.terminal.screen import Frame, screen

SLOWEST, FASTEST = 0.25, 64.0  # beats a second
IDLE = 0.5  # seconds between looks at the terminal's size while paused
PRINTED, PRINTED_ROWS = 5, 30  # beats shown where nobody can press a key, and the rows of each
STATUS = "space pause  ,. step  [] speed  tab view  g beat  ? help  q quit"
HELP = (
    "space        pause, play                    home  end    first, last beat",
    ", .  or  left right    one beat             pgup pgdn    ten beats",
    "[ ]          slower, faster                 g 120 enter  to beat 120",
    "tab          the next view                  0 1 2 ...    a view by number",
    "m            another sheet                  q            quit",
    "",
    *LEGEND,
)


def watch(
    replay: Replay,
    seat: str | None = None,
    speed: float = 4.0,
    start: int = 0,
    console: Console | None = None,
) -> None:
    """Play a replay by hand; where no keys can be read, print some of its beats. An unknown seat is BadInput."""
    view = _view(replay, seat)
    player = Player(Film(replay if view is None else replay.playable()), view=view, speed=speed)
    player.go(start)
    _show(player, console or Console())


def _view(replay: Replay, seat: str | None) -> int | None:
    if seat is None:
        return None
    if seat not in replay.header.seats:
        raise BadInput("--seat", seat, "one of " + ", ".join(replay.header.seats))
    return replay.header.seats.index(seat)


@dataclass
class Player:
    """Where somebody watching a film is, and what their keys do."""

    film: Film
    view: int | None = None
    speed: float = 4.0
    beat: int = 0
    playing: bool = True
    done: bool = False
    help: bool = False
    sheet: int | None = None
    digits: str | None = None  # the beat being typed after g
    views: list[int | None] = field(init=False)

    def __post_init__(self) -> None:
        self.views = list(self.film.views)
        self.speed = min(max(self.speed, SLOWEST), FASTEST)

    def go(self, beat: int) -> None:
        """To a beat, the nearest there is."""
        self.beat = min(max(beat, 0), self.film.last)

    def tick(self) -> None:
        """The time of one beat has passed; behind the help it stands still."""
        if self.help:
            return
        if self.playing and self.beat < self.film.last:
            self.beat += 1
        elif self.playing:
            self.playing = False

    def press(self, key: str) -> None:
        """Do what a key says."""
        if self.help:
            self.help = key not in CLOSING
        elif self.digits is not None:
            self._type(key)
        elif key == "space":
            if self.beat == self.film.last:
                self.beat = 0
            self.playing = not self.playing
        elif key in STEPS:
            self.playing = False
            self.go(self.beat + STEPS[key])
        elif key in {"home", "end"}:
            self.go(0 if key == "home" else self.film.last)
        elif key in {"[", "]"}:
            self.speed = min(max(self.speed * (2 if key == "]" else 0.5), SLOWEST), FASTEST)
        elif key in {"tab", "backtab"}:
            step = 1 if key == "tab" else -1
            self.view = self.views[(self.views.index(self.view) + step) % len(self.views)]
        elif key.isdecimal() and int(key) < len(self.views):
            self.view = self.views[int(key)]
        elif key == "m":
            sheets = [None, *range(len(self.film.episode.sheets))]
            self.sheet = sheets[(sheets.index(self.sheet) + 1) % len(sheets)]
        elif key == "g":
            self.digits = ""
        elif key == "?":
            self.help = True
        elif key in {"q", "escape"}:
            self.done = True

    def _type(self, key: str) -> None:
        digits = self.digits or ""
        if key.isdecimal():
            self.digits = (digits + key)[:7]
        elif key == "backspace":
            self.digits = digits[:-1]
        else:
            if key == "enter" and digits:
                self.go(int(digits))
            self.digits = None

    def render(self, rows: int, columns: int) -> RenderableType:
        """The screen as it is now."""
        if self.help:
            return help_page(self.film.episode, rows, columns)
        status = f"{'playing' if self.playing else 'paused'} {self.speed:g}/s  {STATUS}"
        if self.digits is not None:
            status = f"to beat: {self.digits}_"
        return screen(self.frame(rows, status), rows, columns)

    def frame(self, rows: int, status: str = "") -> Frame:
        """What a screen of so many rows shows now."""
        return Frame(
            title=self.film.episode.title,
            scene=self.film.scene(self.beat, self.view),
            last=self.film.last,
            rates=self.film.rates[: self.beat + 1],
            recent=self.film.recent(self.beat, self.view, rows),
            status=status,
            sheet=self.sheet,
        )


CLOSING = {"?", "q", "escape"}  # the keys that put the help away
STEPS = {",": -1, "left": -1, ".": 1, "right": 1, "pageup": -10, "pagedown": 10}


def help_page(episode: Episode, rows: int, columns: int) -> Panel:
    """Keys, signs, and as much of the briefing as there is room for."""
    width = min(columns, 100)
    paragraphs = [" ".join(text.split()) for text in episode.briefing.split("\n\n")]
    lines = [part for text in (*HELP, "", *paragraphs) for part in wrap(text, width - 4) or [""]]
    if len(lines) > rows - 2:
        lines[rows - 3 :] = ["... (the whole briefing: warbell episodes NAME)"]
    return Panel(Text("\n".join(lines), no_wrap=True), title=episode.title, subtitle="? or q closes this", width=width)


def _show(player: Player, console: Console) -> None:
    if console.is_terminal and keys.available():
        _interact(player, console)
    else:
        _print(player, console)


def _interact(player: Player, console: Console) -> None:
    with keys.raw_keys(), Live(console=console, screen=True, auto_refresh=False) as live:
        due = time.monotonic() + 1 / player.speed
        while not player.done:
            live.update(player.render(console.size.height, console.size.width), refresh=True)
            for key in keys.read_keys(due - time.monotonic() if player.playing else IDLE):
                player.press(key)
            if time.monotonic() >= due:
                player.tick()
                due = time.monotonic() + 1 / player.speed


def _print(player: Player, console: Console) -> None:
    """A few beats on paper, the last among them."""
    first, last = player.beat, player.film.last
    for beat in sorted({first + (last - first) * k // (PRINTED - 1) for k in range(PRINTED)}):
        player.go(beat)
        console.print(screen(player.frame(PRINTED_ROWS), PRINTED_ROWS, console.size.width))
