"""The road again: the phases of one beat, each the slow and obvious one of this folder."""

from naive.arrivals import arrivals
from naive.audience import audience
from naive.blows import blows
from naive.bodies import bodies
from naive.bonds import bonds
from naive.care import care
from naive.climbers import climbers, ladders
from naive.clockwork import clockwork
from naive.deeds import deeds
from naive.drones import drones, humming
from naive.fire import fire
from naive.fixtures import fixtures
from naive.hands import hands
from naive.hearing import hearing
from naive.hearts import hearts
from naive.light import light
from naive.listeners import listeners
from naive.mimics import echoes, mimics
from naive.needs import needs
from naive.objectives import objectives
from naive.orders import sanitise
from naive.pilots import pilots
from naive.setting import setting
from naive.shamblers import shamblers
from naive.shots import shots
from naive.sight import eyes, sight
from naive.sleepers import sleepers
from naive.sound import sound
from naive.strangers import strangers
from naive.strokes import strokes
from naive.throwing import throwing
from naive.trades import trades
from naive.triggers import triggers
from naive.voices import voices
from naive.water import water
from naive.world import standing
from naive.ziplines import ziplines

from warbell.engine.codes import RUNNING_STILL

PHASES = (
    strokes, ziplines, blows, shots, hands, trades, setting, throwing, care, fixtures, clockwork, water, fire, ladders,
    triggers, arrivals, light, sight, voices, echoes, humming, sound, hearing, sleepers, shamblers, listeners, climbers,
    mimics, pilots, drones, eyes, hearts, bodies, bonds, deeds, strangers, needs, objectives, audience,
)  # fmt: skip


def beat(state, orders):
    if state.clock.ending == RUNNING_STILL:
        sanitise(state, orders)
        for phase in PHASES:
            phase(state)
        state.clock.beat += 1
        state.occupant = standing(state)
