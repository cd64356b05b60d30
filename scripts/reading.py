"""How long `Game.text` is: of every seat and beat of 20 games of `caution` on `curfew`.

`./dev python scripts/reading.py`. A piece is a word, a number, a line's end, a gap, or any other single sign: language
models split rare names further, and take rows of equal signs together.
"""

import re

import numpy as np

import warbell
from warbell.encode.paper import paper_of
from warbell.encode.reading import reading
from warbell.engine.codes import RUNNING_STILL
from warbell.team import Team

GAMES = 20
PIECES = re.compile(r"[A-Za-z]+|\d+|\n|[^\sA-Za-z\d]| {2,}")  # words, numbers, every other sign, wide gaps


def main():
    episode = warbell.load("curfew")
    game = warbell.Game(episode, range(GAMES))
    team = Team(episode, dict.fromkeys(episode.seats, "caution"), GAMES, None)
    paper, texts = paper_of(game.brief), []
    orders = np.zeros((GAMES, len(episode.seats)), np.int32)
    while not game.done.all():
        running = np.flatnonzero(game.endings == RUNNING_STILL).tolist()
        texts += [reading(game.percept, game.brief, paper, p, e) for e in running for p in range(len(episode.seats))]
        team.decide(game.percept, orders)
        game.step(orders)
    for name, count in (("pieces", lambda text: len(PIECES.findall(text))), ("characters", len)):
        sizes = [count(text) for text in texts]
        half, most = np.percentile(sizes, [50, 95])
        print(f"{name}: median {half:.0f}, 95th percentile {most:.0f}, most {max(sizes)}, of {len(sizes)} texts")


if __name__ == "__main__":
    main()
