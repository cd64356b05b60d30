"""What a seat believes: a world drawn from its percept alone, to be played on.

`world.believe` draws it, on the ground that `ground.paper` makes of a briefing; `rehearsal.rehearse` plays lines in it.
Nothing here is given the world that is really played, nor the episode: what nobody is told cannot come into a belief.
"""
