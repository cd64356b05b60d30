"""The flat action space: an order is one integer below N_ACTIONS, VERB_BASE[verb] + argument (see codes.py)."""

from warbell.engine.codes import (
    ACTION_VERB,
    CALL,
    FARTHEST,
    FLY,
    HERE,
    LEG,
    LOAD,
    N_OBJECTS,
    NO_SIGNAL,
    OFFER,
    SET,
    SETTABLE,
    SIGN,
    THROW,
    THROWABLE,
    VERB_ARGS,
    VERB_BASE,
    WHISPER,
    WIELD,
    WIELDABLE,
)
from warbell.engine.kernel import kernel, part

NO_ITEM = 255
DOWN_THE_EDGE = 4 * FARTHEST  # in the place of direction and cells of a throw


@part
def _place(table, item):
    """The place of an object in a table of objects; -1 if it is not in it."""
    found = -1
    for k in range(table.shape[0]):
        if table[k] == item:
            found = k
    return found


@kernel
def encode(verb, direction, signal, item, cells=0):
    """The action of a verb with its arguments; those the verb has no use for are ignored. -1 if there is none such.

    `cells` is how far something is thrown, 1..FARTHEST, or a drone flies, 1..LEG; of what is thrown HERE, down over an
    edge, it says nothing.
    """
    base = VERB_BASE[verb]
    if verb == SET:
        place = _place(SETTABLE, item)
        return base + place * 5 + direction if place >= 0 else -1
    if verb == OFFER:
        return base + item * 4 + direction if item < N_OBJECTS and direction != HERE else -1
    if verb == WIELD:
        place = _place(WIELDABLE, item)
        return base + place * 4 + direction if place >= 0 and direction != HERE else -1
    if verb == THROW:
        place = _place(THROWABLE, item)
        if place < 0 or (direction != HERE and not 1 <= cells <= FARTHEST):
            return -1
        way = DOWN_THE_EDGE if direction == HERE else direction * FARTHEST + cells - 1
        return base + place * (DOWN_THE_EDGE + 1) + way
    if verb == FLY:
        return base + direction * LEG + cells - 1 if direction != HERE and 1 <= cells <= LEG else -1
    if verb == LOAD:
        return base + item if item < N_OBJECTS else -1
    if verb == WHISPER:
        return base + signal * 4 + direction
    if verb in (CALL, SIGN):
        return base + signal
    return base + direction if VERB_ARGS[verb] > 2 else base


@kernel
def decode(action):
    """(verb, direction, signal, item, cells) of an action; HERE, NO_SIGNAL, NO_ITEM and 0 where the verb has none."""
    verb = ACTION_VERB[action]
    argument = action - VERB_BASE[verb]
    if verb == SET:
        return verb, argument % 5, NO_SIGNAL, SETTABLE[argument // 5], 0
    if verb == OFFER:
        return verb, argument % 4, NO_SIGNAL, argument // 4, 0
    if verb == WIELD:
        return verb, argument % 4, NO_SIGNAL, WIELDABLE[argument // 4], 0
    if verb == THROW:
        way = argument % (DOWN_THE_EDGE + 1)
        item = THROWABLE[argument // (DOWN_THE_EDGE + 1)]
        if way == DOWN_THE_EDGE:
            return verb, HERE, NO_SIGNAL, item, 0
        return verb, way // FARTHEST, NO_SIGNAL, item, way % FARTHEST + 1
    if verb == FLY:
        return verb, argument // LEG, NO_SIGNAL, NO_ITEM, argument % LEG + 1
    if verb == LOAD:
        return verb, HERE, NO_SIGNAL, argument, 0
    if verb == WHISPER:
        return verb, argument % 4, argument // 4, NO_ITEM, 0
    if verb in (CALL, SIGN):
        return verb, HERE, argument, NO_ITEM, 0
    if VERB_ARGS[verb] > 2:
        return verb, argument, NO_SIGNAL, NO_ITEM, 0
    return verb, HERE, NO_SIGNAL, NO_ITEM, 0
