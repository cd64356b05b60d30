"""The ledger against a slow recount, in random games."""

import random

import pytest
from often import often
from report.doom import OLD_MAN, SHAMBLER, WATER, game, lines, mate
from report.slow_ledger import agree

from warbell.engine import codes
from warbell.report.history import history

YARD = "########\n#..L...#\n#.###..#\n#...V..#\n#...#.x#\n########\n"
VERBS = ("step", "tend", "tend", "comfort", "strike", "shove", "use", "use", "carry", "give")
ORDERS = [f"{verb} {way}" for verb in VERBS for way in codes.DIRECTIONS[:4]] + ["call HELP", "call SAFE", "release"] * 2
STATES = ("", "down = true", "bitten = 30", "hp = 3")


@pytest.mark.parametrize("seed", range(often(25)))
def test_random_games_have_the_rescues_of_a_slow_recount(seed):
    """Four people on random cells of a yard with a lock, one that bites, and water."""
    dice = random.Random(seed)
    cells = [k for k, cell in enumerate(YARD) if cell == "."]
    drawing = list(YARD)
    for letter, k in zip("abcqzpk", dice.sample(cells, 7), strict=True):
        drawing[k] = letter
    pack = "medicine = 2, key = 1"
    people = [mate(title, pack=pack, more=dice.choice(STATES)) for title in ("Ben", "Cleo")]
    water = WATER.replace('"b"', f'"{dice.choice("abcq")}"').format(units=max(1, 2 * dice.randrange(4)))
    others = f"pack = {{ {pack} }}\n\n{''.join(people)}{OLD_MAN}{dice.choice(STATES)}\n{SHAMBLER % 'false'}{water}"
    orders = [lines(*dice.choices(ORDERS, k=40)) for _ in range(3)]
    agree(history(game("".join(drawing), *orders, others=others, tuning="shambler_bite = 200, tend_to_rise = 2")))
