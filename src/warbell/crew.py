"""Who makes parts: threads of this process, or the workers of a Dask cluster, wherever they are."""

from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any

from warbell import __version__
from warbell.engine import RULES_VERSION
from warbell.errors import BadInput
from warbell.parts import Hand, Part
from warbell.spread import cores, hand_out, spread

PATIENCE = 10  # seconds that a scheduler has to answer
AHEAD = 2  # parts that each thread of a cluster is given: the next one waits there while it makes one


@contextmanager
def crew(address: str | None = None, threads: int | None = None) -> Iterator[Hand]:
    """Yield what makes parts: so many threads (one a core), or with the address of a Dask scheduler its workers.

    BadInput if there is no scheduler, no Dask, or a worker that cannot do the same as this process would.
    """
    if address is None:
        yield lambda parts: spread(lambda part, stop: part.make(stop), parts, threads or cores())
        return
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise BadInput("--dask", "no Dask here", "`pip install warbell[distributed]` before") from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        found = f"{address}: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
        raise BadInput("--dask", found, "the address of a running scheduler, as in tcp://10.0.0.1:8786") from None
    with client:
        pool = client.get_executor(pure=False)

        def hand(parts: Iterable[Part]) -> Generator[tuple[Part, Any]]:
            try:
                # Workers come and go, so how much is given out at a time is asked anew.
                yield from hand_out(
                    lambda part: pool.submit(_at_a_worker, part, part.key),
                    parts,
                    lambda: max(AHEAD, AHEAD * sum(client.nthreads().values())),
                )
            except KilledWorker as error:
                found = f"a part at which {error.allowed_failures + 1} workers died, one after the other"
                raise BadInput("--dask", found, "workers with memory enough; what was made is kept") from None
            except CancelledError:
                expected = "one that stays; what was made is kept, and the same command goes on"
                raise BadInput("--dask", f"{address}: a cluster that went away", expected) from None

        yield hand


def _at_a_worker(part: Part, key: str) -> Any:
    """Make a part in another process, if what it depends on is there what it is here."""
    from distributed import get_worker

    try:
        _check(part, key)
        return part.make()
    except BadInput as error:
        where = f"worker {get_worker().address}: {error.where}"
        raise BadInput(where, error.found, error.expected, error.line, error.column) from None


def _check(part: Part, key: str) -> None:
    if part.key != key:
        expected = "the same warbell and minds as where it was asked for, and a worker started since they changed"
        raise BadInput("part", f"another one made by warbell {__version__}, rules {RULES_VERSION}", expected)
