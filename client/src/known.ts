// What a seat knows: views hold changes, a Known holds everything. Applying a view makes a new one and leaves the old
// one valid, so that a replay can keep a Known for every beat.
import { Bearing, EventKind, INFECTED, LinkKind, Nature, NO_SIGNAL, NO_VOICE, Side, SIGHT, SIGHT_ROWS, State, Thing, UNREAD } from './codes';
import { MeAt, SeenBodyAt, SeenDroneAt, SeenFixtureAt, SeenThingAt, SoundAt } from './protocol';
import type { CellsRow, Happening, Me, Paper, SeenBody, SeenDrone, SeenFixture, SeenThing, Sheet, Sound, View } from './protocol';

export const UNKNOWN = 0;
export const REMEMBERED = 1;
export const IN_THE_DARK = 2; // in sight, and dark
export const IN_LIGHT = 3; // in sight, and lit

/** By nature, for those who are not of the team. */
export const LETTERS: Record<Nature, string> = {
  [Nature.nobody]: '?',
  [Nature.person]: 'p',
  [Nature.hybrid]: 'p',
  [Nature.shambler]: 's',
  [Nature.listener]: 'l',
  [Nature.climber]: 'k',
  [Nature.mimic]: 'm',
};
/** What people of others are called; "" as their nature is. */
export const OTHERS: Record<Side, string> = {
  [Side.team]: '',
  [Side.infected]: '',
  [Side.civilian]: 'a civilian',
  [Side.raider]: 'a raider',
  [Side.soldier]: 'a soldier',
};

/** A row of the wire as an object with the names of its columns. */
type Named<Row extends readonly unknown[], At extends Record<string, number>> = { -readonly [Key in keyof At]: Row[At[Key]] };

export type MeNamed = Named<Me, typeof MeAt>;

export interface Body extends Named<SeenBody, typeof SeenBodyAt> {
  now: boolean;
  name: string;
  letter: string;
}

export interface FixtureSeen extends Named<SeenFixture, typeof SeenFixtureAt> {
  now: boolean;
}

export interface Drone extends Named<SeenDrone, typeof SeenDroneAt> {
  now: boolean;
}

export interface Heard extends Named<Sound, typeof SoundAt> {
  text: string;
}

/** Whether somebody can do nothing any more: dead, got out, or turned. */
export function ended({ state, nature }: { state: State; nature: Nature }): boolean {
  return state === State.dead || state === State.away || INFECTED.has(nature);
}

/** Things that nobody walks through. */
export const FIRM: ReadonlySet<Thing> = new Set<Thing>([Thing.barricade, Thing.desk]);

/** What is set, burns or smokes on a cell; `left` is -1 where its number is not known. */
export interface CellThing extends Named<SeenThing, typeof SeenThingAt> {
  now: boolean;
  /** Which way its water moved last, before one's eyes; unknown where nobody looked on. */
  rose?: boolean;
}

interface Parts {
  seat: number;
  me: MeNamed;
  pack: number[];
  bonds: number[];
  seen: Uint8Array;
  bodies: Body[];
  fixtures: (FixtureSeen | null)[];
  pipes: ReadonlyMap<number, FixtureSeen>;
  drones: Drone[];
  flown: Drone | undefined;
  afar: ReadonlySet<number>;
  things: ReadonlyMap<number, CellThing>;
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
  /** What valves join, by their index, as far as it is known: by the plan of the tunnels, or by ear at the valve. */
  readonly pipes: ReadonlyMap<number, FixtureSeen>;
  readonly drones: Drone[];
  /** The drone that one flies. */
  readonly flown: Drone | undefined;
  /** Cells, y * width + x, that only its lamp shows: nothing is heard from there. */
  readonly afar: ReadonlySet<number>;
  /** By y * width + x of the atlas; cells with nothing on them are not in it. */
  readonly things: ReadonlyMap<number, CellThing>;
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
    this.pipes = parts.pipes;
    this.drones = parts.drones;
    this.flown = parts.flown;
    this.afar = parts.afar;
    this.things = parts.things;
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
        pipes: new Map(),
        drones: [],
        things: new Map(),
      }),
    );
  }

  /** What is known after a view that holds what changed. */
  apply(view: View): Known {
    return new Known(this.paper, gather(this.paper, view, this));
  }
}

function gather(paper: Paper, view: View, before: Pick<Parts, 'seen' | 'bodies' | 'fixtures' | 'pipes' | 'drones' | 'things'>): Parts {
  const me = named(MeAt, view.me);
  const drones = merge(
    before.drones,
    view.drones,
    (drone) => drone.drone,
    (row) => ({ ...named(SeenDroneAt, row), now: false }),
    me.beat,
  );
  const flown = drones.find((drone) => drone.drone === me.flies - 1);
  const seen = remembered(paper, view, before.seen);
  const near = show(paper, seen, view.now, view.bright, me);
  const afar = flown ? show(paper, seen, view.afar, view.afar, flown).filter((at) => !near.includes(at)) : [];
  const out = new Set(view.events.filter(([kind]) => kind === EventKind.escaped).map(([, who]) => who));
  return {
    seat: view.seat,
    me,
    pack: view.pack,
    bonds: view.bonds,
    seen,
    things: things(paper, view, before, seen),
    bodies: merge(before.bodies, view.bodies, (body) => body.body, (row) => body(paper, row), me.beat).map((each) =>
      // Nobody sees themselves once they can do nothing more; but that they cannot is known, and who got out before one’s eyes.
      each.body === view.seat && ended(me) ? { ...each, state: me.state, nature: me.nature }
      : out.has(each.body) ? { ...each, state: State.away }
      : each,
    ), // prettier-ignore
    fixtures: fixtures(before.fixtures, view.fixtures.filter((row) => row[SeenFixtureAt.beat] >= 0), me.beat),
    pipes: pipes(before.pipes, view.fixtures),
    drones,
    flown,
    afar: new Set(afar),
    heard: view.heard.map((row) => heard(paper, row)),
    events: view.events,
    orders: new Set(view.orders),
    log: view.log,
  };
}

/** How high water stands on a cell: LEVELS_OF_WATER of engine/codes.py. */
export const WATERS = ['', 'ankle-deep water', 'chest-deep water', 'water over the head'];

/** How water stands, and moved last: "chest-deep water, risen". */
export function waterWords({ water, rose }: CellThing): string {
  return WATERS[water]! + (rose === undefined ? '' : rose ? ', risen' : ', fallen');
}

/** What is on a cell in words: "a tripwire (3)", "fire (2)", "a desk, chest-deep water". */
export function thingWords(each: CellThing, names: Paper['names']): string {
  const { thing, left, fire, smoke, water, now } = each;
  const parts = thing ? [names.things[thing]! + (now && left > 0 ? ` (${left})` : '')] : [];
  if (fire && now) parts.push(`fire (${fire})`);
  if (smoke && now) parts.push(`smoke (${smoke})`);
  if (water) parts.push(waterWords(each));
  return parts.join(', ');
}

/** What lies where: of cells that are not seen now fire and smoke are not known any more. */
function things(paper: Paper, view: View, before: Pick<Parts, 'things' | 'seen'>, seen: Uint8Array): Parts['things'] {
  if (!before.things.size && !view.things.length) return before.things;
  const merged = new Map(before.things);
  for (const row of view.things) {
    const each = named(SeenThingAt, row);
    const at = each.y * paper.width + each.x;
    const old = merged.get(at);
    const stood = old?.now || before.seen[at]! >= IN_THE_DARK ? (old?.water ?? 0) : each.water;
    const moved = each.water !== stood ? { rose: each.water > stood } : old?.rose !== undefined && old.water === each.water ? { rose: old.rose } : {};
    if (each.thing || each.fire || each.smoke || each.water) merged.set(at, { ...each, now: false, ...moved });
    else merged.delete(at);
  }
  for (const [at, each] of merged) {
    const now = view.seat < 0 || seen[at]! >= IN_THE_DARK;
    if (each.now !== now) merged.set(at, { ...each, now });
  }
  return merged;
}

function named<Row extends readonly unknown[], At extends Record<string, number>>(columns: At, row: Row): Named<Row, At> {
  const object: Record<string, unknown> = {};
  for (const name in columns) object[name] = row[columns[name]!];
  return object as Named<Row, At>;
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
  const other = paper.others[index - paper.seats.length];
  return {
    ...named(SeenBodyAt, row),
    now: false,
    name: seat?.title ?? other ?? stranger(paper, nature, row[SeenBodyAt.side]),
    letter: seat?.letter ?? (INFECTED.has(nature) ? undefined : other && initial(other)) ?? LETTERS[nature],
  };
}

/** Of "Mrs. Noh" n: the last word tells people apart. */
function initial(title: string): string | undefined {
  return title.split(' ').at(-1)?.[0]?.toLowerCase();
}

function stranger(paper: Paper, nature: Nature, side: Side): string {
  if (!INFECTED.has(nature) && OTHERS[side]) return OTHERS[side];
  return nature === Nature.nobody ? 'somebody' : `a ${paper.names.natures[nature]}`;
}

function fixtures(before: (FixtureSeen | null)[], rows: SeenFixture[], beat: number): (FixtureSeen | null)[] {
  const all = before.map((seen) => (seen?.now && seen.beat !== beat ? { ...seen, now: false } : seen));
  for (const row of rows) {
    const seen = named(SeenFixtureAt, row);
    all[seen.fixture] = { ...seen, now: seen.beat === beat };
  }
  return all;
}

/** Whose voice it is, or seems to be. */
export function voiceOf({ seats, others }: Paper, voice: number): string {
  return seats[voice]?.title ?? others[voice - seats.length] ?? 'a stranger';
}

function pipes(before: Parts['pipes'], rows: SeenFixture[]): Parts['pipes'] {
  const told = rows.map((row) => ({ ...named(SeenFixtureAt, row), now: false })).filter((seen) => seen.one || seen.one_level !== UNREAD);
  return told.length ? new Map([...before, ...told.map((seen) => [seen.fixture, seen] as const)]) : before;
}

function heard(paper: Paper, row: Sound): Heard {
  const sound = named(SoundAt, row);
  const { names } = paper;
  const voice = sound.voice === NO_VOICE ? '' : `, ${voiceOf(paper, sound.voice)}’s voice`;
  const signal = sound.signal === NO_SIGNAL ? '' : `: ${names.signals[sound.signal]}`;
  const { bearing } = sound;
  const where = bearing === Bearing.here ? 'right here' : bearing === Bearing.elsewhere ? 'on another floor' : names.bearings[bearing];
  return { ...sound, text: `${names.sounds[sound.sound]}${signal}${voice}, ${where}` };
}

/** Every cell's value while nothing is in sight: what was seen is remembered. */
function remembered(paper: Paper, view: View, before: Uint8Array): Uint8Array {
  const { width } = paper;
  const seen = before.map((value) => (value > REMEMBERED ? REMEMBERED : value));
  for (const [y, x] of cellsOf(view.known)) if (x < width && !seen[y * width + x]) seen[y * width + x] = REMEMBERED;
  return seen;
}

/** Enter the cells of a window around a place, and those of them that are lit; which they were. */
function show({ height, width }: Paper, seen: Uint8Array, window: number[], lit: number[], middle: { y: number; x: number }): number[] {
  const shown: number[] = [];
  for (let row = 0; row < SIGHT_ROWS; row++) {
    const now = window[row] ?? 0;
    const bright = lit[row] ?? 0;
    const y = middle.y - SIGHT + row;
    if (!now || y < 0 || y >= height) continue;
    for (let column = 0; column < SIGHT_ROWS; column++) {
      const x = middle.x - SIGHT + column;
      if (!(now & (1 << column)) || x < 0 || x >= width) continue;
      seen[y * width + x] = bright & (1 << column) ? IN_LIGHT : IN_THE_DARK;
      shown.push(y * width + x);
    }
  }
  return shown;
}

/** True for a drone that is flown at a console, and has no round. */
export function isCaptured({ consoles }: Paper, drone: number): boolean {
  return consoles.some(([, flown]) => flown === drone);
}

/** For how many beats a drone warns before it strikes. */
export function warnBeats(paper: Paper, drone: number): number {
  return isCaptured(paper, drone) ? paper.tuning['blast_fuse']! : paper.numbers.warn_beats;
}

/** What holds somebody who hangs on a cell: the zipline that ends there, else a drone. */
export function hangsOn({ links }: Paper, y: number, x: number): string {
  const ends = links.some(([kind, y0, x0, y1, x1]) => kind === LinkKind.zipline && ((y0 === y && x0 === x) || (y1 === y && x1 === x)));
  return ends ? 'on the zipline' : 'under a drone';
}

/** The cells that rows of the wire hold. */
export function cellsOf(rows: readonly CellsRow[]): [y: number, x: number][] {
  return rows.flatMap(([y, cells]) =>
    // Four columns a digit, the last digit first.
    [...cells].reverse().flatMap((digit, k) => {
      const bits = Number.parseInt(digit, 16);
      return [0, 1, 2, 3].filter((bit) => bits & (1 << bit)).map((bit): [number, number] => [y, k * 4 + bit]);
    }),
  );
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

/** True for a sound from one of the eight sides: not from here, not from another floor. */
export function sided(bearing: Bearing): boolean {
  return bearing !== Bearing.here && bearing !== Bearing.elsewhere;
}

/** The cell as a plan names it: "city:10,4"; "" between the sheets. */
export function spotOf(paper: Paper, y: number, x: number): string {
  const place = placeOf(paper, y, x);
  return place ? `${place.sheet.name}:${place.row},${place.column}` : '';
}
