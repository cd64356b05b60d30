"""What people type, as text on one line: it is shown to others, and stands in logs and tables."""

import unicodedata

JOINERS = frozenset("\u200c\u200d")  # that words and signs are put together with, and show nothing by themselves


def plain(text: str, most: int = 40) -> str:
    """`text` in NFC, without what cannot be seen, what turns the direction of others, and breaks of lines.

    Blanks are one between words, none at its ends; at most `most` characters are left of it.
    """
    seen = "".join(" " if char.isspace() else char for char in unicodedata.normalize("NFC", text) if _is_seen(char))
    return " ".join(seen.split())[:most].strip().strip("".join(JOINERS))


def _is_seen(char: str) -> bool:
    """False for controls, formats, surrogates, and what is private or no character."""
    return char.isspace() or char in JOINERS or unicodedata.category(char)[0] != "C"
