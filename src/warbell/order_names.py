"""Orders by name, as files keep them: numbers of orders may change from one version to the next, their names do not.

A name is what `words.order` says: "step north", "call HELP", "set planks east".
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from importlib.resources import files

import numpy as np

from warbell.encode.words import ACTIONS, order
from warbell.engine.codes import N_ACTIONS

NO_ORDER = -1  # the number of an order that is none
NONE_SUCH = order(NO_ORDER)
OF_FORMAT_1 = tuple(files("warbell").joinpath("order-names-of-format-1.txt").read_text(encoding="utf-8").splitlines())
"""The names of the numbers in replays of format 1, and in rows of logs that hold numbers: written down for ever."""

_NUMBERS = {name: number for number, name in enumerate(ACTIONS)}


def named(orders: np.ndarray, strange: Sequence[str] = ()) -> tuple[np.ndarray, tuple[str, ...]]:
    """Orders by number, integers [...], as indices into a list of their own names, in the order they are met in.

    Returns int16 [...] and the names. Numbers from N_ACTIONS on are `strange`; any other one is NONE_SUCH.
    """
    numbers, first, indices = np.unique(orders.ravel(), return_index=True, return_inverse=True)
    by_first = np.argsort(first)
    words = [name_of(number, strange) for number in numbers[by_first].tolist()]
    names = tuple(dict.fromkeys(words))
    rank = np.empty(len(numbers), np.int16)
    rank[by_first] = [names.index(word) for word in words]
    return rank[indices].reshape(orders.shape), names


def name_of(number: int, strange: Sequence[str] = ()) -> str:
    """The name of an order by its number; those from N_ACTIONS on are `strange`."""
    if 0 <= number < N_ACTIONS:
        return ACTIONS[number]
    own = number - N_ACTIONS
    return strange[own] if 0 <= own < len(strange) else NONE_SUCH


def numbered(names: Sequence[str], indices: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    """Indices into names, integers [...], as orders by number, int16 [...], and the names that this warbell has not.

    Those that occur are numbered from N_ACTIONS on, in their order; an index that names nothing is NO_ORDER.
    """
    occur = set(np.unique(indices).tolist())
    new = (name for k, name in enumerate(names) if k in occur and name not in _NUMBERS and name != NONE_SUCH)
    strange = tuple(dict.fromkeys(new))
    numbers = {**_NUMBERS, NONE_SUCH: NO_ORDER, **{name: N_ACTIONS + k for k, name in enumerate(strange)}}
    table = np.array([*(numbers.get(name, NO_ORDER) for name in names), NO_ORDER], np.int16)
    return table[np.where((indices >= 0) & (indices < len(names)), indices, len(names))], strange


def known(orders: np.ndarray) -> np.ndarray:
    """Orders by number, integers [...], with NO_ORDER for every number that is none: int16 [...]."""
    found: np.ndarray = np.where((orders >= 0) & (orders < N_ACTIONS), orders, NO_ORDER).astype(np.int16)
    return found


def names_of(orders: Sequence[int]) -> list[str]:
    """The names of a row of orders by number."""
    return [name_of(number) for number in orders]


def numbers_of(row: Sequence[str | int]) -> list[int]:
    """A row of a log, names or numbers of format 1, as orders by number; NO_ORDER for one that this warbell has not."""
    return [_NUMBERS.get(name, NO_ORDER) for name in spelt(row)]


def spelt(row: Sequence[str | int]) -> list[str]:
    """A row of a log, names or numbers of format 1, as names."""
    old = dict(enumerate(OF_FORMAT_1))
    return [each if isinstance(each, str) else old.get(each, NONE_SUCH) for each in row]


def fold_of(name: str) -> int:
    """What an order is in a seal, by its name: 64 bits."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


def _folds(words: Iterable[int]) -> np.ndarray:
    return np.array([*words], np.uint64)


FOLDS = {
    1: _folds([*(OF_FORMAT_1.index(name) if name in OF_FORMAT_1 else 0 for name in ACTIONS), 2**64 - 1]),
    2: (_BY_NAME := _folds(fold_of(name) for name in (*ACTIONS, NONE_SUCH))),
    3: _BY_NAME,
}
"""What each order is in a seal, by the format of the replay: uint64 [N_ACTIONS + 1], the last of NO_ORDER."""
