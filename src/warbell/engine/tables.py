"""How compiled kernels receive a NamedTuple of tables: as one pointer.

Numba flattens a NamedTuple of arrays into some nine arguments an array, for every call, and counts references to each
of them: with thirty tables that costs more than the rules themselves and makes compiling take minutes. A class marked
with `tables` travels as a pointer to its unboxed arrays instead, and `world.bodies` inside a kernel is a plain load
of a borrowed array (no reference counting: the caller holds the tables for the whole call). Interpreted, nothing
changes.

Unboxing asks every array where it lies, anew in every call. Whoever calls kernels over and over with the same tables
has them `placed`: that is asked once. What they are made of is looked at once for all tables (`kind`).
"""

import hashlib
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np

from warbell.engine.kernel import JIT

_T = TypeVar("_T", bound=type[Any])
_Placed = TypeVar("_Placed", bound=tuple[Any, ...])
LOOSE = 0  # the address of tables that are unboxed call by call

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
        builder = c.builder
        layout = ir.LiteralStructType([c.context.get_value_type(kind) for _, kind in tables.fields])
        block = cgutils.alloca_once(builder, layout)
        fields = [(kind, cgutils.gep_inbounds(builder, block, 0, i)) for i, (_, kind) in enumerate(tables.fields)]
        failed = cgutils.alloca_once_value(builder, cgutils.false_bit)
        address = c.pyapi.object_getattr_string(obj, "address")
        place = c.pyapi.number_as_ssize_t(address)
        c.pyapi.decref(address)
        is_loose = builder.icmp_unsigned("==", place, place.type(LOOSE))
        with builder.if_then(is_loose):
            for i, (kind, at) in enumerate(fields):
                native = c.unbox(kind, c.pyapi.tuple_getitem(obj, i))
                builder.store(native.value, at)
                builder.store(builder.or_(builder.load(failed), native.is_error), failed)

        def release() -> None:
            with builder.if_then(is_loose):
                for kind, at in fields:
                    c.context.nrt.decref(builder, kind, builder.load(at))

        # Loads marked invariant could be moved before these stores; an empty instruction makes the pointer a new one.
        pointer = block.type
        identity = ir.FunctionType(pointer, [pointer])
        chosen = builder.select(is_loose, block, builder.inttoptr(place, pointer))
        sealed = builder.asm(identity, "", "=r,0,~{memory}", [chosen], side_effect=True)
        return NativeValue(sealed, cleanup=release, is_error=builder.load(failed))

    class _Tables:
        """What a class marked with `tables` has besides its arrays."""

        address = LOOSE

        @cached_property
        def kind(self) -> object:
            """The same object for all tables whose arrays are of the same types: see `entering`."""
            return _KINDS.setdefault((type(self), *map(_TYPE, self)), object())  # type: ignore[call-overload]

        def __getstate__(self) -> None:
            """Kinds and places are this process's own."""

    def placed(tables: _Placed) -> _Placed:
        """The same tables, looked up for all calls to come; their arrays are theirs for as long as they live."""
        # An array as Numba has it: who counts references to it, nobody here, then these words.
        arrays = [(0, 0, a.size, a.itemsize, a.ctypes.data, *a.shape, *a.strides) for a in tables]
        block = np.array([word for array in arrays for word in array], np.int64)
        # Whoever placed them before, perhaps from another thread: kernels may be at work there.
        vars(tables)["address"] = vars(tables).setdefault("block", block).ctypes.data
        return tables

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

    def placed(tables: _Placed) -> _Placed:
        """These tables."""
        return tables
