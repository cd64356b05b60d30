"""The decorators for compiled functions, and where their machine code is kept.

Numba's own cache looks only at the file of the outermost function and misses an edited callee, so compiled code lives
in a folder named by a hash of every source that kernels are made of, of the versions that compile them, of the
processor and of the checks compiled in.
`WARBELL_JIT=0` runs the same functions as plain Python.
"""

import hashlib
import os
import platform
import re
from collections.abc import Callable
from functools import cache
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


def compiled_sources() -> dict[str, bytes]:
    """The sources that kernels are made of, by their names in the tree: who imports this module, and what they import.

    Imports within functions, and those for types alone, are indented and do not count.
    """
    package = Path(__file__).parent.parent
    texts = {path.relative_to(package.parent).as_posix(): path.read_bytes() for path in package.rglob("*.py")}
    own = __name__.encode()
    waiting = [name for name, text in texts.items() if re.search(rb"^from %s import" % own, text, re.MULTILINE)]
    found: dict[str, bytes] = {}
    while waiting:
        name = waiting.pop()
        if name in texts and name not in found:
            found[name] = texts[name]
            for module in re.findall(rb"^(?:from|import) (warbell[\w.]*)", texts[name], re.MULTILINE):
                path = module.decode().replace(".", "/")
                waiting += [f"{path}.py", f"{path}/__init__.py"]
    return found


@cache
def _sources_hash() -> str:
    """Of the sources as this process found them: whatever becomes of them later, its kernels are made of these."""
    digest = hashlib.sha256(f"{_compiler()} {BOUNDSCHECK}".encode())
    for name, text in sorted(compiled_sources().items()):
        digest.update(name.encode() + b"\0" + text)
    return digest.hexdigest()[:16]


def _compiler() -> str:
    """What else machine code depends on: versions, and the processor that it is for."""
    from importlib.metadata import version

    made = [platform.python_version(), platform.system(), platform.machine()]
    made += map(version, ("numba", "llvmlite", "numpy"))
    if JIT:
        from numba.core.registry import cpu_target

        made += map(str, cpu_target.target_context.codegen().magic_tuple())
    return " ".join(made)


if JIT:
    import numba
    from numba.core import types

    from warbell.engine.compiling import KernelCompiler, PartCompiler, PhaseCompiler
    from warbell.engine.kept_code import KeptCode, KeptPhaseCode

    numba.config.CACHE_DIR = str(cache_folder())
    _OPTIONS = {"nogil": True, "error_model": "numpy", "boundscheck": BOUNDSCHECK}
    # Each says whether it counts references (_nrt): left out, a function takes that over from its first caller.
    _kernel = numba.njit(_nrt=True, pipeline_class=KernelCompiler, **_OPTIONS)
    _INNER = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, **_OPTIONS}
    _making = numba.njit(_nrt=True, pipeline_class=PartCompiler, **_INNER)
    _part = numba.njit(_nrt=False, pipeline_class=PartCompiler, **_INNER)
    _phase = numba.njit(_nrt=False, pipeline_class=PhaseCompiler, **_INNER)

    def _widened(kind: types.Type) -> types.Type:
        """The type an argument is taken as: int64 for every integer but uint64, so that one body serves all calls."""
        return types.int64 if isinstance(kind, types.Integer) and kind != types.uint64 else kind

    def _once(dispatcher: Any) -> Any:
        """Make calls from other kernels widen their arguments first."""
        template = dispatcher.get_call_template
        dispatcher.get_call_template = lambda args, kws: template([_widened(kind) for kind in args], kws)
        return dispatcher

    def _kept(dispatcher: Any, cache: type[KeptCode] = KeptCode) -> Any:
        """Keep the code on disk, as Numba's `enable_caching` does, but so that it is never a reason to fail."""
        dispatcher._cache = cache(dispatcher.py_func)  # noqa: SLF001
        return dispatcher

    def kernel(function: _F) -> _F:
        """Compile `function` on first use, without the interpreter lock, and keep the machine code on disk."""
        return _once(_kept(_kernel(function)))

    def part(function: _F) -> _F:
        """Compile a function that only kernels call: no way in from Python, no references counted.

        It makes no arrays and returns none but its arguments.
        """
        return _once(_part(function))

    def making(function: _F) -> _F:
        """Compile a part that makes arrays, or returns others than it was given: it counts references to them."""
        return _once(_making(function))

    def spelt_out(function: _F) -> _F:
        """A part that is put in where it is called before anything is compiled.

        For one that only calls others, and for one that is called in one place: a call costs some forty instructions,
        and seven words for each array.
        """
        spelt: _F = numba.njit(inline="always", **_OPTIONS)(function)
        return spelt

    def phase(function: _F) -> _F:
        """A part that is optimised and kept on disk by itself, so that processes can share the first compile."""
        return _once(_kept(_phase(function), KeptPhaseCode))

else:
    import numpy as np

    # Unsigned arithmetic wraps silently when compiled; interpreted it must not warn either.
    np.seterr(over="ignore")

    def kernel(function: _F) -> _F:
        """Leave `function` as plain Python (WARBELL_JIT=0)."""
        return function

    part = making = phase = spelt_out = kernel
