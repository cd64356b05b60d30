"""Rows on their way to the disk: tried again as long as they may still get there, and no longer."""

import asyncio
import logging
from collections.abc import Sequence

from warbell.errors import BadInput
from warbell.server.alone import Lost
from warbell.server.log import Entry
from warbell.server.store import Store

AGAIN = 1.0  # seconds until a failed write is tried again

logger = logging.getLogger("warbell.server")


async def write(store: Store, batches: Sequence[list[Entry]]) -> list[Lost | None]:
    """Write the rows of rooms, a batch each, at once: for each None, or why its rows can never be written.

    One that cannot keeps no other from being written. It takes as long as it takes: a full disk is waited for.
    """
    try:
        await _write(store, [row for batch in batches for row in batch])
    except Lost as error:
        if len(batches) == 1:
            return [error]
        return [found for batch in batches for found in await write(store, [batch])]
    return [None] * len(batches)


async def _write(store: Store, rows: list[Entry]) -> None:
    while rows:
        try:
            await asyncio.to_thread(store.write, rows)
        except Lost:
            raise
        except BadInput as error:  # nobody is told anything until it is written
            logger.warning("%s; trying again", error)
            await asyncio.sleep(AGAIN)
        else:
            return
