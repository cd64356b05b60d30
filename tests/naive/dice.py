"""The dice in plain Python integers."""

ALL = (1 << 64) - 1


def mix(z):
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & ALL
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & ALL
    return z ^ (z >> 31)


def threefry(key, counter):
    """Threefry2x64-20 by its definition: twenty rounds of add, rotate and xor, the key added before and every four."""
    keys = (*key, key[0] ^ key[1] ^ 0x1BD11BDAA9FC1A22)
    x, y = ((word + k) & ALL for word, k in zip(counter, key, strict=True))
    for r in range(1, 21):
        turn = (16, 42, 12, 31, 16, 32, 24, 21)[(r - 1) % 8]
        x = (x + y) & ALL
        y = (y << turn & ALL | y >> 64 - turn) ^ x
        if r % 4 == 0:
            s = r // 4
            x, y = (x + keys[s % 3]) & ALL, (y + keys[(s + 1) % 3] + s) & ALL
    return x, y


def beat_key(seed, n):
    """Beat 0 is before the first."""
    return threefry((seed, int.from_bytes(b"night")), (n, 0))[0]


def draw(key, who, why):
    first = mix((key + int(who) * 0xD1B54A32D192ED03) & ALL)
    return mix((first + int(why) * 0x8CB92BA72F3D8DD7) & ALL)


def below(n, key, who, why):
    return (draw(key, who, why) >> 32) * n >> 32


def chance(per_mille, key, who, why):
    return below(1000, key, who, why) < per_mille
