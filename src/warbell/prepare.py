"""The first start: all kernels are compiled once, while a line on stderr says so, and kept in the user's cache."""

import sys
import time
from contextlib import suppress
from threading import Thread

from warbell.engine.kernel import JIT, cache_folder

STAMP = "prepared"  # written into the cache folder last, so that an interrupted start is done again
USUAL = 60  # seconds


def prepare() -> None:
    """Compile what a first game would wait for; at once where it was done before, or where nothing is compiled."""
    stamp = cache_folder() / STAMP
    if not JIT or stamp.exists():
        return
    failure: list[BaseException] = []

    def work() -> None:
        try:
            _use_every_kernel()
        except BaseException as error:  # noqa: BLE001 - raised again below, in the thread that called
            failure.append(error)

    # A daemon, so that Ctrl-C does not wait for the compiler.
    thread = Thread(target=work, daemon=True)
    thread.start()
    _report(thread)
    if failure:
        raise failure[0]
    with suppress(OSError):  # without a cache that can be written, the next start compiles again
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.touch()


def _use_every_kernel() -> None:
    from warbell.first_compile import compile_everything  # imports all that a warm start can do without

    compile_everything()


def _report(thread: Thread) -> None:
    """One line on stderr until the thread is done; it moves if somebody can see it."""
    words = f"preparing the engine (once, about {USUAL} s on two free cores)"
    if not sys.stderr.isatty():
        _write(f"warbell: {words} ...\n")
        thread.join()
        return
    began = time.monotonic()
    while thread.is_alive():
        seconds = time.monotonic() - began
        done = int(24 * seconds / (seconds + USUAL / 3))  # no compiler says how far it is: this only ever nears the end
        _write(f"\r{words} [{'#' * done:<24}] {seconds:.0f} s")
        thread.join(0.25)
    _write(f"\r\033[Kwarbell: the engine is ready after {time.monotonic() - began:.0f} s\n")


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
