// From a wish to a room one sits in: make it, take the seat, keep the key, go there.
import { claim, make } from '../api';
import type { NewRoom } from '../protocol';
import { roomLink } from '../route.svelte';
import { keepKey } from '../tokens';

/** `seat` is one's own, null for none; `query` goes behind the room's link. */
export async function openRoom(wanted: NewRoom, seat: string | null, who: string, query = ''): Promise<void> {
  const { id } = await make(wanted);
  if (seat !== null) keepKey(id, await claim(id, seat, who));
  location.hash = roomLink(id, query);
}

export const LESSON_SEED = 7; // the guided start tells of what happens with this one
