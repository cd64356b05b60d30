"""Signs and colours of what is drawn in characters.

The hues are Okabe and Ito's, told apart by the colour-blind; signs say the same without any colour (NO_COLOR).
"""

from warbell.engine import codes

PAPER = "#f2efe6"
SKY, ORANGE, GREEN, YELLOW, BLUE, VERMILLION, PINK = (
    "#56b4e9", "#e69f00", "#2fbf8f", "#f0e442", "#4a90d9", "#ff7a3d", "#e08fc4",
)  # fmt: skip
GREY = "#7b8190"

DARK_GROUND, LIT_GROUND, DISC_GROUND = "#171b26", "#45402c", "#857200"

WALL = "█"
DARK_FLOOR, LIT_FLOOR, DISC_FLOOR = "·", ":", "*"
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
    codes.LOUDSPEAKER: "<",
    codes.PLOT: "%",
    codes.VALVE: "?",
    codes.CONSOLE: "[",
}
THINGS = {
    codes.BARRICADE: "#",
    codes.TRIPWIRE: "_",
    codes.SHARDS: "v",
    codes.SLICK: "o",
    codes.BRAND: "*",
    codes.WEDGE: "\\",
    codes.CLOUD_TRAP: "c",
    codes.TIMED_PHONE: "t",
    codes.RINGING_PHONE: "T",
    codes.DEAD_PHONE: ",",
    codes.ROPE_LADDER: "§",
    codes.DESK: "D",
    codes.ASHES: ";",
}
FIRE = "♨"
SMOKE = "░"
WATER = " ¹²³"  # by its level
EXIT = ">"
EMPTY = "¢"  # a cache with nothing in it
LINKS = {codes.STAIRS: "≡", codes.LADDER: "H", codes.FACADE: "Π", codes.ZIPLINE: "╲"}
INFECTED = {codes.SHAMBLER: "s", codes.LISTENER: "l", codes.CLIMBER: "k", codes.MIMIC: "m"}
STRANGER = "p"
DRONE = "¤"
LANDED = "ø"  # a captured drone that is dark
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
    "person": SKY,
    "infected": f"bold {VERMILLION}",
    "listener": f"bold {PINK}",
    "dead": GREY,
}
