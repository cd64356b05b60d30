"""What changed from one beat to the next, word by word and cell by cell."""

import numpy as np

from warbell.engine.kernel import kernel


@kernel
def changed_words(before: np.ndarray, now: np.ndarray, filmed: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where worlds differ: which of all words, int64 [n] in their order, and what they were and are, int32 [n] each.

    `before` and `now` are int32 [E, words]; `filmed`, bool [E], says which worlds count.
    """
    count = 0
    for e in range(before.shape[0]):
        if filmed[e]:
            for k in range(before.shape[1]):
                count += before[e, k] != now[e, k]
    which, old, new = np.empty(count, np.int64), np.empty(count, np.int32), np.empty(count, np.int32)
    n = 0
    for e in range(before.shape[0]):
        if filmed[e]:
            for k in range(before.shape[1]):
                if before[e, k] != now[e, k]:
                    which[n], old[n], new[n] = e * before.shape[1] + k, before[e, k], now[e, k]
                    n += 1
    return which, old, new


@kernel
def changed_cells(
    word: np.ndarray, old: np.ndarray, new: np.ndarray, cells: np.ndarray, whole: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Changes of words, integers [n] each, as changes of cells: int64 [m] twice and int32 [m] twice.

    Said is of which word each is, the cell, its value now and by how much that changed. `cells`, int64 [words, 4], has
    the cell of each byte, the lowest first, or of the whole word where it is `whole`, bool [words]; -1 is left out.
    """
    most = 4 * len(word)
    source, cell = np.empty(most, np.int64), np.empty(most, np.int64)
    value, change = np.empty(most, np.int32), np.empty(most, np.int32)
    n = 0
    for k in range(len(word)):
        w = word[k]
        if whole[w]:
            if cells[w, 0] >= 0:
                source[n], cell[n], value[n], change[n] = k, cells[w, 0], new[k], new[k] - old[k]
                n += 1
            continue
        for byte in range(4):
            was, is_ = (old[k] >> (8 * byte)) & 255, (new[k] >> (8 * byte)) & 255
            if was != is_ and cells[w, byte] >= 0:
                source[n], cell[n], value[n], change[n] = k, cells[w, byte], is_, is_ - was
                n += 1
    return source[:n], cell[:n], value[:n], change[:n]
