"""The names by which Gymnasium and PettingZoo make environments of this game: `warbell/curfew-v0` and so on."""

from inspect import signature
from typing import Any

import gymnasium
import pettingzoo
from pettingzoo import AECEnv

from warbell.envs.parallel import Observation, TeamEnv, aec_env
from warbell.envs.seat import SeatEnv
from warbell.envs.vector import WorldsEnv
from warbell.episodes import SEASON, UNLISTED, Episode, skirmish


def skirmish_seat(**options: Any) -> SeatEnv:
    """One seat of a skirmish: what `warbell.skirmish` takes and what environments take, by name."""
    return SeatEnv(_laid_out(options), **options)


def skirmish_worlds(**options: Any) -> WorldsEnv:
    """Many games of a skirmish."""
    return WorldsEnv(_laid_out(options), **options)


def skirmish_team(**options: Any) -> TeamEnv:
    """All seats of a skirmish."""
    return TeamEnv(_laid_out(options), **options)


def skirmish_aec(**options: Any) -> AECEnv[str, Observation, int]:
    """All seats of a skirmish, one after the other."""
    return aec_env(_laid_out(options), **options)


def _laid_out(options: dict[str, Any]) -> Episode:
    """The skirmish; what it is laid out by is taken out of the options."""
    return skirmish(**{name: options.pop(name) for name in signature(skirmish).parameters if name in options})


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
