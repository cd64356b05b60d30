"""The dice in plain Python integers."""

ALL = (1 << 64) - 1


def mix(z):
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & ALL
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & ALL
    return z ^ (z >> 31)


def draw(seed, beat, who, why):
    seed, beat, who, why = int(seed), int(beat), int(who), int(why)
    first = mix((seed + beat * 0x9E3779B97F4A7C15) & ALL)
    return mix((first + who * 0xD1B54A32D192ED03 + why * 0x8CB92BA72F3D8DD7) & ALL)


def below(n, seed, beat, who, why):
    return (draw(seed, beat, who, why) >> 32) * n >> 32


def chance(per_mille, seed, beat, who, why):
    return below(1000, seed, beat, who, why) < per_mille
