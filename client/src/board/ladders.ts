// Ladders of climbers: how many stand on one another at a facade, of how many it takes; told at both of its ends.
import { LinkKind, Nature, State } from '../codes';
import type { Body, Known } from '../known';
import { LinkAt } from '../protocol';
import type { Palette } from './palette';

export interface Ladder {
  ends: [base: [number, number], top: [number, number]];
  count: number;
  of: number; // the storeys of its facade
  now: boolean; // in sight
}

/** The climbers last seen on the base of each facade, if there are any. */
export function laddersOf({ paper, bodies }: Known): Ladder[] {
  return paper.links.flatMap((link): Ladder[] => {
    if (link[LinkAt.kind] !== LinkKind.facade) return [];
    const base: [number, number] = [link[LinkAt.y0], link[LinkAt.x0]];
    const there = bodies.filter((body) => isOn(body, base));
    const now = there.some((body) => body.now);
    const count = there.filter((body) => body.now || !now).length;
    return count ? [{ ends: [base, [link[LinkAt.y1], link[LinkAt.x1]]], count, of: link[LinkAt.height], now }] : [];
  });
}

function isOn(body: Body, [y, x]: [number, number]): boolean {
  return body.nature === Nature.climber && body.state === State.up && body.y === y && body.x === x;
}

/** "a ladder of 2, of the 3 that it takes". */
export function ladderWords({ count, of }: Ladder): string {
  return `a ladder of ${count}, ${count < of ? `of the ${of} that it takes` : 'high enough'}`;
}

type ToPixels = (y: number, x: number) => [number, number] | null;

/** The count on a slip at both ends; framed twice once it is high enough. */
export function drawLadders(ctx: CanvasRenderingContext2D, ladders: readonly Ladder[], toPixels: ToPixels, cell: number, ratio: number, ink: Palette): void {
  for (const ladder of ladders)
    for (const end of ladder.ends) {
      const at = toPixels(...end);
      if (at) drawCount(ctx, ladder, at, cell, ratio, ink);
    }
}

/** "2/3", over the right shoulder of a cell. */
export function drawCount(ctx: CanvasRenderingContext2D, { count, of, now }: Ladder, [x, y]: [number, number], cell: number, ratio: number, ink: Palette): void {
  const size = Math.round(Math.max(10 * ratio * ink.text, cell * 0.42));
  ctx.save();
  ctx.globalAlpha = now ? 1 : 0.55;
  ctx.font = `700 ${size}px ${ink.mono}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const text = `${count}/${of}`;
  const [wide, tall] = [ctx.measureText(text).width + size * 0.5, size * 1.25];
  const [left, top] = [x + cell * 0.3, y - cell * 0.5 - tall / 2];
  ctx.fillStyle = ink.sheet;
  ctx.fillRect(left, top, wide, tall);
  ctx.strokeStyle = ctx.fillStyle = ink.red;
  ctx.lineWidth = Math.max(1, ratio * 1.2);
  ctx.strokeRect(left, top, wide, tall);
  if (count >= of) ctx.strokeRect(left - 2.5 * ratio, top - 2.5 * ratio, wide + 5 * ratio, tall + 5 * ratio);
  ctx.fillText(text, left + size * 0.25, top + tall * 0.53);
  ctx.restore();
}
