// A flight to a cell that is pointed at, as orders for the drone that one flies.
import { repeat, repeated } from '../cells';
import { type Known, placeOf } from '../known';

const FLY = /^fly-([nesw])([12])$/;

/** The orders that take it to a cell from where these cells leave it, and the beats they take; null off its sheet, and while none is flown. */
export function flightTo(known: Known, cells: readonly string[], y: number, x: number): { orders: string[]; beats: number } | null {
  const { flown, paper } = known;
  if (!flown || placeOf(paper, y, x)?.sheet !== placeOf(paper, flown.y, flown.x)?.sheet) return null;
  const from = after(known, cells, flown);
  const ways = [...hops(from.y, y, 's', 'n', from.laden), ...hops(from.x, x, 'e', 'w', from.laden)].filter(([, times]) => times > 0);
  return { orders: ways.map(([order, times]) => repeat(order, times)), beats: ways.reduce((beats, [, times]) => beats + times, 0) };
}

/** Where the drone is after some cells, and whether somebody hangs under it then: what a condition decides is not known. */
function after({ bodies }: Known, cells: readonly string[], { y, x }: { y: number; x: number }): { y: number; x: number; laden: boolean } {
  let laden = bodies.some((body) => body.now && body.hangs && body.y === y && body.x === x);
  for (const cell of cells) {
    const [order, times] = repeated(cell) ?? ['', 0];
    const [, way, far] = FLY.exec(order) ?? [];
    const cover = Number(far) * times;
    if (way === 'n' || way === 's') y += way === 's' ? cover : -cover;
    if (way === 'e' || way === 'w') x += way === 'e' ? cover : -cover;
    if (order === 'hoist' || order === 'lower') laden = order === 'hoist';
  }
  return { y, x, laden };
}

/** As two cells at a time as can be; with somebody under it, one. */
function hops(from: number, to: number, more: string, less: string, laden: boolean): [order: string, times: number][] {
  const way = to > from ? more : less;
  const cells = Math.abs(to - from);
  const twos = laden ? 0 : cells >> 1;
  return [[`fly-${way}2`, twos], [`fly-${way}1`, cells - 2 * twos]];
}
