import { expect, it } from 'vitest';
import { Direction } from '../codes';
import type { Known } from '../known';
import type { Room } from '../protocol';
import { looking, tellings } from './bidding';

const known = {
  seat: 0,
  me: { y: 5, x: 5, facing: Direction.east },
  bodies: [
    { body: 1, now: true, y: 4, x: 5, name: 'Bo' },
    { body: 2, now: true, y: 9, x: 5, name: 'Cy' },
    { body: 3, now: false, y: 9, x: 9, name: 'Di' },
  ],
  paper: { seats: ['Al', 'Bo', 'Cy', 'Di'].map((title) => ({ title })) },
} as unknown as Known;
const room = {
  seats: [
    { holder: 'person', who: 'Al' },
    { holder: 'mind', who: 'follow' },
    { holder: 'mind', who: 'follow' },
    { holder: 'mind', who: 'follow' },
  ],
} as unknown as Room;

it('looks the way of the last step or blow, and else as one stands', () => {
  expect(looking([], Direction.east)).toBe('east');
  expect(looking(['n', "w'*2"], Direction.east)).toBe('west');
  expect(looking(['S', 'use-n', 'sign-GO'], Direction.east)).toBe('south');
  expect(looking(['shove-n', '.*3'], Direction.east)).toBe('north');
  expect(looking(['n', '@city:3,4'], Direction.east)).toBeNull();
});

it('whispers to who is beside, signs to who is seen, calls to who is not', () => {
  const told = tellings(known, room, []);
  expect(told.map(({ stay }) => stay)).toEqual(['whisper-STOP-n', 'sign-STOP', 'call-STOP']);
  expect(told.map(({ withMe }) => withMe)).toEqual(['whisper-COME-n', 'sign-COME', 'call-COME']);
  expect(told.map(({ go, way, arrow }) => [go, way, arrow])).toEqual([
    ['sign-GO', 'there: east', 'There →'],
    ['sign-GO', 'there: east', 'There →'],
    ['call-GO', 'go on', 'Go on'],
  ]);
});

it('does not count on who is beside one later in the line', () => {
  expect(tellings(known, room, ['n*3'])[0]).toMatchObject({ stay: 'sign-STOP', way: 'there: north' });
});

it('has nothing for people and for minds that do not heed it', () => {
  const others = { seats: [{ holder: 'person' }, { holder: 'person', who: 'follow' }, { holder: 'mind', who: 'sprint' }] };
  expect(tellings(known, others as unknown as Room, [])).toEqual([]);
});
