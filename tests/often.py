"""How long tests look: as long as a commit can wait, or, with WARBELL_NIGHT=1, as long as a night is.

`often(300)` is for hypothesis' `max_examples` and for counts of one's own.
"""

import os

NIGHT = os.environ.get("WARBELL_NIGHT") == "1"
LONGER = 20


def often(count: int) -> int:
    """So many times, at night more."""
    return count * LONGER if NIGHT else count
