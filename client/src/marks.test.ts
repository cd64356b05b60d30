import { expect, it } from 'vitest';
import { Nature } from './codes';
import { drawGuesses } from './board/guesses';
import { caption } from './board/caption';
import { grid, view } from './board/measure';
import { Known } from './known';
import { freshness, markLetter, markWords, thinker, unmarkable } from './marks';
import { MARK_FADES, type Marking } from './protocol';
import type { Palette } from './board/palette';

const natures = ['nobody', 'person', 'hybrid', 'shambler', 'listener', 'climber', 'mimic'];
const terrain = ['edge', 'floor', 'street', 'rubble', 'channel', 'garden', 'rail', 'wall', 'glass'];
const paper = { ...grid(), names: { ...grid().names, natures, terrain }, seats: [{ name: 'ann', title: 'Ann', letter: 'A' }, { name: 'bo', title: 'Bo', letter: 'B' }] };
const mark = (change: Partial<Marking> = {}): Marking => ({ seat: 0, y: 3, x: 4, what: natures[Nature.mimic]!, count: 1, sure: 75, beat: 2, ...change });

it('says what is thought, how many and how sure', () => {
  expect(markWords(mark(), paper)).toBe('a mimic, likely');
  expect(markWords(mark({ what: 'shambler', count: 2, sure: 50 }), paper)).toBe('2 shamblers, maybe');
  expect(markWords(mark({ what: 'bo', sure: 95 }), paper)).toBe('Bo, surely');
  expect(markWords(mark({ what: 'nobody' }), paper)).toBe('nobody, likely');
  expect(markWords(mark({ what: 'the baker' }), paper)).toBe('the baker, likely');
});

it('is a letter and a question mark on the board, with the initial of a mate whose it is', () => {
  expect(markLetter(mark(), paper, 0)).toBe('m?');
  expect(markLetter(mark({ what: 'shambler', count: 2 }), paper, 0)).toBe('2s?');
  expect(markLetter(mark({ what: 'bo' }), paper, 0)).toBe('B?');
  expect(markLetter(mark({ what: 'nobody' }), paper, 1)).toBe('A:–?');
  expect(thinker(mark(), paper, 0)).toBe('you think');
  expect(thinker(mark(), paper, 1)).toBe('Ann thinks');
});

it('fades to nothing', () => {
  expect([2, 2 + MARK_FADES / 2, 2 + MARK_FADES, 99].map((beat) => freshness(mark(), beat))).toEqual([1, 0.5, 0, 0]);
});

it('cannot be made in sight or where nobody stands', () => {
  const known = Known.open(paper, view(9, [[48, 49], [40, 40], [1, 1], [1, 2], [48, 52]], true));
  expect(unmarkable(known, 48, 49)).toContain('You see that cell');
  expect(unmarkable(known, -1, 0)).toBe('Nobody can stand there.');
  expect(unmarkable(known, 90, 90)).toBe('');
  expect(caption(known, 90, 90, [mark({ y: 90, x: 90 })])).toContain('you think: a mimic, likely');
});

it('is drawn fainter as it ages, with closer dashes the surer it is, and on no other sheet', () => {
  const drawn: { text: string; alpha: number; gap: number }[] = [];
  let gap = 0;
  const nothing = (): void => {};
  const pen = {
    globalAlpha: 1, save: nothing, restore: nothing, beginPath: nothing, roundRect: nothing, fill: nothing, stroke: nothing,
    setLineDash: ([, space]: number[]) => (gap = space!),
    fillText(text: string) { drawn.push({ text, alpha: this.globalAlpha, gap }); },
  }; // prettier-ignore
  const marks = [mark(), mark({ beat: 22, sure: 50 }), mark({ beat: 22, sure: 95 }), mark({ y: 99 })];
  drawGuesses(pen as unknown as CanvasRenderingContext2D, marks, (y, x) => (y === 99 ? null : [x, y]), { paper, seat: 0, beat: 22, size: 24, ratio: 1 }, {} as Palette);
  const [old, maybe, sure] = drawn;
  expect(drawn).toHaveLength(3);
  expect(old!.alpha).toBeLessThan(maybe!.alpha);
  expect(sure!.gap).toBeLessThan(old!.gap);
  expect(old!.gap).toBeLessThan(maybe!.gap);
});
