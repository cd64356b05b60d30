// Where the card of the guided start goes: near what it speaks of, and off it.

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What the card would cover, and how bad that would be. */
export interface Kept {
  box: Box;
  weight: number;
}

const APART = 10; // pixels from what it stands beside, and from the edges
const STEP = 12;

/** The upper left corner of a card of that size: where it covers least, and then as near as can be. */
export function spotFor(card: Pick<Box, 'width' | 'height'>, near: Box, kept: readonly Kept[], room: Pick<Box, 'width' | 'height'>) {
  let best = { left: APART, top: APART };
  let least = Infinity;
  for (const left of stops(room.width - card.width))
    for (const top of stops(room.height - card.height)) {
      const here = { left, top, ...card };
      const covered = kept.reduce((sum, { box, weight }) => sum + weight * overlap(here, box), 0);
      const cost = covered * 1000 + gap(here, near);
      if (cost < least) [best, least] = [{ left, top }, cost];
    }
  return best;
}

function stops(most: number): number[] {
  const last = Math.max(APART, most - APART);
  return [...Array.from({ length: Math.ceil((last - APART) / STEP) }, (_, k) => APART + k * STEP), last];
}

/** Pixels of a box that another one, and a margin around it, covers. */
function overlap(a: Box, b: Box): number {
  const wide = Math.min(a.left + a.width, b.left + b.width + APART) - Math.max(a.left, b.left - APART);
  const tall = Math.min(a.top + a.height, b.top + b.height + APART) - Math.max(a.top, b.top - APART);
  return Math.max(0, wide) * Math.max(0, tall);
}

function gap(a: Box, b: Box): number {
  const [across, down] = [a.left + a.width / 2 - b.left - b.width / 2, a.top + a.height / 2 - b.top - b.height / 2];
  return Math.hypot(across, down);
}
