import { LinkKind, Terrain } from '../codes';
import { placeOf } from '../known';
import { WALLS } from '../terrain';
import { FixtureAt, LinkAt, type Paper, type Sheet } from '../protocol';

export interface Stair {
  kind: LinkKind;
  cell: number;
  up: boolean;
  height: number; // storeys of a facade
  beats: number; // of a ride on a zipline
  to: [y: number, x: number];
}

/** A sheet as tables by cell (row * columns + column), worked out once. */
export interface Chart {
  readonly paper: Paper;
  readonly sheet: Sheet;
  readonly rows: number;
  readonly columns: number;
  readonly terrain: Uint8Array;
  readonly roofed: Uint8Array;
  readonly fixtures: ReadonlyMap<number, number>; // their indices by cell
  readonly stairs: ReadonlyMap<number, Stair>;
  readonly exits: ReadonlySet<number>;
}

const drawn = new WeakMap<Sheet, Chart>();

export function chartOf(paper: Paper, sheet: Sheet): Chart {
  const known = drawn.get(sheet);
  if (known) return known;
  const { top, left, height, width } = sheet;
  const table = (lines: string[]) => Uint8Array.from(lines.join(''), Number);
  const cellOf = (y: number, x: number) =>
    y >= top && x >= left && y < top + height && x < left + width ? (y - top) * width + x - left : -1;
  const storeyOf = (y: number, x: number) => placeOf(paper, y, x)?.sheet.storey ?? 0;
  const fixtures = new Map<number, number>();
  paper.fixtures.forEach((fixture, index) => {
    const cell = cellOf(fixture[FixtureAt.y], fixture[FixtureAt.x]);
    if (cell >= 0) fixtures.set(cell, index);
  });
  const stairs = new Map<number, Stair>();
  for (const link of paper.links) {
    const ends: [number, number][] = [
      [link[LinkAt.y0], link[LinkAt.x0]],
      [link[LinkAt.y1], link[LinkAt.x1]],
    ];
    for (const [k, here] of ends.entries()) {
      const to = ends[1 - k]!;
      const cell = cellOf(...here);
      const [kind, height, beats] = [link[LinkAt.kind], link[LinkAt.height], link[LinkAt.beats]];
      const up = leadsUp(kind, k, storeyOf(...to) > storeyOf(...here));
      if (cell >= 0) stairs.set(cell, { kind, cell, up, height, beats, to });
    }
  }
  const exits = new Set(paper.exits.map(([y, x]) => cellOf(y, x)).filter((cell) => cell >= 0));
  const chart: Chart = {
    paper,
    sheet,
    rows: height,
    columns: width,
    terrain: table(sheet.terrain),
    roofed: table(sheet.roofed),
    fixtures,
    stairs,
    exits,
  };
  drawn.set(sheet, chart);
  return chart;
}

/** True where the way along a link from its end `k` is upwards. */
function leadsUp(kind: LinkKind, k: number, higher: boolean): boolean {
  if (kind === LinkKind.facade) return k === 0;
  return kind === LinkKind.zipline ? k === 1 : higher;
}

export function terrainAt(chart: Chart, row: number, column: number): Terrain {
  const inside = row >= 0 && column >= 0 && row < chart.rows && column < chart.columns;
  return inside ? (chart.terrain[row * chart.columns + column] as Terrain) : Terrain.edge;
}

/** Nobody stands in these, whatever happens; doors and people are another matter. */
export function solid(chart: Chart, row: number, column: number): boolean {
  const terrain = terrainAt(chart, row, column);
  return WALLS.has(terrain) || terrain === Terrain.glass;
}
