import { describe, expect, it } from 'vitest';
import { INFECTED, NO_SIGNAL, SoundKind, State } from '../codes';
import { Known, LETTERS, type Body } from '../known';
import type { Paper, View } from '../protocol';
import { caption } from './caption';
import { chartOf, solid } from './chart';
import { bodyKey, Glide } from './glide';
import { chance, wobble } from './ink';
import { lookOf } from './looks';
import { grid, view } from './measure';
import { ripples } from './ripples';
import { extend } from './stroke';

function scene(change: { paper?: object; view?: object } = {}): Known {
  const paper = grid();
  const names = {
    ...paper.names,
    bearings: ['north', 'northeast', 'east', 'southeast', 'south', 'southwest', 'west', 'northwest', 'here', 'elsewhere'],
    sounds: { [SoundKind.shuffling]: 'shuffling', [SoundKind.call]: 'a call', [SoundKind.whisper]: 'a whisper' } as unknown as string[],
    signals: ['HELP', 'COME'],
    directions: ['north', 'east', 'south', 'west'],
    doors: ['open', 'shut'],
    terrain: ['edge', 'floor', 'street', 'rubble', 'channel', 'garden', 'rail', 'wall', 'glass'],
  };
  const seats = paper.seats.map((seat) => ({ ...seat, title: `${seat.letter}-san` }));
  const full = { ...paper, names, seats, ...change.paper } as Paper;
  return Known.open(full, { ...view(9, [[48, 49], [40, 40], [1, 1], [1, 2], [48, 52]], true), drones: [], ...change.view } as View);
}

describe('the ink', () => {
  it('wobbles the same way at the same place, and around the middle', () => {
    const many = Array.from({ length: 2000 }, (_, k) => wobble(k, k * 3));
    expect(chance(3, 4, 5)).toBe(chance(3, 4, 5));
    expect(Math.max(...many.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(Math.abs(many.reduce((a, b) => a + b) / many.length)).toBeLessThan(0.05);
  });
});

describe('a cell in words', () => {
  it('says the ground, how it is known, and who is there', () => {
    const known = scene();
    expect(caption(known, 48, 49)).toBe('grid 48,49: street, in sight, lit; you');
    expect(caption(known, 1, 1)).toBe('grid 1,1: street, remembered; N-san, 2 of 4 quarters hurt, faces south');
    expect(caption(known, 90, 90)).toBe('grid 90,90: floor, never seen');
    expect(caption(known, -1, 0)).toBe('');
  });

  it('says doors as last seen', () => {
    const known = scene({ paper: { fixtures: [[0, 50, 50, 'door 3']] }, view: { fixtures: [[0, 9, 1, 0, 2, 0, 0, 0, 255, 255]] } });
    expect(caption(known, 50, 50)).toContain('door 3 shut');
  });
});

describe('sounds', () => {
  it('are gathered by direction, named by voice, the loudest first', () => {
    const { shuffling, call, whisper } = SoundKind;
    const heard = [
      [shuffling, 4, 255, 255, 1], [shuffling, 4, 255, 255, 2], [call, 0, 1, 1, 16], [whisper, 4, 255, 0, 3], [call, 4, 77, 1, 9],
    ];
    expect(ripples(scene({ view: { heard } }))).toEqual([
      { bearing: 0, rings: 4, lines: ['COME (S-san)'] },
      { bearing: 4, rings: 3, lines: ['COME (a stranger)', 'whisper HELP', 'shuffling ×2'] },
    ]);
  });
});

describe('bodies on their way', () => {
  it('glide from where they were, and are there after a while', () => {
    const known = scene();
    const after = known.apply({ ...view(10, [[48, 50], [40, 50]], false), drones: [] });
    const glide = new Glide(known, null, after, 1000, false);
    expect(glide.at(bodyKey(0), 48, 50, 1000)).toEqual([48, 49]);
    expect(glide.at(bodyKey(0), 48, 50, 1100)[1]).toBeGreaterThan(49.5);
    expect(glide.at(bodyKey(0), 48, 50, 1200)).toEqual([48, 50]);
    expect(glide.at(bodyKey(1), 40, 50, 1000)).toEqual([40, 50]); // too far: it took the stairs
    expect([glide.moving(1100), glide.moving(1200)]).toEqual([true, false]);
    expect(new Glide(known, null, after, 1000, true).moving(1000)).toBe(false);
  });
});

describe('drawing a way', () => {
  const free = () => false;
  it('steps from neighbour to neighbour, and rubs out what is gone back', () => {
    const way = extend([[5, 5]], [5, 8], free);
    expect(way).toEqual([[5, 5], [5, 6], [5, 7], [5, 8]]);
    expect(extend(way, [5, 6], free)).toEqual([[5, 5], [5, 6]]);
  });

  it('goes round a corner of a wall and stops before one', () => {
    const wall = (y: number, x: number) => y === 5 && x === 6;
    expect(extend([[5, 5]], [4, 7], wall)).toEqual([[5, 5], [4, 5], [4, 6], [4, 7]]);
    expect(extend([[5, 5]], [5, 8], wall)).toEqual([[5, 5]]);
  });
});

describe('the chart', () => {
  it('knows stairs from both ends, and what is solid', () => {
    const paper = grid();
    const [sheet] = paper.sheets;
    const above = { ...sheet!, name: 'above', storey: 1, top: 100 };
    const chart = chartOf({ ...paper, sheets: [sheet!, above], links: [[0, 5, 5, 105, 5, 0, 0], [2, 5, 9, 5, 7, 3, 0]] }, above);
    expect(chart.stairs.get(5 * 96 + 5)).toEqual({ kind: 0, cell: 485, up: false, height: 0, beats: 0, to: [5, 5] });
    const level = chartOf({ ...paper, links: [[3, 5, 5, 5, 9, 0, 4]] }, { ...sheet! });
    expect([5, 9].map((column) => level.stairs.get(5 * 96 + column)?.up), 'a zipline is ridden down').toEqual([false, true]);
    expect([solid(chart, 0, 0), solid(chart, 1, 1), solid(chart, -1, 5)]).toEqual([true, false, true]);
  });
});

it('no two kinds of infected look alike', () => {
  const looks = [...INFECTED].map((nature) => {
    const { shape, infected } = lookOf({ body: 99, nature, state: State.up, sign: NO_SIGNAL, now: true } as Body, grid(), 0);
    expect(infected).toBe(true);
    return [shape, LETTERS[nature]];
  });
  for (const column of [0, 1]) expect(new Set(looks.map((look) => look[column])).size).toBe(INFECTED.size);
});
