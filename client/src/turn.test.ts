import { describe, expect, it } from 'vitest';
import { DEFAULTS } from './settings';
import { fate, inkOf, isAsked, opens, othersWrote, takesDrafts, turnOf } from './turn';
import type { Room, Seat, Settings } from './protocol';
import type { News } from './turn';

interface Wanted extends Partial<Omit<Room, 'seats' | 'settings'>> {
  ann?: Partial<Seat>;
  bo?: Partial<Seat>;
  settings?: Partial<Settings>;
}

function room({ ann, bo, settings, ...rest }: Wanted = {}): Room {
  const seat: Seat = { name: 'ann', holder: 'person', who: '', here: true, ready: false, stand_in: false, line: null, answers: false, reason: '' };
  return {
    phase: 'planning',
    turn: 1,
    beat: 0,
    left_ms: null,
    waits: false,
    speed: 1,
    behind: 20,
    outcome: null,
    ...rest,
    seats: [{ ...seat, ...ann }, { ...seat, name: 'bo', ...bo }],
    settings: { ...DEFAULTS, ...settings },
  };
}

const live = { pace: 'live' } as const;
const timed = { pace: 'timed' } as const;

describe('whose turn it is', () => {
  it('is one’s own until the line is in ink', () => {
    expect(isAsked(room(), 'ann')).toBe(true);
    expect(isAsked(room({ ann: { ready: true } }), 'ann')).toBe(false);
    expect(isAsked(room({ bo: { ready: true } }), 'ann')).toBe(true);
  });

  it('is nobody’s while beats are played, before the start and at the end', () => {
    for (const phase of ['playing', 'gathering', 'over'] as const) {
      expect(isAsked(room({ phase }), 'ann')).toBe(false);
    }
  });

  it('is always one’s own when live, in ink or not', () => {
    const now = { phase: 'playing', settings: live, ann: { ready: true } } as const;
    expect(isAsked(room(now), 'ann')).toBe(true);
  });

  it('is never a spectator’s', () => {
    expect(isAsked(room(), null)).toBe(false);
    expect(isAsked(room({ phase: 'playing', settings: live }), 'cy')).toBe(false);
  });

  it('has the number of the turn, and when live of one’s lines', () => {
    const mine = { commits: 2, at: 0 };
    expect(turnOf(room({ turn: 5 }), mine)).toBe(5);
    expect(turnOf(room({ turn: 5, settings: live }), mine)).toBe(2);
  });
});

it('drafts are for mates who see them and for the clock, while there is planning', () => {
  const alone = { shared_paper: false };
  expect(takesDrafts(room())).toBe(true);
  expect(takesDrafts(room({ settings: alone }))).toBe(false);
  expect(takesDrafts(room({ settings: { ...alone, ...timed } }))).toBe(true);
  expect(takesDrafts(room({ phase: 'playing', settings: timed }))).toBe(false);
});

it('a turn opens when it is another one, when the game begins, and for whoever comes to it', () => {
  expect(opens(room(), room({ turn: 2 }), true)).toBe(true);
  expect(opens(room({ phase: 'gathering' }), room(), true)).toBe(true);
  expect(opens(room(), room(), false)).toBe(true);
  expect(opens(room(), room({ bo: { ready: true } }), true)).toBe(false);
  expect(opens(room({ waits: true }), room(), true)).toBe(false);
  expect(opens(room(), room({ phase: 'playing', turn: 2 }), false)).toBe(false);
});

it('where lines lead is asked again when another’s is a new one', () => {
  expect(othersWrote(room(), room({ bo: { line: 'e' } }), 'ann')).toBe(true);
  expect(othersWrote(room(), room({ ann: { line: 'e' } }), 'ann')).toBe(false);
  expect(othersWrote(room(), room({ phase: 'playing', bo: { line: 'e' } }), 'ann')).toBe(false);
});

it('who has no seat has no line', () => {
  expect([inkOf(room({ ann: { line: 'e s' } }), 'ann'), inkOf(room(), 'ann'), inkOf(room(), null)]).toEqual(['e s', '', '']);
});

describe('the line in pencil', () => {
  const none = { commits: 0, at: 0 };
  const news = (rest: Partial<News>): News => ({
    before: room(),
    room: room(),
    seat: 'ann',
    kept: true,
    planned: true,
    was: none,
    is: none,
    ...rest,
  });

  it('stays while the turn goes on, whatever others do and whatever is in ink', () => {
    expect(fate(news({ room: room({ bo: { ready: true } }) }), 'e', true)).toEqual({ is: 'kept' });
    expect(fate(news({ room: room({ ann: { line: 's' } }) }), 'e', false)).toEqual({ is: 'kept' });
    expect(fate(news({ before: room({ waits: true }), planned: false }), 'e', true)).toEqual({ is: 'kept' });
  });

  it('gives way to what is left of the last line when a turn opens', () => {
    const next = room({ turn: 2, ann: { line: 's*2' } });
    expect(fate(news({ before: room({ phase: 'playing' }), room: next, planned: false, kept: false }), 'e', false)).toEqual({
      is: 'replaced',
      line: 's*2',
    });
    expect(fate(news({ before: room({ phase: 'gathering' }), planned: false }), '', false)).toEqual({ is: 'replaced', line: '' });
  });

  it('gives way for whoever comes, also while beats are played', () => {
    const playing = room({ phase: 'playing', ann: { line: 'n' } });
    expect(fate(news({ room: playing, kept: false }), '', false)).toEqual({ is: 'replaced', line: 'n' });
  });

  it('was missed when turns went by without it, and not when it was committed', () => {
    const next = room({ turn: 2, ann: { line: 'n' } });
    const went = (is: News['is'], line: string, own = true): string => fate(news({ room: next, kept: false, is }), line, own).is;
    expect(went(none, 'e')).toBe('missed');
    expect(went({ commits: 1, at: 0 }, 'e')).toBe('replaced');
    expect([went(none, 'n'), went(none, ''), went(none, 'e', false)]).toEqual(['replaced', 'replaced', 'replaced']);
  });

  it('was not read when the clock ran out before and something else is played', () => {
    const played = room({ phase: 'playing', settings: timed, ann: { line: 'e' } });
    const before = room({ settings: timed });
    expect(fate(news({ before, room: played }), 'e s', true)).toEqual({ is: 'unread', played: 'e' });
    expect(fate(news({ before, room: played }), 'e', true)).toEqual({ is: 'kept' });
  });

  it('was read when it was committed, or in ink before, or a pause came', () => {
    const played = room({ phase: 'playing', settings: timed, ann: { line: 'e' } });
    const before = room({ settings: timed });
    expect(fate(news({ before, room: played, is: { commits: 1, at: 0 } }), 'e s', true)).toEqual({ is: 'kept' });
    expect(fate(news({ before, room: played, planned: false }), 'e s', true)).toEqual({ is: 'kept' });
    expect(fate(news({ before, room: room({ waits: true }) }), 'e s', true)).toEqual({ is: 'kept' });
  });

  describe('when live', () => {
    const now = room({ phase: 'playing', settings: live, ann: { line: 'e s w' } });
    const at = (commits: number, at: number) => ({ commits, at });
    const beat = (was: News['was'], is: News['is'], rest: Partial<News> = {}): News =>
      news({ before: now, room: now, planned: false, was, is, ...rest });

    it('loses its head as that is done', () => {
      expect(fate(beat(at(1, 0), at(1, 2)), 'e s w n', true)).toEqual({ is: 'passed', done: ['e', 's'] });
      expect(fate(beat(at(1, 1), at(1, 2)), 's w n', true)).toEqual({ is: 'passed', done: ['s'] });
      expect(fate(beat(at(1, 2), at(1, 2)), 'w n', true)).toEqual({ is: 'passed', done: [] });
    });

    it('counts from the head again in a new line', () => {
      expect(fate(beat(at(1, 2), at(2, 1)), 'e s w', true)).toEqual({ is: 'passed', done: ['e'] });
    });

    it('is what is left of the line in ink as long as nobody changed it', () => {
      expect(fate(beat(at(1, 0), at(1, 1)), 'e s w', false)).toEqual({ is: 'replaced', line: 's w' });
      expect(fate(beat(at(1, 0), at(1, 3)), 'w', false)).toEqual({ is: 'replaced', line: '' });
      expect(fate(beat(at(1, 0), at(1, 1), { kept: false }), 'n n', true)).toEqual({ is: 'replaced', line: 's w' });
    });
  });
});
