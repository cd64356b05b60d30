import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Game } from './game.svelte';
import { MeAt } from './protocol';
import { DEFAULTS } from './settings';
import { Socket } from './socket.fake';
import type { FromClient, FromServer, Mine, Paper, Room, Seat, Settings, View } from './protocol';

const paper = {
  height: 3,
  width: 3,
  seats: ['ann', 'bo'].map((name) => ({ name, title: name, letter: name })),
  sheets: [],
  fixtures: [],
  names: { actions: ['.', 'e'], natures: [] },
} as unknown as Paper;

function view(me: Partial<Record<keyof typeof MeAt, number>> = {}): View {
  const row = Object.keys(MeAt).map((column) => me[column as keyof typeof MeAt] ?? 0);
  const none = { pack: [], bonds: [], now: [], bright: [], known: [], bodies: [], fixtures: [], drones: [], afar: [], things: [], heard: [], events: [] };
  return { seat: 0, me: row as unknown as View['me'], ...none, orders: [0], log: ['quiet'] };
}

type Wanted = Partial<Omit<Room, 'settings'>> & { line?: string | null; ready?: boolean };

/** One game of Ann's, what its server says and what it is sent. */
class Play {
  readonly game = new Game();
  room: Room;
  mine: Mine = {
    commits: 0,
    at: 0,
    did: 0,
    why: [],
    reflex: 'reflex-none',
    roll: 'roll-none',
    answer: 'answer-none',
    stops: ['danger', 'call', 'line', 'new'],
    speed: 1,
    points: [],
    pointing: null,
    marks: [],
    hopeless: '',
    fate: null,
  };
  version = 1;

  constructor(settings: Partial<Settings> = {}, room: Wanted = {}, seat: string | null = 'ann') {
    const chair: Seat = { name: 'ann', holder: 'person', who: '', here: true, ready: false, stand_in: false, line: null, answers: false, reason: '' };
    this.room = {
      phase: 'planning',
      turn: 1,
      beat: 0,
      left_ms: null,
      waits: false,
      speed: 1,
      behind: 20,
      outcome: null,
      seats: [chair, { ...chair, name: 'bo' }],
      settings: { ...DEFAULTS, ...settings },
    };
    this.game.connect('room', seat && 'token', null);
    this.open(seat, room);
  }

  get socket(): Socket {
    return Socket.made.at(-1)!;
  }

  /** The connection is up, and the server says everything. */
  open(seat: string | null = 'ann', room: Wanted = {}, me: Parameters<typeof view>[0] = {}): void {
    this.#goOn(room);
    this.socket.onopen();
    const past = { rate: [], fear: [], hunger: [], hp: [], did: [], refused: [], log: [] };
    const all = { protocol: 2, id: 'room', go_on: null, seed_from: null, day: null, paper, past, watching: seat ?? 'ann', fate: null };
    this.hear({ type: 'welcome', version: this.version, seat, ...all, room: this.room, mine: this.mine, view: view(me) });
  }

  /** The room changes. */
  update(room: Wanted, mine: Partial<Mine> = {}, seen: View | null = null): void {
    this.version++;
    this.#goOn(room);
    this.mine = { ...this.mine, ...mine };
    this.hear({ type: 'update', version: this.version, room: this.room, mine: this.mine, view: seen });
  }

  #goOn({ line, ready, ...room }: Wanted): void {
    const [ann, bo] = this.room.seats as [Seat, Seat];
    const changed = { ...ann, line: line === undefined ? ann.line : line, ready: ready ?? ann.ready };
    this.room = { ...this.room, seats: [changed, bo], ...room };
  }

  hear(message: FromServer): void {
    this.socket.onmessage({ data: JSON.stringify(message) });
  }

  lose(): void {
    this.socket.readyState = 3;
    this.socket.onclose();
  }

  /** What was sent of one type. */
  sent<Type extends FromClient['type']>(type: Type): Extract<FromClient, { type: Type }>[] {
    return this.socket.sent.filter((message) => message.type === type) as Extract<FromClient, { type: Type }>[];
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Socket);
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('location', { protocol: 'http:', host: 'here' });
  vi.stubGlobal('document', { baseURI: 'http://here/', addEventListener: () => {}, removeEventListener: () => {} });
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
});

afterEach(() => {
  Socket.made = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('a turn is planned, put in ink, played, and the next opens with what is left', () => {
  const play = new Play();
  const { game } = play;
  expect([game.canPlan, game.pencil.text]).toEqual([true, '']);
  game.pencil.set('e s');
  vi.advanceTimersByTime(1200);
  game.commit();
  expect(play.sent('commit')).toEqual([{ type: 'commit', turn: 1, line: 'e s', ms: 1200 }]);
  play.update({ line: 'e s', ready: true }, { commits: 1 });
  expect([game.canPlan, game.pencil.text]).toEqual([false, 'e s']);
  play.update({ phase: 'playing' });
  play.update({ beat: 1 }, { at: 1 }, view({ beat: 1 }));
  expect([game.pencil.text, game.past.log]).toEqual(['e s', [[1, 'quiet']]]);
  play.update({ phase: 'planning', turn: 2, line: 's', ready: false });
  expect([game.canPlan, game.pencil.text, game.pencil.canUndo, game.unread]).toEqual([true, 's', false, null]);
  game.pencil.add('e');
  vi.advanceTimersByTime(800);
  game.commit();
  expect(play.sent('commit').at(-1)).toEqual({ type: 'commit', turn: 2, line: 's e', ms: 800 });
  play.update({ turn: 3, line: 's e' }, { commits: 2 });
  expect([game.pencil.text, game.pencil.canUndo]).toEqual(['s e', false]);
});

it('a line that was still in pencil when the clock ran out is shown beside what is played, until one writes again', () => {
  const play = new Play({ pace: 'timed' });
  const { game } = play;
  game.pencil.set('e s');
  play.update({ phase: 'playing', line: 'e' });
  expect([game.unread, game.pencil.text]).toEqual([{ line: 'e s', played: 'e', clock: true }, 'e']);
  play.update({ phase: 'planning', turn: 2, line: '' });
  expect(game.unread).not.toBeNull();
  game.pencil.add('n');
  expect(game.unread).toBeNull();
});

it('a draft goes once the pencil rests, and at once when the clock has almost run out', () => {
  const play = new Play({ pace: 'timed' }, { left_ms: 5000 });
  const { game } = play;
  game.pencil.add('e');
  game.pencil.add('s');
  vi.advanceTimersByTime(650);
  expect(play.sent('draft')).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(play.sent('draft')).toEqual([{ type: 'draft', turn: 1, line: 'e s' }]);
  vi.advanceTimersByTime(3000);
  game.pencil.add('w');
  expect(play.sent('draft').at(-1)?.line).toBe('e s w');
  expect(play.sent('draft').length).toBe(2);
});

it('a draft is for nobody where paper is not shared and there is no clock', () => {
  const play = new Play({ shared_paper: false });
  const { game } = play;
  game.pencil.add('e');
  vi.advanceTimersByTime(5000);
  expect(play.sent('draft')).toEqual([]);
});

it('turns that went by unseen leave the line that is played, and undoing brings the one back that nobody read', () => {
  const play = new Play();
  const { game } = play;
  game.pencil.add('e');
  play.update({ phase: 'playing', turn: 2, line: 'n' });
  expect([game.pencil.text, game.unread]).toEqual(['n', { line: 'e', played: 'n', clock: false }]);
  play.update({ phase: 'planning', turn: 3, line: '' });
  expect(game.pencil.text).toBe('');
  game.pencil.undo();
  expect([game.pencil.text, game.unread]).toEqual(['e', null]);
});

it('a line that is again what the server has of it is no draft', () => {
  const play = new Play();
  play.update({ turn: 2, line: 'n' });
  play.game.pencil.add('e');
  play.game.pencil.undo();
  vi.advanceTimersByTime(2000);
  expect(play.sent('draft')).toEqual([]);
});

it('what is written while the connection is lost stays, if the turn is still the same', () => {
  for (const now of [{ turn: 1 }, { turn: 2 }, { turn: 2, phase: 'playing' } as const]) {
    const play = new Play();
    const { game } = play;
    play.lose();
    game.pencil.set('e');
    game.commit();
    expect(game.status).toBe('lost');
    vi.advanceTimersByTime(300);
    play.open('ann', { ...now, line: 'n' });
    expect(play.sent('join')[0]).toMatchObject({ last: 1, token: 'token' });
    const same = now.turn === 1;
    expect([game.status, game.pencil.text, game.unread?.line]).toEqual(['open', same ? 'e' : 'n', same ? undefined : 'e']);
  }
});

it('what was put in ink on a dead line is put in ink again, if the turn is still the same', () => {
  const play = new Play();
  const { game } = play;
  game.pencil.set('e');
  game.commit();
  const [said] = play.sent('commit');
  play.lose();
  vi.advanceTimersByTime(300);
  play.open('ann', { line: null });
  expect([play.sent('commit'), game.pencil.text]).toEqual([[said], 'e']);
  play.lose();
  vi.advanceTimersByTime(300);
  play.mine = { ...play.mine, commits: 1 };
  play.open('ann', { line: 'e', ready: true }); // it was heard
  expect([play.sent('commit'), game.pencil.text]).toEqual([[], 'e']);
});

it('a turn that was played by what was put in ink is missed by nobody', () => {
  const play = new Play();
  play.game.pencil.set('e');
  play.game.commit();
  play.lose();
  vi.advanceTimersByTime(300);
  play.mine = { ...play.mine, commits: 1 };
  play.open('ann', { turn: 2, line: '' });
  expect([play.game.pencil.text, play.game.unread]).toEqual(['', null]);
});

it('when live, what was put in ink on a dead line waits in pencil', () => {
  const play = new Play({ pace: 'live' }, { phase: 'playing' });
  play.game.pencil.set('e s');
  play.game.commit();
  play.lose();
  vi.advanceTimersByTime(300);
  play.open('ann', { beat: 9, line: '' });
  expect([play.sent('commit'), play.game.pencil.text]).toEqual([[], 'e s']);
});

it('a line nobody changed in this turn gives way to the server’s when the connection comes back', () => {
  const play = new Play();
  play.game.pencil.set('e');
  play.update({ turn: 2, line: '' });
  play.lose();
  vi.advanceTimersByTime(300);
  play.open('ann', { line: 'n' });
  expect(play.game.pencil.text).toBe('n');
});

it('an update that was overtaken changes nothing', () => {
  const play = new Play();
  const { game } = play;
  play.update({ turn: 2 });
  play.version -= 2;
  play.update({ turn: 1 });
  expect(game.room.turn).toBe(2);
});

it('when live, what is done is no longer planned, and lines are counted by seat', () => {
  const play = new Play({ pace: 'live' }, { phase: 'playing' });
  const { game } = play;
  game.pencil.set('e s w');
  game.commit();
  play.update({ line: 'e s w' }, { commits: 1 });
  play.update({ beat: 1 }, { at: 1 }, view({ beat: 1 }));
  expect([game.canPlan, game.pencil.text]).toEqual([true, 's w']);
  game.pencil.add('n');
  play.update({ beat: 2 }, { at: 2 }, view({ beat: 2 }));
  expect([game.pencil.text, game.unread]).toEqual(['w n', null]);
  game.commit();
  expect(play.sent('commit').map(({ turn, line }) => [turn, line])).toEqual([[0, 'e s w'], [1, 'w n']]); // prettier-ignore
});

it('a refusal is shown until one writes; that something came a moment too late is none', () => {
  const play = new Play();
  const { game } = play;
  play.hear({ type: 'refused', reason: 'stale', message: 'late', closing: false });
  expect(game.refused).toBeNull();
  play.hear({ type: 'refused', reason: 'plan', message: 'no such order', closing: false });
  expect(game.refused?.message).toBe('no such order');
  game.pencil.add('e');
  expect([game.refused, game.status]).toEqual([null, 'open']);
  play.hear({ type: 'refused', reason: 'elsewhere', message: 'in another window', closing: true });
  expect([game.status, game.canPlan]).toEqual(['closed', false]);
});

it('of rehearsals the last one asked for counts, until beats are played', () => {
  const play = new Play();
  const { game } = play;
  game.pencil.add('e');
  vi.advanceTimersByTime(500);
  game.pencil.add('s');
  vi.advanceTimersByTime(500);
  const [first, last] = play.sent('rehearse');
  expect(last?.lines).toEqual({ ann: 'e s' });
  const found = { type: 'rehearsal', bitten: -1 } as const;
  play.hear({ ...found, asked: first!.asked, tracks: [], flights: [], passed: [], failed: [] });
  expect(game.rehearsal).toBeNull();
  play.hear({ ...found, asked: last!.asked, tracks: [], flights: [], passed: [], failed: [] });
  expect(game.rehearsal?.asked).toBe(last!.asked);
  play.update({ phase: 'playing' });
  expect(game.rehearsal).toBeNull();
});

it('who is dead plans nothing, and a spectator neither', () => {
  const dead = new Play();
  dead.open('ann', {}, { state: 2 });
  expect([dead.game.alive, dead.game.canPlan]).toEqual([false, false]);
  const other = new Play({}, {}, null);
  expect([other.game.own, other.game.canPlan, other.game.index]).toEqual([null, false, 0]);
  other.game.commit();
  expect(other.sent('commit')).toEqual([]);
});

it('a double press of Commit is one, unless there is something to commit', () => {
  vi.useFakeTimers();
  const play = new Play();
  play.game.commit();
  expect(play.sent('commit')).toHaveLength(1);
  play.update({ phase: 'playing', ready: true, line: '' });
  play.update({ phase: 'planning', turn: 2, ready: false, line: '' });
  play.game.commit();
  expect(play.sent('commit')).toHaveLength(1);
  vi.advanceTimersByTime(400);
  play.game.commit();
  expect(play.sent('commit')).toHaveLength(2);
});

it('to plan again is to halt the beats, or to take the line out of ink while others plan', () => {
  const play = new Play();
  play.game.planAgain();
  expect(play.socket.sent.map(({ type }) => type)).toEqual(['join']);
  play.update({ phase: 'planning', ready: true, line: 'e' });
  play.game.planAgain();
  expect(play.sent('withdraw')).toEqual([{ type: 'withdraw', turn: 1 }]);
  play.update({ phase: 'playing' });
  play.game.planAgain();
  expect(play.sent('halt')).toEqual([{ type: 'halt', turn: 1 }]);
});

it('what one prefers is said once', () => {
  const play = new Play();
  play.game.heed(['danger', 'call', 'line', 'new'], 1);
  expect(play.sent('heed')).toEqual([]);
  play.game.heed(['danger'], 4);
  expect(play.sent('heed')).toEqual([{ type: 'heed', stops: ['danger'], speed: 4 }]);
});

it('who is down is not asked to plan', () => {
  const play = new Play();
  play.update({ turn: 2 }, {}, view({ state: 1 }));
  expect([play.game.alive, play.game.down, play.game.canPlan]).toEqual([true, true, false]);
});

it('a line in pencil and what can be undone outlive the page', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => void kept.set(key, text) });
  const play = new Play();
  play.game.pencil.add('e');
  play.game.pencil.add('.');
  const again = new Play({}, { line: 'e .' });
  expect(again.game.pencil.text).toBe('e .');
  again.game.pencil.undo();
  expect(again.game.pencil.text).toBe('e');
  expect(new Play({}, { turn: 2, line: '' }).game.pencil.text).toBe('');
});
