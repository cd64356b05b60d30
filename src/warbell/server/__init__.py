"""The browser game: rooms whose seats are held by people and minds, over HTTP and WebSockets.

protocol.py defines every message, room.py is a game and its rules of turn taking, store.py keeps the log of every room,
app.py serves.
"""
