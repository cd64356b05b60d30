// What of a body its figure shows.
import { Direction, FIRST_CODE_WORD, INFECTED, Nature, NO_SIGNAL, State, UNREAD } from '../codes';
import type { Body } from '../known';
import type { Paper } from '../protocol';

export type Shape = 'disc' | 'square' | 'triangle' | 'kite' | 'hexagon' | 'lozenge';

/** By nature; null for people, who are discs of the team or lozenges of others. */
const SHAPES: Readonly<Record<Nature, Shape | null>> = {
  [Nature.nobody]: null,
  [Nature.person]: null,
  [Nature.hybrid]: null,
  [Nature.shambler]: 'square',
  [Nature.listener]: 'triangle',
  [Nature.climber]: 'kite',
  [Nature.mimic]: 'hexagon',
};

/** How a body is drawn, apart from where. */
export interface Look {
  shape: Shape;
  letter: string;
  infected: boolean;
  own: boolean;
  mate: boolean;
  hybrid: boolean;
  now: boolean;
  state: State;
  facing: Direction;
  asleep: boolean;
  hurt: number;
  frightened: boolean;
  armed: boolean;
  sign: string; // "" none
  code: boolean; // the sign is a code word
}

export function lookOf(body: Body, { seats, names }: Paper, own: number): Look {
  const mate = body.body < seats.length;
  return {
    shape: SHAPES[body.nature] ?? (mate ? 'disc' : 'lozenge'),
    letter: body.letter,
    infected: INFECTED.has(body.nature),
    own: body.body === own,
    mate,
    hybrid: body.nature === Nature.hybrid,
    now: body.now,
    state: body.state,
    facing: body.state === State.up && body.now ? body.facing : Direction.here,
    asleep: body.asleep > 0 && body.state === State.up,
    hurt: body.hurt,
    frightened: body.now && body.mood >= 2 && body.mood !== UNREAD,
    armed: body.now && body.armed > 0,
    sign: body.now && body.sign !== NO_SIGNAL ? (names.signals[body.sign]?.[0] ?? '') : '',
    code: body.sign >= FIRST_CODE_WORD,
  };
}
