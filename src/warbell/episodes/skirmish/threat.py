"""How hard a skirmish is: who stands in the way, how many of them are awake, what the team brings against wounds."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from warbell.engine.codes import INFECTED_NATURES
from warbell.errors import BadInput

MIX: Mapping[str, int] = MappingProxyType({"shambler": 1, "listener": 1})
MOST_SHARE = 1000


class Threat(NamedTuple):
    """What a difficulty comes to."""

    near: int  # thousandths of an infected that stand, on average, within reach of the shortest way out
    awake: int  # per mille of the infected
    remedies: int  # per mille of the team who bring medicine


GIVEN = Threat(near=9000, awake=1000, remedies=0)  # on a map of somebody else's: careful minds can just get through
# At difficulty 0 and at 1, by style; between the two each number is on the line between its two.
ENDS = {
    "rooms": (Threat(2500, 600, 1000), Threat(11000, 1000, 0)),
    "streets": (Threat(3000, 500, 1000), Threat(16000, 1000, 0)),
    "maze": (Threat(4000, 600, 1000), Threat(14500, 1000, 0)),
}


def threat(style: str, difficulty: int) -> Threat:
    """The threat of a style at a difficulty in thousandths."""
    easy, hard = ENDS[style]
    return Threat(*((a * (1000 - difficulty) + b * difficulty) // 1000 for a, b in zip(easy, hard, strict=True)))


def check_mix(mix: Mapping[str, int]) -> Mapping[str, int]:
    """The mix, if it is shares of kinds of infected; BadInput where it is not."""
    if not isinstance(mix, Mapping):
        raise BadInput("mix", repr(mix), "shares by kind, as in {'shambler': 1, 'listener': 1}")
    for kind, share in mix.items():
        if kind not in INFECTED_NATURES:
            raise BadInput("mix", repr(kind), f"one of {', '.join(INFECTED_NATURES)}")
        if type(share) is not int or not 0 <= share <= MOST_SHARE:
            raise BadInput("mix", f"{kind}={share!r}", f"a whole number from 0 to {MOST_SHARE}")
    if not any(mix.values()):
        raise BadInput("mix", "no share over 0", "one kind at least, as in shambler=3,listener=1")
    return mix


def share_out(count: int, mix: Mapping[str, int]) -> dict[str, int]:
    """How many of `count` infected are of which kind: by shares, what is left over to the kinds that come first."""
    shares = {kind: mix.get(kind, 0) for kind in INFECTED_NATURES}
    whole = sum(shares.values())
    counts = {kind: count * share // whole for kind, share in shares.items()}
    for kind in sorted(shares, key=lambda kind: -(count * shares[kind] % whole))[: count - sum(counts.values())]:
        counts[kind] += 1
    return counts
