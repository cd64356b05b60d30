import { EventKind } from '../codes';
import { HappeningAt, type Happening } from '../protocol';
import { drawDrone } from './figures';
import type { Palette } from './palette';

type Context = CanvasRenderingContext2D;

export interface Mark {
  path: string; // around 0,0, a cell being 24 wide
  red: boolean;
}

const BURST = 'M0-11v5M0 6v5M-11 0h5M6 0h5M-8-8l3 3M8-8l-3 3M-8 8l3-3M8 8l-3-3';
const CROSS = 'M-2.500-9h5v6.500h6.500v5h-6.500v6.500h-5v-6.500h-6.500v-5h6.500z';
/** Marks of events by kind, small and of thin lines: they are no figures. Null for what is only told in words. */
export const MARKS: Readonly<Record<EventKind, Mark | null>> = {
  [EventKind.refused]: null,
  [EventKind.bumped]: { path: 'M-9-6l4 6-4 6M9-6l-4 6 4 6', red: false },
  [EventKind.struck]: { path: BURST, red: false },
  [EventKind.shoved]: { path: 'M-9 0h14M1-5l5 5-5 5M10-7v14', red: false },
  [EventKind.fell]: { path: 'M0-10v14M-6-2l6 6 6-6M-8 9h16', red: true },
  [EventKind.died]: { path: 'M-9-9L9 9M-9 9L9-9', red: true },
  [EventKind.bitten]: { path: 'M-11 0q11-15 22 0q-11 15-22 0zM-11 0l5.500-3 3.500 6 4-6 3.500 6 5.500-3', red: true },
  [EventKind.turned]: { path: 'M-10-10h20v20h-20z', red: true },
  [EventKind.cured]: { path: CROSS, red: false },
  [EventKind.revived]: { path: CROSS, red: false },
  [EventKind.doorMoved]: { path: 'M-9 0L0-9 9 0 0 9z', red: false },
  [EventKind.doorBroke]: { path: 'M-9 0L0-9 9 0 0 9zM-3-4l3 4-3 1 4 4', red: true },
  [EventKind.switched]: { path: 'M-9 0L0-9 9 0 0 9z', red: false },
  [EventKind.took]: null,
  [EventKind.gave]: null,
  [EventKind.ate]: null,
  [EventKind.lifted]: null,
  [EventKind.putDown]: null,
  [EventKind.tended]: { path: CROSS, red: false },
  [EventKind.comforted]: null,
  [EventKind.called]: null,
  [EventKind.whispered]: null,
  [EventKind.signed]: null,
  [EventKind.warned]: { path: 'M0-11v12M0 6v2', red: true },
  [EventKind.droneStruck]: { path: 'M3-12L-7 2h7l-3 11L8-2H1z', red: true },
  [EventKind.escaped]: { path: 'M-9-8l8 8-8 8M1-8l8 8-8 8', red: false },
  [EventKind.goalMet]: null,
  [EventKind.ended]: null,
  [EventKind.linked]: null,
  [EventKind.smashed]: { path: BURST, red: false },
  [EventKind.barred]: { path: 'M-10-6l20 12M-10 6l20-12', red: false },
  [EventKind.tidings]: null,
  [EventKind.set]: { path: 'M0-9v13M-5-1l5 5 5-5M-9 8h18', red: false },
  [EventKind.threw]: { path: 'M-10 7q10-20 20 0M10 7l-1-7M10 7l-6-3', red: false },
  [EventKind.wielded]: null,
  [EventKind.tripped]: { path: 'M-10 8h20M-8-8q8 0 8 9M0 1l-5-4M0 1l4-5', red: true },
  [EventKind.caughtFire]: { path: 'M0-10q7 7 4 13a5 5 0 0 1-9 0q-1-5 3-7 0 3 2 4 2-4 0-10z', red: true },
  [EventKind.burnt]: { path: 'M0-10q7 7 4 13a5 5 0 0 1-9 0q-1-5 3-7 0 3 2 4 2-4 0-10z', red: true },
  [EventKind.gaveWay]: { path: BURST, red: true },
  [EventKind.joined]: { path: 'M-10 0h14M-1-6l6 6-6 6M9-7v14', red: false },
  [EventKind.pushed]: { path: 'M-9 0h14M1-5l5 5-5 5M10-7v14', red: false },
  [EventKind.climbedOver]: { path: 'M-9 9h8V-4M-6 1l5-5 5 5M-1-9h10', red: true },
  [EventKind.ladderFell]: { path: 'M-8-9v18M0-9v18M-8-5h8M-8 1h8M9-9v13M5 0l4 4 4-4', red: false },
  [EventKind.landed]: { path: 'M-10-10L8-4M0-7v9M-4-2l4 4 4-4M-9 9h18', red: false },
  [EventKind.waterMoved]: { path: 'M-10-3q5-5 10 0t10 0M-10 5q5-5 10 0t10 0', red: false },
  [EventKind.wentUnder]: { path: 'M-10 7q5-5 10 0t10 0M0-11v13M-5-3l5 5 5-5', red: true },
  [EventKind.drowned]: { path: 'M-10 7q5-5 10 0t10 0M-6-9L6 2M6-9L-6 2', red: true },
  [EventKind.spoilt]: { path: 'M0-10q7 9 5 13a5 5 0 0 1-10 0q-2-4 5-13zM-9-9L9 9', red: false },
  [EventKind.robbed]: { path: 'M-9-2h12M-3-8l6 6-6 6M9-8v6h-6M-9 9h18', red: true },
  [EventKind.offered]: { path: 'M-10 3h8l4-5h8M2 8l8-5', red: false },
  [EventKind.traded]: { path: 'M-10-5h18M3-10l5 5-5 5M10 5h-18M-3 0l-5 5 5 5', red: false },
  [EventKind.parted]: { path: 'M-2 0h-9M-7-5l-5 5 5 5M3-8v16M9-8v16', red: false },
  [EventKind.sold]: { path: 'M0 11l-6-9a7 7 0 1 1 12 0zM-2-4h4', red: true },
  [EventKind.shot]: { path: 'M-11 0h12M4-7l7 7-7 7M1-4v8', red: true },
  [EventKind.tookOver]: { path: 'M-10-8h20v10h-20zM-4 8h8M0 2v6', red: false },
  [EventKind.loaded]: { path: 'M-5 2h10v8h-10zM0 2v-12M-6-10h12', red: false },
  [EventKind.hoisted]: { path: 'M-8-10h16M0 9V-4M-5 1l5-5 5 5', red: false },
  [EventKind.lowered]: { path: 'M-8-10h16M0-6V7M-5 2l5 5 5-5', red: false },
  [EventKind.delivered]: { path: 'M-8-10h16M0-10v6M-5-4h10v8h-10zM-9 9h18', red: false },
  [EventKind.dropped]: { path: 'M0-11v16M-5 0l5 5 5-5M-9 9h18', red: false },
};

type ToPixels = (y: number, x: number) => [number, number] | null;

/** What happened in this beat, along the lower edge of where it happened, clear of who stands there; `since` 0..1 while new. */
export function drawMarks(ctx: Context, events: readonly Happening[], toPixels: ToPixels, cell: number, since: number, ink: Palette): void {
  const here = new Map<string, Set<EventKind>>();
  for (const event of events) {
    const kind = event[HappeningAt.kind];
    const [y, x] = [event[HappeningAt.y], event[HappeningAt.x]];
    const mark = MARKS[kind];
    const place = mark && toPixels(y, x);
    const kinds = here.get(`${y},${x}`) ?? new Set();
    if (!place || kinds.has(kind)) continue;
    drawMark(ctx, mark, place[0] + cell * (0.4 * kinds.size - 0.4), place[1] + cell * 0.5, cell * 0.42 * (2 - since), ink);
    here.set(`${y},${x}`, kinds.add(kind));
  }
}

/** A mark, so many pixels wide. */
export function drawMark(ctx: Context, { path, red }: Mark, x: number, y: number, size: number, ink: Palette): void {
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(size / 24, size / 24);
  ctx.lineJoin = ctx.lineCap = 'round';
  for (const [colour, width] of [[ink.sheet, 8], [red ? ink.red : ink.blue, 3]] as const) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke(new Path2D(path));
  }
  ctx.restore();
}

/** A seat's way in pencil, and how it is drawn. */
export interface Track {
  cells: readonly (readonly [number, number])[];
  letter: string;
  seat: number;
  seats: number;
  own: boolean;
  supposed: boolean; // nobody has seen who goes there
  flies?: boolean; // it is that of the drone they fly
}

type At = (k: number) => readonly [number, number] | null;

/** Where the team would go: lines first, then a ghost at each end and a number every fifth beat. */
export function drawTracks(
  ctx: Context,
  tracks: readonly Track[],
  toPixels: ToPixels,
  { beat, cell, ratio }: { beat: number; cell: number; ratio: number },
  ink: Palette,
): void {
  ctx.save();
  ctx.lineJoin = ctx.lineCap = 'round';
  const places = tracks.map(({ cells, seat, seats }): At => {
    // Beside each other, so that no way hides another.
    const aside = seats > 1 ? ((seat / (seats - 1)) * 2 - 1) * cell * 0.16 : 0;
    return (k) => {
      const place = cells[k] ? toPixels(cells[k][0], cells[k][1]) : null;
      return place && [place[0] + aside, place[1] + aside];
    };
  });
  tracks.forEach((track, k) => drawWay(ctx, track, places[k]!, cell, ratio, ink));
  tracks.forEach((track, k) => drawStops(ctx, track, places[k]!, beat, cell, ratio, ink));
  ctx.restore();
}

function drawWay(ctx: Context, { cells, own, seat, flies }: Track, at: At, cell: number, ratio: number, ink: Palette): void {
  for (const [colour, width] of [[ink.sheet, 3.4], [ink.blue, own ? 2 : 1.4]] as const) {
    ctx.beginPath();
    let down = false;
    cells.forEach((_, k) => {
      const place = at(k);
      if (place) (down ? ctx.lineTo : ctx.moveTo).apply(ctx, [...place]);
      down = place !== null;
    });
    ctx.strokeStyle = colour;
    ctx.globalAlpha = colour === ink.sheet ? 0.7 : 1;
    ctx.lineWidth = width * ratio;
    ctx.setLineDash(colour === ink.sheet ? [] : [flies ? 0 : own ? cell / 3 : cell / 8 + (seat % 3) * (cell / 9), cell / 5]);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

function drawStops(ctx: Context, track: Track, at: At, beat: number, cell: number, ratio: number, ink: Palette): void {
  const { cells, own, letter, supposed, flies } = track;
  ctx.strokeStyle = ink.sheet;
  ctx.fillStyle = ink.blue;
  ctx.lineWidth = 3 * ratio;
  ctx.font = `600 ${Math.round(Math.max(9.5 * ratio * ink.text, cell * 0.36))}px ${ink.mono}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  let last = `${cells[0]}`;
  cells.forEach((where, k) => {
    const place = at(k);
    if (!place || (beat + k) % 5) return;
    // Who stands still has the number once, and none at the start.
    if (`${where}` !== last) {
      dot(ctx, ...place, Math.max(1.8 * ratio, cell / 11), ink.blue);
      ctx.strokeText(`${beat + k}`, place[0] + cell * 0.14, place[1] - cell * 0.14);
      ctx.fillText(`${beat + k}`, place[0] + cell * 0.14, place[1] - cell * 0.14);
    }
    last = `${where}`;
  });
  const end = cells.length > 1 ? at(cells.length - 1) : null;
  if (!end) return;
  const size = Math.max(cell, 15 * ratio);
  if (flies) {
    ctx.save();
    ctx.translate(...end);
    drawDrone(ctx, size, 0, 0, false, { ...ink, ink: ink.blue });
    ctx.restore();
    return;
  }
  dot(ctx, ...end, size * (supposed ? 0.45 : 0.32), ink.sheet);
  ctx.strokeStyle = ctx.fillStyle = ink.blue;
  ctx.lineWidth = (own ? 2 : 1.4) * ratio;
  ctx.setLineDash([size / 7, size / 9]);
  if (!supposed) ctx.stroke();
  ctx.setLineDash([]);
  ctx.font = `${supposed ? 'italic' : 700} ${Math.round(size * (supposed ? 0.7 : 0.42))}px ${ink.serif}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(supposed ? `${letter}?` : letter, ...end);
}

function dot(ctx: Context, x: number, y: number, radius: number, colour: string): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 7);
  ctx.fillStyle = colour;
  ctx.fill();
}
