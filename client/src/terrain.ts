// What a sheet is made of.
import { Terrain } from './codes';
import type { Sheet } from './protocol';

/** Where nobody ever stands. */
export const WALLS: ReadonlySet<Terrain> = new Set<Terrain>([Terrain.edge, Terrain.wall]);

/** The terrain of a cell of a sheet; the edge beyond it. */
export function terrainOf(sheet: Sheet, row: number, column: number): Terrain {
  return Number(sheet.terrain[row]?.[column] ?? Terrain.edge) as Terrain;
}
