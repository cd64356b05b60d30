// What one has played in this browser: the games that are over, the newest first.
import type { Outcome } from './protocol';

export interface Played {
  room: string;
  title: string;
  seat: string;
  as: string; // the seat's title
  at: number; // milliseconds since 1970
  outcome: string;
  score: number;
  beats: number;
  from?: number; // the beat from which it could have been otherwise, if one fell
  day?: string; // whose night it was
}

const PLACE = 'warbell.played';
const MOST = 30;

export function played(): Played[] {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE) ?? '[]') as unknown;
    return Array.isArray(kept) ? (kept as (Partial<Played> | null)[]).filter(isWhole) : [];
  } catch {
    return []; // storage may be shut, or hold what others left
  }
}

function isWhole(each: Partial<Played> | null): each is Played {
  const words = [each?.room, each?.title, each?.seat, each?.as, each?.outcome];
  return words.every((word) => typeof word === 'string') && [each?.at, each?.score, each?.beats].every(Number.isFinite);
}

/** Keep a game that is over, if a beat of it was played; one that is kept already stays where it was. */
export function keepPlayed(game: Pick<Played, 'room' | 'title' | 'seat' | 'as' | 'day' | 'from'>, { outcome, score, beats }: Outcome): void {
  const before = played();
  if (!beats || before.some(({ room }) => room === game.room)) return;
  try {
    localStorage.setItem(PLACE, JSON.stringify([{ ...game, at: Date.now(), outcome, score, beats }, ...before].slice(0, MOST)));
  } catch {
    // Without storage nothing is remembered.
  }
}

/** The seat one had in a room, if this browser knows. */
export function seatIn(room: string): string | null {
  return played().find((each) => each.room === room)?.seat ?? null;
}
