// Which cards are read just now, and of what. Things that have a card say so by `data-card`; the board, whose things are
// drawn, says it itself.
import type { Paper } from '../protocol';

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Shown {
  cards: { title: string; text: string }[];
  beside: Box;
  stays: boolean; // until it is put away; else as long as it is pointed at
}

const SOON = 600; // milliseconds that something is pointed at before its card comes
const GRACE = 250; // and that the pointer has to get to the card

class Reader {
  shown = $state.raw<Shown | null>(null);
  #numbers: Paper['tuning'] = {};
  #timer = 0;
  #asked = 0;
  #stays = false; // what was asked for last is to stay

  /** Read the cards of an episode: with its numbers. */
  enter({ tuning }: Paper): void {
    this.#numbers = tuning;
    this.hide();
  }

  /** Show cards, `|` between their names, beside a box of the window. */
  show(names: string, beside: Box, stays: boolean): void {
    clearTimeout(this.#timer);
    this.#stays = stays;
    void this.#show(names, beside, stays, ++this.#asked);
  }

  /** Show them if they are still pointed at in a moment. */
  soon(names: string, beside: Box): void {
    clearTimeout(this.#timer);
    if (this.#stays) return;
    this.#timer = window.setTimeout(() => this.show(names, beside, false), SOON);
  }

  /** It is pointed at no longer. */
  leave(): void {
    if (this.#stays) return;
    clearTimeout(this.#timer);
    this.#asked++;
    if (this.shown) this.#timer = window.setTimeout(() => this.hide(), GRACE);
  }

  /** The card itself is pointed at. */
  keep(): void {
    clearTimeout(this.#timer);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#asked++;
    this.#stays = false;
    this.shown = null;
  }

  async #show(names: string, beside: Box, stays: boolean, asked: number): Promise<void> {
    const texts = await import('./texts').catch(() => null);
    if (!texts || asked !== this.#asked) return; // the server is gone, and it is asked again the next time
    const found = new Set(names.split('|').flatMap((name) => texts.CARDS.get(texts.bare(name)) ?? []));
    const cards = [...found].map(({ title, text }) => ({ title, text: texts.filled(text, this.#numbers) }));
    if (cards.length) this.shown = { cards, beside, stays };
  }
}

export const reader = new Reader();
