"""Tells the short games anew: `./dev python tests/playthroughs/record.py` (or --check, which only compares).

A game is a folder: an episode of a few beats, its walkthrough.plan, and story.txt, which tells what comes of it. Each
shows a few rules, so that a change of one is a short diff in the games it touches. `warbell run FOLDER` plays one too.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from told import story

from warbell import episodes, replay
from warbell.runs import run

HERE = Path(__file__).parent
SEED = 59  # one with which the blow from behind comes from behind
GAMES = {
    # every folder, and the seats whose eyes and ears are told of
    "barred": ["ana"],
    "bite": ["ben"],
    "blows": ["ana"],
    "calm": ["ana"],
    "care": ["cleo"],
    "console": ["ana"],
    "drone": ["ana"],
    "echo": ["ben"],
    "gate": ["ana", "cleo"],
    "hallway": ["ana"],
    "ladder": ["ana"],
    "lamp": ["ana"],
    "needs": ["ana", "ben"],
    "night": ["ben"],
    "slips": ["ana"],
    "stairs": ["ben"],
    "trail": ["ana"],
    "valve": ["ana", "cleo"],
    "voices": ["ben", "cleo"],
    "wounded": ["ana", "ben"],
    "zipline": ["ben"],
}


def told(name: str, eyes: Sequence[str]) -> str:
    """Play the game of a folder and tell it."""
    episode = episodes.load(HERE / name)
    with TemporaryDirectory() as folder:
        (result,) = run(episode, "walkthrough", [SEED], out=folder, threads=1)
        game = replay.load(Path(str(result.replay)))
    return "\n".join(story(game, eyes)) + "\n"


def main() -> int:
    """Write the stories, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; name the games that differ and exit 1")
    arguments = parser.parse_args()
    differing = False
    for name, eyes in GAMES.items():
        kept, now = HERE / name / "story.txt", told(name, eyes)
        if not arguments.check:
            kept.write_text(now)
        elif kept.read_text() != now:
            print(f"{kept}: differs")
            differing = True
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
