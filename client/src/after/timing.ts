// Cues as they were played, told from the code words that seats signed and called: who waited for whom, and how long.

const CODE_WORDS = ['ANCHOR', 'BEACON', 'CANDLE', 'DORY', 'ELM', 'FERRY', 'GULL', 'HARBOUR'];
const RECALL = 10; // beats after which an unanswered call is given again (minds/part.py)

export interface Met {
  letter: string;
  word: string;
  beat: number; // the last beat somebody gave it
  waits: { seat: number; beats: number }[]; // who stood at it, and how long for the others
  alone: boolean; // nobody answered
}

interface Stand {
  seat: number;
  from: number;
  to: number;
}

/** The cues of a game, in order. `cells` are everybody's orders as cells of a plan: [beats][seats], the first beat first. */
export function cuesMet(cells: string[][]): Met[] {
  return CODE_WORDS.flatMap((word, k) =>
    gather(stands(cells, word)).map((group) => {
      const beat = Math.max(...group.map((stand) => stand.to));
      const waits = group.map(({ seat, from }) => ({ seat, beats: beat - from })).sort((a, b) => a.seat - b.seat);
      return { letter: 'ABCDEFGH'[k]!, word, beat, waits, alone: new Set(group.map(({ seat }) => seat)).size === 1 };
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
      if (open && k + 1 - open.to <= (loud ? RECALL + 1 : 1)) open.to = k + 1;
      else found.push((open = { seat, from: k + 1, to: k + 1 }));
    });
  }
  return found.sort((a, b) => a.from - b.from);
}

/** Stretches of several seats that touch are one meeting. */
function gather(all: Stand[]): Stand[][] {
  const groups: Stand[][] = [];
  for (const stand of all) {
    const group = groups.at(-1);
    const last = group ? Math.max(...group.map(({ to }) => to)) : -Infinity;
    const again = group?.some(({ seat }) => seat === stand.seat);
    if (group && !again && stand.from <= last + RECALL) group.push(stand);
    else groups.push([stand]);
  }
  return groups;
}
