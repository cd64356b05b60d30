import { describe, expect, it } from 'vitest';
import { columns, type Timed } from './columns';

/** "e3 A . ?" as timed cells: a capital is a cue, ? takes no time, a number is how long a cell takes. */
function line(text: string): Timed[] {
  return text.split(' ').map((cell) => {
    if (/^[A-H]$/.test(cell)) return { beats: 1, cue: cell };
    return { beats: cell === '?' ? 0 : Number(cell.replace(/\D/g, '') || 1), cue: null };
  });
}

const ends = (place: { column: number; span: number } | undefined): number => (place ? place.column + place.span : -1);

describe('columns', () => {
  it('gives a cell as many columns as it takes beats', () => {
    const { staves, columns: shown } = columns([line('e3 . w2')]);
    expect(staves[0]?.map(({ column, span }) => [column, span])).toEqual([[0, 3], [3, 1], [4, 2]]); // prettier-ignore
    expect(shown).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('lets whoever is early wait at a shared cue', () => {
    const { staves, meetings } = columns([line('e5 A e'), line('. A w')]);
    expect(ends(staves[0]?.[1])).toBe(6);
    expect(staves[1]?.[1]).toMatchObject({ column: 1, span: 5 });
    expect(staves[1]?.[2]?.column).toBe(6);
    expect(meetings).toMatchObject([{ letter: 'A', column: 5, lone: false, crossing: false }]);
  });

  it('lets the second A meet the second A', () => {
    const { meetings } = columns([line('A e4 A'), line('A A e')]);
    expect(meetings.map(({ nth, column, cells }) => [nth, column, cells.length])).toEqual([[1, 0, 2], [2, 5, 2]]); // prettier-ignore
  });

  it('counts the cues that were met before', () => {
    const { meetings } = columns([line('A'), line('A . A')], [], [['A'], []]);
    expect(meetings.map(({ nth, cells, lone }) => [nth, cells.length, lone])).toEqual([[2, 2, false], [1, 1, true]]); // prettier-ignore
  });

  it('passes a delay on through chained cues', () => {
    const { staves } = columns([line('e9 A'), line('A B'), line('B e')]);
    expect(staves[2]?.[1]?.column).toBe(11);
  });

  it('flags a cue that nobody meets, and cues that cross', () => {
    const { meetings } = columns([line('A B C'), line('B A')]);
    const flags = Object.fromEntries(meetings.map((m) => [m.letter, [m.lone, m.crossing]]));
    expect(flags).toEqual({ A: [false, true], B: [false, true], C: [true, false] });
  });

  it('finds cues that cross in a ring of three lines', () => {
    const { meetings } = columns([line('A B'), line('B C'), line('C A')]);
    expect(meetings.every((m) => m.crossing)).toBe(true);
  });

  it('puts what takes no time between the beats, on all staves', () => {
    const { staves, columns: shown } = columns([line('e2 ? ? w'), line('e3 ?')]);
    expect(shown).toEqual([1, 2, null, null, 3, null]);
    expect(staves[0]?.map(({ column, span }) => [column, span])).toEqual([[0, 2], [2, 1], [3, 1], [4, 1]]); // prettier-ignore
    expect(staves[1]?.[0]).toMatchObject({ column: 0, span: 5 });
  });

  it('goes by the rehearsal where there is one', () => {
    const { staves } = columns([line('e3 ? w')], [[4, 6]]);
    expect(staves[0]?.map(({ from, to }) => [from, to])).toEqual([[0, 4], [4, 6], [6, 7]]); // prettier-ignore
  });

  it('lays out nothing', () => {
    expect(columns([[], []])).toEqual({ staves: [[], []], columns: [], meetings: [] });
  });
});
