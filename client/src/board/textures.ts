// What the ground is made of, in small strokes: the same ones at the same place.
import { Terrain } from '../codes';
import { terrainAt, type Chart } from './chart';
import type { Part, Seen } from './ground';
import { chance } from './ink';
import type { Palette } from './palette';

/** Adds the strokes of a cell, `cell` pixels wide, to dots that are filled and to lines. */
type Texture = (dots: Path2D, lines: Path2D, row: number, column: number, cell: number) => void;

/** Null for plain ground, and for what is drawn as walls are. */
const TEXTURES: Readonly<Record<Terrain, Texture | null>> = {
  [Terrain.edge]: null,
  [Terrain.floor]: null,
  [Terrain.street]: null,
  [Terrain.rubble]: stones,
  [Terrain.channel]: waves,
  [Terrain.garden]: grass,
  [Terrain.rail]: track,
  [Terrain.wall]: null,
  [Terrain.glass]: null,
};

export function drawTextures(ctx: CanvasRenderingContext2D, chart: Chart, seen: Seen, ink: Palette, { r0, r1, c0, c1, cell }: Part): void {
  const moves = chart.paper.basins.length > 0; // then how high water stands is drawn where it is seen
  for (const known of [false, true]) {
    const dots = new Path2D();
    const lines = new Path2D();
    for (let row = r0; row < r1; row++)
      for (let column = c0; column < c1; column++)
        if (seen(row, column) > 0 === known) {
          const terrain = terrainAt(chart, row, column);
          if (!moves || terrain !== Terrain.channel) TEXTURES[terrain]?.(dots, lines, row, column, cell);
        }
    ctx.globalAlpha = known ? 0.62 : 0.42;
    ctx.strokeStyle = ctx.fillStyle = known ? ink.soft : ink.blue;
    ctx.lineWidth = Math.max(1, cell / 22);
    ctx.fill(dots);
    ctx.stroke(lines);
  }
  ctx.globalAlpha = 1;
}

function stones(dots: Path2D, _: Path2D, row: number, column: number, cell: number): void {
  for (let k = 0; k < 7; k++) {
    const radius = cell * (0.035 + 0.045 * chance(row, column, k));
    const across = cell * (column + 0.12 + 0.76 * chance(row, column, k + 20));
    const down = cell * (row + 0.12 + 0.76 * chance(row, column, k + 40));
    dots.moveTo(across + radius, down);
    dots.arc(across, down, radius, 0, 7);
  }
}

function waves(_: Path2D, lines: Path2D, row: number, column: number, cell: number): void {
  const [x, y] = [column * cell, row * cell];
  for (const height of [0.3, 0.72]) {
    lines.moveTo(x, y + cell * height);
    lines.quadraticCurveTo(x + cell * 0.25, y + cell * (height - 0.16), x + cell * 0.5, y + cell * height);
    lines.quadraticCurveTo(x + cell * 0.75, y + cell * (height + 0.16), x + cell, y + cell * height);
  }
}

function grass(_: Path2D, lines: Path2D, row: number, column: number, cell: number): void {
  for (let k = 0; k < 2; k++) {
    const across = cell * (column + 0.25 + 0.5 * chance(row, column, k));
    const down = cell * (row + 0.45 + 0.45 * chance(row, column, k + 9));
    for (const lean of [-0.13, 0, 0.13]) {
      lines.moveTo(across, down);
      lines.lineTo(across + cell * lean, down - cell * 0.2);
    }
  }
}

/** Rails and a sleeper. */
function track(_: Path2D, lines: Path2D, row: number, column: number, cell: number): void {
  const [x, y] = [column * cell, row * cell];
  for (const height of [0.3, 0.7]) {
    lines.moveTo(x, y + cell * height);
    lines.lineTo(x + cell, y + cell * height);
  }
  lines.moveTo(x + cell / 2, y + cell * 0.18);
  lines.lineTo(x + cell / 2, y + cell * 0.82);
}
