"""Tags: what whoever makes a room notes of it, as its condition, session or participant. Exports have them alone."""

import re
from collections.abc import Iterable, Mapping

from warbell.errors import BadInput
from warbell.server.protocol import MOST_TAGS, TAG
from warbell.server.typed import plain


def clean(tags: Mapping[str, str]) -> dict[str, str]:
    """Tags as they are kept: values as all typed text, without the `;` that parts tags; empty ones are left out."""
    kept = {name: plain(value.replace(";", ",")) for name, value in tags.items()}
    return {name: value for name, value in kept.items() if value}


def written(tags: Mapping[str, str]) -> str | None:
    """Tags in a row of a table: "condition=dark; session=3"; None for none."""
    return "; ".join(f"{name}={value}" for name, value in tags.items()) or None


NONE: Mapping[str, str] = {}


def read(options: Iterable[str]) -> dict[str, str]:
    """Tags of a command line, each NAME=TEXT; BadInput for what is none, and for more than a room takes."""
    found = {}
    for option in options:
        name, sign, value = option.partition("=")
        if not sign or not re.match(TAG, name):
            raise BadInput("--tag", repr(option), "NAME=TEXT, as condition=dark; a name is of a-z, 0-9, _ and -")
        found[name] = value
    if len(found) > MOST_TAGS:
        raise BadInput("--tag", f"{len(found)} tags", f"{MOST_TAGS} at most")
    return clean(found)
