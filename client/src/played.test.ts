import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keepPlayed, played, seatIn } from './played';

const kept = new Map<string, string>();
vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value) });

const outcome = { outcome: 'won', ending: 'together', text: 'Out.', score: 852, beats: 114, saved: 4, dead: 0, turned: 0, others: 0 } as const;
const game = (room: string) => ({ room, title: 'Curfew', seat: 'onjo', as: 'On-jo' });

describe('what one has played', () => {
  beforeEach(() => kept.clear());

  it('is kept once a game, the newest first, with nothing that is not shown', () => {
    for (const room of ['a', 'b', 'a']) keepPlayed(game(room), outcome);
    expect(played().map(({ room }) => room)).toEqual(['b', 'a']);
    expect(Object.keys(played()[0]!).sort()).toEqual(['as', 'at', 'beats', 'outcome', 'room', 'score', 'seat', 'title']);
    expect([seatIn('a'), seatIn('nowhere')]).toEqual(['onjo', null]);
  });

  it('is bounded, and does without games in which nothing happened', () => {
    for (let k = 0; k < 40; k++) keepPlayed(game(`room ${k}`), outcome);
    expect([played().length, played()[0]!.room]).toEqual([30, 'room 39']);
    keepPlayed(game('left at once'), { ...outcome, beats: 0 });
    expect(played()[0]!.room).toBe('room 39');
  });

  it('outlives what others leave in the same place', () => {
    for (const left of ['', 'null', '{"room":1}', '[null, 3, {"room":"x"}]', '[']) {
      kept.set('warbell.played', left);
      expect(played()).toEqual([]);
    }
  });
});
