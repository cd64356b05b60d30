import { Terrain } from '../codes';
import { terrainAt, type Chart } from './chart';
import { wobble } from './ink';
import type { Palette } from './palette';
import { drawTextures } from './textures';

/** A part of a sheet to draw: rows r0..r1 and columns c0..c1 (ends excluded), and a cell's size in pixels. */
export interface Part {
  readonly r0: number;
  readonly c0: number;
  readonly r1: number;
  readonly c1: number;
  readonly cell: number;
}

/** What is known of a cell: 0 unknown, 1 remembered, 2 in sight in the dark, 3 in sight and lit. */
export type Seen = (row: number, column: number) => number;
type Holds = (row: number, column: number) => boolean;
type Context = CanvasRenderingContext2D;

const DETAIL = 9; // pixels of a cell from which on textures can be told apart

/** Paper, light, squares, textures and walls; the context's origin is the sheet's corner. */
export function drawGround(ctx: Context, chart: Chart, seen: Seen, ink: Palette, part: Part): void {
  const { cell } = part;
  const is = (row: number, column: number) => terrainAt(chart, row, column);
  const wall: Holds = (row, column) => is(row, column) === Terrain.wall;
  const open: Holds = (row, column) => !wall(row, column) && is(row, column) !== Terrain.edge;
  const roofed: Holds = (row, column) => chart.roofed[row * chart.columns + column] === 1;

  wash(ctx, part, (row, column) => is(row, column) !== Terrain.edge, ink.sheet);
  wash(ctx, part, (row, column) => open(row, column) && roofed(row, column), ink.floor);
  ctx.globalAlpha = 0.8;
  wash(ctx, part, (row, column) => open(row, column) && seen(row, column) === 0, ink.unknown);
  ctx.globalAlpha = 1;
  wash(ctx, part, (row, column) => open(row, column) && seen(row, column) === 2, ink.cool);
  wash(ctx, part, (row, column) => open(row, column) && seen(row, column) === 3, ink.lit);
  drawSquares(ctx, chart, ink, part);
  if (cell >= DETAIL) {
    ctx.globalAlpha = ink.dark ? 0.6 : 0.36;
    wash(ctx, part, (row, column) => open(row, column) && seen(row, column) === 0, hatch(ctx, cell, cell / 2, ink.strong, true));
    ctx.globalAlpha = 1;
    drawLight(ctx, part, (row, column) => open(row, column) && seen(row, column) === 3, ink);
    drawTextures(ctx, chart, seen, ink, part);
  }
  drawWalls(ctx, part, chart, wall, seen, ink);
  drawGlass(ctx, part, chart, seen, ink);
  drawBorderOfSight(ctx, part, wall, (row, column) => seen(row, column) > 1, ink);
}

function area(ctx: Context, { r0, r1, c0, c1, cell }: Part, holds: Holds): void {
  ctx.beginPath();
  for (let row = r0; row < r1; row++) {
    let start = -1;
    for (let column = c0; column <= c1; column++) {
      const yes = column < c1 && holds(row, column);
      if (yes && start < 0) start = column;
      if (yes || start < 0) continue;
      ctx.rect(start * cell, row * cell, (column - start) * cell, cell);
      start = -1;
    }
  }
}

function wash(ctx: Context, part: Part, holds: Holds, fill: string | CanvasPattern): void {
  area(ctx, part, holds);
  ctx.fillStyle = fill;
  ctx.fill();
}

function drawSquares(ctx: Context, chart: Chart, ink: Palette, { r0, r1, c0, c1, cell }: Part): void {
  for (const strong of [false, true]) {
    ctx.beginPath();
    for (let column = c0; column <= c1; column++) {
      if ((column % 5 === 0) !== strong) continue;
      ctx.moveTo(column * cell + 0.5, r0 * cell);
      ctx.lineTo(column * cell + 0.5, Math.min(r1, chart.rows) * cell);
    }
    for (let row = r0; row <= r1; row++) {
      if ((row % 5 === 0) !== strong) continue;
      ctx.moveTo(c0 * cell, row * cell + 0.5);
      ctx.lineTo(Math.min(c1, chart.columns) * cell, row * cell + 0.5);
    }
    ctx.strokeStyle = strong ? ink.strong : ink.grid;
    ctx.lineWidth = strong ? Math.max(1, cell / 20) : 1;
    ctx.globalAlpha = cell < DETAIL && !strong ? 0.5 : 1;
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
}

const patterns = new Map<string, CanvasPattern>();

/** A fill of slanted lines, in step across the whole sheet. */
function hatch(ctx: Context, cell: number, gap: number, colour: string, crossed = false): CanvasPattern {
  const size = Math.max(3, Math.round(gap));
  const key = `${cell} ${size} ${colour} ${crossed}`;
  let pattern = patterns.get(key);
  if (!pattern) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = size;
    const pen = canvas.getContext('2d')!;
    for (const k of [0, size, 2 * size]) {
      line(pen, k + 1, -1, k - size - 1, size + 1);
      if (crossed) line(pen, k - size - 1, -1, k + 1, size + 1);
    }
    pen.strokeStyle = colour;
    pen.lineWidth = Math.max(1, cell / 26);
    pen.stroke();
    pattern = ctx.createPattern(canvas, 'repeat')!;
    if (patterns.size > 60) patterns.clear();
    patterns.set(key, pattern);
  }
  return pattern;
}

/** Light has grain, so that it shows without colour too. */
function drawLight(ctx: Context, { r0, r1, c0, c1, cell }: Part, lit: Holds, ink: Palette): void {
  const size = Math.max(1, cell / 17);
  ctx.fillStyle = ink.lamp;
  ctx.globalAlpha = 0.55;
  for (let row = r0; row < r1; row++)
    for (let column = c0; column < c1; column++) {
      if (!lit(row, column)) continue;
      for (const quarter of [0.25, 0.75]) ctx.fillRect((column + quarter) * cell, (row + quarter) * cell, size, size);
    }
  ctx.globalAlpha = 1;
}

/** Walls: a pencil outline where only the chart tells of them, hatched from memory, a mass of ink in sight. */
function drawWalls(ctx: Context, part: Part, chart: Chart, wall: Holds, seen: Seen, ink: Palette): void {
  const { r0, r1, c0, c1, cell } = part;
  const level: Seen = (row, column) => Math.min(2, seen(row, column));
  // Corners inside a wall stay where they are; those of its edge are where a hand put them.
  const corner = (row: number, column: number): [number, number] => {
    const free = row > 0 && column > 0 && row < chart.rows && column < chart.columns ? 0.075 * cell : 0;
    return [column * cell + wobble(row, column, 1) * free, row * cell + wobble(row, column, 2) * free];
  };
  const mass = [new Path2D(), new Path2D(), new Path2D()];
  const edge = [new Path2D(), new Path2D(), new Path2D()];
  for (let row = r0; row < r1; row++)
    for (let column = c0; column < c1; column++) {
      if (!wall(row, column)) continue;
      const known = level(row, column);
      const corners = [
        corner(row, column),
        corner(row, column + 1),
        corner(row + 1, column + 1),
        corner(row + 1, column),
      ] as const;
      corners.forEach(([x, y], k) => (k ? mass[known]!.lineTo(x, y) : mass[known]!.moveTo(x, y)));
      mass[known]!.closePath();
      [wall(row - 1, column), wall(row, column + 1), wall(row + 1, column), wall(row, column - 1)].forEach(
        (inside, side) => {
          if (inside) return;
          const [[ax, ay], [bx, by]] = [corners[side]!, corners[(side + 1) % 4]!];
          const bow = wobble(row, column, side + 5) * cell * 0.06;
          edge[known]!.moveTo(ax, ay);
          edge[known]!.quadraticCurveTo((ax + bx) / 2 + (side % 2 ? bow : 0), (ay + by) / 2 + (side % 2 ? 0 : bow), bx, by);
        },
      );
    }
  const looks = [
    { fill: ink.sheet, strength: 0.9, line: ink.blue, width: 18, heavy: 0.6, gap: 2.5, shade: 0.26 },
    { fill: ink.sheet, strength: 1, line: ink.ink, width: 15, heavy: 0.75, gap: 4, shade: 0.5 },
    { fill: ink.ink, strength: ink.dark ? 0.76 : 0.86, line: ink.ink, width: 9, heavy: 1, gap: 0, shade: 0 },
  ];
  looks.forEach(({ fill, strength, line, width, heavy, gap, shade }, known) => {
    ctx.globalAlpha = strength;
    ctx.fillStyle = fill;
    ctx.fill(mass[known]!);
    if (gap) {
      ctx.globalAlpha = shade;
      ctx.fillStyle = hatch(ctx, cell, cell / gap, line);
      ctx.fill(mass[known]!);
    }
    ctx.globalAlpha = heavy;
    ctx.strokeStyle = line;
    ctx.lineWidth = Math.max(1, cell / width);
    ctx.lineCap = 'round';
    ctx.stroke(edge[known]!);
  });
  ctx.globalAlpha = 1;
}

function drawGlass(ctx: Context, { r0, r1, c0, c1, cell }: Part, chart: Chart, seen: Seen, ink: Palette): void {
  const pane = (row: number, column: number) => terrainAt(chart, row, column) === Terrain.glass;
  const firm = (row: number, column: number) => pane(row, column) || terrainAt(chart, row, column) === Terrain.wall;
  for (let row = r0; row < r1; row++)
    for (let column = c0; column < c1; column++) {
      if (!pane(row, column)) continue;
      const known = seen(row, column);
      const panes = [pane(row, column - 1) || pane(row, column + 1), pane(row - 1, column) || pane(row + 1, column)];
      const across = panes[0] || (!panes[1] && firm(row, column - 1));
      const down = panes[1] || !across;
      ctx.beginPath();
      for (const offset of [-0.11, 0.11]) {
        const [x, y] = [(column + 0.5 + offset) * cell, (row + 0.5 + offset) * cell];
        if (across) {
          ctx.moveTo((firm(row, column - 1) ? column : column + 0.5) * cell, y);
          ctx.lineTo((firm(row, column + 1) ? column + 1 : column + 0.5) * cell, y);
        }
        if (down) {
          ctx.moveTo(x, (firm(row - 1, column) ? row : row + 0.5) * cell);
          ctx.lineTo(x, (firm(row + 1, column) ? row + 1 : row + 0.5) * cell);
        }
      }
      ctx.strokeStyle = known ? ink.ink : ink.blue;
      ctx.globalAlpha = [0.6, 0.7, 1, 1][known]!;
      ctx.lineWidth = Math.max(1, cell / (known > 1 ? 13 : 18));
      ctx.stroke();
    }
  ctx.globalAlpha = 1;
}

function drawBorderOfSight(ctx: Context, { r0, r1, c0, c1, cell }: Part, wall: Holds, sees: Holds, ink: Palette): void {
  ctx.beginPath();
  for (let row = r0; row < r1; row++)
    for (let column = c0; column < c1; column++) {
      if (wall(row, column) || !sees(row, column)) continue;
      const [x, y] = [column * cell + 0.5, row * cell + 0.5];
      if (!sees(row - 1, column)) line(ctx, x, y, x + cell, y);
      if (!sees(row + 1, column)) line(ctx, x, y + cell, x + cell, y + cell);
      if (!sees(row, column - 1)) line(ctx, x, y, x, y + cell);
      if (!sees(row, column + 1)) line(ctx, x + cell, y, x + cell, y + cell);
    }
  ctx.strokeStyle = ink.blue;
  ctx.globalAlpha = 0.8;
  ctx.lineWidth = Math.max(1, cell / 18);
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function line(ctx: Context, x0: number, y0: number, x1: number, y1: number): void {
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
}
