// What one tells a mind that follows, as the cell that says it: signals are all there is, so a press says how it travels.
import { Direction } from '../codes';
import type { Known } from '../known';
import type { Room } from '../protocol';
import { ears, wayOf } from './orders';

export const HEEDING = 'follow'; // the mind that does what it is told

export interface Telling {
  body: number;
  name: string;
  how: 'a whisper' | 'by hand' | 'a call';
  stay: string; // cells of the plan
  withMe: string;
  go: string;
  way: string; // where that sends them
  arrow: string; // the same, short
}

const ARROWS: Record<string, string> = { north: '↑', east: '→', south: '↓', west: '←' };
const WAYS: Record<Direction, string> = {
  [Direction.north]: 'north',
  [Direction.east]: 'east',
  [Direction.south]: 'south',
  [Direction.west]: 'west',
  [Direction.here]: '',
};

/** Where one looks once these cells are done: by the last step or blow; null if a walk leads there. */
export function looking(cells: readonly string[], facing: Direction): string | null {
  for (const cell of [...cells].reverse()) {
    if (cell.startsWith('@')) return null;
    const bare = cell.replace(/[*/~].*$/, '');
    if (/^([nesw]'?|(strike|shove)-[nesw])$/i.test(bare)) return wayOf(bare)![1];
  }
  return WAYS[facing];
}

/** What can be told to each mind that heeds it, at the point of the line behind these cells. */
export function tellings(known: Known, room: Room, before: readonly string[]): Telling[] {
  const near = before.length ? [] : ears(known);
  const way = looking(before, known.me.facing as Direction);
  return room.seats.flatMap((seat, body) => {
    if (seat.holder !== 'mind' || seat.who !== HEEDING || body === known.seat) return [];
    const name = known.paper.seats[body]!.title;
    const ear = near.find((each) => each.name === name)?.way;
    const seen = known.bodies.some((each) => each.body === body && each.now);
    const say = (signal: string): string => (ear ? `whisper-${signal}-${ear}` : `${seen ? 'sign' : 'call'}-${signal}`);
    return {
      body,
      name,
      how: ear ? 'a whisper' : seen ? 'by hand' : 'a call',
      stay: say('STOP'),
      withMe: say('COME'),
      go: seen ? 'sign-GO' : 'call-GO',
      way: seen ? `there: ${way ?? 'the way you look then'}` : 'go on',
      arrow: seen ? `There ${ARROWS[way ?? ''] ?? ''}`.trimEnd() : 'Go on',
    };
  });
}
