import { expect, it } from 'vitest';
import { before, heading } from './fate';

it('the end reads to each as theirs', () => {
  const won = (['out', 'died', 'turned', 'inside', null] as const).map((what) => heading('won', what));
  expect(won).toEqual([
    'You made it',
    'They made it without you',
    'They made it without you',
    'They got out without you',
    'They made it',
  ]);
  expect(heading('lost', 'out')).toBe('You are out, and the night is lost');
  expect(heading('lost', 'inside')).toBe('The night is lost');
  expect(heading('lost', 'died')).toBe('You died, and the night is lost');
  expect(heading('timeout', 'turned')).toBe('You turned, and time ran out for the others');
  expect(heading('timeout', null)).toBe('Time ran out');
});

it('one plays on from before the first sign', () => {
  const fate = { what: 'died', beat: 60, cause: '', signs: [] as [number, string][] } as const;
  expect(before({ ...fate, signs: [[41, 'light'], [44, 'shot']] })).toBe(36);
  expect(before({ ...fate, signs: [[2, 'light']] })).toBe(0);
  expect(before({ ...fate, signs: [] })).toBe(40);
});
