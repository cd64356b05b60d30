import { describe, expect, it } from 'vitest';
import { EventKind, FixtureKind, State } from './codes';
import { IN_LIGHT, IN_THE_DARK, Known, REMEMBERED, UNKNOWN, placeOf, spotOf } from './known';
import { caption } from './board/caption';
import { around, surroundings } from './around';
import { walked } from './terrain';
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

  it('knows who got out before one’s eyes', () => {
    const mate: View['bodies'][number] = [1, 1, 3, 4, 1, 0, 255, 0, 2, 0, 0, 0, 0, 0, 0, 0, -1];
    const seen = Known.open(paper, view(1, { bodies: [mate] }));
    const left = seen.apply(view(2, { events: [[EventKind.escaped, 1, -1, 3, 4, 0]] })).apply(view(3));
    expect(seen.bodies.find(({ body }) => body === 1)?.state).toBe(State.up);
    expect(left.bodies.find(({ body }) => body === 1)?.state).toBe(State.away);
  });

  it('says sounds in words', () => {
    const known = Known.open(paper, view(0, { heard: [[1, 6, 1, 1, 5]] }));
    expect(known.heard[0]?.text).toBe('a call: COME, Bo’s voice, west');
  });
});

it('how water moved is told where one looked on', () => {
  const wet = (water: number): Partial<View> => ({ things: [[3, 3, 0, 0, 0, 0, water]] });
  const first = Known.open(paper, view(0, wet(2)));
  expect(around(first)).toContain('Chest-deep water: here.'); // it may have stood there for days
  const risen = first.apply(view(1, wet(3)));
  expect(around(risen)).toContain('Water over the head, risen: here.');
  expect(around(risen.apply(view(2)))).toContain('You are in water over the head, risen: there is no air.');
  const fallen = risen.apply(view(2, wet(1)));
  expect(around(fallen)).toContain('Ankle-deep water, fallen: here.');
  expect(around(fallen.apply(view(3, wet(0)))).join()).not.toContain('water');
  expect(around(Known.open(paper, view(0)).apply(view(1, wet(1))))).toContain('Ankle-deep water, risen: here.'); // it was dry
});

it('who has read the plan of the tunnels knows what an unseen valve joins', () => {
  const wet: Paper = { ...paper, basins: ['the hub', 'the west arm'], fixtures: [[FixtureKind.valve, 3, 6, 'west wheel']], names: { ...names, fixtures: Array(13).fill('valve') } };
  const read = (beat: number, on: number, level: number): Partial<View> => ({ fixtures: [[0, beat, 0, on, 0, 0, 1, 2, level, level]] });
  const known = Known.open(wet, view(0, read(-1, 0, 255)));
  expect(around(known)).toContain('West wheel (valve): 3 east, not seen yet, between the hub and the west arm.');
  expect(around(known.apply(view(1, read(1, 1, 3))))).toContain('West wheel (valve): 3 east, open, between the hub, over the head, and the west arm, over the head.');
  expect(known.fixtures[0]).toBeNull();
});

it('light that falls elsewhere is told, with the name of the place', () => {
  const regions = [{ title: 'West gauge', cells: [[3, '10'] as [number, string]] }];
  const light = (known: Known) => surroundings(known).find((section) => section.title === 'Light')?.lines;
  expect(light(Known.open({ ...paper, regions }, view(0)))).toEqual([{ text: '1 east, West gauge.', at: [3, 4] }]);
  const lit = view(0).now; // all that is seen, where one stands among it
  expect(light(Known.open(paper, view(0, { bright: lit })))).toBeUndefined();
});

it('other people are told with what they ask and hold out', () => {
  const met: Paper = { ...paper, others: ['Mrs. Noh'], names: { ...names, sides: [...names.sides, 'civilian'] } };
  const noh: View['bodies'] = [[2, 0, 3, 4, 1, 0, 255, 0, 3, 0, 0, 0, 2, 0, 0, 0, -1]];
  const events: View['events'] = [[EventKind.offered, 2, 0, 3, 4, 0], [EventKind.whispered, 2, 0, 3, 4, 0]];
  const heard: View['heard'] = [[1, 2, 2, 0, 5]];
  const known = Known.open(met, view(0, { bodies: noh, events, heard }));
  expect(around(known)).toContain('Mrs. Noh: 1 east, facing west, a civilian, calm, holds out food to you, whispers HELP to you.');
  expect(known.bodies.at(-1)?.letter).toBe('n');
  expect(known.heard[0]?.text).toBe('a call: HELP, Mrs. Noh’s voice, east');
  expect(around(known.apply(view(1))).join()).not.toContain('holds out');
});

it('a cupboard of closed cells is no sheet that anybody can be on', () => {
  const cupboard = { ...paper.sheets[0]!, name: 'cabinet', top: 20, terrain: ['777', '717', '777'], height: 3, width: 3 };
  expect(walked({ ...paper, sheets: [...paper.sheets, cupboard] }).map(({ name }) => name)).toEqual(['yard']);
  const ladder = { ...paper, sheets: [...paper.sheets, cupboard], links: [[0, 3, 3, 21, 2, 0, 0]] } as Paper;
  expect(walked(ladder)).toHaveLength(2);
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

it('what only the lamp of one’s own drone shows is another window, and is told so', () => {
  const afar = Array.from({ length: 25 }, () => 0);
  afar[12] = (1 << 12) | (1 << 11); // its own cell, and the one west of it
  const flown = Known.open(
    { ...paper, consoles: [[0, 0]] },
    view(0, { me: [0, -1, 3, 3, 10, -1, 0, 0, 0, 0, 0, 0, 62, 0, 0, 0, -1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 255, 0, 0, 0], drones: [[0, 0, 3, 5, 0, 1, 9, 0]], afar }),
  );
  expect(flown.flown?.battery).toBe(9);
  expect([...flown.afar]).toEqual([3 * 10 + 5]); // (3, 4) one sees with one's own eyes
  expect(caption(flown, 3, 5)).toContain('by the lamp of your drone, unheard');
  expect(caption(flown, 3, 4)).toContain('in sight, lit');
  expect(around(flown).find((line) => line.startsWith('The drone that you fly'))).toContain('battery for 9 more beats');
  expect(Known.open(paper, view(0)).afar.size).toBe(0);
});
