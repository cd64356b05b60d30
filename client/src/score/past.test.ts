import { expect, it } from 'vitest';
import { EventKind, Reason } from '../codes';
import type { Known } from '../known';
import type { Happening, Paper, Past } from '../protocol';
import { keep, played, refusal, remarks } from './past';

const paper = { names: { actions: ['.', 'e', 'use-n'], reasons: { [Reason.somebodyWasInTheWay]: 'somebody was in the way' } } } as unknown as Paper;

it('marks what went wrong, of oneself alone', () => {
  const past: Past = {
    rate: [62, 90, 120, 150],
    fear: [0, 0, 0, 0],
    hunger: [0, 0, 0, 0],
    hp: [10, 10, 8, 8],
    did: [0, 1, 2, 0],
    refused: [Reason.allowed, Reason.somebodyWasInTheWay, Reason.handsSlipped, Reason.allowed],
    log: [],
  };
  const beats = played(past, paper);
  expect(beats.map((one) => one.cell)).toEqual(['e', 'use-n', '.']);
  expect(beats.map(remarks)).toEqual([
    'refused: somebody was in the way',
    'hands slipped, a beat late, lost 2 health, heart pounding',
    'heart pounding',
  ]);
});

it('knows from the events of a beat why the own order came to nothing', () => {
  const after = (...events: Happening[]) => refusal({ seat: 2, events } as unknown as Known);
  const slipped: Happening = [EventKind.refused, 2, -1, 0, 0, Reason.handsSlipped];
  expect(after()).toBe(Reason.allowed);
  expect(after([EventKind.refused, 1, -1, 0, 0, Reason.shut], [EventKind.shoved, 2, 5, 0, 0, 0])).toBe(Reason.allowed);
  expect(after(slipped)).toBe(Reason.handsSlipped);
  expect(after(slipped, [EventKind.bumped, 2, -1, 0, 0, Reason.noWayThrough])).toBe(Reason.noWayThrough);
});

it('keeps the entries that another beat leaves as they were', () => {
  const past: Past = { rate: [62, 90], fear: [0, 0], hunger: [0, 0], hp: [10, 10], did: [0, 1], refused: [0, 0], log: [] };
  const before = played(past, paper);
  const after = { ...past, rate: [62, 90, 95], hp: [10, 10, 9], did: [0, 1, 2] };
  const now = keep(before, played(after, paper));
  expect(now[0]).toBe(before[0]);
  expect(now).toEqual(played(after, paper));
  expect(keep(before, played({ ...past, hp: [10, 8] }, paper))[0]?.lost).toBe(2);
});
