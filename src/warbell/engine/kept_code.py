"""Compiled code on disk, which is there to save time and for nothing else: what cannot be read is compiled again."""

import sys
from pathlib import Path
from typing import Any

from numba.core import config
from numba.core.caching import CompileResultCacheImpl, FunctionCache, _CacheLocator

from warbell.engine.compiling import KeptPhases

_PACKAGE = Path(__file__).parents[1]

_said: set[str] = set()  # what was complained of, once each


class _BySources(_CacheLocator):  # type: ignore[misc]
    """Where the code of a function of this package is kept: its folder is named by all sources.

    So copies of the package share it, and a file that was written again as it was counts as the same, where Numba goes
    by the path and the time.
    """

    def __init__(self, function: Any, place: Path) -> None:
        self._line, self._place = function.__code__.co_firstlineno, place

    def get_cache_path(self) -> str:
        """The folder."""
        return str(Path(config.CACHE_DIR) / self._place)

    def get_source_stamp(self) -> int:
        """The same for all that have this folder."""
        return 0

    def get_disambiguator(self) -> str:
        """Which of several functions of a name in a file it is."""
        return str(self._line)

    @classmethod
    def from_function(cls, py_func: Any, py_file: str) -> "_BySources | None":
        """One for a function of the package; None for another, of a test perhaps, which is no source of the folder."""
        path = Path(py_file).resolve()
        if not path.is_relative_to(_PACKAGE.resolve()):
            return None
        locator = cls(py_func, path.relative_to(_PACKAGE.resolve()).parent)
        locator.ensure_cache_path()
        return locator


_LOCATORS = (_BySources, *CompileResultCacheImpl._locator_classes)  # noqa: SLF001 - those of others after ours


class _Kept(CompileResultCacheImpl):  # type: ignore[misc]
    _locator_classes = _LOCATORS


class _KeptPhases(KeptPhases):
    _locator_classes = _LOCATORS


class KeptCode(FunctionCache):  # type: ignore[misc]
    """The compiled code of one function; never a reason to fail."""

    _impl_class = _Kept

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The code for a signature; None if there is none, or none that can be read."""
        try:
            return super().load_overload(sig, target_context)
        except Exception as error:  # noqa: BLE001 - a file that was cut off can be wrong in any way
            self._complain("read", "compiled again", error)
            self._try(self.flush)
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep the code for a signature, if it can be written."""
        self._try(super().save_overload, sig, data)

    def _try(self, write: Any, *args: Any) -> None:
        try:
            write(*args)
        except OSError as error:
            self._complain("written", "compiled again the next time", error)

    def _complain(self, what: str, so: str, error: Exception) -> None:
        if what not in _said:
            _said.add(what)
            why = " ".join(f"{type(error).__name__}: {error}".split())[:100].rstrip(": ")
            sys.stderr.write(f"warbell: compiled code in {self.cache_path} cannot be {what} ({why}); it is {so}\n")


class KeptPhaseCode(KeptCode):
    """The code of a phase, which is not machine code yet."""

    _impl_class = _KeptPhases
