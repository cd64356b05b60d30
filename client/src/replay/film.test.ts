import { expect, it } from 'vitest';
import { Known } from '../known';
import type { Paper, Reel, View } from '../protocol';
import { Film } from './film';

const paper = { height: 3, width: 3, seats: [{ name: 'a', title: 'A', letter: 'A' }], fixtures: [], sheets: [], names: { actions: ['.', 'e'], natures: [] } } as unknown as Paper; // prettier-ignore
const view = (beat: number): View => ({
  seat: 0,
  me: [beat, -1, 1, 1, 10 - beat, -1, 0, 0, 0, 0, 0, 0, 60 + beat, beat, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 255, 1, 0, 0],
  pack: [], bonds: [], now: [], bright: [], known: [], bodies: [], fixtures: [], drones: [], afar: [], things: [], heard: [], events: [], orders: [],
  log: [],
}); // prettier-ignore
const reel = { paper, seat: 'a', orders: [[1], [0]], log: [[1, 'told', -1, -1, -1], [2, 'more', -1, -1, -1]], views: [0, 1, 2].map(view) } as unknown as Reel;

it('makes what was known when it is asked for, and once', () => {
  const film = new Film(reel);
  expect(film.last).toBe(2);
  const known = film.known(2);
  expect(known).toBeInstanceOf(Known);
  expect(known?.me.rate).toBe(62);
  expect(film.known(2)).toBe(known);
  expect(film.known(99)).toBe(known);
  expect(film.known(-1)?.me.beat).toBe(0);
});

it('has orders, words and numbers', () => {
  const film = new Film(reel);
  expect([0, 1, 2, 3].map((beat) => film.order(beat, 0))).toEqual(['', 'e', '.', '']);
  expect([0, 1, 2].map((beat) => film.said(beat))).toEqual([[], ['told'], ['more']]);
  expect(film.past(1)).toMatchObject({ rate: [60, 61], hp: [10, 9], did: [0, 1] });
});
