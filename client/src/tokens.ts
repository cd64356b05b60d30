// The keys to one's seats, by room. Whoever has the key has the seat, also after the page was shut.

export interface Key {
  seat: string;
  token: string;
  over?: true; // the game is
}

const PLACE = 'warbell.seats';
const MOST = 50; // rooms remembered, the newest

function all(): Record<string, Key> {
  try {
    return (JSON.parse(localStorage.getItem(PLACE) ?? '{}') as Record<string, Key> | null) ?? {};
  } catch {
    return {}; // storage may be shut, or hold what others left
  }
}

function keep(keys: [string, Key][]): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify(Object.fromEntries(keys.slice(-MOST))));
  } catch {
    // Without storage the seat is lost with the page, and the game goes on.
  }
}

export function keyTo(room: string): Key | null {
  return all()[room] ?? null;
}

/** The rooms one has a seat in and that are not known to be over, the newest first. */
export function unfinishedRooms(): string[] {
  const keys = Object.entries(all()).filter(([, key]) => !key.over);
  return keys.map(([id]) => id).reverse();
}

/** A game that is over is not asked about again. */
export function markOver(room: string): void {
  keep(Object.entries(all()).map(([id, key]) => [id, id === room ? { ...key, over: true } : key]));
}

export function keepKey(room: string, key: Key): void {
  keep([...Object.entries(all()).filter(([id]) => id !== room), [room, key]]);
}

export function dropKey(room: string): void {
  keep(Object.entries(all()).filter(([id]) => id !== room));
}
