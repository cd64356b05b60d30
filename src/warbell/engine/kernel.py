"""The decorators for compiled functions, and where their machine code is kept.

Numba's own cache looks only at the file of the outermost function and misses an edited callee, so compiled code lives
in a folder named by a hash of every engine source, of Numba's version and of the checks compiled in.
`WARBELL_JIT=0` runs the same functions as plain Python.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

_F = TypeVar("_F", bound=Callable[..., Any])

JIT = os.environ.get("WARBELL_JIT", "1") != "0"
BOUNDSCHECK = os.environ.get("NUMBA_BOUNDSCHECK", "0") == "1"


def cache_folder() -> Path:
    """The folder of this tree's compiled kernels, under the user's cache folder (`WARBELL_CACHE` overrides it)."""
    base = os.environ.get("WARBELL_CACHE")
    root = Path(base) if base else Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "warbell"
    return root / _sources_hash()


def _sources_hash() -> str:
    from importlib.metadata import version

    package = Path(__file__).parent.parent
    digest = hashlib.sha256(f"{version('numba')} {version('numpy')} {BOUNDSCHECK}".encode())
    for source in sorted([*package.glob("engine/**/*.py"), *package.glob("minds/*.py"), *package.glob("encode/*.py")]):
        digest.update(source.relative_to(package).as_posix().encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()[:16]


if JIT:
    import numba
    from numba.core import types

    numba.config.CACHE_DIR = str(cache_folder())
    _OPTIONS = {"nogil": True, "error_model": "numpy", "boundscheck": BOUNDSCHECK}
    _kernel = numba.njit(cache=True, **_OPTIONS)
    _part = numba.njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, **_OPTIONS)
    _phase = numba.njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, cache=True, **_OPTIONS)

    def _widened(kind: types.Type) -> types.Type:
        """The type an argument is taken as: int64 for every integer but uint64, so that one body serves all calls."""
        return types.int64 if isinstance(kind, types.Integer) and kind != types.uint64 else kind

    def _once(dispatcher: Any) -> Any:
        """Make calls from other kernels widen their arguments first."""
        template = dispatcher.get_call_template
        dispatcher.get_call_template = lambda args, kws: template([_widened(kind) for kind in args], kws)
        return dispatcher

    def kernel(function: _F) -> _F:
        """Compile `function` on first use, without the interpreter lock, and keep the machine code on disk."""
        return _once(_kernel(function))

    def part(function: _F) -> _F:
        """Compile a function that only kernels call: no way in from Python, which is most of what compiling costs."""
        return _once(_part(function))

    def phase(function: _F) -> _F:
        """A part that is kept on disk by itself, so that several processes can share the first compile."""
        return _once(_phase(function))

else:
    import numpy as np

    # Unsigned arithmetic wraps silently when compiled; interpreted it must not warn either.
    np.seterr(over="ignore")

    def kernel(function: _F) -> _F:
        """Leave `function` as plain Python (WARBELL_JIT=0)."""
        return function

    part = phase = kernel
