"""THE ROAD: the phases of one beat, in order. Reading this file is reading the rules' table of contents.

Every phase has the signature (ground, world, e): what never changes, the batch of worlds, which world. Orders have
been settled by `orders.sanitise` and lie in hearts.order; what a seat learns of the beat is `views.view`.
"""

from warbell.engine.codes import RUNNING_STILL
from warbell.engine.events import audience
from warbell.engine.kernel import spelt_out
from warbell.engine.phases.arrivals import arrivals
from warbell.engine.phases.blows import blows
from warbell.engine.phases.bodies import bodies
from warbell.engine.phases.bonds import bonds
from warbell.engine.phases.care import care
from warbell.engine.phases.climbers import climbers
from warbell.engine.phases.clockwork import clockwork
from warbell.engine.phases.deeds import deeds
from warbell.engine.phases.drones import drones
from warbell.engine.phases.echoes import echoes
from warbell.engine.phases.eyes import eyes
from warbell.engine.phases.fire import fire
from warbell.engine.phases.fixtures import fixtures
from warbell.engine.phases.hands import hands
from warbell.engine.phases.hearing import hearing
from warbell.engine.phases.hearts import hearts
from warbell.engine.phases.humming import humming
from warbell.engine.phases.ladders import ladders
from warbell.engine.phases.light import light
from warbell.engine.phases.listeners import listeners
from warbell.engine.phases.mimics import mimics
from warbell.engine.phases.needs import needs
from warbell.engine.phases.objectives import objectives
from warbell.engine.phases.pilots import pilots
from warbell.engine.phases.setting import setting
from warbell.engine.phases.shamblers import shamblers
from warbell.engine.phases.shots import shots
from warbell.engine.phases.sight import sight
from warbell.engine.phases.sleepers import sleepers
from warbell.engine.phases.sound import sound
from warbell.engine.phases.strangers import strangers
from warbell.engine.phases.strokes import strokes
from warbell.engine.phases.throwing import throwing
from warbell.engine.phases.trades import trades
from warbell.engine.phases.triggers import triggers
from warbell.engine.phases.voices import voices
from warbell.engine.phases.water import water
from warbell.engine.phases.ziplines import ziplines


@spelt_out
def beat(ground, world, e):
    """One beat of world e; a world that has ended stays as it is."""
    if world.clock[e].ending != RUNNING_STILL:
        return
    strokes(ground, world, e)  # lub and dub: everyone moves at once
    ziplines(ground, world, e)  # who sets off, rides and lands
    blows(ground, world, e)  # strikes and shoves
    shots(ground, world, e)  # along a line, all at once
    hands(ground, world, e)  # use, take, give, eat
    trades(ground, world, e)  # a gift for a gift, and robbery
    setting(ground, world, e)  # barricades, wires, slicks; barring doors
    throwing(ground, world, e)  # bottles, flares, clouds
    care(ground, world, e)  # tend, comfort, carry
    fixtures(ground, world, e)  # doors, gates, wheels, switches, generators
    clockwork(ground, world, e)  # phones, flares, what was beaten
    water(ground, world, e)  # what runs through valves, who is under it
    fire(ground, world, e)  # fire and smoke
    ladders(ground, world, e)  # climbers on one another
    triggers(ground, world, e)  # what the night does by itself
    arrivals(ground, world, e)  # who comes onto the map
    light(ground, world, e)  # what is lit, what is dark
    sight(ground, world, e)  # lines of sight
    voices(ground, world, e)  # calls, whispers, signs, cries
    echoes(ground, world, e)  # calls in voices that mimics keep
    humming(ground, world, e)  # what drones sound like
    sound(ground, world, e)  # the fields that infected hunt by
    hearing(ground, world, e)  # what people hear
    sleepers(ground, world, e)  # whom it wakes
    shamblers(ground, world, e)  # the infected sense, decide, bite
    listeners(ground, world, e)
    climbers(ground, world, e)
    mimics(ground, world, e)
    pilots(ground, world, e)  # captured drones: where they fly, what they bear, whom they strike
    drones(ground, world, e)  # light, warning, strike
    eyes(ground, world, e)  # who is made out
    hearts(ground, world, e)  # fear, rate, hunger
    bodies(ground, world, e)  # falling, bleeding, turning, death
    bonds(ground, world, e)  # trust and loss
    deeds(ground, world, e)  # what was done to them, whose word they go by
    strangers(ground, world, e)  # what people without a seat will do
    needs(ground, world, e)  # the same of those who live by their needs
    objectives(ground, world, e)  # leaving, goals, endings
    audience(ground, world, e)  # who knows of what happened
    world.clock[e].beat += 1


PHASES = (
    strokes, ziplines, blows, shots, hands, trades, setting, throwing, care, fixtures, clockwork, water, fire, ladders,
    triggers, arrivals, light, sight, voices, echoes, humming, sound, hearing, sleepers, shamblers, listeners, climbers,
    mimics, pilots, drones, eyes, hearts, bodies, bonds, deeds, strangers, needs, objectives, audience,
)  # fmt: skip
