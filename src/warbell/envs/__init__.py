"""Environments for learning: the native batched call, and what speaks PettingZoo and Gymnasium on top of it.

`Batch` and `ArrayPolicy` need nothing more. With the extra `envs` installed there are `parallel_env`, `aec_env`,
`vector_env` and `SeatEnv` too, and both libraries make `warbell/NAME-v0`. docs/environments.md shows them at work.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from warbell.envs.batch import Batch
from warbell.envs.policy import ArrayPolicy
from warbell.errors import BadInput

if TYPE_CHECKING:
    from warbell.envs.parallel import TeamEnv, aec_env, parallel_env
    from warbell.envs.seat import SeatEnv
    from warbell.envs.vector import WorldsEnv, vector_env

__all__ = ["ArrayPolicy", "Batch", "SeatEnv", "TeamEnv", "WorldsEnv", "aec_env", "parallel_env", "vector_env"]

_NEEDED = ("gymnasium", "pettingzoo")
_HOMES = {
    "SeatEnv": "seat", "TeamEnv": "parallel", "WorldsEnv": "vector",
    "aec_env": "parallel", "parallel_env": "parallel", "vector_env": "vector",
}  # fmt: skip
MISSING = [name for name in _NEEDED if find_spec(name) is None]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if MISSING:
        raise BadInput(f"warbell.envs.{name}", f"no {' and no '.join(MISSING)}", "them: pip install 'warbell[envs]'")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


if not MISSING:
    import_module(f"{__name__}.registry").register()
