"""Every number of the rules that is a matter of play, in one frozen record: meaning and unit beside each.

An episode may override any of them by name (its `[tuning]` table); kernels read the record from `Ground.tuning[0]`.
Units: cells, beats, points (health, doors), per mille (chances), beats a minute (hearts); fear, hunger, bonds and
control run from 0 to 100.
"""

from dataclasses import asdict, dataclass, fields

import numpy as np

from warbell.engine.codes import SIGHT


@dataclass(frozen=True)
class Tuning:
    """The rules' numbers at their calibrated values."""

    # bodies
    person_hp: int = 10  # points a person starts with
    shambler_hp: int = 6  # points
    listener_hp: int = 5  # points
    climber_hp: int = 5  # points
    mimic_hp: int = 3  # points
    strike_damage: int = 2  # points one blow takes off a body that is not felled by it
    strike_door: int = 2  # points a person's strike takes off a door or barricade
    shove_stun: int = 2  # beats an infected that was shoved away does nothing; one that stood fast, a beat
    bleed_out: int = 40  # beats a downed person has before death
    tend_to_rise: int = 4  # beats of tending that bring a downed person back up without medicine
    medicine_hp: int = 4  # points medicine gives back
    bleed_every: int = 0  # beats for a point that bleeding takes off who is up and badly hurt; 0: it does not
    herb_beats: int = 40  # beats that herbs heal
    herb_every: int = 10  # beats of them for a point of health
    food_hunger: int = 40  # hunger a portion of food takes away
    food_fear: int = 5  # fear a portion of food takes away
    shot_damage: int = 6  # points of a shot
    shot_cells: int = 12  # cells that a shot flies
    # sounds, in cells
    loud_step: int = 2  # a step
    loud_run: int = 12  # a stride of a run
    loud_pant: int = 4  # somebody out of breath
    loud_rubble: int = 3  # added to any step on rubble
    loud_strike: int = 5  # a blow given
    loud_door: int = 3  # a door that opens or shuts
    loud_bang: int = 6  # infected hands on a door
    loud_strain: int = 12  # a gate or wheel that one pair of hands pulls at in vain
    loud_glass: int = 8  # glass that breaks
    loud_whisper: int = 1  # a whisper
    loud_call: int = 12  # a call
    loud_gunshot: int = 24  # a shot, a drone's strike
    loud_drone: int = 8  # a drone's hum
    loud_alarm: int = 20  # an alarm, a drone's warning
    loud_engine: int = 9  # a running generator
    loud_shuffle: int = 4  # an infected's steps: heard by people, ignored by infected
    loud_cry: int = 8  # the cry of somebody bitten
    sound_door: int = 5  # cells of loudness a shut door costs
    sound_wall: int = 9  # cells of loudness a wall costs
    sound_link: int = 4  # cells of loudness a stair, ladder or facade costs
    # hearts
    heart_rest: int = 62  # beats a minute, fed, calm and still
    heart_top: int = 190  # beats a minute, the most
    heart_step: int = 8  # beats a minute a step adds to the rate aimed at
    heart_run: int = 60  # beats a minute a run adds
    heart_strike: int = 60  # beats a minute a blow adds
    heart_shove: int = 40  # beats a minute a shove adds
    breath_out: int = 120  # beats a minute from which one is out of breath
    breath_back: int = 105  # beats a minute at which one has it back
    heart_fear: int = 60  # beats a minute at fear 100
    heart_pain: int = 3  # beats a minute for each lost point of health
    heart_hunger: int = 20  # beats a minute at hunger 100
    heart_rise: int = 12  # beats a minute a heart can climb in a beat
    heart_settle: int = 3  # beats a minute a heart can settle in a beat
    heart_friend: int = 2  # further settling beside a friend (bond at or over friend_bond)
    heart_quiet: int = 62  # a heart at this rate or below is heard by nobody
    heart_per_cell: int = 8  # beats a minute above heart_quiet for each cell of range
    heart_door: int = 1  # cells of a heart's range a shut door costs
    heart_wall: int = 3  # cells of a heart's range a wall costs
    # fear
    fear_seen: int = 2  # fear a beat for each infected in sight, up to fear_seen_most
    fear_seen_most: int = 6  # fear a beat from what is in sight, the most
    fear_near: int = 4  # more fear a beat when an infected is within fear_near_cells
    fear_near_cells: int = 3  # cells
    fear_dark: int = 1  # fear a beat in the dark, up to fear_dark_most
    fear_dark_most: int = 35  # darkness alone frightens no further than this
    fear_alone: int = 1  # fear every fourth beat without a friend in sight
    fear_cry: int = 3  # fear from a heard cry or call for help
    fear_wound: int = 6  # fear for each point of health lost
    fear_bitten: int = 20  # fear from being bitten
    fear_loss: int = 15  # fear from seeing a team mate die or turn, before the bond
    fear_loss_bond: int = 40  # more of it at bond 100
    fear_ease: int = 2  # fear that ebbs a beat when nothing frightens
    fear_light: int = 1  # more of it in the light
    fear_comfort: int = 8  # fear a comfort takes away, before the bond
    fear_comfort_bond: int = 16  # more of it at bond 100
    rate_comfort: int = 10  # beats a minute a comfort takes off the heart
    tremble_from: int = 60  # fear from which hands tremble
    tremble_per: int = 8  # per mille of a slip for each point of fear past that
    hunger_every: int = 6  # beats for a point of hunger
    hungry_from: int = 90  # hunger from which a body weakens
    hungry_every: int = 20  # beats for a point of health lost to hunger
    # bonds
    friend_bond: int = 30  # bond from which somebody is a friend
    bond_comfort: int = 2  # bond a comfort adds, both ways
    bond_food: int = 6  # bond that given food adds, in the one who gets it
    bond_gift: int = 2  # bond that any other gift adds
    bond_tend: int = 8  # bond that being tended adds
    bond_rescue: int = 5  # bond that being freed of an infected within reach adds
    bond_carry: int = 1  # bond that each beat of being carried adds
    # people without a seat
    flees_at: int = 6  # cells from an infected in sight within which they flee
    runs_at: int = 3  # cells within which they run
    cry_every: int = 10  # beats from one call for help of the wounded to the next
    # people who live by their needs
    trusts_from: int = 5  # bond less grudge from which they go by somebody's word
    asks_at: int = 50  # hunger from which they eat, or ask for food
    robs_at: int = 80  # hunger from which they take it
    asks_within: int = 6  # cells from somebody in sight within which they go and ask
    asks_before: int = 3  # times they ask in vain before they ask no more, or take
    panics_at: int = 60  # fear from which they shove others out of their way, and open to nobody they do not trust
    fires_within: int = 8  # cells within which they fire along a line
    avenges_at: int = 60  # grudge, less bond, from which they fire at somebody
    fears_at: int = 30  # grudge, less bond, from which they flee from somebody
    fears_within: int = 4  # cells from somebody they fear within which they flee
    halt_beats: int = 3  # beats between their STOP and their first shot at a person
    safe_beats: int = 8  # beats for which they go by a SAFE
    alone_beats: int = 20  # beats out of sight after which they feel left by whom they went with
    wet_beats: int = 8  # beats for which they leave water that has moved about them
    grudge_struck: int = 30  # grudge that a blow leaves; half of each of these where it befell a friend
    grudge_shoved: int = 10  # that a shove leaves
    grudge_robbed: int = 40  # that a robbery leaves
    grudge_shot: int = 60  # that a shot leaves
    grudge_lied: int = 50  # that a bite leaves against whoever said SAFE
    grudge_left: int = 20  # that being left leaves
    grudge_eased: int = 10  # grudge that comfort, care or food takes away
    # infected
    shambler_sight: int = 5  # cells in the dark
    shambler_sight_lit: int = 9  # cells when the person stands in light
    shambler_hears: int = 1  # loudness at its ears from which a shambler follows a sound
    shambler_bite: int = 550  # per mille of a bite by one beside its prey
    shambler_pace: int = 2  # of every 3 beats, the beats in which it steps when roused
    listener_bite: int = 600  # per mille
    climber_bite: int = 550  # per mille of a bite by one beside its prey
    climber_pace: int = 2  # of every 3 beats, the beats in which it steps
    mimic_bite: int = 850  # per mille
    mimic_pace: int = 2  # of every 3 beats, the beats in which it steps
    mimic_ears: int = 14  # cells within which there must be somebody for it to call
    mimic_calls: int = 120  # per mille of a call in a beat in which it could
    mimic_longing: int = 3  # times as often as other words: HELP and COME
    listener_pace: int = 3  # of every 3 beats, the beats in which it steps when it hears
    bite_damage: int = 2  # points
    bite_infects: int = 350  # per mille of the infection with each bite
    infected_timer: int = 90  # beats from bite to turning
    wakes_at: int = 3  # loudness at its ears from which a sleeper wakes; a step beside it is 2
    shuns: int = 2  # cells from the edge of a drone's light within which a wary infected makes way
    patience: int = 12  # beats a lost trail is followed
    wander: int = 60  # per mille of a step by an idle shambler
    bang_damage: int = 1  # points a beat an infected takes off a shut door
    # doors
    door_strength: int = 14  # points of a wooden door
    gate_strength: int = 40  # points of a gate
    planks_strength: int = 18  # points a set of planks adds
    unbar: int = 6  # points a beat of hands takes off a barricade
    fuel_beats: int = 120  # beats a generator runs on one can of fuel
    shutter_strength: int = 24  # points of a shutter
    # what is set, thrown and burnt
    set_planks: int = 3  # beats it takes to make a barricade of planks; half of each, rounded up, for a tactician
    set_rope: int = 3  # beats for a tripwire or a rope ladder
    set_bottle: int = 1  # beats for shards
    set_oil: int = 2  # beats for a slick
    set_flare: int = 1  # beats for a flare that stays
    set_mop: int = 1  # beats for a wedge
    set_extinguisher: int = 2  # beats for an extinguisher at a door
    set_phone: int = 1  # beats for a phone that rings later
    loud_set: int = 3  # work of hands that set something
    loud_fall: int = 4  # somebody who falls
    loud_push: int = 5  # a desk that is pushed
    loud_shards: int = 4  # a foot on shards
    loud_bottle: int = 8  # a bottle that breaks
    loud_phone: int = 9  # a phone that rings
    loud_speaker: int = 20  # a loudspeaker
    loud_shutter: int = 6  # a shutter that falls or is lifted
    barricade_strength: int = 18  # points of a barricade
    desk_strength: int = 12  # points of a desk
    wedge_strength: int = 8  # points a wedge adds to a door
    wire_falls: int = 3  # falls a tripwire holds
    fall_beats: int = 3  # beats that a fall takes, that of the fall among them
    flare_beats: int = 30  # beats a flare burns
    flare_light: int = 4  # cells, the radius of its light
    flare_sign: int = 8  # cells from which a drone sees somebody with a burning flare or a torch that shines
    flare_burn: int = 2  # further points a blow with a burning flare takes off
    cloud_beats: int = 8  # beats an extinguisher's cloud hangs
    phone_first: int = 4  # beats until a set phone rings; hands on it make that twice, then four times as long
    phone_rings: int = 6  # beats it rings
    speaker_beats: int = 20  # beats a loudspeaker runs on a battery
    burn_oil: int = 6  # beats a slick burns
    burn_wood: int = 12  # beats a barricade or a desk burns
    burn_garden: int = 5  # beats a garden burns
    fire_spread: int = 150  # per mille a beat that fire goes over to wood or garden beside it; to oil it always does
    torch_light: int = 8  # cells, how far the beam of a torch in the hand reaches
    fire_light: int = 2  # cells, the radius of its light
    fire_damage: int = 2  # points a beat for whoever stands in it
    smoke_beats: int = 3  # beats smoke hangs where it was made
    # heights
    fall_damage: int = 2  # points a storey for whoever drops down a facade
    climb_beats: int = 3  # beats that one takes to go over the top of a ladder that is high enough
    ladder_stun: int = 2  # beats a storey in which an infected that fell off a ladder does nothing
    ladder_hurt: int = 1  # points a storey that it loses
    loud_nails: int = 3  # nails of those who climb: heard by people, ignored by infected
    # water
    valve_flow: int = 6  # units of water that run through an open valve in a beat, at most
    breath_held: int = 8  # beats that somebody lives without air
    loud_wade: int = 1  # added to any move in water
    loud_rush: int = 6  # water that runs through a valve
    # drones
    drone_light: int = 3  # cells, the radius of the disc of light
    drone_patience: int = 3  # beats in the light before the strike; the warning sounds in each of them
    drone_damage: int = 6  # points of a strike
    # captured drones
    battery_beats: int = 60  # beats that a battery keeps a captured drone in the air
    hoist_beats: int = 3  # beats it takes to lift somebody; each takes a beat more of the battery
    blast_fuse: int = 2  # beats from the order to the strike; the warning sounds in each of them
    blast_damage: int = 6  # points of the strike
    blast_battery: int = 12  # beats of the battery that a strike takes
    loud_winch: int = 14  # a winch that lifts somebody or sets them down
    # eyes
    dark_sight: int = 2  # cells a person makes out without light
    body_glimpse: int = 5  # cells at which a person makes out a body moving in the dark
    # score
    score_saved: int = 100  # points for each team member out alive
    score_lost: int = 100  # points lost with each team member dead or turned
    score_won: int = 200  # points for a won ending
    score_quick: int = 60  # points more for one won at once
    score_quick_beats: int = 4  # beats that take one of these points away


TUNING = Tuning()

MOST_NUMBER = 100_000
MOST_LIGHT = 32  # cells, of a drone's disc
# Within these no product of two numbers leaves 32 bits, and no window of sight is looked at beyond its rim; what is
# divided by is not 0, nor what sound spreads along. Any other number is from 0 to MOST_NUMBER.
LEAST = dict.fromkeys(
    ("person_hp", "heart_per_cell", "hunger_every", "hungry_every", "score_quick_beats", "sound_door", "sound_wall",
     "sound_link", "heart_door", "heart_wall"), 1,
)  # fmt: skip
MOST = {
    **dict.fromkeys(("dark_sight", "body_glimpse", "torch_light", "flare_light", "fire_light"), SIGHT),
    "drone_light": MOST_LIGHT,
    "flare_sign": 1000,  # squared
    "fear_wound": 100,  # times the points lost in a beat
    "heart_pain": 1000,  # times the points lost
    "mimic_longing": 16,  # draws of a word
}


def bounds(name: str) -> tuple[int, int]:
    """The least and the most that a number of the rules may be in an episode."""
    return LEAST.get(name, 0), MOST.get(name, MOST_NUMBER)


TUNING_DTYPE = np.dtype((np.record, [(field.name, np.int32) for field in fields(Tuning)]))


def record(tuning: Tuning) -> np.ndarray:
    """The numbers as the kernels read them: a structured int32 array of shape [1]."""
    return np.array([tuple(asdict(tuning).values())], dtype=TUNING_DTYPE).view(TUNING_DTYPE)
