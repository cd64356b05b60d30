// What places are called: the regions, and where the objectives are met.
import { LinkKind } from '../codes';
import { cellsOf, placeOf } from '../known';
import type { CellsRow, Paper, Sheet } from '../protocol';
import type { Palette } from './palette';
import { covers, type Box } from './ripples';

/** A part of a sheet, in its rows and columns. */
export interface Area {
  title: string;
  cells: readonly (readonly [row: number, column: number])[];
  row: number; // of the middle
  column: number;
  rows: number; // from the first to the last
  columns: number;
  runs: readonly Run[]; // where a line of words can stand, the nearest to the middle first
}

/** Cells in a row, or in a column. */
interface Run {
  row: number; // of its middle
  column: number;
  length: number;
  upright: boolean;
}

export interface Places {
  regions: readonly Area[];
  goals: readonly Area[];
}

const known = new WeakMap<Sheet, Places>();

/** The places of a sheet, worked out once. */
export function placesOf(paper: Paper, sheet: Sheet): Places {
  const there = known.get(sheet);
  if (there) return there;
  const area = (title: string, of: readonly (readonly [number, number])[]): Area[] => {
    const cells = of.flatMap(([y, x]): [number, number][] => {
      const place = placeOf(paper, y, x);
      return place?.sheet === sheet ? [[place.row, place.column]] : [];
    });
    if (!title || !cells.length) return [];
    const [ys, xs] = [cells.map(([row]) => row), cells.map(([, column]) => column)];
    const [top, foot, left, right] = [Math.min(...ys), Math.max(...ys), Math.min(...xs), Math.max(...xs)];
    const [row, column] = [(top + foot) / 2, (left + right) / 2];
    const off = (run: Run): number => Math.abs(run.row - row) + Math.abs(run.column - column);
    const runs = [...runsOf(cells, false), ...runsOf(cells, true)].sort((a, b) => off(a) - off(b));
    return [{ title, cells, row, column, rows: foot - top + 1, columns: right - left + 1, runs }];
  };
  // Several objectives may be met at one place; of a goal at several places each has its own name, if it has one.
  const areas = paper.goals.flatMap(({ place, cells }) => {
    const groups = groupsOf(cellsOf(cells));
    return groups.flatMap((group) => area((groups.length > 1 && nameOf(paper, group)) || place, group));
  });
  const met = new Map(areas.map((goal) => [`${goal.title} ${goal.row},${goal.column}`, goal]));
  const regions = paper.regions.flatMap(({ title, cells }) => area(title, cellsOf(cells))).filter(({ title }) => !areas.some((goal) => goal.title === title));
  const goals = met.size || !paper.goals.some(({ cells }) => cells.length) ? [...met.values()] : waysOn(paper, sheet).flatMap(({ title, y, x }) => area(title, [[y, x]]));
  const places = { regions, goals };
  known.set(sheet, places);
  return places;
}

/** The region that is just these cells, or what all that is on them is called: "bow gangway" of 1 to 17. */
function nameOf(paper: Paper, group: readonly (readonly [number, number])[]): string | undefined {
  const wanted = new Set(group.map(([y, x]) => y * paper.width + x));
  const region = paper.regions.find(({ cells }) => {
    const own = cellsOf(cells);
    return own.length === wanted.size && own.every(([y, x]) => wanted.has(y * paper.width + x));
  });
  const there = paper.fixtures.filter(([, y, x]) => wanted.has(y * paper.width + x)).map(([, , , name]) => name.replace(/ \d+$/, ''));
  return region?.title ?? (new Set(there).size === 1 ? there[0] : undefined);
}

/** Where one leaves a sheet on which no objective is met. */
function waysOn(paper: Paper, sheet: Sheet): { title: string; y: number; x: number }[] {
  return paper.links.flatMap(([kind, y0, x0, y1, x1]) => {
    const [from, to] = [placeOf(paper, y0, x0), placeOf(paper, y1, x1)];
    if (!from || !to || (from.sheet === sheet) === (to.sheet === sheet)) return [];
    if (kind === LinkKind.facade && from.sheet === sheet) return []; // nobody goes up it
    if (kind === LinkKind.zipline && to.sheet === sheet) return []; // nor back along it
    const [y, x, other] = from.sheet === sheet ? [y0, x0, to.sheet] : [y1, x1, from.sheet];
    return [{ title: `to ${other.title}`, y, x }];
  });
}

/** The longest rows of cells, or columns. */
function runsOf(cells: readonly (readonly [number, number])[], upright: boolean): Run[] {
  const runs: Run[] = [];
  const along = cells.map(([row, column]) => (upright ? [column, row] : [row, column]) as [number, number]);
  let [line, first, last] = [NaN, 0, 0];
  const end = (): void => {
    const middle = (first + last) / 2;
    if (!Number.isNaN(line)) runs.push({ row: upright ? middle : line, column: upright ? line : middle, length: last - first + 1, upright });
  };
  for (const [across, at] of along.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (across !== line || at !== last + 1) {
      end();
      [line, first] = [across, at];
    }
    last = at;
  }
  end();
  return runs;
}

const titles = new WeakMap<Paper, Map<number, string>>();

/** The title of the region that a cell lies in, of several the smallest; "" for none. */
export function regionAt(paper: Paper, y: number, x: number): string {
  let by = titles.get(paper);
  if (!by) {
    const areas = paper.regions.map(({ title, cells }) => ({ title, cells: cellsOf(cells) }));
    areas.sort((a, b) => b.cells.length - a.cells.length);
    by = new Map(areas.flatMap(({ title, cells }) => cells.map(([row, column]) => [row * paper.width + column, title])));
    titles.set(paper, by);
  }
  return by.get(y * paper.width + x) ?? '';
}

const APART = 3; // cells between two of a place's, from which it is at two corners

/** Cells as they lie together: three doors at three corners are three, steps with a pillar between them one. */
function groupsOf(cells: readonly (readonly [number, number])[]): (readonly [number, number])[][] {
  const left = new Set(cells);
  const groups: (readonly [number, number])[][] = [];
  for (const first of left) {
    left.delete(first);
    const group = [first];
    for (const [y, x] of group) {
      for (const next of left) {
        if (Math.abs(next[0] - y) + Math.abs(next[1] - x) < APART && left.delete(next)) group.push(next);
      }
    }
    groups.push(group);
  }
  return groups;
}

/** Where cells are, as lines name them: "city:37,30", or the first and the last of those that lie together. */
export function spots(cells: readonly CellsRow[], spot: (y: number, x: number) => string): string {
  const told = groupsOf(cellsOf(cells)).map((group) => {
    const [first, ...more] = group.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
    const last = more.at(-1);
    return last ? `${spot(...first!)} to ${spot(...last)}` : spot(...first!);
  });
  return told.join(', ');
}

/** The window, in its pixels: a cell's size, where the sheet's corner is, and what there is room for. */
interface Window {
  cell: number;
  top: number;
  left: number;
  width: number;
  height: number;
  ratio: number;
  foot: number; // of the height, at the lower edge: tools lie on it
}

/** Names of regions on the floor, where they fit and nothing is `taken`: across, or else along what is narrow. */
export function drawRegions(ctx: CanvasRenderingContext2D, areas: readonly Area[], ink: Palette, window: Window, taken: readonly Box[]): void {
  const { cell, top, left, ratio } = window;
  const size = Math.round(Math.min(Math.max(cell * 0.62, 9.5 * ratio), 15 * ratio) * ink.text);
  ctx.save();
  ctx.font = `italic ${size}px ${ink.serif}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3 * ratio;
  ctx.strokeStyle = ink.sheet;
  ctx.fillStyle = ink.soft;
  for (const { title, runs } of areas) {
    const wide = ctx.measureText(title).width;
    const place = (run: Run): Box => {
      const [x, y] = [(run.column + 0.5) * cell - left, (run.row + 0.5) * cell - top];
      const [across, down] = run.upright ? [size, wide] : [wide, size];
      return { x: x - across / 2, y: y - down / 2, wide: across, tall: down };
    };
    const free = runs.filter((run) => run.length * cell * 1.1 >= wide && !taken.some((other) => covers(place(run), other)));
    const run = free.find(({ upright }) => !upright) ?? free[0];
    if (!run) continue;
    ctx.save();
    ctx.translate((run.column + 0.5) * cell - left, (run.row + 0.5) * cell - top);
    if (run.upright) ctx.rotate(-Math.PI / 2);
    ctx.globalAlpha = 0.8;
    ctx.strokeText(title, 0, 0);
    ctx.globalAlpha = 1;
    ctx.fillText(title, 0, 0);
    ctx.restore();
  }
  ctx.restore();
}

/** Where the objectives are met: framed. A whole floor has no frame. */
export function drawGoals(ctx: CanvasRenderingContext2D, areas: readonly Area[], ink: Palette, { cell, top, left, ratio }: Window): void {
  for (const area of areas) {
    if (isWhole(area)) continue;
    const { cells } = area;
    const inside = new Set(cells.map(String));
    const edge = new Path2D();
    const fill = new Path2D();
    for (const [row, column] of cells) {
      const [x, y] = [column * cell - left, row * cell - top];
      fill.rect(x, y, cell, cell);
      const line = (dy: number, dx: number, ...[x0, y0, x1, y1]: [number, number, number, number]): void => {
        if (inside.has(`${row + dy},${column + dx}`)) return;
        edge.moveTo(x + x0 * cell, y + y0 * cell);
        edge.lineTo(x + x1 * cell, y + y1 * cell);
      };
      line(-1, 0, 0, 0, 1, 0);
      line(1, 0, 0, 1, 1, 1);
      line(0, -1, 0, 0, 0, 1);
      line(0, 1, 1, 0, 1, 1);
    }
    ctx.fillStyle = ctx.strokeStyle = ink.blue;
    ctx.globalAlpha = 0.13;
    ctx.fill(fill);
    ctx.globalAlpha = 1;
    ctx.lineCap = 'round';
    ctx.lineWidth = Math.max(1.5 * ratio, cell / 9);
    ctx.stroke(edge);
  }
}

/** A name on a slip of paper. */
interface Slip extends Box {
  title: string;
}

/** Slips for the names of those places, each beside its own, and on no other if there is room. They stay while people move. */
export function flagsOf(ctx: CanvasRenderingContext2D, areas: readonly Area[], ink: Palette, window: Window): Slip[] {
  const { cell, top, left, width, height, ratio, foot } = window;
  const size = flagSize(ink, ratio);
  const tall = size * 1.5;
  ctx.font = `600 ${size}px ${ink.serif}`;
  const boxes = areas.map(({ row, column, rows, columns }): Box => {
    const [wide, tall] = [columns * cell + 4 * ratio, rows * cell + 4 * ratio];
    return { x: (column + 0.5) * cell - left - wide / 2, y: (row + 0.5) * cell - top - tall / 2, wide, tall };
  });
  const slips: Slip[] = [];
  areas.forEach((area, k) => {
    const box = boxes[k]!;
    if (box.x + box.wide < 0 || box.y + box.tall < 0 || box.x > width || box.y > height) return;
    const wide = ctx.measureText(area.title).width + size * 1.9;
    const [x, y] = [box.x + (box.wide - wide) / 2, box.y + (box.tall - tall) / 2];
    const beside: [number, number][] = [[box.x + box.wide, y], [box.x - wide, y]];
    const over: [number, number][] = [[x, box.y - tall], [x, box.y + box.tall]];
    const near = area.cells.length === 1 ? [...beside, ...over] : [...over, ...beside];
    const further = [-1, 1, -2, 2].flatMap((lines) => near.map(([x, y]): [number, number] => [x, y + lines * tall]));
    const tries = isWhole(area) ? [[x, 4 * ratio] as const] : [...near, ...further];
    const places = tries.map(([x, y]): Slip => ({ title: area.title, x: held(x, width - wide), y: held(y, height - foot - tall), wide, tall }));
    const free = (slip: Box, others: readonly Box[]): boolean => !others.some((other) => covers(slip, other));
    const goals = boxes.filter((_, other) => !isWhole(areas[other]!)); // one at the edge would lie on its own
    slips.push(places.find((each) => free(each, [...slips, ...goals])) ?? places.find((each) => free(each, slips)) ?? places[0]!);
  });
  return slips;
}

export function drawFlags(ctx: CanvasRenderingContext2D, slips: readonly Slip[], ink: Palette, { ratio }: Window): void {
  const size = flagSize(ink, ratio);
  ctx.save();
  ctx.font = `600 ${size}px ${ink.serif}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const { title, x, y, wide, tall } of slips) {
    ctx.fillStyle = ink.sheet;
    ctx.globalAlpha = 0.9;
    ctx.fillRect(x, y, wide, tall);
    ctx.globalAlpha = 1;
    ctx.strokeStyle = ctx.fillStyle = ink.blue;
    ctx.lineWidth = ratio;
    ctx.strokeRect(x, y, wide, tall);
    drawFlag(ctx, x + size * 0.45, y + tall / 2, size, ratio);
    ctx.fillStyle = ink.ink;
    ctx.fillText(title, x + size * 1.4, y + tall / 2);
  }
  ctx.restore();
}

function flagSize(ink: Palette, ratio: number): number {
  return Math.round(11.5 * ratio * ink.text);
}

/** A whole floor: there is no framing it. */
function isWhole({ rows, columns }: Area): boolean {
  return rows > 12 && columns > 12;
}

/** A pennant on its pole, to the right of (x, y). */
function drawFlag(ctx: CanvasRenderingContext2D, x: number, y: number, size: number, ratio: number): void {
  ctx.beginPath();
  ctx.moveTo(x, y + size * 0.48);
  ctx.lineTo(x, y - size * 0.48);
  ctx.lineTo(x + size * 0.62, y - size * 0.2);
  ctx.lineTo(x, y + size * 0.08);
  ctx.lineWidth = 1.3 * ratio;
  ctx.stroke();
  ctx.fill();
}

function held(at: number, most: number): number {
  return Math.max(2, Math.min(at, most - 2));
}
