import { expect, it } from 'vitest';
import { EventKind, State } from '../codes';
import type { Known } from '../known';
import type { Paper } from '../protocol';
import { pulse, strength } from './heartbeat';
import { told } from '../told';
import { dangers, gone, hurt, mood, notices, portions } from './wellbeing';

const paper = {
  seats: [{ title: 'On-jo' }, { title: 'Nam-ra' }],
  names: { states: Object.keys(State), objects: ['food', 'medicine', 'key'], signals: ['HELP', 'COME'], actions: ['.', 'e'] },
  numbers: { person_hp: 10, tremble_from: 60, warn_beats: 3 },
} as unknown as Paper;
const calm = { timer: -1, bleed: 0, exposed: 0, gripped: 0, late: -1, load: 0, carrier: 0, sign: 255, lit: 1, fear: 0, winded: 0, spent: 0 };
const known = (me: object, pack = [0, 0, 0]): Known => ({ paper, me: { ...calm, ...me }, pack, seat: 0, bodies: [], events: [] }) as unknown as Known;

it('says how one is', () => {
  expect([0, 30, 59, 60].map((fear) => mood(fear, paper))).toEqual(['calm', 'uneasy', 'afraid', 'trembling']);
  expect([10, 6, 5, 1].map((hp) => hurt(hp, State.up, paper))).toEqual(['unhurt', 'hurt', 'badly hurt', 'near death']);
  expect(hurt(-2, State.down, paper)).toBe('down');
  expect(portions([2, 0, 1], paper)).toBe('2 food, key');
  expect(portions([0], paper)).toBe('nothing');
});

it('says what threatens, and what else there is', () => {
  expect(dangers(known({}))).toEqual([]);
  expect(dangers(known({ timer: 1, exposed: 2 }))).toEqual([
    'Bitten: 1 beat until you turn. Medicine cures it: find some, or a friend who tends you with theirs.',
    'In a drone’s light: 2 of 3 beats until it strikes.',
  ]);
  expect(dangers(known({ timer: 9 }, [0, 1, 0]))[0]).toContain('tend yourself');
  expect(notices(known({ lit: 0, late: 1, load: 2, sign: 1 }))).toEqual([
    'In the dark.',
    'Your hands slipped: step east happens next beat.',
    'You carry Nam-ra.',
    'Your hand shows COME.',
  ]);
  expect(notices(known({ winded: 1, spent: 1 }))).toEqual([
    'In the light.',
    'Out of breath: a run is a walk, and you are heard.',
    'Off balance: you can only wait, call or show a sign.',
  ]);
});

it('says that a captured drone will strike, what one flies, and that one hangs', () => {
  const consoles = { ...paper, consoles: [[0, 2]], links: [], tuning: { blast_fuse: 2 } } as unknown as Paper;
  const flying = { ...known({ y: 1, x: 1 }), paper: consoles, bodies: [{ body: 0, hangs: 1 }], flown: { battery: 7, object: 2 } };
  const warned = (drone: number, left: number) => ({ ...flying, events: [[EventKind.warned, drone, 0, 1, 1, left]] }) as unknown as Known;
  expect(dangers(warned(2, 1))).toEqual(['In the disc of a drone that somebody flies: it strikes in the next beat.']);
  expect(dangers(warned(2, 2))).toEqual(['In the disc of a drone that somebody flies: it strikes in 2 beats.']);
  expect(dangers(warned(1, 2))).toEqual([]); // one of the curfew: how long one stood in its light says it
  expect(notices(warned(2, 1))).toEqual(['In the light.', 'You hang under a drone.', 'You fly a drone: 7 beats of battery, medicine under it.']);
});

it('does not speak of the dead as if they lived', () => {
  const ends = { state: State.dead, nature: 1, timer: 40, bleed: 1, exposed: 3, gripped: 1 };
  expect(dangers(known(ends))).toEqual([]);
  expect(gone(known(ends))).toBe('You are dead.');
  expect(gone(known({ ...ends, state: State.up, nature: 3 }))).toBe('You have turned.');
  expect(gone(known({ ...ends, state: State.away }))).toBe('You got out.');
  expect(gone(known({ state: State.down, nature: 1 }))).toBe('');
});

it('draws a beat with one spike, the higher the greater the fear', () => {
  const points = Array.from({ length: 200 }, (_, k) => pulse(k / 200));
  expect(points.filter((point, k) => point > 0.5 && point > (points[k - 1] ?? 0) && point >= (points[k + 1] ?? 0))).toHaveLength(1); // prettier-ignore
  expect(strength(0)).toBeLessThan(strength(100));
});

it('tells what a line does', () => {
  expect(told([62, 90, null, 80])).toBe('62 at first, 90 at most in beat 1, 80 at last');
  expect(told([null])).toBe('nothing known');
});
