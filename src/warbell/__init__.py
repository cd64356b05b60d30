"""warbell: a cooperative-survival tactics game and teamwork testbed."""

__version__ = "0.1.0"
