"""Whether the engine is compiled: at a first start that takes a while, and the page is there meanwhile, and says so."""

import asyncio
import gc
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from threading import Thread

from warbell.prepare import prepare
from warbell.server.chair import Refusal

SHORT = 1.0  # seconds, in which nothing was compiled
TURN = "preparing"  # a file of the cache that is locked by whichever worker compiles


class Readiness:
    """The engine's compile, on a thread of its own; whoever needs the engine waits here."""

    def __init__(self) -> None:
        self._began = 0.0
        self._compiled: asyncio.Future[None] | None = None  # as it goes on, or went

    @property
    def seconds(self) -> int | None:
        """For how long it has been compiled; None unless it is."""
        going = self._compiled is not None and not self._compiled.done()
        return int(time.monotonic() - self._began) if going else None

    def begin(self) -> None:
        """Compile what a first game would wait for; again, if that failed."""
        loop = asyncio.get_running_loop()
        compiled = self._compiled = loop.create_future()
        self._began = time.monotonic()

        def done(error: BaseException | None) -> None:
            if compiled.done():
                return
            if error is None:
                compiled.set_result(None)
                return
            compiled.set_exception(error)
            compiled.exception()  # nobody may be waiting

        def work() -> None:
            error = None
            try:
                with _turn():
                    prepare()
                if time.monotonic() - self._began > SHORT:
                    gc.collect()  # serve.py has switched the automatic one off, and a compile leaves much behind
            except BaseException as raised:  # noqa: BLE001 - whoever waits is told
                error = raised
            with suppress(RuntimeError):  # the server has gone
                loop.call_soon_threadsafe(done, error)

        # A daemon, so that the end of the server does not wait for the compiler.
        Thread(target=work, name="prepare", daemon=True).start()

    async def ready(self) -> None:
        """Return once the engine is compiled; Refusal if it cannot be. Whoever asks then has it tried again."""
        if self._compiled is None or (self._compiled.done() and self._compiled.exception() is not None):
            self.begin()
        assert self._compiled is not None
        try:
            await asyncio.shield(self._compiled)
        except Exception as error:  # noqa: BLE001 - whatever it was is told
            why = f"the engine could not be compiled: {type(error).__name__}: {error}".rstrip(": ")
            raise Refusal("engine", why) from None


@contextmanager
def _turn() -> Iterator[None]:
    """Wait while another worker compiles, where that can be known: then little is left to do."""
    from warbell.engine.kernel import cache_folder

    with ExitStack() as stack:
        with suppress(OSError, ImportError):
            import fcntl

            cache_folder().mkdir(parents=True, exist_ok=True)
            fcntl.flock(stack.enter_context((cache_folder() / TURN).open("wb")), fcntl.LOCK_EX)
        yield
