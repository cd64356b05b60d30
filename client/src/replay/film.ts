// A finished game to wind through: what was known at every beat, made when it is first looked at.
import { Known } from '../known';
import { MeAt } from '../protocol';
import type { Paper, Past, Reel } from '../protocol';

export class Film {
  readonly #knowns: Known[];

  constructor(readonly reel: Reel) {
    const first = reel.views[0];
    this.#knowns = first ? [Known.open(reel.paper, first)] : [];
  }

  get paper(): Paper {
    return this.reel.paper;
  }

  /** The last beat. */
  get last(): number {
    return Math.max(0, this.reel.views.length - 1);
  }

  /** What is known at a beat; beats before it are made on the way. */
  known(beat: number): Known | null {
    const wanted = Math.min(Math.max(beat, 0), this.last);
    for (let made = this.#knowns.length; made <= wanted; made++) {
      const view = this.reel.views[made];
      const before = this.#knowns[made - 1];
      if (!view || !before) return null;
      this.#knowns.push(before.apply(view));
    }
    return this.#knowns[wanted] ?? null;
  }

  /** The words of a beat: as the seat had them, or as a referee tells it. */
  said(beat: number): string[] {
    return this.reel.log.filter(([at]) => at === beat).map(([, text]) => text);
  }

  /** The order of a seat for a beat, as a cell of a plan; "" at the start, and where it is not known. */
  order(beat: number, seat: number): string {
    const action = this.reel.orders[beat - 1]?.[seat];
    return action === undefined || action < 0 ? '' : this.paper.names.actions[action] || '.';
  }

  /** A seat's own numbers up to a beat. */
  past(beat: number): Past {
    const seat = this.paper.seats.findIndex((each) => each.name === this.reel.seat);
    const views = this.reel.views.slice(0, beat + 1);
    const column = (at: number): number[] => views.map((view) => view.me[at] ?? 0);
    return {
      rate: column(MeAt.rate),
      fear: column(MeAt.fear),
      hunger: column(MeAt.hunger),
      hp: column(MeAt.hp),
      did: views.map((_, k) => this.reel.orders[k - 1]?.[seat] ?? 0),
      refused: [],
      log: [],
    };
  }
}
