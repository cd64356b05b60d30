// A path drawn on the board as the cells of a line: steps, as long as they hang together.
import { type Gait, repeat, step, walk } from '../cells';

export type Cell = [y: number, x: number];

/** Orders along a path. Where it does not begin beside `from`, one walks to its beginning first. */
export function alongPath(path: Cell[], from: Cell | null, gait: Gait, spot: (y: number, x: number) => string): string[] {
  const [first] = path;
  if (!first) return [];
  const made: string[] = [];
  let at = first;
  if (!from || apart(from, first) > 1) made.push(walk(spot(...first), gait));
  else at = from;
  const ways: string[] = [];
  for (const cell of path) {
    const way = wayTo(at, cell);
    if (way === null) {
      // The finger was faster than the board: the shortest way there will do.
      if (apart(at, cell) === 0) continue;
      made.push(...stretches(ways.splice(0), gait), walk(spot(...cell), gait));
    } else ways.push(way);
    at = cell;
  }
  return [...made, ...stretches(ways, gait)];
}

function apart(one: Cell, other: Cell): number {
  return Math.abs(one[0] - other[0]) + Math.abs(one[1] - other[1]);
}

function wayTo(from: Cell, to: Cell): string | null {
  if (apart(from, to) !== 1) return null;
  if (to[0] !== from[0]) return to[0] < from[0] ? 'n' : 's';
  return to[1] < from[1] ? 'w' : 'e';
}

/** Steps in words of the plan, the same way several times in one; a run takes two cells at once. */
function stretches(ways: string[], gait: Gait): string[] {
  const made: string[] = [];
  for (let k = 0; k < ways.length; ) {
    const way = ways[k]!;
    let end = k;
    while (ways[end] === way) end++;
    const cells = end - k;
    if (gait === 'run') {
      if (cells >= 2) made.push(repeat(step(way, 'run'), Math.floor(cells / 2)));
      if (cells % 2) made.push(step(way, 'walk'));
    } else made.push(repeat(step(way, gait), cells));
    k = end;
  }
  return made;
}
