"""Tables as Parquet: the same bytes for the same rows (of one version of its library), and whether a file is whole."""

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from warbell.errors import BadInput

NOTE: Final = b"warbell"  # the key of the schema's metadata under which a file says what it is
INSTEAD: Final = "`pip install warbell[parquet]` before"


def require(where: str, instead: str = INSTEAD) -> None:
    """BadInput, in the name of the option or command `where`, unless there is a library for Parquet."""
    if find_spec("pyarrow") is None:
        raise BadInput(where, "parquet without its library", instead)


def pack(table: Any, note: Mapping[str, Any]) -> bytes:
    """The file of a table of pyarrow; `note` is JSON that says what it is. No time and no place goes into it."""
    import pyarrow as pa
    from pyarrow import parquet

    sink = pa.BufferOutputStream()
    noted = table.replace_schema_metadata({NOTE: json.dumps(note, sort_keys=True, ensure_ascii=False)})
    words = [field.name for field in noted.schema if pa.types.is_dictionary(field.type) or field.type == pa.string()]
    parquet.write_table(noted, sink, compression="zstd", use_dictionary=words, write_page_checksum=True)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def note_of(path: Path) -> dict[str, Any] | None:
    """What a file says it is; None if it is none of ours, is cut off or cannot be read to its end."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path, page_checksum_verification=True) as file:
            note = json.loads((file.schema_arrow.metadata or {}).get(NOTE, b"null"))
            for group in range(file.num_row_groups):
                file.read_row_group(group)
    except (OSError, ValueError, pa.ArrowException):
        return None
    return note if isinstance(note, dict) else None


def rows_and_note(path: Path) -> tuple[int, dict[str, Any]]:
    """How many rows a whole file has, and what it says it is."""
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        return file.metadata.num_rows, json.loads(file.schema_arrow.metadata[NOTE])


def read(path: Path) -> Any:
    """The table of a whole file."""
    from pyarrow import parquet

    return parquet.read_table(path, page_checksum_verification=True)
