"""Regenerates the golden games: `./dev python tests/playthroughs/record.py` (or --check, which only compares).

For every built-in episode one replay (tests/replays/golden/EPISODE-MIND-SEED.warbell) and its playthrough, a text that
reads as a diff: after every beat each seat's orders, what really happened, and all that each seat knew of it. A
playthrough is made from the golden replay's orders; --orders plays them anew, when a rule or an episode has changed.
Replays of older rules are kept in folders of their own; tests/replays/test_old_files.py names them all.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from warbell import episodes, replay
from warbell.encode import words
from warbell.engine import RULES_VERSION
from warbell.engine import codes as c
from warbell.report.referee import referee_cast
from warbell.runs import run

HERE = Path(__file__).parent
REPLAYS = HERE.parent / "replays" / "golden"
GAMES = (
    ("curfew", "walkthrough", 7),
    ("curfew", "caution", 3),
    ("heartbeat", "walkthrough", 7),
    ("heartbeat", "sprint", 1),
)
VIEWS_EVERY = 10  # beats between two full descriptions of what every seat knows


def lines(game: replay.Replay) -> Iterator[str]:
    """The playthrough of a replay, line by line."""
    header, episode = game.header, game.episode
    paper = episodes.brief(episode)
    yield f"{header.episode}, {', '.join(f'{s}: {m}' for s, m in zip(header.seats, header.minds, strict=True))}"
    yield f"seed {header.seed}, {header.outcome} ({header.ending}) after {header.beats} beats, score {header.score}"
    for step in replay.steps(game):
        yield ""
        yield f"beat {step.beat}"
        for seat, title in enumerate(episode.titles):
            heart, body = step.world.hearts[0, seat], step.world.bodies[0, seat]
            told = f"{words.order(int(step.orders[seat])):<14} {c.STATES[body['state']]} at {body['y']},{body['x']}"
            yield f"  {title:<9} {told}, hp {body['hp']}, rate {heart['rate']}, fear {heart['fear']}"
        events = step.world.events[0, : step.world.clock["events"][0]]
        for text in words.sentences(events, referee_cast(game.film, step.beat, episode)):
            yield f"  * {text}"
        if step.beat % VIEWS_EVERY == 0 or step.beat == header.beats:
            for seat, title in enumerate(episode.titles):
                yield f"  what {title} knows:"
                for text in words.describe(step.percept, paper, seat):
                    yield f"    {text}"


def golden(name: str, mind: str, seed: int) -> tuple[Path, Path]:
    """Where the replay and the playthrough of a game are kept."""
    stem = f"{name}-{mind}-{seed}"
    return REPLAYS / f"{stem}.warbell", HERE / f"{stem}.txt"


def retire(recorded: Path) -> None:
    """Keep a golden replay of older rules or of an older format for ever, beside those of other versions."""
    if not recorded.exists():
        return
    old = replay.load(recorded)
    if (old.rules, old.form) != (RULES_VERSION, replay.FORMAT):
        folder = REPLAYS / f"rules-{old.rules}"
        if (folder / recorded.name).exists():
            folder = REPLAYS / f"rules-{old.rules}-format-{old.form}"
        folder.mkdir(exist_ok=True)
        recorded.rename(folder / recorded.name)


def play(name: str, mind: str, seed: int) -> bytes:
    """The bytes of a fresh replay."""
    episode = episodes.load(name)
    with TemporaryDirectory() as folder:
        result = run(episode, dict.fromkeys(episode.seats, mind), [seed], out=Path(folder), threads=1)[0]
        return Path(str(result.replay)).read_bytes()


def main() -> int:
    """Write the golden files, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a playthrough differs")
    parser.add_argument("--orders", action="store_true", help="let the minds play anew instead of the golden orders")
    arguments = parser.parse_args()
    REPLAYS.mkdir(parents=True, exist_ok=True)
    differing = 0
    for game in GAMES:
        recorded, text = golden(*game)
        if arguments.orders or not recorded.exists():
            retire(recorded)
            recorded.write_bytes(play(*game))
        written = "\n".join(lines(replay.load(recorded))) + "\n"
        if arguments.check:
            differing += text.read_text() != written
        else:
            text.write_text(written)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
