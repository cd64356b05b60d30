// What became of one, in words: as a moment of the game, and at its end.
import type { Fate, Outcome, Past, Room } from '../protocol';

const BEFORE = 5; // beats before the first sign of it, at which there is still time to do something else
const UNSIGNED = 20; // beats before an end that nothing announced

export const FELL: Record<Fate['what'], string> = { died: 'You died', turned: 'You turned', out: 'You are out' };

/** The beat from which one may play on so that it could be otherwise. */
export function before(fate: Fate): number {
  const first = fate.signs[0]?.[0];
  return Math.max(0, first === undefined ? fate.beat - UNSIGNED : first - BEFORE);
}

/** One's own beats as long as one had any part in them. */
export function lived(past: Past, fate: Fate | null): Past {
  if (!fate) return past;
  const { log, ...rows } = past;
  const cut = Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, row.slice(0, fate.beat)]));
  return { ...(cut as Omit<Past, 'log'>), log };
}

/** The room as the score has it: whoever can do nothing more has no line and is asked for none. */
export function withoutLine(room: Room, own: string | null, fate: Fate | null): Room {
  if (!fate) return room;
  const who = FELL[fate.what].toLowerCase();
  const seats = room.seats.map((seat) => (seat.name === own ? { ...seat, holder: 'mind' as const, who, line: '', ready: false } : seat));
  return { ...room, seats };
}

/** How the end reads to somebody: `what` became of them, "inside" if they are still there, null for who had no part. */
export function heading(outcome: Outcome['outcome'], what: Fate['what'] | 'inside' | null): string {
  const own = what === null || what === 'inside' ? '' : `${FELL[what]}, and `;
  switch (outcome) {
    case 'won':
      if (what === 'out') return 'You made it';
      return what === null ? 'They made it' : what === 'inside' ? 'They got out without you' : 'They made it without you';
    case 'lost':
      return own ? `${own}the night is lost` : 'The night is lost';
    case 'timeout':
      return own ? `${own}time ran out for the others` : 'Time ran out';
    case 'abandoned':
      return 'The game was left';
  }
}
