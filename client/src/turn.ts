// Whose turn it is, and what becomes of the line in pencil when the room goes on.
import { split } from './cells';
import type { Mine, Room } from './protocol';

/** How far the lines of a seat are: how many are in ink, and how many cells of the last one are done. */
export type Progress = Pick<Mine, 'commits' | 'at'>;

/** The beats go on while people plan. */
export function isLive(room: Room): boolean {
  return room.phase === 'playing' && room.settings.pace === 'live';
}

/** A seat may plan now, as long as its body can still be given orders. */
export function isAsked(room: Room, seat: string | null): boolean {
  const own = room.seats.find(({ name }) => name === seat);
  return own !== undefined && ((room.phase === 'planning' && !own.ready) || isLive(room));
}

/** The number a line is committed under: when live, lines are counted by seat, as there are no turns. */
export function turnOf(room: Room, mine: Progress): number {
  return room.settings.pace === 'live' ? mine.commits : room.turn;
}

/** A draft is of use: mates see it, or the clock takes it for the line. */
export function takesDrafts({ phase, settings }: Room): boolean {
  return phase === 'planning' && (settings.shared_paper || settings.pace === 'timed');
}

/** Lines are planned anew; `kept` if the turn of before goes on. */
export function opens(before: Room, room: Room, kept: boolean): boolean {
  return room.phase === 'planning' && (!kept || room.turn !== before.turn || before.phase === 'gathering');
}

/** A seat's line in ink. */
export function inkOf(room: Room, seat: string | null): string {
  return room.seats.find(({ name }) => name === seat)?.line ?? '';
}

/** Where the lines lead may have changed, by the lines of others. */
export function othersWrote(before: Room, room: Room, seat: string | null): boolean {
  const lines = (of: Room): string => of.seats.map(({ name, line }) => (name === seat ? '' : line)).join('\n');
  return room.phase === 'planning' && lines(before) !== lines(room);
}

/** What the room said, as far as it concerns the line in pencil. */
export interface News {
  before: Room;
  room: Room;
  seat: string | null;
  /** The turn of before goes on, and so its line in pencil. */
  kept: boolean;
  /** A line was planned until now, and not yet in ink. */
  planned: boolean;
  was: Progress;
  is: Progress;
}

/** A line that the game went on without, and what was played or begun from in its place; `clock` if time ran out. */
export interface Unread {
  line: string;
  played: string;
  clock: boolean;
}

/** What becomes of the line in pencil: it stays, or its head is done, or another line is begun from (`missed`: though
 * nobody read this one), or the beats began before it was read and something else is played. */
export type Fate =
  | { is: 'kept' }
  | { is: 'passed'; done: string[] }
  | { is: 'replaced' | 'missed'; line: string }
  | { is: 'unread'; played: string };

/** The fate of a line in pencil; `own` if it differs from what the server is known to have. */
export function fate(news: News, pencil: string, own: boolean): Fate {
  const { room, seat, kept, is } = news;
  const ink = inkOf(room, seat);
  if (ranOut(news)) return ink === pencil ? { is: 'kept' } : { is: 'unread', played: ink };
  if (!isLive(room)) {
    if (kept && !opens(news.before, room, kept)) return { is: 'kept' };
    const missed = own && pencil !== '' && pencil !== ink && is.commits === news.was.commits;
    return { is: missed ? 'missed' : 'replaced', line: ink };
  }
  if (own && kept) return { is: 'passed', done: doneSince(ink, news.was, is) };
  return { is: 'replaced', line: split(ink).slice(is.at).join(' ') }; // what is done with is not planned again
}

/** The line is in ink, and not by a commit. */
function ranOut({ room, kept, planned, was, is }: News): boolean {
  return kept && planned && room.phase === 'playing' && is.commits === was.commits;
}

/** The cells of the line in ink that were done meanwhile. */
function doneSince(ink: string, was: Progress, is: Progress): string[] {
  return split(ink).slice(is.commits === was.commits ? was.at : 0, is.at);
}
