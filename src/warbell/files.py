"""Reading what users name and writing what they keep: whole files, or one clear error and nothing half-written."""

import os
import secrets
import zlib
from contextlib import suppress
from pathlib import Path

from warbell.errors import BadInput

MOST_BYTES = 16 * 1024 * 1024  # no episode, plan or replay comes near it


def read_bytes(path: str | os.PathLike[str], most: int = MOST_BYTES) -> bytes:
    """All bytes of a file; BadInput if it is missing, no plain file, unreadable or larger than `most` bytes."""
    name = os.fspath(path)
    try:
        if not Path(name).is_file():  # a pipe or a device could be read for ever
            raise BadInput(name, _what(Path(name)), "a file")
        with Path(name).open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise BadInput(name, _why(error), "a file that can be read") from None
    if len(data) > most:
        raise BadInput(name, f"more than {most} bytes", f"at most {most} bytes")
    return data


def read_text(path: str | os.PathLike[str], most: int = MOST_BYTES) -> str:
    """A UTF-8 text file with every line end made a newline; BadInput as for `read_bytes`, and where it is not UTF-8."""
    return decode(os.fspath(path), read_bytes(path, most))


def decode(name: str, data: bytes) -> str:
    """Bytes of the file `name` as text, every line end a newline; BadInput with line and column if it is not UTF-8."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        raise BadInput(name, f"byte 0x{data[error.start]:02x}", "UTF-8 text", line, column) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def inflate(packed: bytes, most: int = MOST_BYTES) -> bytes:
    """Decompress, with a bound on what may come out; ValueError if there is more, or it is cut off."""
    stream = zlib.decompressobj()
    try:
        data = stream.decompress(packed, most)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not stream.eof or stream.unused_data:
        raise ValueError("it is cut off or too long")
    return data


def write_atomically(path: str | os.PathLike[str], data: bytes | str) -> None:
    """Write a file beside its place and rename it, so that it is there whole or not at all; BadInput if it cannot."""
    target = Path(path)
    # The name is known before the file is: Ctrl-C between making it and learning its name would leave it behind.
    beside = target.parent / f".{target.name[:60]}.{secrets.token_hex(4)}.part"
    try:
        with beside.open("xb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except BaseException as error:  # Ctrl-C, too, leaves nothing half-written
        with suppress(OSError, ValueError):
            beside.unlink(missing_ok=True)
        if isinstance(error, (OSError, ValueError)):
            raise BadInput(target, _why(error), "a place that can be written to") from None
        raise


def _what(path: Path) -> str:
    if path.is_dir():
        return "a folder"
    return "something else" if path.exists() else "no such file"


def _why(error: OSError | ValueError) -> str:
    reason = error.strerror if isinstance(error, OSError) else None
    return (reason or str(error) or type(error).__name__).lower()
