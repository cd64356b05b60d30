"""Bots: programs of any language that hold seats, asked by lines of JSON; docs/bots.md shows how to write one."""

from warbell.bots.bot import Program

__all__ = ["Program"]
