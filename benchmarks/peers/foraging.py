# /// script
# requires-python = ">=3.11"
# dependencies = ["lbforaging==2.0.0"]
# ///
"""Level-based foraging, 10 x 10 cells, four agents."""

import lbforaging  # noqa: F401 - registers the environments
from gymworlds import run

run("Foraging-10x10-4p-4f-v3", observation="24 float32")
