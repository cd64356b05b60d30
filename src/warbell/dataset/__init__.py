"""Datasets for learning from play, made of replays: games of people and games of minds make the same rows."""

from warbell.dataset.writing import Written, write

__all__ = ["Written", "write"]
