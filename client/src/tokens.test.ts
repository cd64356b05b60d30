import { beforeEach, expect, it, vi } from 'vitest';
import { dropKey, keepKey, keyTo, markOver, unfinishedRooms } from './tokens';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => kept.set(name, text),
  });
});

it('the rooms one sits in are asked about, newest first, until they are over', () => {
  for (const room of ['a', 'b', 'c']) keepKey(room, { seat: 'onjo', token: room });
  expect(unfinishedRooms()).toEqual(['c', 'b', 'a']);
  markOver('b');
  expect(unfinishedRooms()).toEqual(['c', 'a']);
  expect(keyTo('b')?.token).toBe('b');
  dropKey('c');
  expect(unfinishedRooms()).toEqual(['a']);
});

it('what others left in the storage is nothing', () => {
  localStorage.setItem('warbell.seats', '{');
  expect([keyTo('a'), unfinishedRooms()]).toEqual([null, []]);
});
