import { expect, it } from 'vitest';
import type { Paper, Past } from '../protocol';
import { keep, played, remarks } from './past';

const paper = { names: { actions: ['.', 'e', 'use-n'] } } as unknown as Paper;

it('marks what went wrong, of oneself alone', () => {
  const past: Past = {
    rate: [62, 90, 120, 150],
    fear: [0, 0, 0, 0],
    hunger: [0, 0, 0, 0],
    hp: [10, 10, 8, 8],
    did: [0, 1, 2, 0],
    log: [
      [1, 'On-jo did not get there: somebody was in the way.'],
      [2, 'On-jo could not: hands slipped.'],
      [3, 'Su-hyeok could not: shut.'],
    ],
  };
  const beats = played(past, paper, 'On-jo');
  expect(beats.map((one) => one.cell)).toEqual(['e', 'use-n', '.']);
  expect(beats.map(remarks)).toEqual([
    'refused: somebody was in the way',
    'hands slipped, a beat late, lost 2 health, heart pounding',
    'heart pounding',
  ]);
});

it('keeps the entries that another beat leaves as they were', () => {
  const past: Past = { rate: [62, 90], fear: [0, 0], hunger: [0, 0], hp: [10, 10], did: [0, 1], log: [] };
  const before = played(past, paper, 'On-jo');
  const after = { ...past, rate: [62, 90, 95], hp: [10, 10, 9], did: [0, 1, 2] };
  const now = keep(before, played(after, paper, 'On-jo'));
  expect(now[0]).toBe(before[0]);
  expect(now).toEqual(played(after, paper, 'On-jo'));
  expect(keep(before, played({ ...past, hp: [10, 8] }, paper, 'On-jo'))[0]?.lost).toBe(2);
});
