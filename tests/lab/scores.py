"""Plans of the yard: one that uses every kind of cell, and random ones."""

from dataclasses import replace

import yard
from hypothesis import strategies as st

from warbell.engine import codes as c
from warbell.episodes import brief
from warbell.plans import Answer, Condition, Cue, Goto, Guard, Hold, Order, Reflex, Roll, Spot, compose, parse
from warbell.plans.cells import OF_A_SEAT

EPISODE = yard.yard()
BRIEF = brief(EPISODE)
EVERYTHING = """\
plan 1
episode yard
patience 3
reflex ana shove around
roll all SAFE 7
answer ben NOW GO 2

# Ana looks, Ben goes by what she says.
ana: .*2      ~beat>=4 |A/9 ?drone<9->sign-NOW*2;sign-GO*2 e*3 @yard:6,7~near<4/9      ?beat<40->.*3;w call-COME
ben: take-n/1 comfort-n*2/1 |A/9 ~told-NOW/12 ?told-GO->@yard:9,2 strike~told-NOW/4 reflex-strike e~beat>=20/5

ana: ~kept-ben/9 ?seen-ben->.;n @yard:4,9 ?near<4->.;n call-COME @yard:10,13 ?hp<10->sign-HELP;. @yard:10,15
ben: @@yard:10,13 use-e~open@e/2 E n' @'yard:10,15
"""


def everything():
    return parse(EVERYTHING, "everything.plan", BRIEF, "yard")


FREE = [
    (row, column) for row, text in enumerate(yard.SHEET.split("\n")[:12]) for column, x in enumerate(text) if x != "#"
]
ways = st.integers(0, 3)
limits = st.none() | st.integers(1, 99)
spots = st.sampled_from(FREE).map(lambda cell: Spot("yard", *cell))
signals = st.integers(0, c.N_SIGNALS - 1)
conditions = st.one_of(
    st.builds(Condition, st.sampled_from(["quiet", "winded", "lit"])),
    st.builds(Condition, st.sampled_from(["open", "shut"]), ways | spots),
    st.builds(Condition, st.just("beat"), below=st.booleans(), bound=st.integers(0, 60)),
    st.builds(Condition, st.sampled_from(["heard", "told"]), signal=signals, seat=st.sampled_from([None, "ben"])),
    st.builds(Condition, st.sampled_from(OF_A_SEAT), seat=st.sampled_from(EPISODE.seats)),
)
often = st.builds(dict, times=st.integers(1, 9)) | st.builds(dict, until=conditions)
once = st.one_of(
    st.builds(Order, st.sampled_from([c.WAIT, c.STRIKE, c.SHOVE]), limit=limits),
    st.builds(Order, st.sampled_from([c.STEP, c.RUN, c.SNEAK, c.USE, c.GIVE, c.COMFORT, c.STRIKE]), ways, limit=limits),
    st.builds(Order, st.sampled_from([c.CALL, c.SIGN]), signal=signals, limit=limits),
    st.builds(Order, st.just(c.WHISPER), ways, signals, limit=limits),
)
orders = st.builds(lambda order, how: replace(order, **how), once, often)
gotos = st.builds(Goto, spots, st.sampled_from([c.STEP, c.RUN, c.SNEAK]), limits, st.none() | conditions)
acts = orders | gotos
reflexes = st.sampled_from([Reflex(), Reflex(c.SHOVE), Reflex(c.STRIKE, around=True)])
agreed = st.sampled_from([Roll(), Roll(c.SAFE, 9), Answer(), Answer(c.NOW, c.GO, 3)])
cells = st.one_of(
    acts,
    acts,
    reflexes,
    agreed,
    st.builds(Hold, conditions, limits),
    st.builds(Guard, conditions, acts, st.none() | acts),
)


@st.composite
def plans(draw):
    """A plan of the yard: any cells, and some cues that both seats meet at."""
    lines = {seat: draw(st.lists(cells, max_size=5)) for seat in EPISODE.seats}
    for letter in draw(st.lists(st.sampled_from("ABC"), max_size=2)):
        for line in lines.values():
            line += [draw(st.builds(Cue, st.just(letter), st.booleans(), limits)), *draw(st.lists(cells, max_size=3))]
    heads = draw(
        st.lists(
            st.sampled_from(
                ["patience 2", "reflex all shove", "reflex ben strike around", "roll all SAFE 7", "answer ana NOW GO 2"]
            ),
            unique=True,
        )
    )
    return compose(lines, heads)
