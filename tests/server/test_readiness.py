"""The first compile is done once, by however many workers at once."""

import asyncio
import time

from warbell.server import readiness


def test_one_compiles_and_the_others_wait(tmp_path, monkeypatch):
    monkeypatch.setenv("WARBELL_CACHE", str(tmp_path))
    going, most = [], []

    def prepare():
        going.append(1)
        most.append(len(going))
        time.sleep(0.05)
        going.pop()

    monkeypatch.setattr(readiness, "prepare", prepare)

    async def start():
        workers = [readiness.Readiness() for _ in range(3)]
        for each in workers:
            each.begin()
        for each in workers:
            await each.ready()

    asyncio.run(start())
    assert most == [1, 1, 1]


def test_without_a_place_to_lock_nobody_waits(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("WARBELL_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(readiness, "prepare", lambda: None)

    async def start():
        own = readiness.Readiness()
        own.begin()
        await own.ready()

    asyncio.run(asyncio.wait_for(start(), 5))
