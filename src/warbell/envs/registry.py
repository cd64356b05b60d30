"""The names by which Gymnasium and PettingZoo make environments of this game: `warbell/curfew-v0` and so on."""

import os
from typing import Any

import gymnasium
import pettingzoo
from pettingzoo import AECEnv

from warbell.envs.parallel import Observation, TeamEnv, aec_env
from warbell.envs.seat import SeatEnv
from warbell.envs.vector import WorldsEnv
from warbell.episodes import SEASON, UNLISTED, skirmish

Map = str | os.PathLike[str]


def skirmish_seat(map_path: Map, seats: int = 4, infected: int | None = None, **options: Any) -> SeatEnv:
    """One seat of a skirmish on a map, as `warbell.skirmish` lays it out."""
    return SeatEnv(skirmish(map_path, seats, infected), **options)


def skirmish_worlds(
    map_path: Map, num_envs: int = 1, seats: int = 4, infected: int | None = None, **options: Any
) -> WorldsEnv:
    """Many games of a skirmish."""
    return WorldsEnv(skirmish(map_path, seats, infected), num_envs, **options)


def skirmish_team(map_path: Map, seats: int = 4, infected: int | None = None, **options: Any) -> TeamEnv:
    """All seats of a skirmish."""
    return TeamEnv(skirmish(map_path, seats, infected), **options)


def skirmish_aec(
    map_path: Map, seats: int = 4, infected: int | None = None, **options: Any
) -> AECEnv[str, Observation, int]:
    """All seats of a skirmish, one after the other."""
    return aec_env(skirmish(map_path, seats, infected), **options)


def register() -> None:
    """Tell both libraries of every built-in episode, and of skirmishes."""
    parts = {
        "seat": "seat:SeatEnv",
        "worlds": "vector:WorldsEnv",
        "team": "parallel:TeamEnv",
        "aec": "parallel:aec_env",
    }
    for name in (*SEASON, *UNLISTED):
        _register(name, parts, {"episode": name})
    _register("skirmish", {part: f"registry:skirmish_{part}" for part in parts}, {})


def _register(name: str, parts: dict[str, str], given: dict[str, str]) -> None:
    entry = {part: f"warbell.envs.{place}" for part, place in parts.items()}
    own = f"warbell/{name}-v0"
    kwargs = {**given, "seat": 0}
    gymnasium.register(own, entry["seat"], vector_entry_point=entry["worlds"], kwargs=kwargs)
    pettingzoo.register("parallel", own, entry["team"], kwargs=given)
    pettingzoo.register("aec", own, entry["aec"], kwargs=given)
