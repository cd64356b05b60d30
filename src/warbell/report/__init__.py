"""The after-action page of a finished run."""

from collections.abc import Mapping, Sequence

from warbell.belief.marks import Forecast
from warbell.replay import Replay
from warbell.report import unfilmed
from warbell.report.page import page as filmed
from warbell.whatif import Chance

__all__ = ["page"]


def page(
    replay: Replay,
    chances: Mapping[int, Chance] | None = None,
    forecasts: Sequence[Forecast] = (),
    *,
    sealed: bool = False,
) -> str:
    """The report of a replay as a whole HTML document; of one without a film what the file says.

    `chances` are what `whatif.chances` found: for each seat that died the last order that would have changed it.
    `forecasts` are the marks of a room's people, which no replay holds. `sealed` leaves out the seed.
    """
    return unfilmed.page(replay) if replay.strip is None else filmed(replay, chances, forecasts, sealed=sealed)
