// What the marks of the board mean: each in words, and drawn with the board's own pens.
import { Bearing, Direction, DoorState, EventKind, FixtureKind, Gait, INFECTED, LinkKind, Nature, NO_SIGNAL, Side, Signal, State, Terrain, Thing, UNREAD } from '../codes';
import { MANNERS, swings } from '../fixtures';
import { LETTERS, placeOf, WATERS, type Body, type FixtureSeen } from '../known';
import { FixtureAt, LinkAt, type Paper } from '../protocol';
import { walked } from '../terrain';
import type { Chart } from './chart';
import { drawDrone, drawFigure } from './figures';
import { drawFittings } from './fittings';
import { drawLanded, drawLoad, hatchWarned } from './flights';
import { drawGround, type Seen } from './ground';
import { drawGuesses } from './guesses';
import { drawCount } from './ladders';
import { lookOf } from './looks';
import { drawMark, drawTracks, MARKS, type Mark } from './marks';
import type { Palette } from './palette';
import { drawArcs } from './ripples';
import { drawThing } from './things';
import { drawCable, drawStrap } from './ziplines';

export interface Entry {
  words: string;
  /** Around 0,0, on a square of `ROOM`. */
  draw: (ctx: CanvasRenderingContext2D, ink: Palette) => void;
}

export const ROOM = 44;
const CELL = 24;

/** What the ends of links are that lead one way, below and above. */
const ENDS: Readonly<Partial<Record<LinkKind, [up: string, down: string]>>> = {
  [LinkKind.facade]: ['foot of a facade, and its storeys', 'brink of a facade: a drop'],
  [LinkKind.zipline]: ['where a zipline lands', 'upper end of a zipline'],
};

/** All there may be of it in an episode, by what it is of. */
export function legend(paper: Paper, seat: number): [title: string, Entry[]][] {
  const parts: [string, Entry[]][] = [
    ['People and others', figures(paper, seat)],
    ['The ground', grounds(paper)],
    ['Doors and things', things(paper)],
    ['What is set, and burns', laid(paper)],
    ['Water', waters(paper)],
    ['Rehearsal and sounds', thoughts(paper, seat)],
    ['What happened in this beat', happenings(paper)],
  ];
  return parts.filter(([, entries]) => entries.length);
}

function figures(paper: Paper, seat: number): Entry[] {
  const { seats, names, numbers } = paper;
  const mate = seats.findIndex((_, each) => each !== seat);
  const you: Body = {
    body: seat, beat: 0, y: 0, x: 0, nature: Nature.person, state: State.up, sign: NO_SIGNAL, gait: Gait.still,
    facing: Direction.east, mood: 0, hurt: 0, carried: 0, hangs: 0, side: Side.team, asleep: 0, armed: 0, left: -1,
    now: true, name: '', letter: seats[seat]?.letter ?? '',
  };
  const other = { ...you, body: seats.length, letter: LETTERS[Nature.person] };
  const infected = [...INFECTED].map((nature) => ({ ...other, nature, letter: LETTERS[nature] }));
  const drone = (words: string, warned: number): Entry => ({
    words,
    draw(ctx, ink) {
      ctx.translate(0, warned ? 6 : 0);
      drawDrone(ctx, CELL, warned, numbers.warn_beats, true, ink);
    },
  });
  const bodies: { body: Body; words: string }[] = [
    { body: you, words: 'you, looking east' },
    ...(mate < 0 ? [] : [{ body: { ...you, body: mate, letter: seats[mate]!.letter }, words: 'one of your team' }]),
    { body: { ...you, hurt: 2 }, words: 'half of health lost' },
    { body: { ...you, mood: 2 }, words: 'afraid' },
    { body: { ...you, state: State.down }, words: 'down' },
    { body: { ...other, armed: 1 }, words: 'somebody armed' },
    { body: { ...you, sign: Signal.ANCHOR }, words: 'signs a code word' },
    { body: { ...you, sign: Signal.COME }, words: 'signs COME or such' },
    { body: other, words: 'other people' },
    ...infected.map((body) => ({ body, words: names.natures[body.nature] ?? '' })),
    { body: { ...infected[0]!, asleep: 1 }, words: 'asleep' },
    { body: { ...infected[0]!, now: false }, words: 'remembered; −7: seen 7 beats ago' },
    { body: { ...infected[0]!, state: State.dead }, words: 'dead' },
  ];
  const ladder: Entry = {
    words: 'two climbers on one another, of the three that it takes; framed twice: high enough',
    draw: (ctx, ink) => drawCount(ctx, { ends: [[0, 0], [0, 0]], count: 2, of: 3, now: true }, [-CELL * 0.8, CELL * 0.5], CELL, 1, ink),
  };
  const rider: Entry = {
    words: paper.consoles.length ? 'somebody who hangs, under a drone or on a zipline' : 'somebody who hangs on a zipline',
    draw(ctx, ink) {
      drawStrap(ctx, 0, 8, CELL, ink);
      ctx.translate(0, 3);
      drawFigure(ctx, lookOf(mate < 0 ? you : { ...you, body: mate, letter: seats[mate]!.letter }, paper, seat), CELL, ink);
    },
  };
  const lamp: Entry = {
    words: 'broken frame: what only the lamp of the drone that you fly shows, where you hear nothing',
    draw(ctx, ink) {
      ctx.strokeStyle = ink.ink;
      ctx.lineWidth = 2;
      ctx.setLineDash([CELL / 5, CELL / 6]);
      ctx.strokeRect(-16, -16, 32, 32);
      ctx.setLineDash([]);
    },
  };
  const under = (words: string, more: typeof drawLoad): Entry => ({
    words,
    draw(ctx, ink) {
      more(ctx, CELL, ink);
      drawDrone(ctx, CELL, 0, 1, true, ink);
    },
  });
  const load = under('drone with an object under it', drawLoad);
  const landed = under('captured drone that has landed: dark, silent', drawLanded);
  const warned: Entry = {
    words: 'strokes across the disc: a drone that somebody flies strikes everybody there',
    draw(ctx, ink) {
      hatchWarned(ctx, [0, 0], 18, CELL, ink);
      ctx.beginPath();
      ctx.arc(0, 0, 18, 0, 7);
      ctx.lineWidth = 3;
      ctx.stroke();
    },
  };
  const ziplines = paper.links.some((link) => link[LinkAt.kind] === LinkKind.zipline);
  const facades = paper.links.some((link) => link[LinkAt.kind] === LinkKind.facade);
  return [
    ...bodies.map(({ body, words }): Entry => ({ words, draw: (ctx, ink) => drawFigure(ctx, lookOf(body, paper, seat), CELL, ink) })),
    ...(facades ? [ladder] : []),
    ...(ziplines || paper.consoles.length ? [rider] : []),
    drone('drone; the ring around it is its light', 0),
    ...(paper.consoles.length ? [lamp, load, landed, warned] : []),
    ...(paper.consoles.length ? [drone(`one that somebody flies; it warned for 1 of ${paper.tuning['blast_fuse']} beats, then it strikes`, 1)] : []),
    drone(`it warned for 1 of ${numbers.warn_beats} beats, then it strikes`, 1),
  ];
}

/** A row of cells with something in its middle, known so well. */
function piece(paper: Paper, terrain: Terrain[], level: number, middle: Partial<Chart> = {}, state: FixtureSeen | null = null): Entry['draw'] {
  const columns = terrain.length;
  const chart: Chart = {
    paper,
    sheet: paper.sheets[0]!,
    rows: 1,
    columns,
    terrain: Uint8Array.from(terrain),
    roofed: new Uint8Array(columns),
    fixtures: new Map(),
    stairs: new Map(),
    exits: new Set(),
    ...middle,
  };
  const part = { r0: 0, c0: 0, r1: 1, c1: columns, cell: CELL };
  const seen: Seen = (row, column) => (row === 0 && column >= 0 && column < columns ? level : 0);
  return (ctx, ink) => {
    ctx.translate((-columns * CELL) / 2, -CELL / 2);
    drawGround(ctx, chart, seen, ink, part);
    drawFittings(ctx, chart, [state], seen, ink, part);
  };
}

function grounds(paper: Paper): Entry[] {
  const { street, wall } = Terrain;
  const found = new Set(paper.sheets.flatMap((sheet) => [...sheet.terrain.join('')].map(Number)));
  const special = [Terrain.rubble, Terrain.channel, Terrain.garden, Terrain.rail, Terrain.glass].filter(
    (code) => found.has(code) && (code !== Terrain.channel || !paper.basins.length), // its water has marks of its own
  );
  return [
    { words: 'crossed: never seen', draw: piece(paper, [street], 0) },
    { words: 'plain: remembered', draw: piece(paper, [street], 1) },
    { words: 'framed: in sight, dark', draw: piece(paper, [street], 2) },
    { words: 'dotted: in sight, lit', draw: piece(paper, [street], 3) },
    { words: 'wall', draw: piece(paper, [wall], 2) },
    ...special.map((code) => ({
      words: code === Terrain.channel ? 'channel, with water' : (paper.names.terrain[code] ?? ''),
      draw: piece(paper, code === Terrain.glass ? [wall, code, wall] : [code], 1),
    })),
  ];
}

function things(paper: Paper): Entry[] {
  const { names } = paper;
  const { street, wall } = Terrain;
  const seen: FixtureSeen = { fixture: 0, beat: 0, state: DoorState.open, on: 0, strength: 0, full: 1, one: 0, other: 0, one_level: UNREAD, other_level: UNREAD, now: true };
  const thing = (words: string, kind: FixtureKind, state: FixtureSeen | null): Entry => {
    const side = swings(kind) ? [wall] : [];
    const alone = { ...paper, fixtures: [[kind, 0, 0, '']] } as Paper;
    return { words, draw: piece(alone, [...side, street, ...side], state ? 2 : 0, { fixtures: new Map([[side.length, 0]]) }, state) };
  };
  const open = new Set(walked(paper));
  const there = paper.fixtures.filter((fixture) => open.has(placeOf(paper, fixture[FixtureAt.y], fixture[FixtureAt.x])!.sheet));
  const kinds = [...new Set(there.map((fixture) => fixture[FixtureAt.kind]))].sort((a, b) => a - b);
  const fixtures = kinds.flatMap((kind): Entry[] => {
    const name = names.fixtures[kind] ?? '';
    const on = { ...seen, on: 1 };
    switch (MANNERS[kind]) {
      case 'swings': {
        const states = kind === FixtureKind.gate ? [DoorState.open, DoorState.shut] : Object.values(DoorState);
        const all = states.map((state) => thing(`${name}, ${names.doors[state]}`, kind, { ...seen, state }));
        return [...all, thing(`${name}, not seen yet`, kind, null)];
      }
      case 'holds':
        return [thing(`${name}, with something in it`, kind, seen), thing(`${name}, empty`, kind, { ...seen, full: 0 })];
      case 'works':
        return [thing(`${name}, on`, kind, on), thing(`${name}, off`, kind, seen)];
      case 'runs':
        return [thing(`${name}, open`, kind, on), thing(`${name}, shut`, kind, seen)];
      case 'sounds':
        return [thing(name, kind, seen), thing(`${name}, sounding`, kind, on)];
      case 'stands':
        return [thing(name, kind, seen)];
      case 'leads out':
        return [];
    }
  });
  const links = [...new Set(paper.links.map((link) => link[LinkAt.kind]))].flatMap((kind) =>
    [true, false].map((up) => ({
      words: ENDS[kind]?.[up ? 0 : 1] ?? `${names.links[kind]}, ${up ? 'up' : 'down'}`,
      draw: piece(paper, [street], 2, { stairs: new Map([[0, { kind, cell: 0, up, height: 2, beats: 4, to: [0, 0] as [number, number] }]]) }),
    })),
  );
  const out = { words: 'the way out', draw: piece(paper, [street], 2, { exits: new Set([0]) }) };
  const cable: Entry = { words: 'the cable of a zipline: one rides as its arrow goes', draw: (ctx, ink) => drawCable(ctx, [-20, -8], [20, 8], CELL, 1, ink) };
  const ziplines = paper.links.some((link) => link[LinkAt.kind] === LinkKind.zipline);
  return [...fixtures, ...links, ...(ziplines ? [cable] : []), ...(paper.exits.length ? [out] : [])];
}

/** Things that can be set in this episode, fire and smoke. */
function laid({ names, laid }: Paper): Entry[] {
  const entry = (words: string, thing: Thing, left: number, fire: number, smoke: number): Entry => ({
    words,
    draw: (ctx, ink) => drawThing(ctx, { y: 0, x: 0, thing, left, fire, smoke, water: 0, now: true }, CELL, ink),
  });
  if (!laid.length) return [];
  const things = laid.map((thing) => entry(names.things[thing] ?? '', thing, 0, 0, 0));
  return [...things, entry('fire, and for how many beats', Thing.nothing, 0, 5, 0), entry('smoke: nobody sees through it', Thing.nothing, 0, 0, 3)];
}

/** How high water can stand in an episode with basins, and how it moved. */
function waters({ basins }: Paper): Entry[] {
  const nothing = { y: 0, x: 0, thing: Thing.nothing, left: 0, fire: 0, smoke: 0, now: true };
  if (!basins.length) return [];
  const entry = (words: string, water: number, moved = {}): Entry => ({ words, draw: (ctx, ink) => drawThing(ctx, { ...nothing, water, ...moved }, CELL, ink) });
  const levels = WATERS.flatMap((words, water) => (water ? [entry(words, water)] : []));
  return [...levels, entry('water that has risen', 2, { rose: true }), entry('water that has fallen', 1, { rose: false })];
}

function thoughts(paper: Paper, seat: number): Entry[] {
  const { seats } = paper;
  const way = (words: string, supposed: boolean, flies = false): Entry => ({
    words,
    draw(ctx, ink) {
      const who = supposed ? seats.findIndex((_, each) => each !== seat) : seat;
      const cells = Array.from({ length: 9 }, (_, k): [number, number] => [0, supposed ? 0 : k]);
      const track = { cells, letter: seats[who]?.letter ?? '', seat: 0, seats: 1, own: !supposed, supposed, flies };
      drawTracks(ctx, [track], (y, x) => [supposed ? 0 : x * 4.5 - 20, y], { beat: 1, cell: CELL * 0.8, ratio: 1 }, ink);
    },
  });
  const sound: Entry = {
    words: 'a sound, from the east; the more arcs, the louder',
    draw(ctx, ink) {
      drawArcs(ctx, [{ bearing: Bearing.east, rings: 3, lines: [] }], [-21, 0], 14, 1, ink, { width: ROOM, height: ROOM, ratio: 0.9 });
    },
  };
  const guess: Entry = {
    words: 'what you think is unseen there; the surer, the closer the dashes. A mate’s has their initial',
    draw(ctx, ink) {
      const mark = { seat, y: 0, x: 0, what: paper.names.natures[Nature.mimic]!, count: 1, sure: 75, beat: 0 } as const;
      drawGuesses(ctx, [mark], () => [0, 0], { paper, seat, beat: 0, size: CELL, ratio: 1 }, ink);
    },
  };
  return [
    guess,
    way('where a line leads, and the beat when; the circle is its end', false),
    ...(paper.consoles.length ? [way('dotted: where the drone of a line flies', false, true)] : []),
    ...(seats.length > 1 ? [way('never seen: supposed to be where the game began', true)] : []),
    sound,
  ];
}

const { delivered, hoisted, loaded, lowered, tookOver } = EventKind;
const OF_CONSOLES = new Set<EventKind>([delivered, hoisted, loaded, lowered, tookOver]);
const { caughtFire, burnt, drowned, set, spoilt, threw, tripped, waterMoved, wentUnder } = EventKind;
const OF_WATER = new Set<EventKind>([waterMoved, wentUnder, drowned, spoilt]);
const OF_THINGS = new Set<EventKind>([set, threw, tripped, caughtFire, burnt]);

/** Kinds of events that can be in the episode; those that have the same mark are told together. */
function happenings({ names, basins, consoles, laid }: Paper): Entry[] {
  const words = new Map<string, { mark: Mark; said: string[] }>();
  for (const kind of Object.values(EventKind)) {
    const mark = MARKS[kind];
    if (!mark || (!basins.length && OF_WATER.has(kind)) || (!laid.length && OF_THINGS.has(kind)) || (!consoles.length && OF_CONSOLES.has(kind))) continue;
    const { said } = words.get(mark.path) ?? words.set(mark.path, { mark, said: [] }).get(mark.path)!;
    said.push(names.events[kind] ?? '');
  }
  return [...words.values()].map(({ mark, said }) => ({ words: said.join(', '), draw: (ctx, ink) => drawMark(ctx, mark, 0, 0, CELL, ink) }));
}
