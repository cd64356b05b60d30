"""How many agent-steps a CPU-second warbell and its peers make on this machine: `./dev python benchmarks/peers.py`.

Each peer runs in an environment of its own, which uv makes from the versions at the head of its file; one that cannot
be installed is left out, and it says so. warbell is measured right after each peer, and the ratios are to that figure.
Prints a table of Markdown, after some minutes of one core. To be read with what stands beside the figures: how many
others move, and how much is observed. Names of files, as `foraging`, measure some of them.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console

HERE = Path(__file__).parent / "peers"
PRESETS = ("compact", "full")
PEERS = {
    "PettingZoo knights, archers, zombies": "knights.py",
    "level-based foraging": "foraging.py",
    "RWARE": "warehouse.py",
    "MAgent2 battle, raw": "battle.py",
    "JaxMARL SMAX 3m": "smax.py",
    "JaxMARL Overcooked": "kitchen.py",
    "CoGrid Overcooked": "cogrid_kitchen.py",
}


def measured(command):
    """What a measuring program printed as its last line, or the last line of its complaint."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONUTF8": "1"})
    said = (done.stdout if done.returncode == 0 else done.stderr).strip().splitlines()
    return json.loads(said[-1]) if done.returncode == 0 else said[-1] if said else f"exit code {done.returncode}"


def ours(preset):
    found = measured([sys.executable, HERE / "ours.py", preset])
    if isinstance(found, str):
        sys.exit(f"peers: warbell itself: {found}")
    return found


def uv():
    root = Path(__file__).resolve().parents[1]
    for place in (root / ".tools/venv/bin/uv", root / ".tools/bin/uv"):
        if place.exists():
            return str(place)
    return "uv"


def main():
    wanted = sys.argv[1:] or [Path(script).stem for script in PEERS.values()]
    lines, shown = [], {}
    screen = Console(stderr=True)
    for name, script in PEERS.items():
        if Path(script).stem not in wanted:
            continue
        with screen.status(f"measuring {name}"):
            found = measured([uv(), "run", "--no-project", "--quiet", "--script", HERE / script])
            if isinstance(found, str):
                screen.print(f"{name}: left out, {found}")
                continue
            shown = {preset: ours(preset) for preset in PRESETS}
        lines.append(line(name, found, *(f"{shown[preset]['rate'] / found['rate']:,.3g}x" for preset in PRESETS)))
    lines += [line(f"warbell curfew, {preset}", each, "", "") for preset, each in shown.items()]
    print("| | agent-steps / CPU s | least to most | agents | others | observation of one | worlds | compact | full |")
    print("|---|---|---|---|---|---|---|---|---|", *lines, sep="\n")


def line(name, found, *ratios):
    spread = f"{found['least']:,.0f} to {found['most']:,.0f}"
    told = (str(found[key]) for key in ("agents", "others", "observation", "batch"))
    return f"| {' | '.join((name, format(found['rate'], ',.0f'), spread, *told, *ratios))} |"


if __name__ == "__main__":
    main()
