"""Encoders of the percept: the same knowledge in words, as JSON and as arrays.

Every encoder takes the percept and the public brief and never the world, so that none can tell what a seat cannot know.
"""
