import type { Known } from '../known';

export type Place = readonly [y: number, x: number];

const MILLISECONDS = 200;
const FAR = 3; // cells; who went further took stairs, and is simply there

/** Bodies and drones on their way from where they were a beat ago to where they are. */
export class Glide {
  readonly #from = new Map<string, Place>();
  readonly #start: number;

  /** From what was shown (`before`, seen through `shown`) to `after`. */
  constructor(before: Known | null, shown: Glide | null, after: Known, now: number, still: boolean) {
    this.#start = now;
    if (!before || still || before.paper !== after.paper) return;
    // Beats are watched one by one; after a leap nobody glides.
    if (Math.abs(after.me.beat - before.me.beat) !== 1) return;
    const note = (key: string, was: { y: number; x: number; now: boolean }, is: { y: number; x: number; now: boolean }) => {
      const from = shown?.at(key, was.y, was.x, now) ?? ([was.y, was.x] as const);
      const way = Math.abs(from[0] - is.y) + Math.abs(from[1] - is.x);
      if (was.now && is.now && way > 0 && way <= FAR) this.#from.set(key, from);
    };
    const bodies = new Map(before.bodies.map((body) => [body.body, body]));
    for (const body of after.bodies) {
      const was = bodies.get(body.body);
      if (was) note(bodyKey(body.body), was, body);
    }
    for (const drone of after.drones) {
      const was = before.drones.find((other) => other.drone === drone.drone);
      if (was) note(droneKey(drone.drone), was, drone);
    }
  }

  moving(now: number): boolean {
    return this.#from.size > 0 && now < this.#start + MILLISECONDS;
  }

  at(key: string, y: number, x: number, now: number): Place {
    const from = this.#from.get(key);
    const done = (now - this.#start) / MILLISECONDS;
    if (!from || done >= 1) return [y, x];
    const left = (1 - Math.max(0, done)) ** 3;
    return [y + (from[0] - y) * left, x + (from[1] - x) * left];
  }
}

export const bodyKey = (body: number) => `b${body}`;
export const droneKey = (drone: number) => `d${drone}`;
