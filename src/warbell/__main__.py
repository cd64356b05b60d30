"""`python -m warbell` is the command line."""

from warbell.cli import main

main()
