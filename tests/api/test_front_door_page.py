"""docs/front-door.md does what it says: its blocks run in the order of the page and print what stands below them."""

import contextlib
import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

from warbell.prepare import prepare

PAGE = Path(__file__).resolve().parents[2] / "docs/front-door.md"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def played(text, folder):
    """The page with every output as it comes out; files and folders of its blocks go into this one, the current."""
    names = {}
    said = ""

    def block(match):
        nonlocal said
        language, body = match.groups()
        if language == "python" and body.startswith("# "):
            (folder / body.split()[1]).write_text(body)
        elif language == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(body, PAGE.name, "exec"), names)
            said = out.getvalue()
        elif body.startswith("$ warbell "):
            command = body.splitlines()[0]
            done = subprocess.run(
                [sys.executable, "-m", *shlex.split(command[2:])], capture_output=True, text=True, check=False
            )
            body = f"{command}\n{done.stdout}{done.stderr}"
        else:
            body = said
        return f"```{language}\n{body}```"

    return BLOCK.sub(block, text)


def test_every_block_runs_and_prints_what_the_page_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    prepare()  # or the first command would say that it does
    text = PAGE.read_text()
    assert played(text, tmp_path) == text


if __name__ == "__main__":  # write the outputs of now into the page
    import os
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        os.chdir(made)
        sys.path.insert(0, made)
        PAGE.write_text(played(PAGE.read_text(), Path(made)))
