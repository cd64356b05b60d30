import { expect, it } from 'vitest';
import type { Me, Paper, Reel } from '../protocol';
import { runs } from './runs';

const sheet = { name: 'hall', top: 0, left: 0, height: 9, width: 9 };
const attic = { name: 'attic', top: 0, left: 10, height: 9, width: 9 };
const paper = { sheets: [sheet, attic], seats: ['A', 'B', 'C'].map((title) => ({ title, letter: title })) };

/** A reel of one seat from its places and states, a beat each. */
function reel(...beats: [y: number, x: number, state: number, nature?: number][]): Reel {
  const views = beats.map(([y, x, state, nature = 1], beat) => ({
    me: [beat, -1, y, x, 10, -1, 0, 0, 0, 0, 0, 60 + beat, 5, 0, 0, -1, 0, 0, state, nature, 0, 0, 255, 1, 0, 0] as Me,
    heard: beat ? [[1, 0, 255, 255, 4], [2, 0, 255, 255, 7]] : [],
  })); // prettier-ignore
  return { paper: paper as unknown as Paper, views } as unknown as Reel;
}

it('ends with whoever is gone, and measures from those who are left', () => {
  const [a, b, c] = runs([
    reel([0, 0, 0], [0, 1, 0], [0, 2, 0]),
    reel([0, 4, 0], [3, 4, 3], [3, 4, 3]),
    reel([0, 12, 0], [0, 8, 0], [0, 8, 0, 3]),
  ]);
  expect(a).toMatchObject({ fate: 'alive', lost: false, rate: [60, 61, 62], apart: [4, 7, null], loud: [0, 7, 7] });
  expect(b).toMatchObject({ fate: 'got out, beat 1', lost: false, rate: [60, null, null], apart: [4, null, null] });
  expect(c).toMatchObject({ fate: 'turned, beat 2', lost: true, apart: [null, 7, null] });
});

it('has nothing to say of no game', () => {
  expect(runs([])).toEqual([]);
});
