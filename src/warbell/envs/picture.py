"""What a game looks like to who sees everything: in characters as `warbell show` has it, or the same as pixels."""

from typing import Any

import numpy as np
from rich.style import Style
from rich.text import Text

from warbell.cli.board import Board
from warbell.cli.palette import WALL
from warbell.engine.world import World
from warbell.envs.glyphs import CELL, glyph
from warbell.errors import BadInput
from warbell.film import Camera, Film
from warbell.game import Game

RENDER_MODES = ("human", "ansi", "rgb_array")
FRAMES: dict[str, Any] = {"render_modes": list(RENDER_MODES), "render_fps": 4}
NIGHT = (13, 15, 22)  # around the sheets
GAP = 1  # cells around every sheet


def check_render_mode(mode: str | None) -> str | None:
    """The mode; BadInput if there is none of that name."""
    if mode is not None and mode not in RENDER_MODES:
        raise BadInput("render_mode", repr(mode), f"one of {', '.join(RENDER_MODES)}, or None")
    return mode


def draw(game: Game, e: int, mode: str | None) -> Any:
    """World e: a str in mode ansi, uint8 [height, width, 3] in rgb_array, printed in human."""
    if mode == "rgb_array":
        return pixels(game, e)
    if mode == "human":
        print(characters(game, e), flush=True)  # noqa: T201 - printing is what this mode is for
    return characters(game, e) if mode == "ansi" else None


def characters(game: Game, e: int) -> str:
    """The beat, the score, every sheet, and what its signs mean."""
    board = _board(game, e)
    lines = [f"Beat {game.beats[e]}, {game.scores[e]} points."]
    for sheet in game.episode.sheets:
        lines += ["", f"{sheet.title}:", *(row.plain for row in board.rows(sheet))]
    return "\n".join([*lines, "", ", ".join(board.key)])


def pixels(game: Game, e: int) -> np.ndarray:
    """Every sheet, one below the other, in the signs and colours of the board: uint8 [height, width, 3]."""
    board = _board(game, e)
    sheets = [[_row(row) for row in board.rows(sheet)] for sheet in game.episode.sheets]
    broad = max(row.shape[1] for rows in sheets for row in rows) + 2 * GAP * CELL
    tall = sum(len(rows) + GAP for rows in sheets) * CELL + GAP * CELL
    picture = np.empty((tall, broad, 3), np.uint8)
    picture[:] = NIGHT
    y = GAP * CELL
    for rows in sheets:
        for row in rows:
            picture[y : y + CELL, GAP * CELL : GAP * CELL + row.shape[1]] = row
            y += CELL
        y += GAP * CELL
    return picture


def _board(game: Game, e: int) -> Board:
    """The board of world e as it stands, filmed as if it began now."""
    now = World(*(table if name == "sound" else table[e : e + 1].copy() for name, table in _tables(game.world)))
    now.clock["beat"] = 0
    (strip,) = Camera(now).strips([0])
    assert strip is not None  # one beat is never too long for a film
    return Board(Film("the game", strip), 0, game.episode)


def _tables(world: World) -> list[tuple[str, np.ndarray]]:
    return list(zip(World._fields, world, strict=True))


def _row(text: Text) -> np.ndarray:
    """A row of the board as pixels: uint8 [CELL, cells * CELL, 3]."""
    out = np.empty((CELL, len(text.plain), CELL, 3), np.uint8)
    for span in text.spans:
        ink, ground = _colours(str(span.style))
        for x in range(span.start, span.end):
            sign = text.plain[x]
            out[:, x] = ink if sign == WALL else np.where(glyph(sign)[..., None], ink, ground)
    return out.reshape(CELL, -1, 3)


def _colours(style: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Of a sign, and of what is behind it."""
    parsed = Style.parse(style)
    ink, ground = ((tuple(each.get_truecolor()) if each else NIGHT) for each in (parsed.color, parsed.bgcolor))
    return ink, ground
