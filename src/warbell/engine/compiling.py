"""How compiled functions become machine code: they are put together first, and only what Python calls is made into it.

Left to itself, Numba optimises every function and makes machine code of it, and does both again for each caller that
it is put into: most of a compile. Here parts wait; a phase is optimised once with its parts, which nobody outside can
see any more, so that the compiler may change how they are called; a kernel puts phases in as they are.
"""

from typing import Any

from llvmlite import binding
from numba.core.caching import CompileResultCacheImpl
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler, compile_result


class _Library(JITCodeLibrary):  # type: ignore[misc]
    """The code of one function, and of all that it calls."""

    def _optimize_functions(self, module: Any) -> None:
        module.data_layout = self._codegen._data_layout  # noqa: SLF001
        passes, builder = self._codegen._function_pass_manager()  # noqa: SLF001 - one for all, where Numba makes many
        for function in module.functions:
            if not function.is_declaration:
                passes.run(function, builder)

    def _optimize_alone(self) -> None:
        """Optimise what was put together; what came in from elsewhere nobody but this code calls."""
        for function in self._final_module.functions:
            if not function.is_declaration and function.linkage is binding.Linkage.linkonce_odr:
                function.linkage = binding.Linkage.internal
        super()._optimize_final_module()


class _Waiting(_Library):
    """Code that becomes machine code only within what calls it."""

    def _optimize_final_module(self) -> None:
        """Leave that to whom it is put into."""

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:  # noqa: ARG002
        """None, as Numba says it: 0."""
        self._ensure_finalized()
        return 0

    @property
    def codegen(self) -> Any:
        """Where environments would be set: code that is nowhere has none."""
        return self

    def set_env(self, name: str, environment: Any) -> None:
        """Nowhere to set it; kernels do not ask for theirs."""


class _Phase(_Waiting):
    """Code that is optimised by itself, and kept as that."""

    def _optimize_final_module(self) -> None:
        self._optimize_alone()

    def serialize_using_object_code(self) -> tuple[str, bytes]:
        """What is kept on disk: no object code."""
        return self.name, self._get_module_for_linking().as_bitcode()

    @classmethod
    def read(cls, codegen: Any, state: tuple[str, bytes]) -> "_Phase":
        """The code that was kept."""
        name, bitcode = state
        phase = cls(codegen, name)
        phase._final_module = phase._shared_module = binding.parse_bitcode(bitcode)
        phase._finalized = True
        return phase


class _Kernel(_Library):
    """Code that becomes machine code."""

    def __init__(self, codegen: Any, name: str) -> None:
        super().__init__(codegen, name)
        self._phases: dict[_Phase, None] = {}  # in their order

    def add_linking_library(self, library: Any) -> None:
        """Put other code in: at once, or if it was optimised before, afterwards."""
        if isinstance(library, _Phase):
            self._phases[library] = None
        else:
            super().add_linking_library(library)

    def _optimize_final_module(self) -> None:
        self._optimize_alone()
        for phase in self._phases:
            self._final_module.link_in(phase._get_module_for_linking(), preserve=True)  # noqa: SLF001


def _into(kind: type[_Library]) -> type[Compiler]:
    class Into(Compiler):  # type: ignore[misc]
        """Numba's compiler; what it makes goes into another kind of library."""

        def define_pipelines(self) -> Any:
            state = self.state
            if state.library is None:
                state.library = kind(state.targetctx.codegen(), state.func_id.func_qualname)
                state.library.enable_object_caching()
            return super().define_pipelines()

    return Into


PartCompiler, PhaseCompiler, KernelCompiler = _into(_Waiting), _into(_Phase), _into(_Kernel)


class KeptPhases(CompileResultCacheImpl):  # type: ignore[misc]
    """How a phase is read from disk."""

    def rebuild(self, target_context: Any, payload: tuple[Any, ...]) -> Any:
        """What compiling it gave."""
        state, descriptor, environment, signature, _, _, annotation, reload_init, _ = payload
        library = _Phase.read(target_context.codegen(), state)
        return compile_result(
            typing_context=target_context.typing_context,
            target_context=target_context,
            entry_point=target_context.get_executable(library, descriptor, environment),
            library=library,
            fndesc=descriptor,
            environment=environment,
            signature=signature,
            objectmode=False,
            lifted=(),
            type_annotation=annotation,
            reload_init=reload_init,
        )
