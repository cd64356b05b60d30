import { DoorState, FixtureKind, LinkKind } from '../codes';
import { MANNERS, swings } from '../fixtures';
import type { FixtureSeen, Known } from '../known';
import { FixtureAt } from '../protocol';
import { solid, type Chart } from './chart';
import type { Part, Seen } from './ground';
import type { Palette } from './palette';

type Context = CanvasRenderingContext2D;

const ARROW = 'M4 12h13M11 5l7 7-7 7';

/** Pictures of fixtures, on 24 by 24; null for doors, gates and shutters, which turn with their walls, and for exits, which are ground. */
const FIXTURES: Readonly<Record<FixtureKind, string | null>> = {
  [FixtureKind.door]: null,
  [FixtureKind.gate]: null,
  [FixtureKind.switch]: 'M7 4h10v16H7z',
  [FixtureKind.generator]: 'M4 6h16v12H4zM13 8l-4 5h5l-3 4M7 18v3M17 18v3',
  [FixtureKind.cache]: 'M4 10h16v10H4zM4 10l2-5h12l2 5M12 10v4',
  [FixtureKind.exit]: null,
  [FixtureKind.wheel]: 'M12 4a8 8 0 1 0 .01 0zM12 4v16M4 12h16M6.500 6.500l11 11M17.500 6.500l-11 11',
  [FixtureKind.alarm]: 'M12 4a8 8 0 1 0 .01 0zM12 8v5M12 15.500v.8',
  [FixtureKind.bed]: 'M5 3h14v18H5zM5 9h14M8 4.500h8v3H8z',
  [FixtureKind.shutter]: null,
  [FixtureKind.plot]: 'M3 8h18v12H3zM7 8v-3M12 8V3M17 8v-3M5 5q2-2 4 0M10 3q2-2 4 0M15 5q2-2 4 0M3 14h18',
  [FixtureKind.valve]: 'M2 16h20M2 21h20M12 16v-5M12 3a4 4 0 1 0 .01 0zM12 3v8M8 7h8',
  [FixtureKind.console]: 'M3 5h18v9H3zM7 18h10M12 14v4M8 8l3 3M11 8l-3 3M14 9h4',
  [FixtureKind.loudspeaker]: 'M4 9h4l6-5v16l-6-5H4zM17 8q3 4 0 8M20 5q5 7 0 14',
};
type Stairway = Exclude<LinkKind, typeof LinkKind.facade | typeof LinkKind.zipline>;
const LINKS: Readonly<Record<Stairway, string>> = {
  [LinkKind.stairs]: 'M3 21h4.500v-4.500H12V12h4.500V7.500H21V3',
  [LinkKind.ladder]: 'M8 2v20M16 2v20M8 6h8M8 11h8M8 16h8',
};

const FACADE = 'M2 2v20M22 2v20M2 2h20M6 5v3M10 5v3M14 5v3M18 5v3';
// A wheel on a cable that falls away from a post; and a post where it comes down, with a mat below.
const UPPER_END = 'M4 2v20M4 5L22 11M11 7.300v4M11 15a2 2 0 1 0 .01-4z';
const LANDING = 'M20 22V4M2 6L20 14M3 21h13M5 18h9';
const BRINK = 'M2 4h20M2 8h20M4 4l-2 4M9 4l-2 4M14 4l-2 4M19 4l-2 4';

/** Doors, things, stairs and ways out of a part of a sheet. */
export function drawFittings(ctx: Context, chart: Chart, fixtures: Known['fixtures'], seen: Seen, ink: Palette, part: Part): void {
  const { cell } = part;
  for (let row = part.r0; row < part.r1; row++)
    for (let column = part.c0; column < part.c1; column++) {
      const at = row * chart.columns + column;
      const [index, stair] = [chart.fixtures.get(at), chart.stairs.get(at)];
      const leaves = chart.exits.has(at);
      if (index === undefined && !stair && !leaves) continue;
      const level = seen(row, column);
      ctx.save();
      ctx.translate((column + 0.5) * cell, (row + 0.5) * cell);
      ctx.globalAlpha = [0.8, 0.72, 1, 1][level]!;
      ctx.strokeStyle = ctx.fillStyle = level ? ink.ink : ink.blue;
      ctx.lineWidth = Math.max(1, cell / 16);
      ctx.lineCap = ctx.lineJoin = 'round';
      if (leaves) drawExit(ctx, cell, outward(chart, row, column), ink);
      if (stair?.kind === LinkKind.facade) drawFacade(ctx, cell, stair.height, stair.up, ink);
      else if (stair?.kind === LinkKind.zipline) drawEnd(ctx, cell, stair.up, ink);
      else if (stair) drawStairs(ctx, cell, stair.kind, stair.up, ink);
      if (index !== undefined) {
        const kind = chart.paper.fixtures[index]![FixtureAt.kind];
        const state = fixtures[index] ?? null;
        const path = FIXTURES[kind];
        if (swings(kind)) drawDoor(ctx, cell, kind !== FixtureKind.door, state, lies(chart, row, column), ink);
        else if (path) drawThing(ctx, cell, path, kind, state, ink);
      }
      ctx.restore();
    }
}

/** True where the wall of a door goes from west to east. */
function lies(chart: Chart, row: number, column: number): boolean {
  const sides = +solid(chart, row, column - 1) + +solid(chart, row, column + 1);
  return sides >= +solid(chart, row - 1, column) + +solid(chart, row + 1, column);
}

/** Quarter turns from east to the nearest edge of the sheet. */
function outward(chart: Chart, row: number, column: number): number {
  const ways = [chart.columns - 1 - column, chart.rows - 1 - row, column, row];
  return ways.indexOf(Math.min(...ways));
}

function picture(ctx: Context, cell: number, path: string, size = 0.92): void {
  const scale = (cell / 24) * size;
  ctx.save();
  ctx.scale(scale, scale);
  ctx.translate(-12, -12);
  ctx.lineWidth /= scale;
  ctx.stroke(new Path2D(path));
  ctx.restore();
}

function drawExit(ctx: Context, cell: number, turns: number, ink: Palette): void {
  ctx.save();
  ctx.fillStyle = ink.ink;
  ctx.fillRect(-cell / 2, -cell / 2, cell, cell);
  ctx.rotate((turns * Math.PI) / 2);
  ctx.strokeStyle = ink.sheet;
  ctx.lineWidth = Math.max(1.5, cell / 9);
  picture(ctx, cell, ARROW, 0.85);
  ctx.restore();
}

function drawStairs(ctx: Context, cell: number, kind: Stairway, up: boolean, ink: Palette): void {
  plate(ctx, cell, ink);
  picture(ctx, cell, LINKS[kind], 0.84);
  ctx.lineWidth *= 1.5;
  picture(ctx, cell, up ? 'M6 12V4M3 7l3-3 3 3' : 'M18 13v8M15 18l3 3 3-3');
}

/** A house front with its storeys in figures: seen from its foot a wall that goes up, from its top an edge that falls away. */
function drawFacade(ctx: Context, cell: number, height: number, up: boolean, ink: Palette): void {
  plate(ctx, cell, ink);
  picture(ctx, cell, up ? FACADE : BRINK, 0.92);
  ctx.font = `700 ${Math.round(cell * 0.42)}px ${ink.mono}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  ctx.fillText(`${height}`, -cell * 0.16, up ? cell * 0.34 : cell * 0.36);
  ctx.lineWidth *= 1.5;
  picture(ctx, cell, up ? 'M18 20v-9M15 14l3-3 3 3' : 'M18 11v9M15 17l3 3 3-3');
}

/** An end of a zipline: where it is taken, or where it lands. */
function drawEnd(ctx: Context, cell: number, lands: boolean, ink: Palette): void {
  plate(ctx, cell, ink);
  picture(ctx, cell, lands ? LANDING : UPPER_END, 0.88);
}

function plate(ctx: Context, cell: number, ink: Palette): void {
  ctx.save();
  ctx.fillStyle = ink.sheet;
  ctx.fillRect(-cell * 0.46, -cell * 0.46, cell * 0.92, cell * 0.92);
  ctx.restore();
}

function drawThing(ctx: Context, cell: number, path: string, kind: FixtureKind, state: FixtureSeen | null, ink: Palette): void {
  plate(ctx, cell, ink);
  const holds = MANNERS[kind] === 'holds';
  if (holds && state && !state.full) ctx.setLineDash([cell / 9, cell / 9]);
  picture(ctx, cell, path, 0.84);
  if (holds && (!state || state.full)) {
    ctx.globalAlpha *= 0.35;
    ctx.fillRect(-cell * 0.27, -cell * 0.06, cell * 0.54, cell * 0.33);
  }
  if (kind === FixtureKind.valve) picture(ctx, cell, state?.on ? 'M4 18.500q2-2 4 0t4 0 4 0 4 0' : state ? 'M10 16v5M14 16v5M10 16l4 5M14 16l-4 5' : '', 0.84);
  else if (kind === FixtureKind.switch) picture(ctx, cell, state?.on ? 'M12 13l3-8' : 'M12 11l3 8', 0.84);
  else if (state?.on) picture(ctx, cell, 'M2 2l3 3M22 2l-3 3M2 22l3-3M22 22l-3-3');
}

/** A leaf between two jambs; its line tells the state: across, away, barred, planked, in pieces; dashed: not known. */
function drawDoor(ctx: Context, cell: number, gate: boolean, seen: FixtureSeen | null, lying: boolean, ink: Palette): void {
  const half = cell / 2;
  const thick = cell * (gate ? 0.3 : 0.2);
  const stroke = (points: number[][]) => {
    ctx.beginPath();
    for (const [x0, y0, x1, y1] of points) {
      ctx.moveTo(x0! * cell, y0! * cell);
      ctx.lineTo(x1! * cell, y1! * cell);
    }
    ctx.stroke();
  };
  if (!lying) ctx.rotate(-Math.PI / 2);
  stroke([[-0.5, -0.22, -0.5, 0.22], [0.5, -0.22, 0.5, 0.22]]);
  if (!seen) {
    ctx.setLineDash([cell / 8, cell / 8]);
    ctx.strokeRect(-half, -thick / 2, cell, thick);
    return;
  }
  if (seen.state === DoorState.open) {
    const leaves = gate ? [-1, 1] : [-1];
    for (const hinge of leaves) {
      const length = gate ? 0.48 : 0.9;
      ctx.lineWidth *= 2.2;
      stroke([[hinge * 0.44, 0, hinge * 0.44, -length]]);
      ctx.lineWidth /= 2.2;
      ctx.beginPath();
      ctx.arc(hinge * 0.44 * cell, 0, length * cell, hinge < 0 ? -Math.PI / 2 : Math.PI, hinge < 0 ? 0 : 1.5 * Math.PI);
      ctx.setLineDash([cell / 12, cell / 10]);
      ctx.stroke();
      ctx.setLineDash([]);
    }
    return;
  }
  if (seen.state === DoorState.broken) {
    ctx.lineWidth *= 2;
    stroke([[-0.5, -0.02, -0.26, 0.1], [-0.26, 0.1, -0.2, -0.06], [0.5, 0.02, 0.22, -0.1], [-0.02, 0.2, 0.12, 0.3], [0.04, -0.28, 0.14, -0.18]]);
    return;
  }
  ctx.fillStyle = seen.state === DoorState.locked ? ctx.strokeStyle : ink.sheet;
  ctx.fillRect(-half, -thick / 2, cell, thick);
  ctx.lineWidth *= 1.3;
  ctx.strokeRect(-half, -thick / 2, cell, thick);
  if (gate) stroke([[-0.25, -0.15, -0.25, 0.15], [0, -0.24, 0, 0.24], [0.25, -0.15, 0.25, 0.15]]);
  if (seen.state === DoorState.locked) {
    ctx.fillStyle = ink.sheet;
    ctx.fillRect(-cell * 0.15, -cell * 0.13, cell * 0.3, cell * 0.3);
    ctx.strokeRect(-cell * 0.15, -cell * 0.13, cell * 0.3, cell * 0.3);
    ctx.beginPath();
    ctx.arc(0, -cell * 0.14, cell * 0.1, Math.PI, 0);
    ctx.stroke();
  }
  if (seen.state === DoorState.barricaded) {
    ctx.lineWidth *= 2.4;
    stroke([[-0.42, -0.28, 0.42, 0.28], [-0.42, 0.28, 0.42, -0.28]]);
  }
}
