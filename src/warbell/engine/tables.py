"""How compiled kernels receive a NamedTuple of tables: as one pointer.

Numba flattens a NamedTuple of arrays into some nine arguments an array, for every call, and counts references to each
of them: with thirty tables that costs more than the rules themselves and makes compiling take minutes. A class marked
with `tables` travels as a pointer to its unboxed arrays instead, and `world.bodies` inside a kernel is a plain load
of a borrowed array (no reference counting: the caller holds the tables for the whole call). Interpreted, nothing
changes.
"""

import hashlib
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
        kind = tables.fields[index][1]
        # Where the arrays lie never changes while a kernel runs, whatever it writes into them. Each word is loaded by
        # itself: of a struct that is loaded whole, the compiler takes the words apart and forgets it.
        never_changes = builder.module.add_metadata([])

        def word(*path: int):
            loaded = builder.load(cgutils.gep_inbounds(builder, value, 0, index, *path))
            loaded.set_metadata("invariant.load", never_changes)
            return loaded

        array = make_array(kind)(context, builder)
        array.meminfo = cgutils.get_null_value(array.meminfo.type)
        array.parent = cgutils.get_null_value(array.parent.type)
        for k, name in enumerate(("nitems", "itemsize", "data"), 2):
            setattr(array, name, word(k))
        for k, name in enumerate(("shape", "strides"), 5):
            setattr(array, name, cgutils.pack_array(builder, [word(k, axis) for axis in range(kind.ndim)]))
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

    def tables(cls: _T) -> _T:
        """Mark a NamedTuple of arrays to travel into kernels as one pointer."""

        @typeof_impl.register(cls)
        def _typeof(value, c):
            fields = zip(value._fields, value, strict=True)
            return TablesType(cls.__name__, tuple((field, typeof_impl(array, c)) for field, array in fields))

        return cls

else:

    def tables(cls: _T) -> _T:
        """Leave a NamedTuple of arrays as it is (WARBELL_JIT=0)."""
        return cls
