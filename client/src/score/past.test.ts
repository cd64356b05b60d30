import { expect, it } from 'vitest';
import type { Paper, Past } from '../protocol';
import { played, remarks } from './past';

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
