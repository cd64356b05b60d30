// One room as one seat or spectator lives it: what the server said last, and the line in pencil.
import { liveUrl } from './api';
import { wrongIn } from './cells';
import { State } from './codes';
import { ended, Known } from './known';
import { Line } from './line';
import { Pencil } from './pencil.svelte';
import { PROTOCOL } from './protocol';
import { refusal } from './score/past';
import { recall, remember } from './recall';
import { DEFAULTS } from './settings';
import { fate, inkOf, isAsked, isLive, opens, othersWrote, takesDrafts, turnOf } from './turn';
import type { Commit, Door, Fate, From, FromClient, FromServer, Key, Marking, Mine, Paper, Past, Refused, Rehearsal, Room, Update, Welcome } from './protocol';
import type { News, Progress, Unread } from './turn';

const DRAFT_AFTER = 700; // milliseconds
const HURRY = 1500; // with less left on the clock every change goes at once: it is what counts
const AGAIN = 350; // milliseconds within which a second press of Commit belongs to the first
const REHEARSE_AFTER = 250;
const REHEARSE_EVERY = 450; // with drafts well under the messages a server takes

const NO_ROOM: Room = {
  phase: 'gathering',
  turn: 0,
  beat: 0,
  left_ms: null,
  waits: false,
  speed: 1,
  behind: 0,
  seats: [],
  settings: DEFAULTS,
  outcome: null,
};

export class Game {
  status = $state<'connecting' | 'open' | 'lost' | 'closed'>('connecting');
  refused = $state.raw<Refused | null>(null);
  id = $state('');
  seat = $state<string | null>(null);
  watching = $state<string | null>(null);
  paper = $state.raw<Paper | null>(null);
  room = $state.raw<Room>(NO_ROOM);
  mine = $state.raw<Mine>({ commits: 0, at: 0, did: 0, why: [], reflex: 'reflex-none', roll: 'roll-none', answer: 'answer-none', stops: [], speed: 1, points: [], pointing: null, marks: [], hopeless: '', fate: null });
  known = $state.raw<Known | null>(null);
  past = $state.raw<Past>({ rate: [], fear: [], hunger: [], hp: [], did: [], refused: [], log: [] });
  leftMs = $state<number | null>(null);
  rehearsal = $state.raw<Rehearsal | null>(null);
  goOn = $state.raw<From | null>(null);
  /** Whose night it is: its seed is everybody's of that day. */
  day = $state.raw<string | null>(null);
  seedFrom = $state.raw<Welcome['seed_from']>(null);
  /** Who lets others in, and who stands at the door. */
  door = $state.raw<Omit<Door, 'type'>>({ host: null, visitors: [] });
  /** The key to a seat that one asked for as a visitor and was given. */
  key = $state.raw<Omit<Key, 'type'> | null>(null);
  #fate = $state.raw<Fate | null>(null); // of one's own seat, while one looks through another
  /** One's line in pencil when the game went on without it; null if none was. */
  unread = $state.raw<Unread | null>(null);
  readonly pencil = new Pencil(() => this.#penciled());
  /** The index of the seat that is looked through; -1 while there is none. */
  readonly index = $derived(this.paper?.seats.findIndex((seat) => seat.name === this.watching) ?? -1);
  readonly own = $derived(this.room.seats.find((seat) => seat.name === this.seat) ?? null);
  /** How one's own seat came to do nothing more; null while it can. */
  readonly fate = $derived(this.watching === this.seat ? this.mine.fate : this.#fate);
  /** One's body can still be given orders. */
  readonly alive = $derived(this.known !== null && this.watching === this.seat && !ended(this.known.me));
  /** One lies there: until a friend helps one up, nothing is asked. */
  readonly down = $derived(this.alive && this.known?.me.state === State.down);
  readonly canPlan = $derived(this.alive && !this.down && this.status !== 'closed' && isAsked(this.room, this.seat));
  /** One's line is in ink while others still plan. */
  readonly inInk = $derived(this.room.phase === 'planning' && this.own?.ready === true);

  #line: Line | null = null;
  #token: string | null = null;
  #watch: string | null = null;
  #who = '';
  #last: number | null = null;
  #drafting = 0; // timers
  #rehearsing = 0;
  #clock = 0;
  #asked = 0;
  #askedAt = 0;
  #drafted = ''; // what the server has of the line
  #dirty = false; // the line differs from what was committed or came from the server
  #inked: Commit | null = null; // said, and not yet known to be on disk
  #heard: Progress = { commits: 0, at: 0 }; // how far one's lines were when the room was last heard of
  #committedAt = -AGAIN;
  #drawnAt = 0; // when there was something new to plan with
  #ends = 0; // of the clock that runs

  /** Join a room: with the key to a seat, or as a visitor who is called so. */
  connect(id: string, token: string | null, watch: string | null, who = ''): void {
    this.id = id;
    this.#who = who;
    this.#token = token;
    this.#watch = watch;
    addEventListener('pagehide', this.#draftNow);
    document.addEventListener('visibilitychange', this.#draftNow);
    const hello = (): FromClient => ({ type: 'join', protocol: PROTOCOL, token: this.#token, watch: this.#watch, last: this.#last, who: this.#who });
    this.#line = new Line(liveUrl(id), hello, (message) => this.#hear(message), () => (this.status = 'lost')); // prettier-ignore
  }

  start(): void {
    this.#send({ type: 'start' });
  }

  commit(): void {
    if (!this.canPlan || this.status !== 'open') return;
    // The second half of a double press is not meant for the turn that opened meanwhile.
    if (!this.#dirty && performance.now() - this.#committedAt < AGAIN) return;
    this.refused = this.unread = null;
    clearTimeout(this.#drafting);
    const ms = Math.max(0, Math.round(performance.now() - this.#drawnAt));
    const commit = { type: 'commit', turn: turnOf(this.room, this.mine), line: this.pencil.text, ms } as const;
    if (this.#send(commit)) {
      this.#inked = commit;
      this.#drafted = this.pencil.text;
      this.#dirty = false;
      this.#committedAt = performance.now();
    }
  }

  /** Let one plan again: stop the beats, or take the line out of ink while others still plan. */
  planAgain(): void {
    if (this.inInk) this.#send({ type: 'withdraw', turn: this.room.turn });
    else if (this.room.phase === 'playing' && !isLive(this.room)) this.#send({ type: 'halt', turn: this.room.turn });
  }

  /** Say what is to stop one's turn, and how fast one likes to watch. */
  heed(stops: Readonly<Mine['stops']>, speed: number): void {
    const { mine } = this;
    if (this.seat === null || this.status !== 'open' || this.room.phase === 'over') return;
    if (mine.speed === speed && mine.stops.join() === stops.join()) return;
    this.#send({ type: 'heed', stops: [...stops], speed });
  }

  /** Go on without somebody whose connection is lost. */
  goOnWithout(seat: string): void {
    this.#send({ type: 'go on', seat });
  }

  /** Point at a cell with one's next signal, or at nothing. */
  point(at: [number, number] | null): void {
    this.#send({ type: 'point', at });
  }

  /** Mark what one thinks is at a cell, or nothing any more. */
  mark(at: [number, number], thought: Pick<Marking, 'what' | 'count' | 'sure'> | null): void {
    this.refused = null;
    this.#send(thought ? { type: 'mark', at, ...thought } : { type: 'mark', at, what: null });
  }

  /** As a visitor: ask for a seat, or no longer. */
  ask(seat: string | null, who: string): void {
    this.refused = null;
    this.#send({ type: 'ask', seat, who });
  }

  /** As the host: let a visitor have the seat they asked for, or not. */
  answer(visitor: number, yes: boolean): void {
    this.#send({ type: 'answer', visitor, yes });
  }

  /** As the host: let those who look on see it live, or as far behind as the room was made. */
  show(live: boolean): void {
    this.#send({ type: 'show', live });
  }

  /** Give the seat up. */
  leave(): void {
    this.#send({ type: 'leave' });
  }

  close(): void {
    this.status = 'closed';
    removeEventListener('pagehide', this.#draftNow);
    document.removeEventListener('visibilitychange', this.#draftNow);
    for (const timer of [this.#drafting, this.#rehearsing]) clearTimeout(timer);
    clearInterval(this.#clock);
    this.#line?.close();
    this.#line = null;
  }

  /** Ask where the lines on the paper lead, soon. */
  rehearse(): void {
    clearTimeout(this.#rehearsing);
    const soonest = this.#askedAt + REHEARSE_EVERY - performance.now();
    this.#rehearsing = window.setTimeout(() => this.#rehearse(), Math.max(REHEARSE_AFTER, soonest));
  }

  #rehearse(): void {
    const { room, seat } = this;
    if (!this.canPlan || seat === null || this.status !== 'open') return;
    const lines: Record<string, string> = {};
    for (const each of room.seats) if (each.line) lines[each.name] = each.line;
    lines[seat] = this.pencil.text;
    if (wrongIn(this.pencil.text) !== null) return;
    this.#askedAt = performance.now();
    this.#send({ type: 'rehearse', asked: ++this.#asked, lines });
  }

  #penciled(): void {
    this.#dirty = true;
    this.#inked = null;
    if (this.seat) remember(this.id, this.seat, turnOf(this.room, this.mine), this.pencil.history);
    this.refused = this.unread = null;
    this.rehearse();
    clearTimeout(this.#drafting);
    const hurry = this.room.left_ms !== null && this.#ends - performance.now() < HURRY;
    if (hurry) this.#draft();
    else this.#drafting = window.setTimeout(() => this.#draft(), DRAFT_AFTER);
  }

  /** A draft is for teammates' eyes, and is what counts when the clock runs out. Of one with a mistake the beginning does. */
  #draft(): void {
    const line = this.pencil.text;
    if (!this.canPlan || !takesDrafts(this.room) || line === this.#drafted) return;
    if (this.#send({ type: 'draft', turn: this.room.turn, line })) this.#drafted = line;
  }

  /** Whoever looks elsewhere, or goes, may not be back in time. */
  readonly #draftNow = (): void => this.#draft();

  #send(message: FromClient): boolean {
    return this.#line?.send(message) ?? false;
  }

  #hear(message: FromServer): void {
    switch (message.type) {
      case 'welcome':
        this.#welcome(message);
        break;
      case 'update':
        this.#update(message);
        break;
      case 'rehearsal':
        if (message.asked === this.#asked) this.rehearsal = message;
        break;
      case 'door':
        this.door = message;
        break;
      case 'key':
        this.key = message;
        break;
      case 'refused':
        if (isLate(message)) break;
        this.refused = message;
        // Whoever sent too much may come back; all other closings would only be refused again.
        if (message.closing && message.reason !== 'too many') this.close();
        break;
    }
  }

  /** What was written while nobody answered is said now, if it is still about the turn that it was written for. */
  #opened(): void {
    const back = this.status === 'lost';
    this.status = 'open';
    if (!back) return;
    this.#drafted = inkOf(this.room, this.seat);
    const commit = this.#inked;
    if (commit && this.canPlan && !isLive(this.room)) this.#send(commit);
    else if (commit) this.#dirty = true; // when live, others have moved meanwhile
    else if (this.#dirty) this.#draft();
  }

  #welcome(message: Welcome): void {
    const sameTurn = this.paper !== null && message.room.turn === this.room.turn;
    this.refused = null;
    this.seat = message.seat;
    this.watching = message.watching;
    this.paper = message.paper;
    this.goOn = message.go_on;
    this.seedFrom = message.seed_from;
    this.day = message.day;
    this.#fate = message.fate;
    this.mine = message.mine;
    this.past = message.past;
    this.known = message.view ? Known.open(message.paper, message.view) : null;
    this.#last = message.version;
    // What was written while the connection was lost is newer than what the server has.
    this.#settle(message.room, sameTurn && (this.#dirty || this.#inked !== null));
    this.#opened();
  }

  #update(message: Update): void {
    if (this.#last !== null && message.version <= this.#last) return this.#opened();
    this.#last = message.version;
    const thought = JSON.stringify(message.mine.marks) !== JSON.stringify(this.mine.marks);
    this.mine = message.mine;
    const { view } = message;
    if (view && this.paper) {
      const beat = view.me[0];
      this.known = this.known ? this.known.apply(view) : Known.open(this.paper, view);
      this.past = {
        rate: [...this.past.rate, this.known.me.rate],
        fear: [...this.past.fear, this.known.me.fear],
        hunger: [...this.past.hunger, this.known.me.hunger],
        hp: [...this.past.hp, this.known.me.hp],
        did: [...this.past.did, message.mine.did],
        refused: [...this.past.refused, refusal(this.known)],
        log: [...this.past.log, ...view.log.map((text): [number, string] => [beat, text])],
      };
    }
    this.#settle(message.room, message.room.turn === this.room.turn);
    this.#opened();
    if (thought) this.rehearse();
  }

  /** Take the room over; `kept` if the line in pencil belongs to the turn that goes on. */
  #settle(room: Room, kept: boolean): void {
    const { room: before, seat } = this;
    const planned = before.phase === 'planning' && this.canPlan;
    const { commits, at } = this.mine;
    if (commits > this.#heard.commits) this.#inked = null;
    const opened = opens(before, room, kept);
    this.room = room;
    this.#run(room.left_ms);
    this.#follow({ before, room, seat, kept, planned, was: this.#heard, is: { commits, at } }, opened);
    this.#heard = { commits, at };
    if (opened) {
      this.#drawnAt = performance.now();
      this.refused = null;
    }
    if (room.phase !== 'planning') this.rehearsal = null;
    if (opened || othersWrote(before, room, seat)) this.rehearse();
  }

  /** Let the line in pencil follow the room; in a turn that opens there is nothing to undo. */
  #follow(news: News, opened: boolean): void {
    const line = this.pencil.text;
    const next = fate(news, line, this.#dirty || this.#inked !== null);
    switch (next.is) {
      case 'unread':
        this.unread = { line, played: next.played, clock: news.room.settings.pace === 'timed' };
        this.refused = this.#inked = null;
        this.#dirty = false;
        this.pencil.open(next.played);
        break;
      case 'passed':
        this.pencil.passed(next.done);
        break;
      case 'missed':
      case 'replaced':
        if (next.is === 'missed') this.unread = { line, played: next.line, clock: false };
        if (opened || next.line !== line) this.pencil.open(next.line, this.unread?.line);
        this.#drafted = next.line;
        this.#dirty = false;
        this.#inked = null;
        if (this.canPlan && this.seat) this.#recall(this.seat);
        break;
    }
  }

  /** What was written in this turn before the page was loaded anew. */
  #recall(seat: string): void {
    const kept = recall(this.id, seat, turnOf(this.room, this.mine));
    if (!kept) return;
    this.pencil.history = kept;
    this.#dirty = this.pencil.text !== this.#drafted;
  }

  #run(left: number | null): void {
    clearInterval(this.#clock);
    this.leftMs = left;
    if (left === null) return;
    this.#ends = performance.now() + left;
    this.#clock = window.setInterval(() => {
      this.leftMs = Math.max(0, this.#ends - performance.now());
      if (this.leftMs === 0) clearInterval(this.#clock);
    }, 250);
  }
}

/** What came too late, by a moment: the room has gone on, and shows it. */
function isLate({ reason, closing }: Refused): boolean {
  return !closing && (reason === 'stale' || reason === 'not now');
}
