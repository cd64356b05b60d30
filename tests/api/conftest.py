"""The command line, called in this process."""

import sys

import pytest

from warbell.cli import main


@pytest.fixture
def warbell_command(monkeypatch, capsys):
    """Call `warbell ARGS...`: its exit code, stdout and stderr."""

    def call(*args):
        monkeypatch.setattr(sys, "argv", ["warbell", *map(str, args)])
        with pytest.raises(SystemExit) as left:
            main()
        return left.value.code, *capsys.readouterr()

    return call
