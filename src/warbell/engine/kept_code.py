"""Compiled code on disk, which is there to save time and for nothing else: what cannot be read is compiled again."""

import sys
from typing import Any

from numba.core.caching import FunctionCache

from warbell.engine.compiling import KeptPhases

_said: set[str] = set()  # what was complained of, once each


class KeptCode(FunctionCache):  # type: ignore[misc]
    """The compiled code of one function; never a reason to fail."""

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

    _impl_class = KeptPhases
