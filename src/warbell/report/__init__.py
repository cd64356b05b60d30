"""The after-action page of a finished run."""

from warbell.replay import Replay
from warbell.report import unfilmed
from warbell.report.page import page as filmed

__all__ = ["page"]


def page(replay: Replay) -> str:
    """The report of a replay as a whole HTML document; of one without a film what the file says."""
    return unfilmed.page(replay) if replay.strip is None else filmed(replay)
