// What became of one's own orders: marks under the beats that are over.
import type { Paper, Past } from '../protocol';

export const POUNDING = 120; // beats a minute from which a heart asks for a decision; the server stops the beats there

export interface Played {
  beat: number;
  cell: string; // the order as a cell of a plan
  late: boolean; // hands slipped: it happened a beat later
  refused: string | null; // why it did not happen
  lost: number; // health
  pounding: boolean;
}

/** One entry a beat, the first beat first. */
export function played(past: Past, paper: Paper, title: string): Played[] {
  const SLIPPED = 'hands slipped';
  const reasons = new Map<number, string>();
  for (const [beat, text] of past.log) {
    // The server's sentences for events "refused" and "bumped"; the seat's own name comes first in them.
    const [, reason] = /^ (?:could not|did not get there): (.+?)\.?$/.exec(text.slice(title.length)) ?? [];
    if (reason && text.startsWith(title)) reasons.set(beat, reason);
  }
  return past.did.slice(1).map((did, k) => {
    const beat = k + 1;
    const reason = reasons.get(beat) ?? null;
    return {
      beat,
      cell: paper.names.actions[did] || '.',
      late: reason === SLIPPED,
      refused: reason === SLIPPED ? null : reason,
      lost: Math.max(0, (past.hp[k] ?? 0) - (past.hp[beat] ?? 0)),
      pounding: (past.rate[beat] ?? 0) >= POUNDING,
    };
  });
}

/** The same entries; those that are as before are the objects they were, and so are not drawn anew. */
export function keep(before: Played[], now: Played[]): Played[] {
  return now.map((one, k) => {
    const was = before[k];
    return was && (Object.keys(one) as (keyof Played)[]).every((key) => one[key] === was[key]) ? was : one;
  });
}

/** The marks of a beat in words, "" if there are none. */
export function remarks(one: Played): string {
  const said = [
    one.late && 'hands slipped, a beat late',
    one.refused && `refused: ${one.refused}`,
    one.lost > 0 && `lost ${one.lost} health`,
    one.pounding && 'heart pounding',
  ];
  return said.filter(Boolean).join(', ');
}
