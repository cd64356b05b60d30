"""The dice: every draw is a pure function of (seed, beat, who, why), so nothing depends on the order of a loop.

The mixing steps are the finaliser of SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number
generators", OOPSLA 2014), applied twice over an odd-constant combination of the four words.
"""

import numpy as np

from warbell.engine.kernel import kernel, part

_K1 = np.uint64(0x9E3779B97F4A7C15)
_K2 = np.uint64(0xD1B54A32D192ED03)
_K3 = np.uint64(0x8CB92BA72F3D8DD7)
_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S32 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(32)


@part
def mix(z):
    """One SplitMix64 finaliser: uint64 to uint64, bijective."""
    z = (z ^ (z >> _S30)) * _M1
    z = (z ^ (z >> _S27)) * _M2
    return z ^ (z >> _S31)


@kernel
def draw(seed, beat, who, why):
    """64 random bits for (seed uint64, beat, who, why)."""
    return mix(mix(seed + np.uint64(beat) * _K1) + np.uint64(who) * _K2 + np.uint64(why) * _K3)


@kernel
def below(n, seed, beat, who, why):
    """An integer 0 <= k < n (n below 2**31), by multiply and shift."""
    return int(((draw(seed, beat, who, why) >> _S32) * np.uint64(n)) >> _S32)


@part
def chance(per_mille, seed, beat, who, why):
    """True with probability per_mille / 1000."""
    return below(1000, seed, beat, who, why) < per_mille
