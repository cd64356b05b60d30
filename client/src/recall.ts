// A line in pencil outlives a reload, with all that can be undone: it is kept for this tab, for the turn it belongs to.
import type { History } from './pencil.svelte';

const PLACE = 'warbell.pencil';

interface Kept {
  room: string;
  seat: string;
  turn: number;
  history: History;
}

export function remember(room: string, seat: string, turn: number, history: History): void {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify({ room, seat, turn, history } satisfies Kept));
  } catch {
    // Without storage the line is as the server has it.
  }
}

/** What was written for a turn; null if nothing was. */
export function recall(room: string, seat: string, turn: number): History | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? 'null') as Kept | null;
    return kept?.room === room && kept.seat === seat && kept.turn === turn ? kept.history : null;
  } catch {
    return null;
  }
}
