import type { Place } from './glide';

/** A point of the window, in its pixels. */
export interface Point {
  x: number;
  y: number;
}

/** What hands can do to a sheet. */
export interface Paper {
  cellUnder(point: Point): Place | null;
  /** True where a way may begin: at oneself, at the end of one's plan. */
  beginsWay(cell: Place): boolean;
  hover(cell: Place | null): void;
  pick(cell: Place): void;
  lead(to: Place, from: Place | null): void; // the way that is drawn goes on; `from` where it begins
  leave(finished: boolean): void; // the way is drawn, or dropped
  pan(dx: number, dy: number): void;
  zoom(by: number, at: Point): void;
}

const SLIP = 6; // pixels a finger may slip and still tap

/** Mouse, pen and fingers: tap, drag the paper, draw a way, pinch. */
export class Hands {
  readonly #paper: Paper;
  readonly #points = new Map<number, Point>();
  #mode: 'none' | 'wait' | 'pan' | 'draw' | 'pinch' = 'none';
  #start: Point = { x: 0, y: 0 };
  #from: Place | null = null;
  #spread = 1;

  constructor(paper: Paper) {
    this.#paper = paper;
  }

  /** One finger is down, and has neither slipped nor been joined. */
  get waits(): boolean {
    return this.#mode === 'wait';
  }

  down(pointer: number, at: Point): void {
    this.#points.set(pointer, at);
    if (this.#points.size === 2) {
      if (this.#mode === 'draw') this.#paper.leave(false);
      this.#mode = 'pinch';
      this.#spread = this.#gap();
      return;
    }
    this.#mode = 'wait';
    this.#start = at;
    const cell = this.#paper.cellUnder(at);
    this.#from = cell && this.#paper.beginsWay(cell) ? cell : null;
  }

  move(pointer: number, at: Point, mouse: boolean, ratio: number): void {
    const before = this.#points.get(pointer);
    if (!before) {
      if (mouse) this.#paper.hover(this.#paper.cellUnder(at));
      return;
    }
    this.#points.set(pointer, at);
    if (this.#mode === 'wait' && Math.hypot(at.x - this.#start.x, at.y - this.#start.y) > SLIP * ratio)
      this.#mode = this.#from ? 'draw' : 'pan';
    const cell = this.#mode === 'draw' ? this.#paper.cellUnder(at) : null;
    if (cell) this.#paper.lead(cell, this.#from);
    else if (this.#mode === 'pan') this.#paper.pan(at.x - before.x, at.y - before.y);
    else if (this.#mode === 'pinch') this.#pinch(at, before);
  }

  up(pointer: number, at: Point): void {
    if (!this.#points.delete(pointer)) return;
    const cell = this.#paper.cellUnder(at);
    if (this.#mode === 'wait' && cell) this.#paper.pick(cell);
    if (this.#mode === 'draw') this.#paper.leave(true);
    this.#mode = this.#points.size ? 'pan' : 'none';
  }

  cancel(pointer: number): void {
    this.#points.delete(pointer);
    if (this.#mode === 'draw') this.#paper.leave(false);
    this.#mode = 'none';
  }

  #pinch(at: Point, before: Point): void {
    const [a, b] = [...this.#points.values()];
    if (!a || !b) return;
    const wide = this.#gap();
    if (Math.abs(wide / this.#spread - 1) > 0.04) {
      this.#paper.zoom(wide / this.#spread, { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
      this.#spread = wide;
    }
    this.#paper.pan((at.x - before.x) / 2, (at.y - before.y) / 2);
  }

  #gap(): number {
    const [a, b] = [...this.#points.values()];
    return a && b ? Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)) : 1;
  }
}
