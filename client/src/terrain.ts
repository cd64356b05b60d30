// What a sheet is made of.
import { Terrain } from './codes';
import { LinkAt, type Paper, type Sheet } from './protocol';

/** Where nobody ever stands. */
export const WALLS: ReadonlySet<Terrain> = new Set<Terrain>([Terrain.edge, Terrain.wall]);

/** The terrain of a cell of a sheet; the edge beyond it. */
export function terrainOf(sheet: Sheet, row: number, column: number): Terrain {
  return Number(sheet.terrain[row]?.[column] ?? Terrain.edge) as Terrain;
}

/** The sheets that somebody can be on: a cupboard of the episode's own, of closed cells to which nothing leads, is none. */
export function walked({ sheets, links }: Paper): Sheet[] {
  const found = sheets.filter((sheet) => {
    const on = (y: number, x: number): boolean => y >= sheet.top && x >= sheet.left && y < sheet.top + sheet.height && x < sheet.left + sheet.width;
    const free = (row: number, column: number): boolean => !WALLS.has(terrainOf(sheet, row, column));
    return (
      links.some((link) => on(link[LinkAt.y0], link[LinkAt.x0]) || on(link[LinkAt.y1], link[LinkAt.x1])) ||
      sheet.terrain.some((cells, row) => [...cells].some((_, column) => free(row, column) && (free(row + 1, column) || free(row, column + 1))))
    );
  });
  return found.length ? found : sheets;
}
