"""The command line, called in this process."""

import sys

import pytest

from warbell.cli import main


class Said(tuple):
    """(exit code, stdout, stderr)."""

    __slots__ = ()
    code = property(lambda self: self[0])
    out = property(lambda self: self[1])
    err = property(lambda self: self[2])


@pytest.fixture
def warbell(monkeypatch, capsys, tmp_path):
    """Call `warbell ARGS...` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*args):
        monkeypatch.setattr(sys, "argv", ["warbell", *map(str, args)])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return Said((left.value.code, out, err))

    return call
