"""The phenomena of a beat, one file each; `beat.py` gives their order."""
