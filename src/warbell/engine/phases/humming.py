"""Humming: drones sound from the sky, where they have been since the end of the beat before, as they did then.

Reads drones. Writes noises.
"""

from warbell.engine.codes import DRONE_WARNING, GUNSHOT, SILENCE, WINCH
from warbell.engine.flights import is_captured, whose_doing
from warbell.engine.kernel import phase
from warbell.engine.noises import noise


@phase
def humming(ground, world, e):
    """Phase: the hum, the warning, the shot or the winch of every drone; one that has landed is silent."""
    tuning = ground.tuning[0]
    for d in range(world.drones.shape[1]):
        drone = world.drones[e, d]
        loud = tuning.loud_drone
        if drone.sound == DRONE_WARNING:
            loud = tuning.loud_alarm
        elif drone.sound == GUNSHOT:
            loud = tuning.loud_gunshot
        elif drone.sound == WINCH:
            loud = tuning.loud_winch
        elif drone.sound == SILENCE:
            loud = 0
        row = noise(world, e, drone.sound, drone.y, drone.x, loud)
        row.above = 1
        if is_captured(ground, d):
            row.by = whose_doing(ground, world, e, d)
