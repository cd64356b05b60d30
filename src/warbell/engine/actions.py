"""The flat action space: an order is one integer below N_ACTIONS, VERB_BASE[verb] + argument (see codes.py)."""

from warbell.engine.codes import ACTION_VERB, CALL, HERE, NO_SIGNAL, SET, SIGN, VERB_ARGS, VERB_BASE, WHISPER
from warbell.engine.kernel import kernel

NO_ITEM = 255


@kernel
def encode(verb, direction, signal, item):
    """The action of a verb with its arguments; those the verb has no use for are ignored."""
    base = VERB_BASE[verb]
    if verb == SET:
        return base + item * 4 + direction
    if verb == WHISPER:
        return base + signal * 4 + direction
    if verb in (CALL, SIGN):
        return base + signal
    return base + direction if VERB_ARGS[verb] > 2 else base


@kernel
def decode(action):
    """(verb, direction, signal, item) of an action; HERE, NO_SIGNAL and NO_ITEM where the verb has none."""
    verb = ACTION_VERB[action]
    argument = action - VERB_BASE[verb]
    if verb == SET:
        return verb, argument % 4, NO_SIGNAL, argument // 4
    if verb == WHISPER:
        return verb, argument % 4, argument // 4, NO_ITEM
    if verb in (CALL, SIGN):
        return verb, HERE, argument, NO_ITEM
    if VERB_ARGS[verb] > 2:
        return verb, argument, NO_SIGNAL, NO_ITEM
    return verb, HERE, NO_SIGNAL, NO_ITEM
