"""The world and one beat of it: NumPy and Numba only, no files, clock, sockets or text."""

RULES_VERSION = 5
