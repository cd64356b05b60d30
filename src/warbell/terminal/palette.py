"""Glyphs and colours of the terminal.

The hues are Okabe and Ito's, told apart by the colour-blind; glyphs say the same without any colour (NO_COLOR).
"""

from warbell.engine import codes

BLACK_INK, PAPER = "#101216", "#f2efe6"
SKY, ORANGE, GREEN, YELLOW, BLUE, VERMILLION, PINK = (
    "#56b4e9", "#e69f00", "#2fbf8f", "#f0e442", "#4a90d9", "#ff7a3d", "#e08fc4",
)  # fmt: skip
GREY, PENCIL = "#7b8190", "#4b505c"

DARK_GROUND, LIT_GROUND, DISC_GROUND = "#171b26", "#45402c", "#857200"

WALL, PENCIL_WALL = "█", "░"
DARK_FLOOR, LIT_FLOOR, DISC_FLOOR, PAST_FLOOR = "·", ":", "*", "."
TERRAIN = {
    codes.RUBBLE: ",",
    codes.CHANNEL: "~",
    codes.GARDEN: '"',
    codes.RAIL: "-",
    codes.GLASS: "▒",
}
DOORS = {
    codes.OPEN: "'",
    codes.SHUT: "+",
    codes.LOCKED: "X",
    codes.BARRICADED: "#",
    codes.BROKEN: "%",
}
FIXTURES = {
    codes.SWITCH: "/",
    codes.GENERATOR: "&",
    codes.CACHE: "$",
    codes.EXIT: ">",
    codes.WHEEL: "@",
    codes.ALARM: "!",
    codes.BED: "=",
}
EXIT = ">"
LINKS = {codes.STAIRS: "≡", codes.LADDER: "H"}
DRONE = "¤"
DEAD = "†"

INK = {
    "wall": "#a9adb8",
    "floor": "#5b6172",
    "lit": "#b0a56e",
    "disc": YELLOW,
    "door": f"bold {ORANGE}",
    "fixture": ORANGE,
    "exit": f"bold {GREEN}",
    "link": f"bold {BLUE}",
    "drone": f"bold {YELLOW}",
    "team": f"bold {PAPER}",
    "viewer": f"bold reverse {PAPER}",
    "person": SKY,
    "infected": f"bold {VERMILLION}",
    "listener": f"bold {PINK}",
    "dead": GREY,
}

LEGEND = (
    "capitals: the team   s shambler   l listener   p other people   † dead",
    "_ down   ^ carried   ! signs   z asleep   ? seen here last, not now   ¤ drone",
    "█ wall   ▒ glass   , rubble   ~ channel   ░ a wall on paper only",
    "· dark floor   : lit floor   * a drone's light   . remembered floor",
    "doors:  ' open   + shut   X locked   # barricaded   % broken   ≡ stairs",
    "H ladder   > exit   $ cache   / switch   & generator   @ wheel   ! alarm",
)
