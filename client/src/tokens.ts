// The keys to one's seats, by room. Whoever has the key has the seat, also after the page was shut.

export interface Key {
  seat: string;
  token: string;
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

/** The rooms one has a seat in, the newest first. */
export function keyedRooms(): string[] {
  return Object.keys(all()).reverse();
}

export function keepKey(room: string, key: Key): void {
  keep([...Object.entries(all()).filter(([id]) => id !== room), [room, key]]);
}

export function dropKey(room: string): void {
  keep(Object.entries(all()).filter(([id]) => id !== room));
}
