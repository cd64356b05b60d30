import type { Known } from '../known';
import type { Camera, Extent } from './camera';
import type { Chart } from './chart';
import { drawFittings } from './fittings';
import { drawGround, type Seen } from './ground';
import type { Palette } from './palette';

const SIDE = 16; // cells
const MOST_AGAIN = 1; // tiles that a frame draws again, as each takes milliseconds; the others wait for the next ones

interface Tile {
  canvas: HTMLCanvasElement;
  known: Known; // last compared with
  print: number; // of all that is drawn on it
}

/** The paper, drawn once in squares and again only where what is known has changed. */
export class Tiles {
  #tiles = new Map<number, Tile>();
  #ink: Palette | null = null;
  #cell = 0;
  #again = 0;

  /** True once all that is shown is as it is known. */
  draw(ctx: CanvasRenderingContext2D, chart: Chart, known: Known, ink: Palette, camera: Camera, extent: Extent): boolean {
    const { cell, top, left } = camera;
    if (cell !== this.#cell || ink !== this.#ink) this.#tiles.clear();
    [this.#cell, this.#ink] = [cell, ink];
    const { top: y, left: x } = chart.sheet;
    const seen: Seen = (row, column) =>
      row < 0 || column < 0 || row >= chart.rows || column >= chart.columns
        ? 0
        : known.seen[(row + y) * known.paper.width + column + x]!;
    this.#again = 0;
    const tile = SIDE * cell;
    const shown = new Set<number>();
    for (let down = Math.max(0, Math.floor(top / tile)); down * tile < Math.min(top + extent.height, chart.rows * cell); down++)
      for (let across = Math.max(0, Math.floor(left / tile)); across * tile < Math.min(left + extent.width, chart.columns * cell); across++) {
        const key = down * 1024 + across;
        shown.add(key);
        const canvas = this.#tile(key, down, across, chart, known, seen, ink);
        ctx.drawImage(canvas, across * tile - left, down * tile - top);
      }
    // What is out of the window is forgotten once it is much.
    if (this.#tiles.size > 4 * shown.size + 8) for (const key of this.#tiles.keys()) if (!shown.has(key)) this.#tiles.delete(key);
    return this.#again <= MOST_AGAIN;
  }

  #tile(key: number, down: number, across: number, chart: Chart, known: Known, seen: Seen, ink: Palette) {
    const old = this.#tiles.get(key);
    if (old?.known === known) return old.canvas;
    const cell = this.#cell;
    const part = {
      r0: down * SIDE,
      c0: across * SIDE,
      r1: Math.min((down + 1) * SIDE, chart.rows),
      c1: Math.min((across + 1) * SIDE, chart.columns),
      cell,
    };
    const print = fingerprint(chart, known, seen, part);
    if (old?.print === print) {
      old.known = known;
      return old.canvas;
    }
    if (old && ++this.#again > MOST_AGAIN) return old.canvas;
    const canvas = old?.canvas ?? document.createElement('canvas');
    canvas.width = (part.c1 - part.c0) * cell;
    canvas.height = (part.r1 - part.r0) * cell;
    const ctx = canvas.getContext('2d')!;
    ctx.translate(-part.c0 * cell, -part.r0 * cell);
    // Lines of the cells around reach over the edge.
    const wider = {
      r0: Math.max(0, part.r0 - 1),
      c0: Math.max(0, part.c0 - 1),
      r1: Math.min(chart.rows, part.r1 + 1),
      c1: Math.min(chart.columns, part.c1 + 1),
      cell,
    };
    drawGround(ctx, chart, seen, ink, wider);
    drawFittings(ctx, chart, known.fixtures, seen, ink, wider);
    this.#tiles.set(key, { canvas, known, print });
    return canvas;
  }
}

/** A number that changes with what is known of a part and of the cells around it. */
function fingerprint(chart: Chart, known: Known, seen: Seen, part: { r0: number; c0: number; r1: number; c1: number }): number {
  let print = 17;
  const take = (value: number) => (print = (Math.imul(print, 31) + value) >>> 0);
  for (let row = part.r0 - 1; row <= part.r1; row++)
    for (let column = part.c0 - 1; column <= part.c1; column++) take(seen(row, column));
  for (const [cell, index] of chart.fixtures) {
    const [row, column] = [Math.floor(cell / chart.columns), cell % chart.columns];
    const fixture = known.fixtures[index];
    if (fixture && row >= part.r0 - 1 && row <= part.r1 && column >= part.c0 - 1 && column <= part.c1)
      take(1 + index * 32 + fixture.state * 4 + fixture.on * 2 + (fixture.full ? 1 : 0));
  }
  return print;
}
