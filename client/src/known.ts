// What a seat knows: views hold changes, a Known holds everything. Applying a view makes a new one and leaves the old
// one valid, so that a replay can keep a Known for every beat.
import { MeAt, SeenBodyAt, SeenDroneAt, SeenFixtureAt, SoundAt } from './protocol';
import type { Happening, Paper, SeenBody, SeenFixture, Sheet, Sound, View } from './protocol';

export const UNKNOWN = 0;
export const REMEMBERED = 1;
export const IN_THE_DARK = 2; // in sight, and dark
export const IN_LIGHT = 3; // in sight, and lit

export const HYBRID = 2;
export const FIRST_INFECTED = 3; // natures from here on are infected
const GONE = 2; // states of a body from here on: dead, away
export const NONE = 255; // no sign, no voice, no signal, a mood nobody can read

const WINDOW = 25; // rows and columns of what is seen now, oneself in the middle
const REACH = 12;
const LETTERS = ['?', 'p', 'p', 's', 'l', 'c', 'm', 'w']; // by nature, for those who are not of the team
const SIDES = ['', '', 'a civilian', 'a raider', 'a soldier']; // by side, for people of others

export type MeNamed = Record<keyof typeof MeAt, number>;

export interface Body {
  body: number;
  beat: number;
  y: number;
  x: number;
  nature: number;
  state: number;
  sign: number;
  gait: number;
  facing: number;
  mood: number;
  hurt: number;
  carried: number;
  side: number;
  asleep: number;
  now: boolean;
  name: string;
  letter: string;
}

export interface FixtureSeen {
  fixture: number;
  beat: number;
  state: number;
  on: number;
  strength: number;
  full: number;
  now: boolean;
}

export interface Drone {
  drone: number;
  beat: number;
  y: number;
  x: number;
  warned: number;
  now: boolean;
}

export interface Heard {
  sound: number;
  bearing: number;
  voice: number;
  signal: number;
  loud: number;
  text: string;
}

/** Whether somebody can do nothing any more: dead, got out, or turned. */
export function ended({ state, nature }: { state: number; nature: number }): boolean {
  return state >= GONE || nature >= FIRST_INFECTED;
}

interface Parts {
  seat: number;
  me: MeNamed;
  pack: number[];
  bonds: number[];
  seen: Uint8Array;
  bodies: Body[];
  fixtures: (FixtureSeen | null)[];
  drones: Drone[];
  heard: Heard[];
  events: Happening[];
  orders: Set<number>;
  log: string[];
}

export class Known {
  /** Whose view it is, an index; -1 everybody's. */
  readonly seat: number;
  readonly me: MeNamed;
  readonly pack: number[];
  readonly bonds: number[];
  /** A value a cell of the atlas: UNKNOWN, REMEMBERED, IN_THE_DARK or IN_LIGHT. */
  readonly seen: Uint8Array;
  readonly bodies: Body[];
  readonly fixtures: (FixtureSeen | null)[];
  readonly drones: Drone[];
  readonly heard: Heard[];
  readonly events: Happening[];
  readonly orders: Set<number>;
  readonly log: string[];

  private constructor(
    readonly paper: Paper,
    parts: Parts,
  ) {
    this.seat = parts.seat;
    this.me = parts.me;
    this.pack = parts.pack;
    this.bonds = parts.bonds;
    this.seen = parts.seen;
    this.bodies = parts.bodies;
    this.fixtures = parts.fixtures;
    this.drones = parts.drones;
    this.heard = parts.heard;
    this.events = parts.events;
    this.orders = parts.orders;
    this.log = parts.log;
  }

  /** From a whole view. */
  static open(paper: Paper, view: View): Known {
    return new Known(
      paper,
      gather(paper, view, {
        seen: new Uint8Array(paper.height * paper.width),
        bodies: [],
        fixtures: paper.fixtures.map(() => null),
        drones: [],
      }),
    );
  }

  /** What is known after a view that holds what changed. */
  apply(view: View): Known {
    return new Known(this.paper, gather(this.paper, view, this));
  }
}

function gather(paper: Paper, view: View, before: Pick<Parts, 'seen' | 'bodies' | 'fixtures' | 'drones'>): Parts {
  const me = named(MeAt, view.me);
  return {
    seat: view.seat,
    me,
    pack: view.pack,
    bonds: view.bonds,
    seen: sight(paper, view, me, before.seen),
    bodies: merge(before.bodies, view.bodies, (body) => body.body, (row) => body(paper, row), me.beat),
    fixtures: fixtures(before.fixtures, view.fixtures, me.beat),
    drones: merge(
      before.drones,
      view.drones,
      (drone) => drone.drone,
      (row) => ({ ...named(SeenDroneAt, row), now: false }),
      me.beat,
    ),
    heard: view.heard.map((row) => heard(paper, row)),
    events: view.events,
    orders: new Set(view.orders),
    log: view.log,
  };
}

/** A row of the wire as an object with the names of its columns. */
function named<Key extends string>(columns: Record<Key, number>, row: readonly unknown[]): Record<Key, number> {
  const object = {} as Record<Key, number>;
  for (const key in columns) object[key] = row[columns[key]] as number;
  return object;
}

/** The rows known before with those that changed, by index; `now` is set anew, as nobody stays in sight unseen. */
function merge<Row, Thing extends { beat: number; now: boolean }>(
  before: Thing[],
  rows: Row[],
  index: (thing: Thing) => number,
  make: (row: Row) => Thing,
  beat: number,
): Thing[] {
  const things = new Map(before.map((thing) => [index(thing), thing]));
  for (const row of rows) {
    const thing = make(row);
    things.set(index(thing), thing);
  }
  return [...things.values()]
    .map((thing) => ((thing.beat === beat) === thing.now ? thing : { ...thing, now: thing.beat === beat }))
    .sort((a, b) => index(a) - index(b));
}

function body(paper: Paper, row: SeenBody): Body {
  const index = row[SeenBodyAt.body];
  const nature = row[SeenBodyAt.nature];
  const seat = paper.seats[index];
  return {
    ...named(SeenBodyAt, row),
    now: false,
    name: seat?.title ?? stranger(paper, nature, row[SeenBodyAt.side]),
    letter: seat?.letter ?? LETTERS[nature] ?? 'p',
  };
}

function stranger(paper: Paper, nature: number, side: number): string {
  if (nature < FIRST_INFECTED && SIDES[side]) return SIDES[side];
  return nature === 0 ? 'somebody' : `a ${paper.names.natures[nature]}`;
}

function fixtures(before: (FixtureSeen | null)[], rows: SeenFixture[], beat: number): (FixtureSeen | null)[] {
  const all = before.map((seen) => (seen?.now && seen.beat !== beat ? { ...seen, now: false } : seen));
  for (const row of rows) {
    const seen = named(SeenFixtureAt, row);
    all[seen.fixture] = { ...seen, now: seen.beat === beat };
  }
  return all;
}

function heard(paper: Paper, row: Sound): Heard {
  const sound = named(SoundAt, row);
  const { names } = paper;
  const voice = sound.voice === NONE ? '' : `, ${paper.seats[sound.voice]?.title ?? 'a stranger'}’s voice`;
  const signal = sound.signal === NONE ? '' : `: ${names.signals[sound.signal]}`;
  const bearing = names.bearings[sound.bearing];
  const where = bearing === 'here' ? 'right here' : bearing === 'elsewhere' ? 'on another floor' : bearing;
  return { ...sound, text: `${names.sounds[sound.sound]}${signal}${voice}, ${where}` };
}

/** Every cell's value: what was seen is remembered, the window around oneself is in sight. */
function sight(paper: Paper, view: View, me: MeNamed, before: Uint8Array): Uint8Array {
  const { height, width } = paper;
  const seen = before.map((value) => (value > REMEMBERED ? REMEMBERED : value));
  for (const [y, cells] of view.known) {
    // Four columns a digit, the last digit first.
    for (let digit = 0; digit < cells.length; digit++) {
      const bits = Number.parseInt(cells[cells.length - 1 - digit] ?? '0', 16);
      for (let bit = 0; bit < 4; bit++) {
        const x = digit * 4 + bit;
        if (bits & (1 << bit) && x < width && !seen[y * width + x]) seen[y * width + x] = REMEMBERED;
      }
    }
  }
  for (let row = 0; row < WINDOW; row++) {
    const now = view.now[row] ?? 0;
    const bright = view.bright[row] ?? 0;
    const y = me.y - REACH + row;
    if (!now || y < 0 || y >= height) continue;
    for (let column = 0; column < WINDOW; column++) {
      const x = me.x - REACH + column;
      if (!(now & (1 << column)) || x < 0 || x >= width) continue;
      seen[y * width + x] = bright & (1 << column) ? IN_LIGHT : IN_THE_DARK;
    }
  }
  return seen;
}

/** The sheet a cell of the atlas is on, and where on it. */
export function placeOf(paper: Paper, y: number, x: number): { sheet: Sheet; row: number; column: number } | null {
  for (const sheet of paper.sheets) {
    const row = y - sheet.top;
    const column = x - sheet.left;
    if (row >= 0 && row < sheet.height && column >= 0 && column < sheet.width) return { sheet, row, column };
  }
  return null;
}

/** The cell as a plan names it: "city:10,4"; "" between the sheets. */
export function spotOf(paper: Paper, y: number, x: number): string {
  const place = placeOf(paper, y, x);
  return place ? `${place.sheet.name}:${place.row},${place.column}` : '';
}
