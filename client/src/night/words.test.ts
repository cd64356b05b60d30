import { expect, it } from 'vitest';
import type { Outcome, Seat } from '../protocol';
import { gameWords, leftWords, outcomeWords, shareLine, teamWords } from './words';

const outcome = { outcome: 'won', ending: 'steps', text: 'They stand on the harbour steps.', score: 412, beats: 212, saved: 3, dead: 1, turned: 0 } as Outcome; // prettier-ignore
const seats = Array.from({ length: 4 }, () => ({})) as Seat[];

it('shares a night in a line that spoils nothing', () => {
  const line = shareLine({ day: '2026-11-27', title: 'Curfew', outcome, seats });
  expect(line).toBe('warbell, night of 2026-11-27, Curfew: won, 3 of 4 out, 212 beats');
  expect(line).not.toMatch(/steps|412|\n/);
  expect(shareLine({ day: null, title: 'Curfew', outcome, seats })).toBe('');
});

it('says how a game went, who played it, and how long a day lasts', () => {
  expect(gameWords({ outcome: 'timeout', saved: 0, beats: 1, others: 0 }, 4)).toBe('time ran out, 0 of 4 out, 1 beat');
  expect(gameWords({ ...outcome, others: 3 }, 4)).toBe('won, 3 of 4 and 3 more out, 212 beats');
  expect(outcomeWords({ ...outcome, others: 1 })).toBe('3 of the team and 1 more got out, 1 died, in 212 beats. Score 412.');
  expect(teamWords({ who: ['Hana', 'Jun'] }, 4)).toBe('Hana, Jun and 2 minds');
  expect(teamWords({ who: ['Hana'] }, 2)).toBe('Hana and 1 mind');
  expect(teamWords({ who: ['Hana', 'Jun'] }, 2)).toBe('Hana, Jun');
  expect([0, 59_000, 3_599_000, 3_600_000, 86_400_000].map(leftWords)).toEqual(['1 min', '1 min', '1 h 0 min', '1 h 0 min', '24 h 0 min']);
});
