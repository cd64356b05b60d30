import { expect, it } from 'vitest';
import { cellsAway, rest, timed } from './drawing';

it('leaves out what is over of lines that are played', () => {
  const left = rest([['e', '|A', 'n*4'], ['.*5', '|A', 's']], 0, 2, 3); // prettier-ignore
  expect(left.done).toEqual([2, 0]);
  expect(left.before).toEqual([['A'], []]);
  expect(left.timings).toEqual([
    [{ beats: 4, cue: null }],
    [{ beats: 2, cue: null }, { beats: 1, cue: 'A' }, { beats: 1, cue: null }],
  ]); // prettier-ignore
});

it('what may be over at once takes no column of its own', () => {
  expect(['reflex-shove', 'e~dark', '?clear->e', '@a:1,2', "e'*2", '|A'].map((text) => timed(text).beats)).toEqual([0, 0, 0, 1, 4, 1]);
});

it('counts the cells that a drag passes', () => {
  const places = [{ column: 0, span: 3 }, { column: 3, span: 1 }, { column: 4, span: 2 }]; // prettier-ignore
  expect([-3, -1, 1, 2, 3].map((by) => cellsAway(places, 1, by))).toEqual([-1, -1, 1, 1, 1]);
  expect(cellsAway(places, 0, 1)).toBe(1);
  expect(cellsAway(places, 0, 4)).toBe(2);
});
