"""Reasons: why a careful mind gave its last order, noted where it is decided, for whoever asks it."""

(
    IDLE, GOES, BREAKS_LADDER, FIGHTS, TENDS, ANSWERS, COMFORTS, EATS, RESCUES, MAKES_WAY, PULLS, HIDES, TOLD_TO_STAY,
    KEEPS, WAITS, IS_THERE, CALLS, SHARES,
) = range(18)  # fmt: skip
REASONS = (
    "nothing to be done", "on the way out", "a ladder of climbers is to be broken", "an infected is in reach",
    "somebody is down, or bleeds", "somebody gave a code word", "somebody is afraid", "hungry",
    "somebody without a seat is to be helped", "somebody wants to get past", "a gate takes two",
    "the next cell is lit, and the light will pass", "told to stay", "keeps close to whom it follows",
    "waits for the others", "as far as it goes", "shut in, and it is its beat of the roll call",
    "somebody asks for food",
)  # fmt: skip


def spoken(reason: int, doubted: str) -> str:
    """A reason in words; `doubted` is whose unseen voice it heard and does not go by, "" nobody's."""
    doubts = f"; {doubted}'s voice called, out of sight: believed when seen" if doubted else ""
    return REASONS[reason] + doubts
