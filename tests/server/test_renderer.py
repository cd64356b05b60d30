"""The process that makes reports ends with the server, however that ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

BEGUN = """
import asyncio, gzip, signal
from warbell.server.renderer import Renderer
from server.test_renderer import number
if __name__ == "__main__":
    print(gzip.decompress(asyncio.run(Renderer().once(number))).decode(), flush=True)
    signal.pause()
"""


def number():
    return str(os.getpid()).encode()


def is_there(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_does_not_outlive_a_server_that_is_killed():
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen([sys.executable, "-c", BEGUN], stdout=subprocess.PIPE, env=path) as server:
        renderer = int(server.stdout.readline())
        assert is_there(renderer)
        server.send_signal(signal.SIGKILL)
    end = time.monotonic() + 20
    while is_there(renderer) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_there(renderer)
