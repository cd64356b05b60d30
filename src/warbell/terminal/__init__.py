"""A run in the terminal: shown beat by beat, played back by hand, and summed up."""

from warbell.terminal.player import watch
from warbell.terminal.summary import summary

__all__ = ["summary", "watch"]
