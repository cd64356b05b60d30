"""The dice: every draw is a pure function of (seed, beat, who, why), so nothing depends on the order of a loop.

A beat has one key, Threefry2x64-20 of the seed and the beat's number (Salmon, Moraes, Dror, Shaw: "Parallel random
numbers: as easy as 1, 2, 3", SC 2011): whoever works a key out from the draws of its beat learns nothing of the seed,
and so of no other beat. Draws mix the key with who and why by the finaliser of SplitMix64 (Steele, Lea, Flood: "Fast
splittable pseudorandom number generators", OOPSLA 2014).
"""

import numpy as np

from warbell.engine.kernel import kernel, part

_K2 = np.uint64(0xD1B54A32D192ED03)
_K3 = np.uint64(0x8CB92BA72F3D8DD7)
_M1 = np.uint64(0xBF58476D1CE4E5B9)
_M2 = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S32, _S64 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(32), np.uint64(64)

_PARITY = np.uint64(0x1BD11BDAA9FC1A22)
_ROUNDS = 20
_TURNS = np.array([16, 42, 12, 31, 16, 32, 24, 21], np.uint64)  # Random123's rotations of two words
NIGHT = np.uint64(0x6E69676874)  # "night": the second word of every key, so that seeds here are nobody else's keys


@part
def mix(z):
    """One SplitMix64 finaliser: uint64 to uint64, bijective."""
    z = (z ^ (z >> _S30)) * _M1
    z = (z ^ (z >> _S27)) * _M2
    return z ^ (z >> _S31)


@kernel
def threefry(key0, key1, counter0, counter1):
    """Threefry2x64-20: the two uint64 words of a counter under a key of two, as one-way as a cipher."""
    keys = np.empty(3, np.uint64)
    keys[0], keys[1], keys[2] = key0, key1, key0 ^ key1 ^ _PARITY
    x, y = counter0 + key0, counter1 + key1
    for r in range(_ROUNDS):
        x += y
        turn = _TURNS[r & 7]
        y = ((y << turn) | (y >> (_S64 - turn))) ^ x
        if r & 3 == 3:
            s = (r + 1) >> 2
            x += keys[s % 3]
            y += keys[(s + 1) % 3] + np.uint64(s)
    return x, y


@kernel
def beat_key(seed, n):
    """The key of beat n of the night of a seed, both uint64: 0 is before the first beat, the first beat is 1."""
    return threefry(seed, NIGHT, np.uint64(n), np.uint64(0))[0]


@kernel
def draw(key, who, why):
    """64 random bits for (key of a beat uint64, who, why)."""
    return mix(mix(key + np.uint64(who) * _K2) + np.uint64(why) * _K3)


@kernel
def below(n, key, who, why):
    """An integer 0 <= k < n (n below 2**31), by multiply and shift."""
    return int(((draw(key, who, why) >> _S32) * np.uint64(n)) >> _S32)


@part
def chance(per_mille, key, who, why):
    """True with probability per_mille / 1000."""
    return below(1000, key, who, why) < per_mille
