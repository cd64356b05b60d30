"""How compiled kernels receive a NamedTuple of tables: as one pointer.

Numba flattens a NamedTuple of arrays into some nine arguments an array, for every call, and counts references to each
of them: with thirty tables that costs more than the rules themselves and makes compiling take minutes. A class marked
with `tables` travels as a pointer to its unboxed arrays instead, and `world.bodies` inside a kernel is a plain load
of a borrowed array (no reference counting: the caller holds the tables for the whole call). Interpreted, nothing
changes.
"""

import hashlib
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

from warbell.engine.kernel import JIT

_T = TypeVar("_T", bound=type[Any])

if JIT:
    from llvmlite import ir
    from numba import types
    from numba.core import cgutils
    from numba.core.typing.templates import AttributeTemplate
    from numba.extending import (
        NativeValue,
        infer_getattr,
        lower_getattr_generic,
        models,
        register_model,
        typeof_impl,
        unbox,
    )
    from numba.np.arrayobj import make_array

    class TablesType(types.Type):  # type: ignore[misc]
        """The type of a table class: its name, its fields and the array type of each."""

        def __init__(self, name: str, fields: tuple[tuple[str, types.Type], ...]) -> None:
            self.fields = fields
            # Symbols spell out the type of every argument; the full text of the fields would run to pages.
            shape = hashlib.sha256(repr(fields).encode()).hexdigest()[:12]
            super().__init__(name=f"{name}_{shape}")

        def index(self, field: str) -> int:
            """Position of a field."""
            return [name for name, _ in self.fields].index(field)

    @register_model(TablesType)
    class _TablesModel(models.PrimitiveModel):  # type: ignore[misc]
        def __init__(self, manager, tables) -> None:
            kinds = [manager.lookup(kind).get_value_type() for _, kind in tables.fields]
            super().__init__(manager, tables, ir.LiteralStructType(kinds).as_pointer())

    @infer_getattr
    class _TablesAttributes(AttributeTemplate):  # type: ignore[misc]
        key = TablesType

        def generic_resolve(self, tables, attribute):
            return dict(tables.fields).get(attribute)

    @lower_getattr_generic(TablesType)
    def _load(context, builder, tables, value, attribute):
        index = tables.index(attribute)
        stored = builder.load(cgutils.gep_inbounds(builder, value, 0, index))
        # Where the arrays lie never changes while a kernel runs, whatever it writes into them.
        stored.set_metadata("invariant.load", builder.module.add_metadata([]))
        array = make_array(tables.fields[index][1])(context, builder, value=stored)
        array.meminfo = cgutils.get_null_value(array.meminfo.type)
        array.parent = cgutils.get_null_value(array.parent.type)
        return array._getvalue()  # noqa: SLF001 - how Numba itself closes a struct

    @unbox(TablesType)
    def _unbox(tables, obj, c):
        kinds = [c.context.get_value_type(kind) for _, kind in tables.fields]
        block = cgutils.alloca_once(c.builder, ir.LiteralStructType(kinds))
        natives = []
        failed = cgutils.false_bit
        for i, (_, kind) in enumerate(tables.fields):
            native = c.unbox(kind, c.pyapi.tuple_getitem(obj, i))
            c.builder.store(native.value, cgutils.gep_inbounds(c.builder, block, 0, i))
            natives.append((kind, native.value))
            failed = c.builder.or_(failed, native.is_error)

        def release() -> None:
            for kind, value in natives:
                c.context.nrt.decref(c.builder, kind, value)

        # Loads marked invariant could be moved before these stores; an empty instruction makes the pointer a new one.
        pointer = block.type
        identity = ir.FunctionType(pointer, [pointer])
        sealed = c.builder.asm(identity, "", "=r,0,~{memory}", [block], side_effect=True)
        return NativeValue(sealed, cleanup=release, is_error=failed)

    class _Tables:
        """What a class marked with `tables` has besides its arrays."""

        @cached_property
        def kind(self) -> object:
            """The same object for all tables whose arrays are of the same types: see `entering`."""
            return _KINDS.setdefault((type(self), *map(_TYPE, self)), object())  # type: ignore[call-overload]

        def __getstate__(self) -> None:
            """Kinds are this process's own."""

    _TYPE = attrgetter("dtype", "ndim", "flags.num")
    _KINDS: dict[tuple[Any, ...], object] = {}

    def tables(cls: _T) -> _T:
        """Mark a NamedTuple of arrays to travel into kernels as one pointer."""
        own = {name: getattr(cls, name) for name in ("__module__", "__qualname__", "__doc__")}
        marked: Any = type(cls.__name__, (cls, _Tables), own)

        @typeof_impl.register(marked)
        def _typeof(value, c):
            fields = zip(value._fields, value, strict=True)
            return TablesType(cls.__name__, tuple((field, typeof_impl(array, c)) for field, array in fields))

        return marked

else:

    def tables(cls: _T) -> _T:
        """Leave a NamedTuple of arrays as it is (WARBELL_JIT=0)."""
        return cls
