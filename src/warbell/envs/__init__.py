"""Environments for learning: the native batched call, and what speaks PettingZoo and Gymnasium on top of it."""

from warbell.envs.batch import Batch

__all__ = ["Batch"]
