"""Servers to kill: it prints their port, and for each line on stdin, a database, forks one and prints its number.

Starting Python and the engine takes seconds; here a parent did that once, and a child is forked from it.
"""

import gc
import os
import sys
from contextlib import closing, suppress

import uvicorn

from warbell import episodes
from warbell.prepare import prepare
from warbell.server.game import Game, table
from warbell.server.serve import listen, serve
from warbell.server.store import Store, sqlite


async def nothing(scope, receive, send):
    """An application that does nothing."""


def main():
    prepare()
    for name in episodes.names():  # compiled code is loaded at its first use
        game = Game(table(episodes.load(name)), 1, [None, None, "wait", "caution"], shared=True)
        progress = game.ask()
        game.play(game.decide({seat: line.order for seat, line in progress.items()}))
        game.why(progress)
    uvicorn.Config(nothing, ws="websockets-sansio").load()  # imports what it serves with
    with suppress(ImportError):
        import uvloop  # noqa: F401 - the same
    gc.collect()
    gc.freeze()  # or every child would look through all of it once more
    bound = listen("127.0.0.1", 0)  # kept: who comes between two children waits in its queue
    print(bound.getsockname()[1], flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            with closing(Store(sqlite(line.rstrip()))) as store:
                serve(store, bound)
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main()
