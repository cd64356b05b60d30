// A line being written in pencil: its cells, where the next one goes, and every state before, until it is committed.
import { MOST_TIMES, type Standing, act, cell, repeat, repeated, split } from './cells';

interface Draft {
  cells: string[];
  at: number;
}

/** A line with all that can be undone and done again. */
export interface History {
  now: Draft;
  past: Draft[];
  future: Draft[];
}

const MOST_UNDONE = 200; // drafts kept

export class Pencil {
  #now = $state.raw<Draft>({ cells: [], at: 0 });
  #past = $state.raw<Draft[]>([]);
  #future = $state.raw<Draft[]>([]);
  readonly #changed: () => void;

  constructor(changed: () => void = () => {}) {
    this.#changed = changed;
  }

  get cells(): string[] {
    return this.#now.cells;
  }

  /** Where the next cell goes: 0 before the first. */
  get at(): number {
    return this.#now.at;
  }

  set at(at: number) {
    this.#now = { ...this.#now, at: Math.min(Math.max(at, 0), this.cells.length) };
  }

  get text(): string {
    return this.#now.cells.join(' ');
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  get history(): History {
    return { now: this.#now, past: this.#past, future: this.#future };
  }

  set history({ now, past, future }: History) {
    this.#now = now;
    this.#past = past;
    this.#future = future;
  }

  /** Begin anew from a line, with nothing to undo but to have a line back that nobody read. */
  open(text: string, unread = ''): void {
    const [now, before] = [split(text), split(unread)];
    this.#now = { cells: now, at: now.length };
    this.#past = before.length ? [{ cells: before, at: before.length }] : [];
    this.#future = [];
  }

  /** Cells at the head of the line that are done meanwhile: whatever was written behind them stays, also when undone. */
  passed(done: readonly string[]): void {
    const cut = (draft: Draft): Draft => {
      const cells = without(draft.cells, done);
      return { cells, at: Math.max(0, draft.at - (draft.cells.length - cells.length)) };
    };
    this.#now = cut(this.#now);
    this.#past = this.#past.map(cut);
    this.#future = this.#future.map(cut);
  }

  set(text: string): void {
    const cells = split(text);
    if (cells.join(' ') !== this.text) this.#write(cells, cells.length);
  }

  /** Cells at the insertion point, to be undone at once; the same order twice in a row becomes one cell: e + e -> e*2. */
  add(...texts: string[]): void {
    const cells = [...this.cells];
    let { at } = this;
    for (const text of texts) {
      const before = at > 0 ? repeated(cells[at - 1]!) : null;
      const added = repeated(text);
      if (before && added && before[0] === added[0] && before[1] + added[1] <= MOST_TIMES) {
        cells[at - 1] = repeat(added[0], before[1] + added[1]);
      } else cells.splice(at++, 0, text);
    }
    this.#write(cells, at);
  }

  /** The cells at the head of the line that stand from there on: reflexes, roll calls, answers. */
  get head(): string[] {
    const first = this.cells.findIndex((text) => cell(text)?.kind !== 'standing');
    return first < 0 ? this.cells : this.cells.slice(0, first);
  }

  /** The last of them of a kind. */
  stands(kind: Standing): string | undefined {
    return this.head.findLast((text) => text.startsWith(`${kind}-`));
  }

  /** A cell before all others but the head. */
  first(text: string): void {
    const head = this.head.length;
    this.#write(this.cells.toSpliced(head, 0, text), Math.max(this.at, head) + 1);
  }

  /** Let the head have this cell instead of those of its kind; with null, none. */
  lead(kind: Standing, text: string | null): void {
    const old = this.head.length;
    const made = this.head.filter((each) => !each.startsWith(`${kind}-`));
    if (text !== null) made.push(text);
    this.#write([...made, ...this.cells.slice(old)], made.length + Math.max(0, this.at - old));
  }

  /** The act before the insertion point, "use-e"; null if there is none. */
  get act(): string | null {
    return this.at > 0 ? act(this.cells[this.at - 1]!) : null;
  }

  /** Let the act before the insertion point go on until something is so: ("dark", 20) makes e*2 to e~dark/20. */
  until(condition: string, limit: number | null): void {
    const { act, cells, at } = this;
    if (act !== null) this.#write(cells.with(at - 1, `${act}~${condition}${limit ? `/${limit}` : ''}`), at);
  }

  /** Take the last order before the insertion point away: e*2 -> e. */
  back(): void {
    const { cells, at } = this;
    if (at === 0) return;
    const before = repeated(cells[at - 1]!);
    if (before && before[1] > 1) this.#write(cells.with(at - 1, repeat(before[0], before[1] - 1)), at);
    else this.remove(at - 1);
  }

  remove(k: number): void {
    const { cells, at } = this;
    if (k < 0 || k >= cells.length) return;
    this.#write(cells.toSpliced(k, 1), at > k ? at - 1 : at);
  }

  /** Move a cell along the line. Cues wait for others, and so one is shifted by waits before it. */
  shift(k: number, by: number): void {
    const { cells } = this;
    if (by === 0 || k < 0 || k >= cells.length) return;
    if (cell(cells[k]!)?.kind === 'cue') {
      this.#shiftCue(k, by);
      return;
    }
    const to = Math.min(Math.max(k + by, 0), cells.length - 1);
    if (to !== k) this.#write(cells.toSpliced(k, 1).toSpliced(to, 0, cells[k]!), to + 1);
  }

  #shiftCue(k: number, by: number): void {
    const { cells } = this;
    const before = k > 0 ? repeated(cells[k - 1]!) : null;
    const waits = before?.[0] === '.' ? before[1] : 0;
    const left = waits + by;
    if (left < 0 && waits === 0) {
      // No waits to take away: it goes before what is done first.
      if (k > 0) this.#write(cells.toSpliced(k, 1).toSpliced(k - 1, 0, cells[k]!), k);
      return;
    }
    const start = waits > 0 ? k - 1 : k;
    const made = left > 0 ? [repeat('.', Math.min(left, MOST_TIMES)), cells[k]!] : [cells[k]!];
    this.#write(cells.toSpliced(start, k - start + 1, ...made), start + made.length);
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (!before) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, this.#now];
    this.#now = before;
    this.#changed();
  }

  redo(): void {
    const after = this.#future.at(-1);
    if (!after) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, this.#now];
    this.#now = after;
    this.#changed();
  }

  #write(cells: string[], at: number): void {
    this.#past = [...this.#past, this.#now].slice(-MOST_UNDONE);
    this.#future = [];
    this.#now = { cells, at };
    this.#changed();
  }
}

/** What is left of a line behind cells that are done. */
function without(cells: string[], done: readonly string[]): string[] {
  const shared = cells.findIndex((text, k) => text !== done[k]);
  const same = Math.min(shared < 0 ? cells.length : shared, done.length);
  const left = cells.slice(same);
  // The last of them may have become more times of the same.
  const [over, more] = [repeated(done[same] ?? ''), repeated(left[0] ?? '')];
  if (same === done.length - 1 && over && more && over[0] === more[0] && over[1] < more[1]) {
    left[0] = repeat(more[0], more[1] - over[1]);
  }
  return left;
}
