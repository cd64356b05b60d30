// Cues as they were played, told from the code words that seats signed and called: who waited for whom, and how long.
import { CODE_WORDS, CUES } from '../cells';

const RECALL = 10; // beats after which an unanswered call is given again (minds/part.py)
const SLIP = 1; // beats a trembling hand may be late
const ANSWER = 10; // beats together, the most: hands that are seen are answered at once, but for a passing light

export interface Met {
  letter: string;
  word: string;
  beat: number; // in which it was met, or given up
  waits: { seat: number; beats: number }[]; // who stood at it, and how long for the others
  alone: boolean; // nobody answered: patience ran out
}

interface Stand {
  seat: number;
  from: number;
  to: number; // the last beat the word was given
  until: number; // the last beat that may have been waited in: who called waits without a sign
}

/** The cues of a game, in order. `cells` are everybody's orders as cells of a plan: [beats][seats], the first beat first. */
export function cuesMet(cells: string[][]): Met[] {
  return CODE_WORDS.flatMap((word, k) =>
    gather(stands(cells, word)).map((group) => {
      const beat = Math.max(...group.map((stand) => stand.to));
      const waits = group.map(({ seat, from }) => ({ seat, beats: beat - from })).sort((a, b) => a.seat - b.seat);
      return { letter: CUES[k]!, word, beat, waits, alone: new Set(group.map(({ seat }) => seat)).size === 1 };
    }),
  ).sort((a, b) => a.beat - b.beat);
}

/** Each stretch in which a seat kept giving a code word: by hand in every beat, aloud every tenth. */
function stands(cells: string[][], word: string): Stand[] {
  const found: Stand[] = [];
  const seats = cells[0]?.length ?? 0;
  for (let seat = 0; seat < seats; seat++) {
    let open: Stand | null = null;
    cells.forEach((orders, k) => {
      const cell = orders[seat];
      const loud = cell === `call-${word}`;
      if (!loud && cell !== `sign-${word}`) return;
      const beat = k + 1;
      if (!open || beat - open.to > (loud ? RECALL + 1 : 1)) found.push((open = { seat, from: beat, to: beat, until: beat }));
      open.to = open.until = beat;
      if (loud) while (open.until < beat + RECALL && cells[open.until]?.[seat] === '.') open.until++;
    });
  }
  return found.sort((a, b) => a.to - b.to);
}

/** Who met goes on in the same beat, so that stretches which end together are one meeting. */
function gather(all: Stand[]): Stand[][] {
  const groups: Stand[][] = [];
  for (const stand of all) {
    const group = groups.at(-1);
    const together = group?.every(({ seat, until }) => seat !== stand.seat && until >= stand.from && until >= stand.to - SLIP);
    if (group && together) group.push(stand);
    else groups.push([stand]);
  }
  return groups.flatMap((group) => {
    const came = Math.max(...group.map(({ from }) => from));
    const went = Math.max(...group.map(({ to }) => to));
    // So long side by side, and only then away: the same patience ran out.
    return went - came > ANSWER ? group.map((stand) => [stand]) : [group];
  });
}
