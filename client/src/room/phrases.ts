// The state of a room in words, as the status line and screen readers have it.
import { cell, meant, split } from '../cells';
import type { Game } from '../game.svelte';
import { ended } from '../known';
import { isLive } from '../turn';
import type { Mine, Paper, Room, Seat } from '../protocol';

// The weightiest first, as they are told.
const WHY: Record<Mine['why'][number], string> = {
  hurt: 'you were hurt',
  held: 'something holds you',
  up: 'you are up again',
  near: 'an infected came near',
  lit: 'you stand in a drone’s light',
  water: 'the water moved',
  saw: 'you saw something new',
  heart: 'your heart jumped',
  call: 'somebody calls',
  offer: 'somebody holds something out to you',
  failed: 'an order or a cue came to nothing',
  heard: 'you heard something',
  cue: 'a cue was met',
  done: 'your line is done',
  halt: 'you called a halt',
  long: 'for sixty beats nothing got on',
};
const BY_WEIGHT = Object.keys(WHY) as Mine['why'];

/** "It stopped: you saw something new, and your line is done." `runs`: one's own line runs on, and is not asked for. */
export function whyWords(why: Mine['why'], turn: number, runs = false): string {
  if (turn <= 1) return '';
  if (why.length === 0) return runs ? 'It stopped for somebody else. Your line runs on.' : 'It stopped for somebody else.';
  const parts = BY_WEIGHT.filter((each) => why.includes(each)).map((each) => WHY[each]);
  const last = parts.pop();
  return `It stopped: ${parts.length ? `${parts.join(', ')}, and ${last}` : last}.`;
}

/** What counted when the clock ran out; "" if all of the line did. */
export function unreadWords(unread: Game['unread']): string {
  if (!unread) return '';
  const { line, played, clock } = unread;
  if (!clock) return `The game went on without your line “${line}”; Undo brings it back.`;
  if (!line.startsWith(played)) return `The clock ran out: your line could not be read, and “${played}” counted.`;
  return `The clock ran out: ${played ? `only “${played}”` : 'nothing'} of your line could be read.`;
}

/** Why things are as they are, for whoever looks: why it stopped, or why there is nothing to do. */
export function reasonWords({ seat, alive, down, inInk, room, paper, mine, known, watching, unread }: Game): string {
  if (room.phase === 'over' || !paper) return '';
  if (!seat || watching !== seat) return `You watch ${titleOf(paper, watching)}${room.behind ? `, ${room.behind} beats behind` : ''}.`;
  if (down) return 'You are down, and nothing is asked of you until a friend helps you up.';
  if (alive) return room.phase === 'planning' ? whyWords(mine.why, room.turn, inInk) : unreadWords(unread);
  const others = room.seats.flatMap((each, k) => (each.holder === 'person' && each.name !== seat ? [k] : []));
  const gone = others.every((k) => known?.bodies.some((body) => body.body === k && ended(body)));
  return gone ? 'Nobody of you can act any more; the rest plays itself out.' : 'You can do nothing more but watch.';
}

/** What those see who look on. */
export function onlookWords({ settings, behind }: Room): string {
  if (!settings.spectators) return 'Nobody may look on.';
  return behind ? `Who looks on sees everything ${behind} beats later.` : 'Who looks on sees it live.';
}

/** Titles of the other seats whose line in ink is awaited, as far as one may know. */
function awaited(paper: Paper, room: Room, own: string | null): string[] {
  return room.seats
    .filter((seat) => seat.holder === 'person' && (!seat.ready || isLost(seat, room)) && !seat.stand_in && seat.name !== own)
    .map((seat) => titleOf(paper, seat.name));
}

/** The beats wait for this seat, whose connection is lost. */
export function isLost(seat: Seat, room: Room): boolean {
  return room.waits && seat.holder === 'person' && !seat.here && !seat.stand_in;
}

export function titleOf(paper: Paper, seat: string | null): string {
  return paper.seats.find((each) => each.name === seat)?.title ?? seat ?? '';
}

export function list(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** What is going on, for the seat that is one's own; `alive` while it can act. */
export function phaseWords(paper: Paper, { room, seat: own, alive, down, leftMs }: Pick<Game, 'room' | 'seat' | 'alive' | 'down'> & { leftMs?: number | null }): string {
  switch (room.phase) {
    case 'gathering':
      return 'Gathering';
    case 'planning': {
      const me = room.seats.find((seat) => seat.name === own);
      if (me && alive && !down && !me.ready) return 'Your line';
      return `Waiting for ${list(awaited(paper, room, own)) || 'the others'}`;
    }
    case 'playing':
      return isLive(room) && leftMs ? 'It begins' : 'It unfolds';
    case 'over':
      return 'Over';
  }
}

/** "1:05" */
export function clock(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Who holds a seat and how they are getting on; `own` is the reader's seat. */
export function holderWords(seat: Seat, own: string | null, phase: Room['phase'], title = ''): string {
  const who = seat.who === title ? 'a player' : seat.who; // who gave no name is called as the seat is
  if (seat.stand_in) return `${who} is away, a mind plays`;
  if (seat.holder === 'open') return 'open';
  if (seat.holder === 'mind') return seat.who;
  const parts = [seat.name === own ? 'you' : who];
  if (!seat.here) parts.push('away');
  if (phase === 'planning') parts.push(seat.ready ? 'in ink' : 'planning');
  return parts.join(', ');
}

/** A cue of the line that nobody else has, as far as one may see, and that no mind would answer. */
export function lonelyCue(cells: string[], room: Room, own: string | null): string | null {
  const others = room.seats.filter((seat) => seat.holder !== 'open' && seat.name !== own);
  if (others.some((seat) => seat.answers || (seat.holder === 'person' && seat.line === null))) return null; // it may stand there unseen
  const known = new Set(others.flatMap((seat) => split(seat.line ?? '').map((text) => cell(text)?.cue)));
  return cells.map((text) => cell(text)?.cue).find((cue) => cue !== undefined && !known.has(cue)) ?? null;
}

/** "“>” is no cell of a plan: is “link” meant?" */
export function wrongWords(wrong: string): string {
  const guess = meant(wrong);
  return `“${wrong}” is no cell of a plan${guess === null ? '.' : `: is “${guess}” meant?`}`;
}

/** What the server says of a line: "onjo:1:7: found 99,99, expected a cell" as a sentence, without where in a file it would be. */
export function orderError(message: string): string {
  const told = message.replace(/^[\w-]+:\d+:\d+: /, '');
  const [, found, expected] = /^found (.+?), expected (.+)$/s.exec(told) ?? [];
  return found ? `“${found}” cannot be: it should be ${expected}.` : told;
}
