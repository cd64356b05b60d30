"""A wire between a browser and a server that can be cut, hushed and mended: what goes in comes out, until then."""

import contextlib
import selectors
import socket
import threading
from contextlib import contextmanager


class Wire:
    """Listens on a port of its own, and passes on to a server's what it hears."""

    def __init__(self, host):
        self._there = host.rpartition(":")[0], int(host.rpartition(":")[2])
        self._pairs = {}  # each open end -> the other one
        self._whole = True
        self._silent = set()  # ends of which nothing is passed on any more, though they are open
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._leave, self._woken = socket.socketpair()  # to leave the loop by
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._pass_on, daemon=True)

    def cut(self):
        """Break every connection, and let no other come about."""
        with self._lock:
            self._whole = False
            for end in self._pairs:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def hush(self):
        """Pass on nothing more of the connections there are, and close none: as after sleep, or a change of network."""
        with self._lock:
            self._silent |= self._pairs.keys()

    def mend(self):
        """Let connections come about again."""
        with self._lock:
            self._whole = True
        self._silent = set()  # ends of which nothing is passed on any more, though they are open

    def _pass_on(self):
        while True:
            for key, _ in self._selector.select():
                end = key.fileobj
                if end is self._woken:
                    return
                with self._lock:
                    if end is self._listener:
                        self._accept()
                    elif end in self._pairs:
                        self._carry(end)

    def _accept(self):
        near, _ = self._listener.accept()
        if not self._whole:
            near.close()
            return
        try:
            far = socket.create_connection(self._there)
        except OSError:  # nobody there
            near.close()
            return
        for end, other in ((near, far), (far, near)):
            self._pairs[end] = other
            self._selector.register(end, selectors.EVENT_READ)

    def _carry(self, end):
        other = self._pairs[end]
        try:
            data = end.recv(1 << 16)
            if data and end not in self._silent:
                other.sendall(data)
        except OSError:
            data = b""
        if not data and end in self._silent:
            self._selector.unregister(end)  # nobody at the other end is told
        elif not data:
            for each in (end, other):
                del self._pairs[each]
                self._selector.unregister(each)
                each.close()


@contextmanager
def wire(host):
    """A wire to a server, while it is needed."""
    made = Wire(host)
    made._thread.start()
    try:
        yield made
    finally:
        made._leave.send(b".")
        made._thread.join(10)
        for each in (*made._pairs, made._listener, made._leave, made._woken, made._selector):
            each.close()
