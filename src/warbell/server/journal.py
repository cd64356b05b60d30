"""What a server says on stderr: a line for each thing that happens, as text or as JSON."""

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from warbell.errors import printable

MOST_LINE = 1000  # characters of a line


class OneLine(logging.Formatter):
    """A line for each record: what strangers send may be in it, and is escaped."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The line."""
        return printable(super().formatMessage(record), MOST_LINE)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        """A traceback, which is a fault of the program: its lines as they are, but for what cannot be printed."""
        return "\n".join(printable(line, MOST_LINE) for line in super().formatException(ei).splitlines())


class OneObject(logging.Formatter):
    """A JSON object on a line for each record: `time` of UTC, `level`, `message`, and of a fault its `traceback`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": printable(record.getMessage(), MOST_LINE),
        }
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told)


FORMS: Mapping[str, logging.Formatter] = {"text": OneLine("warbell: %(message)s"), "json": OneObject()}


def begin(form: str) -> None:
    """Say what happens from now on in one of the FORMS."""
    logging.basicConfig(level=logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(FORMS[form])
    logging.getLogger("warbell.server").setLevel(logging.INFO)  # what is refused
