import { expect, it } from 'vitest';
import { spotFor } from './spot';

const room = { width: 360, height: 740 };
const card = { width: 340, height: 180 };

it('the card stands off what it speaks of, on the screen, and near', () => {
  const button = { left: 10, top: 690, width: 80, height: 40 };
  const { left, top } = spotFor(card, button, [{ box: button, weight: 9 }], room);
  expect(top + card.height).toBeLessThanOrEqual(button.top - 10);
  expect(top).toBeGreaterThan(400);
  expect([left, top].every((at) => at >= 10)).toBe(true);
});

it('where something must be covered, it is what matters least', () => {
  const all = { left: 0, top: 0, width: 360, height: 740 };
  const board = { left: 0, top: 100, width: 360, height: 300 };
  const { top } = spotFor(card, board, [{ box: board, weight: 9 }, { box: all, weight: 1 }], room);
  expect(top).toBeGreaterThanOrEqual(410);
});
