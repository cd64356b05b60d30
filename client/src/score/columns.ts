// Where the cells of all seats stand in the score. A column is a beat, so that what stands above each other happens at
// once; cells that take no time get a grace column between two beats. Equal cues share the column of their barline, as
// in warbell/plans/layout.py: the k-th |A of a line meets the k-th |A of the others.

/** What the layout needs to know of a cell. */
export interface Timed {
  beats: number; // the least it takes
  cue: string | null; // the cue's letter
}

/** Where a cell stands: beats since now, half open, and the same in columns. */
export interface Place {
  from: number;
  to: number;
  column: number;
  span: number;
}

/** A cue and the seats that meet at it. */
export interface Meeting {
  letter: string;
  nth: number; // the how many-th of this letter, from 1
  column: number; // its barline is at the right end of this column
  cells: [seat: number, cell: number][];
  lone: boolean; // nobody else has it
  crossing: boolean; // it waits for a cue that waits for it
}

export interface Layout {
  staves: Place[][];
  columns: (number | null)[]; // the beat of each column, from 1 for the next one; null for a grace column
  meetings: Meeting[];
}

/**
 * Lays out one line a seat. `passed[seat][cell]`: beats from now until the cell is done with, where a rehearsal knows.
 * `before[seat]`: the letters of the cues that a seat's line had before these cells.
 */
export function columns(lines: Timed[][], passed: number[][] = [], before: string[][] = []): Layout {
  const meetings = meet(lines, before);
  const of = new Map<string, Meeting>();
  for (const meeting of meetings) for (const [seat, cell] of meeting.cells) of.set(`${seat} ${cell}`, meeting);
  const times = settle(lines, passed, of);
  const graces = countGraces(times);
  const beats = Math.max(0, ...times.flatMap((line) => line.map(([, to]) => to)));
  const first: number[] = []; // the column of each beat
  const shown: (number | null)[] = [];
  for (let beat = 0; beat <= beats; beat++) {
    for (let k = 0; k < (graces.get(beat) ?? 0); k++) shown.push(null);
    first.push(shown.length);
    if (beat < beats) shown.push(beat + 1);
  }
  const staves = times.map((line) => {
    let graced = -1;
    let nth = 0;
    return line.map(([from, to]): Place => {
      if (from < to) {
        const column = first[from] ?? 0;
        return { from, to, column, span: (first[to - 1] ?? 0) + 1 - column };
      }
      nth = graced === from ? nth + 1 : 0;
      graced = from;
      return { from, to, column: (first[from] ?? 0) - (graces.get(from) ?? 0) + nth, span: 1 };
    });
  });
  for (const meeting of meetings) {
    const ends = meeting.cells.map(([seat, cell]) => {
      const place = staves[seat]?.[cell];
      return place ? place.column + place.span - 1 : 0;
    });
    meeting.column = Math.max(...ends);
  }
  return { staves, columns: shown, meetings };
}

/** Which cells wait for each other. */
function meet(lines: Timed[][], done: string[][]): Meeting[] {
  const found = new Map<string, Meeting>();
  const after = new Map<Meeting, Set<Meeting>>(); // which cues a line has behind each
  lines.forEach((line, seat) => {
    const met: Record<string, number> = {};
    for (const letter of done[seat] ?? []) met[letter] = (met[letter] ?? 0) + 1;
    const before: Meeting[] = [];
    line.forEach(({ cue: letter }, cell) => {
      if (letter === null) return;
      const nth = (met[letter] = (met[letter] ?? 0) + 1);
      const key = letter + nth;
      const meeting = found.get(key) ?? { letter, nth, column: 0, cells: [], lone: false, crossing: false };
      found.set(key, meeting);
      meeting.cells.push([seat, cell]);
      for (const earlier of before) (after.get(earlier) ?? after.set(earlier, new Set()).get(earlier))?.add(meeting);
      before.push(meeting);
    });
  });
  for (const meeting of found.values()) {
    meeting.lone = meeting.cells.length === 1;
    meeting.crossing = reaches(meeting, meeting, after);
  }
  return [...found.values()];
}

/** True if a line, or several through the cues they share, lead from one cue to another. */
function reaches(from: Meeting, to: Meeting, after: Map<Meeting, Set<Meeting>>): boolean {
  const seen = new Set<Meeting>();
  const open = [from];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const later of after.get(next) ?? []) {
      if (later === to) return true;
      if (!seen.has(later)) {
        seen.add(later);
        open.push(later);
      }
    }
  }
  return false;
}

/** The beats each cell begins and ends with; whoever is early at a cue waits there. */
function settle(lines: Timed[][], passed: number[][], of: Map<string, Meeting>): [number, number][][] {
  const shared = new Map<Meeting, number>();
  let times: [number, number][][] = [];
  // Each round settles at least one more meeting from the left; crossing cues wait for nobody here, or it would not end.
  for (let round = of.size + 2, moved = true; moved && round > 0; round--) {
    moved = false;
    times = lines.map((line, seat) => {
      let now = 0;
      return line.map(({ beats }, cell) => {
        const from = now;
        const known = passed[seat]?.[cell];
        now = known !== undefined && known >= from ? known : from + beats;
        const meeting = of.get(`${seat} ${cell}`);
        if (meeting && !meeting.crossing) {
          const common = shared.get(meeting) ?? 0;
          if (now > common) {
            shared.set(meeting, now);
            moved = true;
          } else if (known === undefined || known < from) now = common;
        }
        return [from, now];
      });
    });
  }
  return times;
}

/** How many grace columns stand before each beat: the most cells without duration that a seat has there. */
function countGraces(times: [number, number][][]): Map<number, number> {
  const most = new Map<number, number>();
  for (const line of times) {
    const here = new Map<number, number>();
    for (const [from, to] of line) if (from === to) here.set(from, (here.get(from) ?? 0) + 1);
    for (const [beat, count] of here) most.set(beat, Math.max(count, most.get(beat) ?? 0));
  }
  return most;
}
