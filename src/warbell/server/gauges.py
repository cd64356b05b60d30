"""Figures of a server that runs, as Prometheus reads them. Labels have few values, and none that people type."""

from collections.abc import Mapping
from typing import get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from warbell.server.protocol import Phase, Reason

KIND = CONTENT_TYPE_LATEST  # the content type of `text`
BEATS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)  # seconds
WRITES = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0)


class Gauges:
    """The figures of one server."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._rooms = Gauge("warbell_rooms", "Rooms in memory, by phase.", ["phase"], registry=self._registry)
        self._queue = Gauge("warbell_rows_waiting", "Rows that are not on disk yet.", registry=self._registry)
        self.sockets = Gauge("warbell_sockets", "Open WebSockets.", registry=self._registry)
        self.beat = Histogram(
            "warbell_beat_seconds", "A beat played, and told.", buckets=BEATS, registry=self._registry
        )
        self.write = Histogram(
            "warbell_write_seconds", "A batch of rows put on disk.", buckets=WRITES, registry=self._registry
        )
        self._refused = Counter("warbell_refusals", "What was refused, by kind.", ["reason"], registry=self._registry)
        for reason in get_args(Reason):  # all of them from the start: a kind that is new is no gap
            self._refused.labels(reason)
        ProcessCollector(registry=self._registry)

    def refused(self, reason: Reason) -> None:
        """Count a refusal."""
        self._refused.labels(reason).inc()

    def text(self, rooms: Mapping[Phase, int], waiting: int) -> bytes:
        """All figures; `rooms` by phase and rows that are `waiting` are as they are now."""
        for phase in get_args(Phase):
            self._rooms.labels(phase).set(rooms.get(phase, 0))
        self._queue.set(waiting)
        return generate_latest(self._registry)
