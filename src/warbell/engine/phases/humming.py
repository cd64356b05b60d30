"""Humming: drones sound from the sky, where they have been since the end of the beat before, as they did then.

Reads drones. Writes noises.
"""

from warbell.engine.codes import DRONE_WARNING, GUNSHOT
from warbell.engine.kernel import phase
from warbell.engine.noises import noise


@phase
def humming(ground, world, e):
    """Phase: the hum, the warning or the shot of every drone."""
    tuning = ground.tuning[0]
    for d in range(world.drones.shape[1]):
        drone = world.drones[e, d]
        loud = tuning.loud_drone
        if drone.sound == DRONE_WARNING:
            loud = tuning.loud_alarm
        elif drone.sound == GUNSHOT:
            loud = tuning.loud_gunshot
        noise(world, e, drone.sound, drone.y, drone.x, loud).above = 1
