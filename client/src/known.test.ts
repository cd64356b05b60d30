import { describe, expect, it } from 'vitest';
import { IN_LIGHT, IN_THE_DARK, Known, REMEMBERED, UNKNOWN, placeOf, spotOf } from './known';
import { around, surroundings } from './around';
import type { Paper, View } from './protocol';

const names = {
  natures: ['nobody', 'person', 'hybrid', 'shambler'],
  states: ['up', 'down', 'dead', 'away'],
  sides: ['team', 'infected'],
  gaits: ['still', 'sneaking', 'stepping', 'running'],
  directions: ['north', 'east', 'south', 'west', 'here'],
  bearings: ['north', 'northeast', 'east', 'southeast', 'south', 'southwest', 'west', 'northwest', 'here', 'elsewhere'],
  sounds: ['silence', 'a call'],
  signals: ['HELP', 'COME'],
  objects: ['food'], things: ['nothing', 'barricade'],
  fixtures: ['door'],
  doors: ['open', 'shut'],
  terrain: ['edge', 'floor', 'street', 'rubble', 'channel', 'garden', 'rail', 'wall', 'glass'],
  links: ['stairs'],
  events: [],
  reasons: [],
  actions: ['.'],
};

const paper: Paper = {
  episode: 'yard',
  partners: 'follow',
  apart: false,
  roll: 'roll-none',
  title: 'Yard',
  place: '',
  briefing: '',
  objectives: [],
  beats: 10,
  seats: [
    { name: 'a', title: 'Ann', letter: 'A' },
    { name: 'b', title: 'Bo', letter: 'B' },
  ],
  height: 8,
  width: 10,
  sheets: [
    {
      name: 'yard',
      title: 'Yard',
      storey: 0,
      top: 1,
      left: 1,
      height: 6,
      width: 8,
      terrain: ['77777777', '72222227', '72222227', '72222227', '72222227', '77777777'],
      roofed: Array.from({ length: 6 }, () => '00000000'),
    },
  ],
  fixtures: [[0, 3, 6, 'door 1']],
  links: [],
  consoles: [], exits: [], regions: [], goals: [], basins: [], laid: [], others: [],
  names,
  numbers: { person_hp: 10, tremble_from: 60, drone_light: 3, warn_beats: 3 },
  tuning: {},
};

/** A view of Ann at (3, 3), seeing the cells (3, 3) and, lit, (3, 4). */
function view(beat: number, changes: Partial<View> = {}): View {
  const now = Array.from({ length: 25 }, () => 0);
  const bright = [...now];
  now[12] = (1 << 12) | (1 << 13);
  bright[12] = 1 << 13;
  return {
    seat: 0,
    me: [beat, -1, 3, 3, 10, -1, 0, 0, 0, 0, 0, 0, 62, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 255, 0, 0, 0],
    pack: [0],
    bonds: [0, 50],
    now,
    bright,
    known: [],
    bodies: [[0, beat, 3, 3, 1, 0, 255, 0, 2, 0, 0, 0, 0, 0, 0, 0, -1]],
    fixtures: [],
    drones: [], afar: [],
    things: [],
    heard: [],
    events: [],
    orders: [0],
    log: [],
    ...changes,
  };
}

describe('a Known', () => {
  it('tells unknown, remembered, dark and lit cells apart', () => {
    const known = Known.open(paper, view(0, { known: [[2, '208']] }));
    const at = (y: number, x: number): number | undefined => known.seen[y * paper.width + x];
    expect(at(1, 1)).toBe(UNKNOWN);
    expect(at(2, 3)).toBe(REMEMBERED); // bit 3 of 0x208
    expect(at(2, 9)).toBe(REMEMBERED); // bit 9
    expect(at(2, 4)).toBe(UNKNOWN);
    expect(at(3, 3)).toBe(IN_THE_DARK);
    expect(at(3, 4)).toBe(IN_LIGHT);
  });

  it('keeps what it knew, and an older one stays as it was', () => {
    const first = Known.open(paper, view(0, { bodies: [[4, 0, 3, 4, 3, 0, 255, 2, 1, 255, 0, 0, 1, 0, 0, 0, -1]] }));
    const blind = Array.from({ length: 25 }, () => 0);
    const second = first.apply(view(1, { now: blind, bright: blind, fixtures: [[0, 1, 1, 0, 2, 0, 0, 0, 255, 255]] }));
    expect(first.bodies.find((body) => body.body === 4)).toMatchObject({ now: true, name: 'a shambler', letter: 's' });
    expect(second.bodies.find((body) => body.body === 4)).toMatchObject({ now: false, beat: 0, y: 3, x: 4 });
    expect(first.seen[34]).toBe(IN_LIGHT);
    expect(second.seen[34]).toBe(REMEMBERED);
    expect(first.fixtures[0]).toBeNull();
    expect(second.fixtures[0]).toMatchObject({ state: 1, now: true });
    expect(second.apply(view(2)).fixtures[0]?.now).toBe(false);
  });

  it('says sounds in words', () => {
    const known = Known.open(paper, view(0, { heard: [[1, 6, 1, 1, 5]] }));
    expect(known.heard[0]?.text).toBe('a call: COME, Bo’s voice, west');
  });
});

it('what one has left, and who sleeps, is told', () => {
  const me: View['me'] = [0, -1, 3, 3, 10, -1, 0, 0, 0, 0, 0, 0, 140, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 2, 0, 255, 0, 0, 0];
  const asleep: View['bodies'] = [[4, 0, 3, 5, 3, 0, 255, 0, 1, 255, 0, 0, 1, 1, 0, 0, -1]];
  const lines = around(Known.open(paper, view(0, { me, bodies: asleep })));
  expect(lines).toContain('You are out of breath: a run is a walk, and you are heard.');
  expect(lines).toContain('You are off balance: in the next beat you can only wait, call or show a sign.');
  expect(lines).toContain('A shambler: 2 east, asleep.');
});

it('a cell has a place on a sheet, or none', () => {
  expect(placeOf(paper, 3, 3)).toMatchObject({ row: 2, column: 2 });
  expect(spotOf(paper, 3, 3)).toBe('yard:2,2');
  expect(placeOf(paper, 0, 0)).toBeNull();
});

it('what is around is told in sentences, with cells to walk to', () => {
  const known = Known.open(paper, view(0, { bodies: [[0, 0, 3, 3, 1, 0, 255, 0, 2, 0, 0, 0, 0, 0, 0, 0, -1], [4, 0, 3, 4, 3, 0, 255, 2, 1, 255, 0, 0, 1, 0, 0, 0, -1]] }));
  const lines = around(known);
  expect(lines).toContain('You are on Yard, row 2, column 2.');
  expect(lines).toContain('A shambler: 1 east, stepping east.');
  expect(lines).toContain('Bo: not seen yet; a rehearsal has them at their start.');
  expect(lines).toContain('East: 1 cell of street in the light, 1 not seen yet, then door 1, not seen yet.');
  expect(lines).toContain('North: 1 cell of street not seen yet, then a wall.');
  const infected = surroundings(known).find((section) => section.title === 'Infected');
  expect(infected?.lines[0]).not.toHaveProperty('at'); // nobody walks into arms
  const doors = surroundings(known).find((section) => section.title === 'Doors and things');
  expect(doors?.lines[0]).toEqual({ text: 'Door 1: 3 east, not seen yet.', at: [3, 6] });
});
