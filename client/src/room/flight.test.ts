import { expect, it } from 'vitest';
import type { Known } from '../known';
import { flightTo } from './flight';

const paper = { sheets: [{ top: 0, left: 0, height: 20, width: 20 }, { top: 0, left: 22, height: 20, width: 20 }] };
const known = (change: object = {}): Known => ({ paper, bodies: [], flown: { y: 5, x: 5 }, ...change }) as unknown as Known;
const orders = (at: Known, line: string, y: number, x: number) => flightTo(at, line.split(' '), y, x)?.orders;

it('takes the drone to a cell, two cells a beat as far as can be', () => {
  expect(flightTo(known(), [], 2, 12)).toEqual({ orders: ['fly-n2', 'fly-n1', 'fly-e2*3', 'fly-e1'], beats: 6 });
  expect(flightTo(known(), [], 5, 3)).toEqual({ orders: ['fly-w2'], beats: 1 });
  expect(flightTo(known(), [], 5, 5)).toEqual({ orders: [], beats: 0 });
});

it('begins where the line leaves it', () => {
  expect(orders(known(), 'fly-e2*3 . fly-s1 call-HELP', 6, 12)).toEqual(['fly-e1']);
});

it('goes a cell a beat with somebody under it', () => {
  expect(orders(known(), 'hoist*3', 5, 8)).toEqual(['fly-e1*3']);
  expect(orders(known(), 'hoist*3 fly-e1*2 lower', 5, 11)).toEqual(['fly-e2*2']);
  expect(orders(known({ bodies: [{ now: true, hangs: 1, y: 5, x: 5 }] }), '.', 5, 8)).toEqual(['fly-e1*3']);
});

it('leaves no sheet, and is for whoever flies', () => {
  expect(flightTo(known(), [], 5, 25)).toBeNull();
  expect(flightTo(known({ flown: undefined }), [], 5, 8)).toBeNull();
});
