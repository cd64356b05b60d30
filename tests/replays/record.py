"""Records the golden replays anew: `./dev python tests/replays/record.py`, when a rule or an episode has changed.

Each is of a built-in episode, golden/EPISODE-MIND-SEED.warbell. Those of older rules are kept in folders of their own;
test_old_files.py names them all.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from warbell import episodes, replay
from warbell.engine import RULES_VERSION
from warbell.runs import run

GOLDEN = Path(__file__).parent / "golden"
GAMES = (
    ("curfew", "walkthrough", 7),
    ("curfew", "caution", 3),
    ("heartbeat", "walkthrough", 7),
    ("heartbeat", "sprint", 1),
)


def golden(name: str, mind: str, seed: int) -> Path:
    """Where the replay of a game is kept."""
    return GOLDEN / f"{name}-{mind}-{seed}.warbell"


def retire(recorded: Path) -> None:
    """Keep a golden replay of older rules or of an older format for ever, beside those of other versions."""
    if not recorded.exists():
        return
    old = replay.load(recorded)
    if (old.rules, old.form) != (RULES_VERSION, replay.FORMAT):
        folder = recorded.parent / f"rules-{old.rules}"
        if (folder / recorded.name).exists():
            folder = recorded.parent / f"rules-{old.rules}-format-{old.form}"
        folder.mkdir(exist_ok=True)
        recorded.rename(folder / recorded.name)


def play(name: str, mind: str, seed: int) -> bytes:
    """The bytes of a fresh replay."""
    episode = episodes.load(name)
    with TemporaryDirectory() as folder:
        result = run(episode, dict.fromkeys(episode.seats, mind), [seed], out=Path(folder), threads=1)[0]
        return Path(str(result.replay)).read_bytes()


if __name__ == "__main__":
    for game in GAMES:
        retire(golden(*game))
        golden(*game).write_bytes(play(*game))
