import { expect, it } from 'vitest';
import { type Cell, alongPath } from './path';

const spot = (y: number, x: number): string => `city:${y},${x}`;
const bend: Cell[] = [[5, 5], [5, 6], [5, 7], [5, 8], [6, 8]]; // prettier-ignore

it('a path from where one stands is steps', () => {
  expect(alongPath(bend, [5, 5], 'walk', spot)).toEqual(['e*3', 's']);
  expect(alongPath(bend, [5, 5], 'run', spot)).toEqual(['E', 'e', 's']);
  expect(alongPath(bend, [5, 5], 'sneak', spot)).toEqual(["e'*3", "s'"]);
});

it('a path that begins beside oneself begins with the step there', () => {
  expect(alongPath(bend, [4, 5], 'walk', spot)).toEqual(['s', 'e*3', 's']);
});

it('a path from elsewhere begins with a walk', () => {
  expect(alongPath(bend, [1, 1], 'walk', spot)).toEqual(['@city:5,5', 'e*3', 's']);
  expect(alongPath([[2, 2]], [1, 1], 'run', spot)).toEqual(['@@city:2,2']);
});

it('cells a finger jumped over are walked', () => {
  expect(alongPath([[5, 5], [5, 6], [7, 9], [7, 10]], [5, 5], 'walk', spot)).toEqual(['e', '@city:7,9', 'e']); // prettier-ignore
});

it('nothing drawn is nothing', () => {
  expect(alongPath([], [1, 1], 'walk', spot)).toEqual([]);
});
