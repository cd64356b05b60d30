import type { Place } from './glide';

/** A drawn way led on to a cell, in steps to neighbours; going back rubs out; walls stop it. */
export function extend(path: readonly Place[], to: Place, blocked: (y: number, x: number) => boolean): Place[] {
  const way = [...path];
  for (let guard = 0; guard < 200; guard++) {
    const [y, x] = way.at(-1)!;
    const [dy, dx] = [to[0] - y, to[1] - x];
    if (!dy && !dx) break;
    const down: Place = [y + Math.sign(dy), x];
    const across: Place = [y, x + Math.sign(dx)];
    const wishes = (Math.abs(dy) >= Math.abs(dx) ? [down, across] : [across, down]).filter((place) => place[0] !== y || place[1] !== x);
    const next = wishes.find((place) => !blocked(...place));
    if (!next) break;
    const before = way.at(-2);
    if (before && before[0] === next[0] && before[1] === next[1]) way.pop();
    else way.push(next);
  }
  return way;
}
