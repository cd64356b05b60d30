// From lines to what the staves draw: each cell with its place, its sign and its words.
import { cell as cellOf } from '../cells';
import type { Paper } from '../protocol';
import { columns, type Layout, type Timed } from './columns';
import { noteOf, type Note } from './words';

export interface Drawn {
  note: Note;
  column: number;
  span: number;
  title: string;
  cue: string | null;
  warning: 'lone' | 'crossing' | 'vain' | null;
}

const WHY = {
  crossing: ', crosses another cue: nobody could get past it',
  lone: ', nobody else has it',
  vain: ', comes to nothing, as far as you know',
};

/** How long a cell takes at least, and its cue. */
export function timed(text: string): Timed {
  const found = cellOf(text);
  return { beats: found?.beats ?? 1, cue: found?.cue ?? null };
}

/** What is still to come of lines that are being played. */
export interface Rest {
  done: number[]; // cells of each line that are over
  timings: Timed[][];
  before: string[][]; // letters of the cues among those that are over
}

/** Of one's own line `at` cells are over; of the others' what should be by now, as nobody tells. */
export function rest(lines: string[][], mine: number, at: number, elapsed: number): Rest {
  const timings = lines.map((line) => line.map(timed));
  const { staves } = columns(timings);
  const done = staves.map((places, row) => (row === mine ? at : places.filter(({ to }) => to <= elapsed).length));
  return {
    done,
    timings: timings.map((line, row) =>
      line.slice(done[row]).map((cell, k) => {
        const begun = k === 0 && row !== mine ? staves[row]?.[done[row] ?? 0] : undefined;
        return begun && begun.from < elapsed ? { ...cell, beats: Math.min(cell.beats, begun.to - elapsed) } : cell;
      }),
    ),
    before: timings.map((line, row) => line.slice(0, done[row]).flatMap(({ cue }) => (cue === null ? [] : [cue]))),
  };
}

/** A line as it is drawn; `flagged` if cues that nobody else has are worth a warning. `vain`: cells that come to nothing. */
export function draw(line: string[], row: number, layout: Layout, paper: Paper, beat: number, flagged: boolean, vain: number[] = []): Drawn[] {
  return line.map((text, k) => {
    const place = layout.staves[row]?.[k] ?? { from: 0, to: 1, column: k, span: 1 };
    const note = noteOf(text, paper);
    const meeting = layout.meetings.find(({ cells }) => cells.some(([seat, cell]) => seat === row && cell === k));
    const warning = meeting?.crossing ? 'crossing' : meeting?.lone && flagged ? 'lone' : vain.includes(k) ? 'vain' : null;
    const [first, last] = [beat + place.from + 1, beat + place.to];
    const when = last < first ? `before beat ${first}` : last > first ? `beats ${first} to ${last}` : `beat ${first}`;
    const title = `${note.words}, ${when}${warning ? WHY[warning] : ''}`;
    return { note, column: place.column, span: place.span, title, cue: meeting?.letter ?? null, warning };
  });
}

/** How many cells of a line lie within so many columns of one: where it is dropped, counted in cells. */
export function cellsAway(places: { column: number; span: number }[], k: number, by: number): number {
  const place = places[k];
  if (!place) return 0;
  if (by > 0) {
    const reached = place.column + place.span - 1 + by;
    return places.filter((other, i) => i > k && other.column <= reached).length;
  }
  const reached = place.column + by;
  return -places.filter((other, i) => i < k && other.column + other.span - 1 >= reached).length;
}

/** Where a key leads from a cell of the grid; undefined for keys that lead nowhere. */
export function stepFrom(grid: HTMLElement, from: HTMLElement, key: string): HTMLElement | null | undefined {
  const rows = [...grid.querySelectorAll('[role=row]')].map((row) => [
    ...row.querySelectorAll<HTMLElement>('[data-key]'),
  ]);
  const y = rows.findIndex((row) => row.includes(from));
  const row = rows[y] ?? [];
  const x = row.indexOf(from);
  const far = (cell: HTMLElement): number => Math.abs(cell.offsetLeft - from.offsetLeft);
  const across = (next: HTMLElement[] = []): HTMLElement | undefined => next.toSorted((a, b) => far(a) - far(b))[0];
  switch (key) {
    case 'ArrowLeft':
      return row[x - 1] ?? null;
    case 'ArrowRight':
      return row[x + 1] ?? null;
    case 'ArrowUp':
      return across(rows[y - 1]) ?? null;
    case 'ArrowDown':
      return across(rows[y + 1]) ?? null;
    case 'Home':
      return row[0] ?? null;
    case 'End':
      return row.at(-1) ?? null;
    default:
      return undefined;
  }
}
