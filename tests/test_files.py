"""Files: read whole or refused in one line, written whole or not at all."""

import os
import stat
import sys

import pytest

from warbell.errors import BadInput
from warbell.files import read_bytes, read_text, write_atomically

pytestmark = pytest.mark.interpreted


def names(folder):
    return [path.name for path in folder.iterdir()]


def test_text_is_read_with_plain_line_ends(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    assert read_text(path) == "one\ntwo\nthree\n"


def test_what_is_no_utf8_is_found_by_line_and_column(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("\u00e9\n\u00e9b".encode() + b"\xff")
    with pytest.raises(BadInput) as caught:
        read_text(path)
    assert str(caught.value) == f"{path}:2:3: found byte 0xff, expected UTF-8 text"


def test_what_cannot_be_read_is_refused(tmp_path):
    (tmp_path / "long").write_bytes(b"x" * 11)
    os.mkfifo(tmp_path / "pipe")
    for path, found in (
        (tmp_path, "a folder"),
        (tmp_path / "none", "no such file"),
        (tmp_path / "pipe", "something else"),
        ("a\0b", "no such file"),
        (tmp_path / "long", "more than 10 bytes"),
    ):
        with pytest.raises(BadInput, match=f"found {found}, expected "):
            read_bytes(path, most=10)


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "a.txt"
    write_atomically(path, "old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["a.txt"]


def test_a_written_file_can_be_read_by_whom_the_umask_lets(tmp_path):
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a.txt", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640


def test_a_place_that_cannot_be_written_to_is_refused_and_left_as_it_was(tmp_path):
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "none" / "a.txt", tmp_path / "folder", "a\0b"):
        with pytest.raises(BadInput, match="expected a place that can be written to"):
            write_atomically(path, "x")
    assert names(tmp_path) == ["folder"]


def test_a_write_that_fails_midway_keeps_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    write_atomically(path, "old")

    def fail(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(BadInput, match="found no space left on device"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a file that was just opened
def test_ctrl_c_at_any_step_leaves_the_old_file_or_the_new(tmp_path):
    path = tmp_path / "a.txt"
    for step in range(1, 1000):
        path.write_text("old")
        left = step

        def interrupt(frame, event, _value):
            nonlocal left
            if frame.f_code is not write_atomically.__code__:
                return None
            frame.f_trace_opcodes = True
            left -= event == "opcode"
            if left == 0 and event == "opcode":
                sys.settrace(None)
                raise KeyboardInterrupt
            return interrupt

        before = sys.gettrace()
        sys.settrace(interrupt)
        try:
            write_atomically(path, "new")
        except KeyboardInterrupt:
            pass
        else:
            break
        finally:
            sys.settrace(before)
        assert path.read_text() in {"old", "new"}
        assert names(tmp_path) == ["a.txt"]
    assert 50 < step < 999
