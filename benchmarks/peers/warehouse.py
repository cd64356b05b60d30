# /// script
# requires-python = ">=3.11"
# dependencies = ["rware==2.0.0"]
# ///
"""The multi-robot warehouse, tiny, four agents."""

import rware  # noqa: F401 - registers the environments
from gymworlds import run

run("rware-tiny-4ag-v2", observation="71 float32")
