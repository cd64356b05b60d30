import { expect, it } from 'vitest';
import { State } from '../codes';
import type { Ghosts, Paper } from '../protocol';
import { ghostsAt, whereabouts } from './beside';

const names = { states: ['up', 'down', 'dead', 'away'] };
const sheets = [{ name: 'city', title: 'City', storey: 0, top: 1, left: 1, height: 8, width: 8 }];
const paper = { height: 10, width: 10, seats: [{ name: 'a', title: 'A', letter: 'A' }, { name: 'b', title: 'B', letter: 'B' }], sheets, regions: [], names } as unknown as Paper; // prettier-ignore
const other: Ghosts = { names: ['A', 'B'], beats: [[[0, 1, 1, State.up], [1, 2, 2, State.up]], [[0, 1, 2, State.down]]] }; // prettier-ignore

it('is where it was at the same beat, by name, and stays where it ended', () => {
  expect(ghostsAt(other, 0, paper, 'Mina').map(({ words }) => words)).toEqual(['A of Mina', 'B of Mina']);
  const last = [{ y: 1, x: 2, letter: 'A', words: 'A of Mina, down' }];
  expect(ghostsAt(other, 1, paper, 'Mina')).toEqual(last);
  expect(ghostsAt(other, 99, paper, 'Mina')).toEqual(last);
  expect(whereabouts(last[0]!, paper)).toBe('city 0,1');
});
