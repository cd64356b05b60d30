import { expect, it } from 'vitest';
import { cuesMet } from './timing';

/** One line a seat; A and B are hands for ANCHOR and BEACON, a is ANCHOR called, - waits. */
function played(...lines: string[]): string[][] {
  const words: Record<string, string> = { A: 'sign-ANCHOR', a: 'call-ANCHOR', B: 'sign-BEACON', '-': '.' };
  return Array.from({ length: lines[0]?.length ?? 0 }, (_, beat) => lines.map((line) => words[line[beat] ?? ''] ?? 'e'));
}

it('tells who waited for whom', () => {
  expect(cuesMet(played('..AAAA..', '.....A..'))).toEqual([
    { letter: 'A', word: 'ANCHOR', beat: 6, waits: [{ seat: 0, beats: 3 }, { seat: 1, beats: 0 }], alone: false },
  ]); // prettier-ignore
});

it('counts a call that is given again as one', () => {
  const [met, ...more] = cuesMet(played('a..........a.', '.............'));
  expect(more).toEqual([]);
  expect(met).toMatchObject({ beat: 12, alone: true, waits: [{ seat: 0, beats: 11 }] });
});

it('keeps meetings apart, in order', () => {
  const found = cuesMet(played('BB..A...................A', '.B..A...................A'));
  expect(found.map(({ letter, beat }) => [letter, beat])).toEqual([['B', 2], ['A', 5], ['A', 25]]); // prettier-ignore
});

it('does not take for a meeting what ended apart, or only after long', () => {
  const alone = (...lines: string[]): boolean[] => cuesMet(played(...lines)).map((each) => each.alone);
  expect(alone('AAAAAA....', '..AAAAAA..')).toEqual([true, true]);
  expect(alone('AAAAAA....', '..AAAAA...')).toEqual([false]); // a hand that slipped
  expect(alone('A'.repeat(20), 'A'.repeat(20))).toEqual([true, true]);
  expect(alone('A'.repeat(20), `${'.'.repeat(18)}AA`)).toEqual([false]);
});

it('knows that who called waits without a sign', () => {
  expect(cuesMet(played('a-----....', '.....a....'))).toMatchObject([{ beat: 6, alone: false, waits: [{ beats: 5 }, { beats: 0 }] }]);
  expect(cuesMet(played('a--.......', '.....a....')).map((each) => each.alone)).toEqual([true, true]);
});

it('finds nothing where nobody gave a code word', () => {
  expect(cuesMet([])).toEqual([]);
  expect(cuesMet(played('....'))).toEqual([]);
});
