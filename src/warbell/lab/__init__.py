"""Experiments: what a plan owes to its timing, its words and its people, over many seeds and with intervals."""
