import { INFECTED, Nature, NO_SIGNAL, SIGHT_ROWS, State, Terrain } from '../codes';
import { Known } from '../known';
import type { Me, Paper, View } from '../protocol';
import { fit, type Extent } from './camera';
import { chartOf } from './chart';
import { Figures } from './figures';
import { drawFrame, rulerWidth } from './frame';
import { Glide } from './glide';
import type { Palette } from './palette';
import { Tiles } from './tiles';

const SIDE = 96;
const BODIES = 200;
const FRAMES = 300;
const BEFORE = 36; // frames that do not count: the paper is drawn, the code compiled

/** Milliseconds of frames of a 96x96 sheet on which 200 bodies move, drawn as fast as can be. */
export async function measure(canvas: HTMLCanvasElement, ink: Palette): Promise<{ median: number; p99: number }> {
  const paper = grid();
  const places = Array.from({ length: BODIES }, (_, k): [number, number] => [3 + ((k * 7) % 89), 3 + ((k * 31) % 89)]);
  let known = Known.open(paper, view(0, places, true));
  let glide = new Glide(null, null, known, 0, true);
  const strip = rulerWidth(1);
  const extent: Extent = { rows: SIDE, columns: SIDE, width: canvas.width - strip, height: canvas.height - strip, ratio: 1, foot: 0 };
  const chart = chartOf(paper, paper.sheets[0]!);
  const ctx = canvas.getContext('2d', { alpha: false })!;
  const stock = { tiles: new Tiles(), figures: new Figures() };
  const times: number[] = [];
  for (let frame = 0; frame < BEFORE + FRAMES; frame++) {
    const now = frame * 16;
    if (frame % 12 === 0) {
      const beat = frame / 12 + 1;
      const before = known;
      known = before.apply(view(beat, places.map(([y, x], k) => (k % 2 ? [y, x + (beat % 2)] : [y + (beat % 2), x])), false));
      glide = new Glide(before, glide, known, now, false);
    }
    const start = performance.now();
    drawFrame(
      ctx,
      {
        chart, known, ink, extent, glide, now,
        camera: fit(extent), sounds: [], tracks: [], points: [], marks: [], flights: null, over: null, cursor: null, hover: null, drawing: [], since: 0,
      },
      stock,
    );
    // Reading a pixel makes the browser paint here and now what it would else put off.
    ctx.getImageData(0, 0, 1, 1);
    if (frame >= BEFORE) times.push(performance.now() - start);
    if (frame % 30 === 0) await new Promise((done) => requestAnimationFrame(done));
  }
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1]!, p99: times[Math.floor(times.length * 0.99)]! };
}

/** Blocks of houses with yards, as large as sheets get. */
export function grid(): Paper {
  const cell = (y: number, x: number): Terrain => {
    if (!y || !x || y === SIDE - 1 || x === SIDE - 1) return Terrain.wall;
    const [row, column] = [y % 12, x % 12];
    if (row < 2 || column < 2) return Terrain.street;
    if ((row === 2 || row === 11 || column === 2 || column === 11) && row !== 6 && column !== 6) return Terrain.wall;
    return row > 7 && column > 7 ? Terrain.garden : Terrain.floor;
  };
  const lines = (value: (y: number, x: number) => number | string) =>
    Array.from({ length: SIDE }, (_, y) => Array.from({ length: SIDE }, (_, x) => value(y, x)).join(''));
  const sheet = {
    name: 'grid', title: 'Grid', storey: 0, top: 0, left: 0, height: SIDE, width: SIDE,
    terrain: lines(cell),
    roofed: lines((y, x) => (cell(y, x) === Terrain.floor ? 1 : 0)),
  };
  const names = { natures: Object.keys(Nature), signals: ['HELP'], states: Object.keys(State) };
  return {
    height: SIDE, width: SIDE, sheets: [sheet], fixtures: [], links: [], others: [], exits: [], regions: [], goals: [], names,
    seats: ['O', 'S', 'N', 'G'].map((letter) => ({ name: letter, title: letter, letter })),
    numbers: { person_hp: 10, tremble_from: 60, drone_light: 3, warn_beats: 3 },
    tuning: {},
  } as unknown as Paper;
}

/** Everything around one in sight, and bodies at places. */
export function view(beat: number, places: readonly (readonly number[])[], whole: boolean): View {
  const all = 2 ** SIGHT_ROWS - 1;
  const infected = [...INFECTED];
  const me: Me = [beat, -1, 48, 48 + (beat % 2), 10, -1, 0, 0, 0, 0, 0, 0, 80, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 255, 0, 0, 0];
  const hex = 'f'.repeat(SIDE / 4);
  return {
    seat: 0,
    me,
    pack: [], bonds: [], fixtures: [], drones: [[0, beat, 40, 40 + beat, 1, 1, 0, 0]], afar: [], things: [], heard: [], events: [], orders: [], log: [],
    now: Array<number>(SIGHT_ROWS).fill(all),
    bright: Array.from({ length: SIGHT_ROWS }, (_, row) => (row % 2 ? all : 0xff00)),
    known: whole ? Array.from({ length: 60 }, (_, y) => [y, hex]) : [],
    bodies: places.map(([y, x], k) => [k, beat, y, x, k < 4 ? Nature.person : infected[k % infected.length], 0, NO_SIGNAL, 2, k % 4, 0, k % 4, 0, 1, k % 9 === 8 ? 1 : 0, 0, 0, -1]),
  } as unknown as View;
}
