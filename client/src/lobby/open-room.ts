// From a wish to a room one sits in: make it, take the seat, keep the key, go there.
import { claim, look, make } from '../api';
import { preferences } from '../preferences.svelte';
import type { EpisodeCard, From, NewRoom } from '../protocol';
import { roomLink } from '../route.svelte';
import { DEFAULTS } from '../settings';
import { keepKey } from '../tokens';

/** `seat` is one's own, null for none; `query` goes behind the room's link. */
export async function openRoom(wanted: NewRoom, seat: string | null, who: string, query = ''): Promise<void> {
  const { id } = await make(wanted);
  if (seat !== null) keepKey(id, await claim(id, seat, who));
  location.hash = roomLink(id, query);
}

/**
 * A room like a finished one, with its minds and settings: another night, or the same one from a beat on. Who had the
 * seat `own` sits there again, and it begins at once if minds have all others.
 */
export async function openLike(id: string, go_on: From | null = null, own: string | null = null): Promise<void> {
  const { episode, seats, settings } = await look(id);
  const held = seats.filter((seat) => seat.holder === 'mind' && seat.name !== own);
  // Where minds came to have all seats, because people left, the first is open again.
  const kept = held.length < seats.length ? held : held.slice(1);
  const minds = Object.fromEntries(kept.map((seat) => [seat.name, seat.who]));
  const alone = own !== null && kept.length === seats.length - 1;
  await openRoom({ episode, minds, settings, go_on }, own, preferences.who, alone ? '?go' : '');
}

/** A room like a finished one in which one sits where one sat: the same night anew, or this one from a beat on. */
export async function openAgain(id: string, seat: string | null, go_on: From | null = null): Promise<void> {
  if (seat === null) return openLike(id, go_on);
  const { episode, seats, settings } = await look(id);
  const others = seats.filter((each) => each.name !== seat);
  const minds = Object.fromEntries(others.flatMap((each) => (each.holder === 'mind' ? [[each.name, each.who]] : [])));
  const alone = others.every((each) => each.holder === 'mind');
  const who = seats.find((each) => each.name === seat)?.who ?? '';
  await openRoom({ episode, minds, settings, go_on }, seat, who, alone ? '?go' : '');
}

/** The episode’s partners in all seats but one’s own. */
export function companions({ seats, partners }: EpisodeCard, own: string | undefined): Record<string, string> {
  return Object.fromEntries(seats.filter(({ name }) => name !== own).map(({ name }) => [name, partners]));
}

/** A night for oneself and its partners, from its first seat. */
export function openNight(night: EpisodeCard): Promise<void> {
  const own = night.seats[0]!.name;
  return openRoom({ episode: night.name, minds: companions(night, own), settings: DEFAULTS }, own, preferences.who, '?go');
}

/** The lessons; what they tell of happens with any seed. */
export function openLesson(): Promise<void> {
  const settings = { ...DEFAULTS, listed: false };
  return openRoom({ episode: 'lesson', minds: { suhyeok: 'follow' }, settings }, 'onjo', preferences.who, '?go');
}
