// A sheet's walls as a hand would draw them: every straight piece of an outline is one stroke, a little off its line.
import { Terrain } from '../codes';
import { terrainOf, WALLS } from '../terrain';
import type { Sheet } from '../protocol';

export interface Drawing {
  strokes: string; // outlines of walls
  rooms: string; // floors under a roof
  water: string;
  green: string;
  rubble: string;
  glass: string;
}

export function draw(sheet: Sheet): Drawing {
  const solid = (y: number, x: number): boolean => WALLS.has(terrainOf(sheet, y, x));
  const all = (terrain: Terrain): string => runs(sheet, (y, x) => terrainOf(sheet, y, x) === terrain);
  return {
    strokes: outline(sheet, solid),
    rooms: runs(sheet, (y, x) => sheet.roofed[y]?.[x] === '1' && !solid(y, x)),
    water: all(Terrain.channel),
    green: all(Terrain.garden),
    rubble: all(Terrain.rubble),
    glass: all(Terrain.glass),
  };
}

/** Cells of a kind as rectangles, a run of a row each. */
function runs(sheet: Sheet, is: (y: number, x: number) => boolean): string {
  let path = '';
  for (let y = 0; y < sheet.height; y++) {
    for (let x = 0; x < sheet.width; x++) {
      if (!is(y, x)) continue;
      const start = x;
      while (x + 1 < sheet.width && is(y, x + 1)) x++;
      path += `M${start} ${y}h${x - start + 1}v1h${start - x - 1}z`;
    }
  }
  return path;
}

/** The lines between solid and open cells, each drawn past its corners by a little. */
function outline(sheet: Sheet, solid: (y: number, x: number) => boolean): string {
  let path = '';
  let strokes = 0;
  const off = (): string => ((((strokes++ * 7919) % 97) / 97 - 0.5) * 0.34).toFixed(2);
  for (let y = 0; y <= sheet.height; y++) {
    for (let x = 0; x < sheet.width; x++) {
      if (solid(y - 1, x) === solid(y, x)) continue;
      const start = x;
      while (x + 1 < sheet.width && solid(y - 1, x + 1) !== solid(y, x + 1)) x++;
      path += `M${start - 0.15} ${y}l${x - start + 1.3} ${off()}`;
    }
  }
  for (let x = 0; x <= sheet.width; x++) {
    for (let y = 0; y < sheet.height; y++) {
      if (solid(y, x - 1) === solid(y, x)) continue;
      const start = y;
      while (y + 1 < sheet.height && solid(y + 1, x - 1) !== solid(y + 1, x)) y++;
      path += `M${x} ${start - 0.15}l${off()} ${y - start + 1.3}`;
    }
  }
  return path;
}
