"""warbell: a cooperative-survival tactics game and teamwork testbed.

What programs may build on are the names in `api.py`, here as `warbell.load`, `warbell.Game` and so on, which
docs/front-door.md shows at work. Everything else is private, and may change from one version to the next.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warbell.api import *  # noqa: F403

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """A name of the front door; the engine is loaded when the first one is asked for, so `import warbell` is quick."""
    if (
        not name.startswith("_") and find_spec(f"{__name__}.{name}") is None
    ):  # `from warbell import minds` asks here too
        api = import_module(f"{__name__}.api")
        if name in api.__all__:
            return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return ["__version__", *import_module(f"{__name__}.api").__all__]
